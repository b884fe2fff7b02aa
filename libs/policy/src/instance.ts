import type { CaseFacts, ReferralFacts } from './facts.js';
import type { Subject } from './permissions.js';
import { RECIPIENT_SEES } from './referral-states.js';

/**
 * One thing, as far as permission is concerned. Every field is always there, so no condition can match by absence.
 */
export interface Instance<S extends Subject = Subject> {
  readonly subject: S;
  /** The agency whose survivor or thing it is; null if nobody's. */
  readonly ownerAgencyId: string | null;
  /** The agency on the other side: of a referral, a placement offer, a cooperation request; null if there is none. */
  readonly recipientAgencyId: string | null;
  readonly recipientUnitId: string | null;
  readonly assignedPersonIds: readonly string[];
  readonly conflictedPersonIds: readonly string[];
}

type People = Pick<CaseFacts, 'ownerAgencyId' | 'assignedPersonIds' | 'conflictedPersonIds'>;

/** A case, or something that has only its owner's side: an emergency, a ledger. */
export function ofCase<S extends Subject>(subject: S, file: People): Instance<S> {
  const { ownerAgencyId, assignedPersonIds, conflictedPersonIds } = file;
  return {
    subject,
    ownerAgencyId,
    recipientAgencyId: null,
    recipientUnitId: null,
    assignedPersonIds,
    conflictedPersonIds,
  };
}

/** Something about a case with an agency on the other side: a consent, a placement offer, a cooperation request. */
export function ofTwoAgencies<S extends Subject>(
  subject: S,
  file: People,
  recipient: { readonly agencyId: string; readonly unitId: string | null },
): Instance<S> {
  return { ...ofCase(subject, file), recipientAgencyId: recipient.agencyId, recipientUnitId: recipient.unitId };
}

/** A referral in its state: of one that its recipient knows nothing of, the recipient has no side. */
export function ofReferral(file: People, referral: Omit<ReferralFacts, 'purpose'>): Instance<'Referral'> {
  if (RECIPIENT_SEES[referral.state] === 'NOTHING') return ofCase('Referral', file);
  return ofTwoAgencies('Referral', file, { agencyId: referral.recipientAgencyId, unitId: referral.recipientUnitId });
}

/** A thing of an agency that has nothing to do with any case: its beds, its staff, its services. */
export function ofAgency<S extends Subject>(subject: S, agencyId: string): Instance<S> {
  return ofCase(subject, { ownerAgencyId: agencyId, assignedPersonIds: [], conflictedPersonIds: [] });
}
