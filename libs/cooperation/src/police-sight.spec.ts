import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, type Actor, type SurvivorDecision } from '#policy';
import { answerMoment, releaseMoment } from './answer-batches.js';
import type { PoliceRow } from './cooperation-reader.js';
import type { Matter } from './matter.js';
import type { ReleasedArrangement } from './police-answer.js';
import { PresentRequest } from './present-request.js';
import { arranged, decided, linked, notKnown, reflecting, type Review } from './review.js';

const times = { batchMinutes: 360, answerHours: 48 };
const hour = 3_600_000;
const submittedAt = new Date('2026-03-01T09:17:31.004Z');
const answerAt = answerMoment(submittedAt, times);

const liaison: Actor = {
  personId: 'liaison',
  agencyId: 'police',
  agencyKind: 'LAW_ENFORCEMENT',
  unitId: null,
  roles: ['LIAISON'],
  stepUpAt: null,
  sessionId: 'session',
  displayName: 'Liaison',
};
const present = new PresentRequest({ open: () => Promise.resolve('') } as unknown as Matter);

/** What an agency may have done about one request, as its tables hold it. */
interface Desk {
  review: Review;
  arrangement: ReleasedArrangement | null;
}

type Step = 'LINK' | 'NOT_KNOWN' | 'REFLECT' | 'ARRANGE' | SurvivorDecision;
interface Move {
  readonly step: Step;
  readonly hoursLater: number;
}

const often: readonly Step[] = ['LINK', 'AGREE', 'ARRANGE'];
const all: readonly Step[] = [
  'LINK',
  'NOT_KNOWN',
  'REFLECT',
  'ARRANGE',
  'AGREE',
  'AGREE_WITH_CONDITIONS',
  'DECLINE',
  'DEFER',
];
const move = (steps: readonly Step[]): fc.Arbitrary<Move> =>
  fc.record({ step: fc.constantFrom(...steps), hoursLater: fc.double({ min: 0, max: 30, noNaN: true }) });
/** Many walk the way to an arrangement and then anywhere; others wander from the start. */
const histories = fc.oneof(
  fc
    .tuple(fc.tuple(...often.map((step) => move([step]))), fc.array(move(all), { maxLength: 4 }))
    .map(([way, then]) => [...way, ...then]),
  fc.array(move(all), { maxLength: 8 }),
);

function play(moves: readonly Move[], until: Date): Desk {
  const desk: Desk = { review: untouched(), arrangement: null };
  let at = submittedAt;
  for (const { step, hoursLater } of moves) {
    at = new Date(at.getTime() + Math.round(hoursLater * hour));
    if (at > until) break;
    try {
      take(desk, step, at);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return desk;
}

function take(desk: Desk, step: Step, now: Date): void {
  const before = desk.review.state;
  desk.review = after(desk.review, step, now);
  if (step === 'ARRANGE') {
    const releaseAt = releaseMoment(now, answerAt, times);
    const [startsAt, endsAt] = [releaseAt, new Date(releaseAt.getTime() + hour)];
    const { conditions } = desk.review;
    desk.arrangement = {
      contactMode: 'ADVOCATE_RELAY_CALL',
      venue: null,
      startsAt,
      endsAt,
      conditions,
      releaseAt,
      revokedAt: null,
    };
  }
  // As the database does.
  if (before === 'ARRANGED' && desk.review.state !== 'ARRANGED' && desk.arrangement !== null) {
    desk.arrangement = { ...desk.arrangement, revokedAt: now };
  }
}

function after(review: Review, step: Step, now: Date): Review {
  switch (step) {
    case 'LINK':
      return linked(review, 'a-case', 'an-advocate', now);
    case 'NOT_KNOWN':
      return notKnown(review, 'an-advocate', now);
    case 'REFLECT':
      return reflecting(review, null, 30, now);
    case 'ARRANGE':
      return arranged(review, now);
    case 'AGREE':
    case 'AGREE_WITH_CONDITIONS':
    case 'DECLINE':
    case 'DEFER': {
      const conditions = step === 'AGREE_WITH_CONDITIONS' ? (['NO_RECORDING'] as const) : [];
      return decided(review, { decision: step, conditions, endedBySurvivor: true, advocatePresent: true }, 30, now);
    }
  }
}

function untouched(): Review {
  return {
    state: 'SUBMITTED',
    caseId: null,
    reviewerId: null,
    reviewedAt: null,
    reflectionUntil: null,
    decision: null,
    decisionAt: null,
    conditions: [],
    advocatePresent: null,
    closedReason: null,
    closedAt: null,
  };
}

/** All that the police can read about their request at that moment. */
async function seen({ arrangement }: Desk, now: Date): Promise<string> {
  const row: PoliceRow = {
    id: 'a-request',
    police_agency_id: 'police',
    asked_agency_id: 'agency',
    other_agency_name: 'Lantern House',
    other_agency_kind: 'NGO',
    police_case_reference: 'BP-7',
    asked: ['STATEMENT'],
    contact_modes: ['WRITTEN_QUESTIONS'],
    sealed: Buffer.alloc(0),
    key_version: 1,
    submitted_at: submittedAt,
    answer_at: answerAt,
    wrapped: null,
    contact_mode: arrangement?.contactMode ?? null,
    venue: arrangement?.venue ?? null,
    starts_at: arrangement?.startsAt ?? submittedAt,
    ends_at: arrangement?.endsAt ?? submittedAt,
    arranged_conditions: [...(arrangement?.conditions ?? [])],
    release_at: arrangement?.releaseAt ?? submittedAt,
    revoked_at: arrangement?.revokedAt ?? null,
  };
  return JSON.stringify(await present.toPolice(liaison, row, now, { matter: false }));
}

const open = ({ arrangement }: Desk, now: Date): boolean =>
  arrangement !== null && arrangement.revokedAt === null && arrangement.releaseAt <= now;

describe('what the police can read', () => {
  const instants = fc
    .double({ min: 0, max: 300, noNaN: true })
    .map((hours) => new Date(submittedAt.getTime() + Math.round(hours * hour)));

  it('is the same bytes at every instant for any two histories without a live released arrangement', async () => {
    let once = 0;
    await fc.assert(
      fc.asyncProperty(histories, histories, instants, async (one, other, now) => {
        const [left, right] = [play(one, now), play(other, now)];
        fc.pre(!open(left, now) && !open(right, now));
        if (left.arrangement !== null || right.arrangement !== null) once++;
        expect(await seen(left, now)).toBe(await seen(right, now));
      }),
      { numRuns: 1_000 },
    );
    // Many of them must have had an arrangement that was revoked or waited for its release, or nothing was shown.
    expect(once).toBeGreaterThan(100);
  });

  it('changes only at the moment of the answer, at a release, and at the end of what was released', async () => {
    await fc.assert(
      fc.asyncProperty(histories, instants, async (moves, now) => {
        const a = play(moves, now);
        const soon = new Date(now.getTime() + 1);
        const b = play(moves, soon);
        const same = (await seen(a, now)) === (await seen(b, soon));
        const answered = now < answerAt && soon >= answerAt;
        expect(same || answered || open(a, now) !== open(b, soon)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the arrangement while one is live and released', async () => {
    const agreed: Move[] = often.map((step) => ({ step, hoursLater: 1 }));
    const now = new Date(answerAt.getTime());
    expect(open(play(agreed, now), now)).toBe(true);
    expect(await seen(play(agreed, now), now)).toContain('"status":"ARRANGED"');
  });
});
