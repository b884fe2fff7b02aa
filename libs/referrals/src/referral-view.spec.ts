import { describe, expect, it } from '@jest/globals';
import { REFERRAL_STATES, type ConsentState, type ReferralState } from '#policy';
import { referralRow, sentAt } from '../../../test/support/referral-row.js';
import { instanceOf, recipientSight, standsOn } from './facts.js';
import { toReferralView } from './referral-view.js';

const sender = { agencyId: 'ngo' };
const recipient = { agencyId: 'clinic' };
const inTime = new Date('2026-03-31T09:00:00Z');
const atTheEnd = new Date('2026-04-01T09:00:00Z');

describe('a referral as each side sees it', () => {
  it.each<[ReferralState, boolean]>([
    ['REQUESTED', true],
    ['INFO_REQUESTED', true],
    ['WAITLISTED', true],
    ['ACCEPTED', true],
    ['IN_PROGRESS', true],
    ['ON_HOLD', true],
    ['COMPLETED', true],
    ['FAILED', false],
    ['REJECTED', false],
    ['CANCELLED', false],
    ['CONSENT_WITHDRAWN', false],
    ['EXPIRED', false],
    ['ENTERED_IN_ERROR', false],
    ['DRAFT', false],
  ])('shows the recipient of one that is %s the needs card: %s', (state, shown) => {
    const row = referralRow({ state });
    expect(toReferralView(row, recipient, inTime, null).needsCard !== null).toBe(shown);
    expect(toReferralView(row, sender, inTime, null).needsCard).toEqual(row.needsCard);
  });

  it('covers every state above', () => {
    expect(REFERRAL_STATES).toHaveLength(14);
  });

  it.each<[ReferralState, boolean]>([
    ['REQUESTED', false],
    ['WAITLISTED', false],
    ['ACCEPTED', true],
    ['COMPLETED', true],
    ['CANCELLED', false],
  ])('shows the recipient of one that is %s the terms of the consent: %s', (state, shown) => {
    const { consent } = toReferralView(referralRow({ state }), recipient, inTime, null);
    expect(consent).toMatchObject({ id: 'consent', state: 'ACTIVE' });
    expect([consent?.scopes, consent?.excludedFields]).toEqual(
      shown ? [['IDENTITY', 'LEGAL'], ['IDENTITY.photo']] : [null, null],
    );
    expect(toReferralView(referralRow({ state }), sender, inTime, null).consent?.scopes).toEqual(['IDENTITY', 'LEGAL']);
  });

  it.each<[ConsentState, Date, boolean]>([
    ['ACTIVE', inTime, true],
    ['ACTIVE', atTheEnd, false],
    ['WITHDRAWN', inTime, false],
    ['EXPIRED', inTime, false],
    ['SUPERSEDED', inTime, false],
    ['DRAFT', inTime, false],
    ['REFUSED', inTime, false],
  ])('stands on a consent that is %s at %s: %s', (consentState, at, stands) => {
    const row = referralRow({ consentState });
    expect(standsOn(row, at)).toBe(stands);
    expect(recipientSight(row, at)).toBe(stands ? 'CONTENT' : 'STATUS');
    const seen = toReferralView(row, recipient, at, null);
    expect(seen.needsCard !== null).toBe(stands);
    expect(seen.consent?.scopes !== null).toBe(stands);
    const ended = consentState === 'ACTIVE' && !stands ? 'EXPIRED' : consentState;
    expect(seen.consent?.state).toBe(ended);
  });

  it('stands without consent only where nothing but the needs card may travel', () => {
    const without = { consentId: null, consentState: null, consentExpiresAt: null };
    expect(standsOn(referralRow({ ...without, forbidsIdentity: true }), inTime)).toBe(true);
    expect(standsOn(referralRow(without), inTime)).toBe(false);
  });

  it('names the case to its owner alone', () => {
    expect(toReferralView(referralRow(), sender, inTime, null).caseId).toBe('case');
    expect(toReferralView(referralRow(), recipient, inTime, null).caseId).toBeNull();
  });

  it('hides a conflict over safety from the sender alone', () => {
    const row = referralRow({ state: 'REJECTED', rejectReason: 'SAFETY_CONFLICT' });
    expect(toReferralView(row, sender, inTime, null).rejectReason).toBe('CANNOT_MEET_NEED');
    expect(toReferralView(row, recipient, inTime, null).rejectReason).toBe('SAFETY_CONFLICT');
  });

  it('has no recipient for as long as it was not sent, whatever became of it', () => {
    const unsent = instanceOf(referralRow({ state: 'CANCELLED', sentAt: null }), { personId: 'mira' });
    expect(unsent).toMatchObject({ ownerAgencyId: 'ngo', recipientAgencyId: null });
    const sent = instanceOf(referralRow({ state: 'CANCELLED', sentAt }), { personId: 'mira' });
    expect(sent).toMatchObject({ ownerAgencyId: 'ngo', recipientAgencyId: 'clinic' });
  });
});
