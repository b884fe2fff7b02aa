import {
  FIELD_PATHS,
  PURPOSES,
  SCOPES,
  type AgreementFacts,
  type CaseFacts,
  type ConsentFacts,
  type DisclosureRequest,
  type EmergencyFacts,
  type Reader,
  type ReferralFacts,
} from '#policy';

// One afternoon on which everything is allowed; each test takes something away.

export const NOW = new Date('2026-03-03T14:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const OWNER_AGENCY = 'agency-owner';
export const RECIPIENT_AGENCY = 'agency-recipient';
export const OTHER_AGENCY = 'agency-other';
export const READER = 'person-reader';

export function after(milliseconds: number): Date {
  return new Date(NOW.getTime() + milliseconds);
}

export function reader(change: Partial<Reader> = {}): Reader {
  return {
    personId: READER,
    agencyId: RECIPIENT_AGENCY,
    agencyKind: 'NGO',
    unitId: null,
    roles: ['CASEWORKER'],
    stepUpAt: NOW,
    ...change,
  };
}

export function caseFacts(change: Partial<CaseFacts> = {}): CaseFacts {
  return {
    ownerAgencyId: OWNER_AGENCY,
    jurisdictionForbidsIdentity: false,
    assignedPersonIds: [],
    conflictedPersonIds: [],
    ...change,
  };
}

export function referral(change: Partial<ReferralFacts> = {}): ReferralFacts {
  return {
    state: 'ACCEPTED',
    purpose: 'COUNSELLING',
    recipientAgencyId: RECIPIENT_AGENCY,
    recipientUnitId: null,
    ...change,
  };
}

export function consent(change: Partial<ConsentFacts> = {}): ConsentFacts {
  return {
    id: 'consent-1',
    state: 'ACTIVE',
    recipientAgencyId: RECIPIENT_AGENCY,
    recipientUnitId: null,
    namedPersonId: READER,
    purpose: 'COUNSELLING',
    scopes: SCOPES,
    excludedFields: [],
    validFrom: after(-DAY),
    expiresAt: after(29 * DAY),
    ...change,
  };
}

export function agreement(change: Partial<AgreementFacts> = {}): AgreementFacts {
  return { scopes: SCOPES, purposes: PURPOSES, expiresAt: after(300 * DAY), active: true, ...change };
}

export function emergency(change: Partial<EmergencyFacts> = {}): EmergencyFacts {
  return {
    id: 'emergency-1',
    open: true,
    readerPersonIds: [READER],
    fields: FIELD_PATHS,
    opensAt: after(-HOUR),
    expiresAt: after(HOUR),
    ...change,
  };
}

export function request(change: Partial<DisclosureRequest> = {}): DisclosureRequest {
  return {
    reader: reader(),
    case: caseFacts(),
    referral: referral(),
    consent: consent(),
    agreement: agreement(),
    emergency: null,
    at: NOW,
    ...change,
  };
}
