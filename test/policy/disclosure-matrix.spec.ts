import { describe, expect, it } from '@jest/globals';
import {
  AGENCY_KINDS,
  CONSENT_STATES,
  PURPOSES,
  REFERRAL_STATES,
  ROLES,
  SCOPES,
  type AgencyKind,
  type DisclosureRequest,
  type Purpose,
} from '#policy';
import { compare, newTally, report } from './disagreements.js';
import {
  DAY,
  HOUR,
  MINUTE,
  NOW,
  OTHER_AGENCY,
  OWNER_AGENCY,
  READER,
  RECIPIENT_AGENCY,
  after,
  agreement,
  caseFacts,
  consent,
  emergency,
  reader,
  referral,
  request,
} from './fixtures.js';

const RELATIONS = [
  { agencyId: OWNER_AGENCY, assignedPersonIds: [READER] },
  { agencyId: OWNER_AGENCY, assignedPersonIds: [] },
  { agencyId: RECIPIENT_AGENCY, assignedPersonIds: [] },
  { agencyId: OTHER_AGENCY, assignedPersonIds: [] },
];

describe('role × agency kind × relation × purpose × referral state × consent state × scope', () => {
  it('is as the rule book has it in every cell', () => {
    const tally = newTally();
    for (const role of ROLES)
      for (const agencyKind of AGENCY_KINDS)
        for (const { agencyId, assignedPersonIds } of RELATIONS)
          for (const purpose of PURPOSES)
            for (const state of REFERRAL_STATES)
              for (const consentState of [...CONSENT_STATES, null]) {
                compare(
                  request({
                    reader: reader({ roles: [role], agencyKind, agencyId }),
                    case: caseFacts({ assignedPersonIds }),
                    referral: referral({ state, purpose }),
                    consent: consentState && consent({ state: consentState, purpose }),
                  }),
                  tally,
                );
              }
    report('Disclosure matrix', tally.cells);
    expect(tally.disagreements).toEqual([]);
    expect(tally.cells).toBe(7 * 7 * 4 * 14 * 14 * 7 * 9);
    // Partly open are only the preferred names: four reading roles, three purposes, four states, the active consent.
    expect(tally.states.PARTIAL).toBe(4 * 3 * 4);
    expect(tally.states.OPEN).toBeGreaterThan(1000);
  });
});

/** Each changes one thing about an otherwise permitted question. */
const CIRCUMSTANCES: readonly [string, (q: DisclosureRequest) => DisclosureRequest][] = [
  ['nothing else', (q) => q],
  ['no step-up', (q) => ({ ...q, reader: { ...q.reader, stepUpAt: null } })],
  ['step-up about to lapse', (q) => ({ ...q, reader: { ...q.reader, stepUpAt: after(-5 * MINUTE + 1) } })],
  ['step-up lapsed this instant', (q) => ({ ...q, reader: { ...q.reader, stepUpAt: after(-5 * MINUTE) } })],
  ['step-up from the future', (q) => ({ ...q, reader: { ...q.reader, stepUpAt: after(1) } })],
  ['conflict of interest', (q) => ({ ...q, case: { ...q.case, conflictedPersonIds: ['person-else', READER] } })],
  ['conflict of somebody else', (q) => ({ ...q, case: { ...q.case, conflictedPersonIds: ['person-else'] } })],
  ['identity kept off the platform', (q) => ({ ...q, case: { ...q.case, jurisdictionForbidsIdentity: true } })],
  ['no agreement', (q) => ({ ...q, agreement: null })],
  ['agreement suspended', (q) => ({ ...q, agreement: agreement({ active: false }) })],
  ['agreement ends this instant', (q) => ({ ...q, agreement: agreement({ expiresAt: NOW }) })],
  ['agreement ends in a moment', (q) => ({ ...q, agreement: agreement({ expiresAt: after(1) }) })],
  ['agreement of few scopes', (q) => ({ ...q, agreement: agreement({ scopes: ['CONTACT', 'RISK'] }) })],
  ['agreement of another purpose', (q) => ({ ...q, agreement: agreement({ purposes: ['VOCATIONAL'] }) })],
  ['no referral', (q) => ({ ...q, referral: null })],
  ['consent ends this instant', (q) => ({ ...q, consent: q.consent && { ...q.consent, expiresAt: NOW } })],
  ['consent ends in a moment', (q) => ({ ...q, consent: q.consent && { ...q.consent, expiresAt: after(1) } })],
  ['consent begins this instant', (q) => ({ ...q, consent: q.consent && { ...q.consent, validFrom: NOW } })],
  ['consent begins in a moment', (q) => ({ ...q, consent: q.consent && { ...q.consent, validFrom: after(1) } })],
  [
    'consent to another agency',
    (q) => ({ ...q, consent: q.consent && { ...q.consent, recipientAgencyId: OTHER_AGENCY } }),
  ],
  ['consent for another purpose', (q) => ({ ...q, consent: q.consent && { ...q.consent, purpose: 'SAFE_RETURN' } })],
  ['consent to one scope', (q) => ({ ...q, consent: q.consent && { ...q.consent, scopes: ['IDENTITY'] } })],
  ['consent to no scope', (q) => ({ ...q, consent: q.consent && { ...q.consent, scopes: [] } })],
  [
    'fields left out',
    (q) => ({
      ...q,
      consent: q.consent && {
        ...q.consent,
        excludedFields: ['IDENTITY.photo', 'IDENTITY.preferredName', 'CONTACT.channels', 'CONTACT.doNotContact'],
      },
    }),
  ],
  ['consent names nobody', (q) => ({ ...q, consent: q.consent && { ...q.consent, namedPersonId: null } })],
  ['consent names another', (q) => ({ ...q, consent: q.consent && { ...q.consent, namedPersonId: 'person-else' } })],
  ['referral to the own unit', (q) => inUnits(q, 'night', 'night', null)],
  ['referral to another unit', (q) => inUnits(q, 'day', 'night', null)],
  ['consent to the own unit', (q) => inUnits(q, 'night', null, 'night')],
  ['consent to another unit', (q) => inUnits(q, null, null, 'night')],
  ['emergency', (q) => ({ ...q, emergency: emergency() })],
  [
    'emergency for two fields',
    (q) => ({ ...q, emergency: emergency({ fields: ['IDENTITY.photo', 'RISK.safetyPlan'] }) }),
  ],
  ['emergency not approved', (q) => ({ ...q, emergency: emergency({ open: false }) })],
  ['emergency for another reader', (q) => ({ ...q, emergency: emergency({ readerPersonIds: ['person-else'] }) })],
  ['emergency over this instant', (q) => ({ ...q, emergency: emergency({ expiresAt: NOW }) })],
  ['emergency from this instant', (q) => ({ ...q, emergency: emergency({ opensAt: NOW }) })],
  ['emergency not begun', (q) => ({ ...q, emergency: emergency({ opensAt: after(1) }) })],
  [
    'emergency of a day',
    (q) => ({ ...q, emergency: emergency({ opensAt: after(-24 * HOUR), expiresAt: after(DAY) }) }),
  ],
  [
    'emergency of nearly a day',
    (q) => ({ ...q, emergency: emergency({ opensAt: after(-24 * HOUR + 1), expiresAt: after(DAY) }) }),
  ],
];

