import { describe, expect, it } from '@jest/globals';
import { policeAnswer, type ReleasedArrangement } from './police-answer.js';

const answerAt = new Date('2026-03-08T00:00:00.000Z');
const releaseAt = new Date('2026-03-10T00:00:00.000Z');
const before = (moment: Date): Date => new Date(moment.getTime() - 1);

const standing: ReleasedArrangement = {
  contactMode: 'MEETING_AT_NEUTRAL_VENUE',
  venue: 'COURT_WITNESS_ROOM',
  startsAt: new Date('2026-03-20T09:00:00.000Z'),
  endsAt: new Date('2026-03-20T12:00:00.000Z'),
  conditions: ['ADVOCATE_PRESENT'],
  releaseAt,
  revokedAt: null,
};
const revoked = { ...standing, revokedAt: new Date('2026-03-12T15:00:00.000Z') };

const pending = { status: 'PENDING', releasedAt: null, arrangement: null };
const nothing = { status: 'NO_INFORMATION_AVAILABLE', releasedAt: answerAt, arrangement: null };
const { releaseAt: _release, revokedAt: _revoked, ...offer } = standing;
const offered = { status: 'ARRANGED', releasedAt: releaseAt, arrangement: offer };

describe('what the police are told', () => {
  it.each([
    ['nothing came of it, before the answer', null, before(answerAt), pending],
    ['nothing came of it, at the answer', null, answerAt, nothing],
    ['nothing came of it, a year on', null, new Date('2027-03-08T00:00:00.000Z'), nothing],
    ['arranged, before the answer', standing, before(answerAt), pending],
    ['arranged, answered but not released', standing, before(releaseAt), nothing],
    ['arranged and released', standing, releaseAt, offered],
    ['arranged, and long over', standing, new Date('2027-03-08T00:00:00.000Z'), offered],
    ['revoked, before the answer', revoked, before(answerAt), pending],
    ['revoked', revoked, new Date('2026-03-12T15:00:00.000Z'), nothing],
    [
      'released before the answer by mistake',
      { ...standing, releaseAt: before(answerAt) },
      before(before(answerAt)),
      pending,
    ],
  ])('%s', (_, arrangement, now, expected) => {
    expect(policeAnswer(answerAt, arrangement, now)).toStrictEqual(expected);
  });
});
