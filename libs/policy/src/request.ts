import type { Actor } from './actor.js';
import type { AgreementFacts, CaseFacts, ConsentFacts, EmergencyFacts, ReferralFacts } from './facts.js';
import { RECIPIENT_SEES } from './referral-states.js';

/** The part of an actor that decides what it may read. */
export type Reader = Pick<Actor, 'personId' | 'agencyId' | 'agencyKind' | 'unitId' | 'roles' | 'stepUpAt'>;

/** One question to the kernel: this reader, this case, by way of this referral, at this instant. */
export interface DisclosureRequest {
  readonly reader: Reader;
  readonly case: CaseFacts;
  /** Null when the owner reads the case itself. */
  readonly referral: ReferralFacts | null;
  readonly consent: ConsentFacts | null;
  readonly agreement: AgreementFacts | null;
  readonly emergency: EmergencyFacts | null;
  /** The database's clock, so that two servers cannot disagree about an expiry. */
  readonly at: Date;
}

export type Side = 'OWNER' | 'RECIPIENT' | 'STRANGER';

/** From which side the reader looks. Of a draft its recipient knows nothing, so there it is a stranger. */
export function sideOf(request: Pick<DisclosureRequest, 'reader' | 'case' | 'referral'>): Side {
  const { reader, case: file, referral } = request;
  if (reader.agencyId === file.ownerAgencyId) return 'OWNER';
  if (referral === null || referral.recipientAgencyId !== reader.agencyId) return 'STRANGER';
  return RECIPIENT_SEES[referral.state] === 'NOTHING' ? 'STRANGER' : 'RECIPIENT';
}
