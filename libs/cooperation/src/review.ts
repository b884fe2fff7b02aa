import {
  allowedMoves,
  COOPERATION_MOVES,
  DECISIONS_THAT_ARRANGE,
  IllegalMove,
  InvalidInput,
  MAX_REFLECTION_DAYS,
  mayMove,
  STATE_AFTER_DECISION,
  type CooperationEnding,
  type CooperationState,
  type SurvivorCondition,
  type SurvivorDecision,
} from '#policy';
import { ReflectionRunning } from './errors.js';

/** What the asked agency does about a request. The police never see any of it. */
export interface Review {
  readonly state: CooperationState;
  readonly caseId: string | null;
  readonly reviewerId: string | null;
  readonly reviewedAt: Date | null;
  readonly reflectionUntil: Date | null;
  readonly decision: SurvivorDecision | null;
  readonly decisionAt: Date | null;
  readonly conditions: readonly SurvivorCondition[];
  readonly advocatePresent: boolean | null;
  readonly closedReason: CooperationEnding | null;
  readonly closedAt: Date | null;
}

export interface Decision {
  readonly decision: SurvivorDecision;
  readonly conditions: readonly SurvivorCondition[];
  readonly endedBySurvivor: boolean;
  readonly advocatePresent: boolean;
}

const day = 24 * 3_600_000;

/** A reflection period is over at the moment it names, whether or not a job has said so. */
export function stateAt(review: Pick<Review, 'state' | 'reflectionUntil'>, now: Date): CooperationState {
  const over = review.state === 'REFLECTION' && review.reflectionUntil !== null && review.reflectionUntil <= now;
  return over ? 'SURVIVOR_DECISION' : review.state;
}

/** One of the agency's own cases; may be corrected until the survivor has been asked. @throws IllegalMove */
export function linked(review: Review, caseId: string, reviewerId: string, now: Date): Review {
  if (review.state !== 'ADVOCATE_REVIEW') demand(review, 'ADVOCATE_REVIEW', now);
  return { ...review, state: 'ADVOCATE_REVIEW', caseId, reviewerId, reviewedAt: now };
}

/** Nobody the agency knows. @throws IllegalMove */
export function notKnown(review: Review, reviewerId: string, now: Date): Review {
  if (review.state !== 'SUBMITTED' && review.state !== 'ADVOCATE_REVIEW') refuse(review, now, ['CLOSED']);
  return { ...closed(review, 'NOT_KNOWN', now), caseId: null, reviewerId, reviewedAt: now };
}

/**
 * Opens a reflection period, or makes the one that runs longer. Only the survivor makes one shorter.
 * @param days what the jurisdiction gives at least
 * @param until null for what is usual there
 * @throws IllegalMove @throws InvalidInput when it would end too early
 */
export function reflecting(review: Review, until: Date | null, days: number, now: Date): Review {
  const least = after(now, days);
  const running = stateAt(review, now) === 'REFLECTION' ? review.reflectionUntil : null;
  if (running === null) demand(review, 'REFLECTION', now);
  const reflectionUntil = until ?? later(running, least);
  if (reflectionUntil < (running ?? least)) throw tooEarly(running === null, days);
  if (reflectionUntil > after(now, MAX_REFLECTION_DAYS)) throw tooLate();
  if (running !== null) return { ...review, reflectionUntil };
  // What was said before it is asked anew after it.
  return { ...review, state: 'REFLECTION', reflectionUntil, decision: null, decisionAt: null, conditions: [] };
}

/**
 * What the survivor said. To decline after agreeing is a withdrawal, and open until the end.
 * @throws IllegalMove @throws ReflectionRunning
 */
export function decided(review: Review, given: Decision, days: number, now: Date): Review {
  const { decision, conditions, endedBySurvivor, advocatePresent } = given;
  const state = stateAt(review, now);
  const next = STATE_AFTER_DECISION[decision];
  // A survivor may think again for as long as nothing is arranged.
  if (!(state === 'SURVIVOR_DECISION' && next === 'SURVIVOR_DECISION')) demand(review, next, now);
  if (state === 'SUBMITTED') refuse(review, now, ['CLOSED']);
  if (state === 'REFLECTION' && !(endedBySurvivor && advocatePresent)) throw new ReflectionRunning();
  const heard = { decision, conditions, advocatePresent, decisionAt: now };
  if (next === 'CLOSED') return { ...closed(review, hasAgreed(review) ? 'WITHDRAWN' : 'DECLINED', now), ...heard };
  const reflectionUntil = next === 'REFLECTION' ? after(now, days) : null;
  return { ...review, ...heard, state: next, reflectionUntil };
}

/** @throws IllegalMove unless the survivor has agreed */
export function arranged(review: Review, now: Date): Review {
  if (!hasAgreed(review)) refuse(review, now, ['ARRANGED']);
  demand(review, 'ARRANGED', now);
  return { ...review, state: 'ARRANGED' };
}

export function hasAgreed(review: Pick<Review, 'decision'>): boolean {
  return review.decision !== null && DECISIONS_THAT_ARRANGE.includes(review.decision);
}

function after(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * day);
}

function later(one: Date | null, other: Date): Date {
  return one !== null && one > other ? one : other;
}

function tooEarly(opening: boolean, days: number): InvalidInput {
  const message = opening
    ? `A reflection period lasts at least ${days} days; the survivor may end it sooner.`
    : 'A reflection period that runs can be made longer; only the survivor ends it sooner.';
  return new InvalidInput(message, { path: ['input', 'until'] });
}

function tooLate(): InvalidInput {
  return new InvalidInput('A reflection period is set for a year at most; it can be made longer later.', {
    path: ['input', 'until'],
    limit: MAX_REFLECTION_DAYS,
  });
}

function closed(review: Review, closedReason: CooperationEnding, closedAt: Date): Review {
  return { ...review, state: 'CLOSED', closedReason, closedAt };
}

function demand(review: Review, next: CooperationState, now: Date): void {
  if (!mayMove(COOPERATION_MOVES, stateAt(review, now), next, 'ADVOCATE')) refuse(review, now, []);
}

/** @param not moves that the table allows but this review does not */
function refuse(review: Review, now: Date, not: readonly CooperationState[]): never {
  const state = stateAt(review, now);
  const open = allowedMoves(COOPERATION_MOVES, state).filter(
    (next) => mayMove(COOPERATION_MOVES, state, next, 'ADVOCATE') && !not.includes(next),
  );
  throw new IllegalMove('cooperation request', state, open);
}
