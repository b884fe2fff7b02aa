import { describe, expect, it } from '@jest/globals';
import { REJECT_REASONS } from '#policy';
import { asOwner, asShelter, type OfferRow, type RequestRow } from './placement-rows.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const needsCard = {} as OfferRow['needs_card'];
const request: RequestRow = {
  id: 'request-id',
  case_id: 'case-id',
  service_type: 'SHELTER',
  urgency: 'URGENT',
  needs_card: needsCard,
  state: 'OPEN',
  created_at: now,
  closed_at: null,
  version: 7,
};
const offer: OfferRow = {
  id: 'offer-id',
  request_id: 'request-id',
  shelter_id: 'shelter-id',
  shelter_name: 'A shelter',
  shelter_kind: 'SHELTER',
  case_alias: 'K7Q-M4TX',
  service_type: 'SHELTER',
  urgency: 'URGENT',
  needs_card: needsCard,
  state: 'ASKED',
  bed_id: null,
  suits: [],
  accessibility: [],
  languages: [],
  security_level: 'OPEN',
  area_band: 'SAME_CITY',
  held_until: null,
  decline_reason: null,
  meeting_point: null,
  referral_id: null,
  answered_at: null,
  arrived_at: null,
  departed_at: null,
  created_at: now,
  version: 3,
};

describe('what a shelter is shown', () => {
  const shown = asShelter(offer);

  it('is its own offer, under its own ids', () => {
    expect(shown).toMatchObject({ id: 'offer-id', side: 'SHELTER', caseAlias: 'K7Q-M4TX', version: 3 });
    expect(shown.offers.map(({ id }) => id)).toEqual(['offer-id']);
  });

  it('holds no id that two shelters, or a shelter and the owner, could compare', () => {
    const text = JSON.stringify(shown);
    expect(text).not.toContain('request-id');
    expect(text).not.toContain('case-id');
    expect(shown.caseId).toBeNull();
  });
});

describe('what the agency that asks is shown', () => {
  it('is the request with every offer, and no alias', () => {
    const shown = asOwner(request, [offer, { ...offer, id: 'other' }]);
    expect(shown).toMatchObject({ id: 'request-id', caseId: 'case-id', caseAlias: null, version: 7 });
    expect(shown.offers.map(({ id }) => id)).toEqual(['offer-id', 'other']);
  });

  it.each(REJECT_REASONS)('of a decline for %s it reads nothing that tells of another resident', (reason) => {
    const declined = { ...offer, state: 'DECLINED' as const, decline_reason: reason };
    const [shown] = asOwner(request, [declined]).offers;
    expect(shown?.declineReason).toBe(reason === 'SAFETY_CONFLICT' ? 'CANNOT_MEET_NEED' : reason);
    expect(asShelter(declined).offers[0]?.declineReason).toBe(reason);
  });
});