function inUnits(q: DisclosureRequest, own: string | null, ofReferral: string | null, ofConsent: string | null) {
  return {
    ...q,
    reader: { ...q.reader, unitId: own },
    referral: q.referral && { ...q.referral, recipientUnitId: ofReferral },
    consent: q.consent && { ...q.consent, recipientUnitId: ofConsent },
  };
}

/** A purpose that each kind serves, with the location where the kind may have it at all. */
const PURPOSE_FOR: Readonly<Record<AgencyKind, Purpose>> = {
  NGO: 'SAFE_RETURN',
  LEGAL_AID: 'LEGAL_AID',
  SHELTER: 'MATERIAL_AID',
  HEALTH: 'MEDICAL',
  RELIGIOUS: 'COMMUNITY_SUPPORT',
  GOVERNMENT: 'SAFE_RETURN',
  LAW_ENFORCEMENT: 'JUSTICE_CONTACT',
};

describe('two circumstances at once × role × agency kind × relation × scope', () => {
  it('is as the rule book has it in every cell', () => {
    const tally = newTally();
    for (const [index, [, first]] of CIRCUMSTANCES.entries())
      for (const [, second] of CIRCUMSTANCES.slice(index))
        for (const agencyKind of AGENCY_KINDS)
          for (const { agencyId, assignedPersonIds } of RELATIONS)
            for (const role of ['CASEWORKER', 'INTAKE', 'LIAISON', 'PRIVACY_OFFICER'] as const) {
              const purpose = PURPOSE_FOR[agencyKind];
              const plain = request({
                reader: reader({ roles: [role], agencyKind, agencyId }),
                case: caseFacts({ assignedPersonIds }),
                referral: referral({ purpose }),
                consent: consent({ purpose }),
              });
              compare(second(first(plain)), tally);
            }
    report('Circumstances', tally.cells);
    expect(tally.disagreements).toEqual([]);
    const pairs = (CIRCUMSTANCES.length * (CIRCUMSTANCES.length + 1)) / 2;
    expect(tally.cells).toBe(pairs * 7 * 4 * 4 * SCOPES.length);
    expect(Math.min(...Object.values(tally.states))).toBeGreaterThan(5000);
  });
});

describe('roles held together × agency kind × relation × scope', () => {
  it('add up and never take away', () => {
    const tally = newTally();
    for (const first of ROLES)
      for (const second of ROLES)
        for (const agencyKind of AGENCY_KINDS)
          for (const { agencyId, assignedPersonIds } of RELATIONS) {
            for (const purpose of ['SAFE_RETURN', 'JUSTICE_CONTACT', 'COUNSELLING'] as const) {
              compare(
                request({
                  reader: reader({ roles: [first, second], agencyKind, agencyId }),
                  case: caseFacts({ assignedPersonIds }),
                  referral: referral({ purpose }),
                  consent: consent({ purpose }),
                }),
                tally,
              );
            }
          }
    report('Roles together', tally.cells);
    expect(tally.disagreements).toEqual([]);
    expect(tally.cells).toBe(7 * 7 * 7 * 4 * 3 * 9);
  });
});
