import { describe, expect, it } from '@jest/globals';
import type { AgencyKind, ConsentFacts, ServiceType } from '#policy';
import type { KnownCase } from '#cases';
import { referralRow, sentAt } from '../../../test/support/referral-row.js';
import { consentFactsOf, agreementFactsOf } from './facts.js';
import { refuseImpossible, refuseUnlessSendable, type ReferralPlan, type SendTerms } from './send-terms.js';
import { deadlinesFrom } from './write-referral.js';

const at = new Date('2026-03-10T09:00:00Z');
const before = (moment: Date) => new Date(moment.getTime() - 1);

const file: KnownCase = {
  id: 'case',
  ownerAgencyId: 'ngo',
  jurisdictionForbidsIdentity: false,
  assignedPersonIds: [],
  conflictedPersonIds: [],
  caseCode: 'C',
  advocate: { id: 'mira', displayName: 'Mira' },
  guardianAdvocateId: null,
  ageStatus: 'ADULT',
  pillars: ['INDIVIDUAL_SUPPORT'],
  needsCard: referralRow().needsCard,
  riskLevel: 'STANDARD',
  riskReviewDueAt: new Date('2026-03-20T09:00:00Z'),
  status: 'OPEN',
  createdAt: sentAt,
  updatedAt: sentAt,
  version: 1,
};

const consent = consentFactsOf(referralRow()) as ConsentFacts;
const plan: ReferralPlan = { caseId: 'case', recipientAgencyId: 'clinic', serviceType: 'LEGAL_AID' };

function terms(given: Partial<SendTerms> = {}): SendTerms {
  return {
    file,
    purpose: 'LEGAL_AID',
    recipient: { id: 'clinic', name: 'Legal Clinic', kind: 'LEGAL_AID' },
    unitId: null,
    unitIsTheirs: true,
    agreement: agreementFactsOf(referralRow()),
    consent,
    ...given,
  };
}

const refusal = (attempt: () => unknown): string | undefined => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what decides about sending', () => {
  it.each<[string, Partial<SendTerms>, Partial<ReferralPlan>, string | undefined]>([
    ['all is well', {}, {}, undefined],
    ['there is no agreement', { agreement: null }, {}, 'NO_AGREEMENT'],
    ['there is no consent', { consent: null }, {}, 'NO_CONSENT'],
    ['consent was withdrawn', { consent: { ...consent, state: 'WITHDRAWN' } }, {}, 'NO_CONSENT'],
    ['consent was refused', { consent: { ...consent, state: 'REFUSED' } }, {}, 'NO_CONSENT'],
    ['consent begins now', { consent: { ...consent, validFrom: at } }, {}, undefined],
    ['consent begins later', { consent: { ...consent, validFrom: new Date(at.getTime() + 1) } }, {}, 'NO_CONSENT'],
    ['consent ends in a moment', { consent: { ...consent, expiresAt: new Date(at.getTime() + 1) } }, {}, undefined],
    ['consent ends now', { consent: { ...consent, expiresAt: at } }, {}, 'NO_CONSENT'],
    ['consent is for this unit', { consent: { ...consent, recipientUnitId: 'desk' }, unitId: 'desk' }, {}, undefined],
    ['consent is for another unit', { consent: { ...consent, recipientUnitId: 'desk' } }, {}, 'NO_CONSENT'],
    ['the review of the risk is due now', { file: { ...file, riskReviewDueAt: at } }, {}, 'RISK_REVIEW_OVERDUE'],
    [
      'the review is due in a moment',
      { file: { ...file, riskReviewDueAt: new Date(at.getTime() + 1) } },
      {},
      undefined,
    ],
    [
      'nothing but the card may travel',
      { file: { ...file, jurisdictionForbidsIdentity: true }, consent: null },
      {},
      undefined,
    ],
    [
      'a consent is named all the same',
      { file: { ...file, jurisdictionForbidsIdentity: true }, consent: null },
      { consentId: 'other' },
      'NO_CONSENT',
    ],
  ])('when %s', (_, given, planned, code) => {
    expect(refusal(() => refuseUnlessSendable({ ...plan, ...planned }, terms(given), at))).toBe(code);
  });

  it('rests on the consent that stands, or on none', () => {
    expect(refuseUnlessSendable(plan, terms(), at)).toBe('consent');
    const ended = { ...consent, expiresAt: before(at) };
    const cardOnly = terms({ file: { ...file, jurisdictionForbidsIdentity: true }, consent: ended });
    expect(refuseUnlessSendable(plan, cardOnly, at)).toBeNull();
  });

  it.each<[AgencyKind, ServiceType, 'ASSISTANCE' | 'PLACEMENT', string | undefined]>([
    ['LEGAL_AID', 'LEGAL_AID', 'ASSISTANCE', undefined],
    ['LEGAL_AID', 'MEDICAL', 'ASSISTANCE', 'BAD_INPUT'],
    ['SHELTER', 'SHELTER', 'ASSISTANCE', 'BAD_INPUT'],
    ['SHELTER', 'SHELTER', 'PLACEMENT', undefined],
    ['SHELTER', 'COUNSELLING', 'PLACEMENT', 'BAD_INPUT'],
    ['LAW_ENFORCEMENT', 'COMPENSATION', 'ASSISTANCE', 'BAD_INPUT'],
  ])('%s can be asked for %s as %s: %s', (kind, serviceType, as, code) => {
    const asked = terms({ recipient: { id: 'clinic', name: 'Somebody', kind }, purpose: serviceType });
    expect(refusal(() => refuseImpossible({ ...plan, serviceType }, asked, as))).toBe(code);
  });

  it('answers alike for an agency that is not there and one without agreement', () => {
    expect(refusal(() => refuseImpossible(plan, terms({ recipient: null }), 'ASSISTANCE'))).toBe('NO_AGREEMENT');
  });

  it('refuses a closed case, a referral to oneself and a unit of somebody else', () => {
    const to = (given: Partial<SendTerms>, planned: Partial<ReferralPlan> = {}) =>
      refusal(() => refuseImpossible({ ...plan, ...planned }, terms(given), 'ASSISTANCE'));
    expect(to({ file: { ...file, status: 'CLOSED' } })).toBe('ILLEGAL_MOVE');
    expect(to({}, { recipientAgencyId: 'ngo' })).toBe('BAD_INPUT');
    expect(to({ unitIsTheirs: false })).toBe('BAD_INPUT');
  });

  it('counts deadlines from the moment of sending', () => {
    const hours = Object.fromEntries(
      (['EMERGENCY', 'URGENT', 'ROUTINE'] as const).map((urgency) => {
        const { acknowledgeBy, decideBy } = deadlinesFrom(at, urgency);
        return [urgency, [acknowledgeBy, decideBy].map((moment) => (moment.getTime() - at.getTime()) / 3_600_000)];
      }),
    );
    expect(hours).toEqual({ EMERGENCY: [1, 24], URGENT: [8, 72], ROUTINE: [72, 336] });
  });
});
