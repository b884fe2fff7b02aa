export { AgencyNameType } from './ledger.types.js';
export { requestedRecord, selects } from './look-ahead.js';
export { NeedsCardInput, NeedsCardType } from './needs-card.types.js';
export { CaseRecordInput, CaseRecordType, DisclosureBasisType, ScopeDisclosureType } from './record.types.js';
