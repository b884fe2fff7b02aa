import { CasesModule } from '#cases';
import type { Feature } from '../graphql/index.js';
import { disclosureAccess } from './disclosure.access.js';
import { LedgerResolver } from './ledger.resolver.js';

/** What features show of a record, and who was shown it. */
export const disclosureFeature: Feature = {
  module: CasesModule,
  entities: [],
  resolvers: [LedgerResolver],
  access: disclosureAccess,
};
