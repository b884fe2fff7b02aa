import {
  ofCase,
  ofReferral,
  RECIPIENT_SEES,
  type Actor,
  type AgreementFacts,
  type CaseFacts,
  type ConsentFacts,
  type ConsentState,
  type DisclosureRequest,
  type Instance,
  type PreviewRequest,
  type RecipientSight,
  type ReferralFacts,
} from '#policy';
import type { ReferralRow, WholeReferralRow } from './referral-row.js';

// Rows in the words of the kernel. Of the people it asks about, a row knows whether the reader is one of them.

export function caseFactsOf(row: ReferralRow, reader: Pick<Actor, 'personId'>): CaseFacts {
  return {
    ownerAgencyId: row.senderAgencyId,
    jurisdictionForbidsIdentity: row.forbidsIdentity,
    assignedPersonIds: row.assigned ? [reader.personId] : [],
    conflictedPersonIds: row.conflicted ? [reader.personId] : [],
  };
}

export function referralFactsOf(row: ReferralRow): ReferralFacts {
  return {
    state: row.state,
    purpose: row.purpose,
    recipientAgencyId: row.recipientAgencyId,
    recipientUnitId: row.recipientUnitId,
  };
}

export function consentFactsOf(row: WholeReferralRow): ConsentFacts | null {
  const { consentId, consentState, consentRecipientAgencyId, consentPurpose, consentScopes } = row;
  const { consentExcludedFields, consentValidFrom, consentExpiresAt } = row;
  if (
    consentId === null ||
    consentState === null ||
    consentRecipientAgencyId === null ||
    consentPurpose === null ||
    consentScopes === null ||
    consentExcludedFields === null ||
    consentValidFrom === null ||
    consentExpiresAt === null
  ) {
    return null;
  }
  return {
    id: consentId,
    state: consentState,
    recipientAgencyId: consentRecipientAgencyId,
    recipientUnitId: row.consentRecipientUnitId,
    namedPersonId: row.consentNamedPersonId,
    purpose: consentPurpose,
    scopes: consentScopes,
    excludedFields: consentExcludedFields,
    validFrom: consentValidFrom,
    expiresAt: consentExpiresAt,
  };
}

export function agreementFactsOf(row: WholeReferralRow): AgreementFacts | null {
  if (row.agreementScopes === null || row.agreementExpiresAt === null) return null;
  return { scopes: row.agreementScopes, purposes: [row.purpose], expiresAt: row.agreementExpiresAt, active: true };
}

/** What the reader asks of the kernel when it opens this referral. */
export function disclosureRequestOf(row: WholeReferralRow, reader: Actor, at: Date): DisclosureRequest {
  return {
    reader,
    case: caseFactsOf(row, reader),
    referral: referralFactsOf(row),
    consent: consentFactsOf(row),
    agreement: agreementFactsOf(row),
    emergency: null,
    at,
  };
}

/** The same referral as its recipient's best reader would find it. */
export function previewRequestOf(row: WholeReferralRow, at: Date): PreviewRequest {
  return {
    recipientKind: row.recipientKind,
    case: { ...caseFactsOf(row, { personId: '' }), assignedPersonIds: [], conflictedPersonIds: [] },
    referral: referralFactsOf(row),
    consent: consentFactsOf(row),
    agreement: agreementFactsOf(row),
    at,
  };
}

/** The referral as far as permission is concerned. One that was never sent has no recipient, whatever became of it. */
export function instanceOf(row: ReferralRow, actor: Pick<Actor, 'personId'>): Instance<'Referral'> {
  const file = caseFactsOf(row, actor);
  return row.sentAt === null ? ofCase('Referral', file) : ofReferral(file, referralFactsOf(row));
}

/** Over at the very instant it names, whether or not a job has said so. Null without a consent. */
export function consentStateOf(row: ReferralRow, at: Date): ConsentState | null {
  const { consentState: state, consentExpiresAt: expiresAt } = row;
  return state === 'ACTIVE' && expiresAt !== null && at.getTime() >= expiresAt.getTime() ? 'EXPIRED' : state;
}

/** Whether the referral rests on a consent that stands, or on none because nothing but the needs card may travel. */
export function standsOn(row: ReferralRow, at: Date): boolean {
  return row.consentId === null ? row.forbidsIdentity : consentStateOf(row, at) === 'ACTIVE';
}

/** What the recipient sees of it now. Once the consent has ended that is no more than how it ended. */
export function recipientSight(row: ReferralRow, at: Date): RecipientSight {
  const sight = RECIPIENT_SEES[row.state];
  return sight === 'NOTHING' || standsOn(row, at) ? sight : 'STATUS';
}
