import { describe, expect, it } from '@jest/globals';
import { IllegalMove, InvalidInput, type SurvivorDecision } from '#policy';
import { ReflectionRunning } from './errors.js';
import { arranged, decided, linked, notKnown, reflecting, stateAt, type Decision, type Review } from './review.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 24 * 3_600_000);
const said = (decision: SurvivorDecision, more: Partial<Decision> = {}): Decision => ({
  decision,
  conditions: [],
  endedBySurvivor: false,
  advocatePresent: false,
  ...more,
});

const submitted: Review = {
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
const reviewed = linked(submitted, 'a-case', 'an-advocate', now);
const reflects = reflecting(reviewed, null, 30, now);
const agreed = decided(reviewed, said('AGREE'), 30, now);
const offered = arranged(agreed, now);
const declined = decided(reviewed, said('DECLINE'), 30, now);

const steps = {
  link: (review: Review) => linked(review, 'a-case', 'an-advocate', now),
  notKnown: (review: Review) => notKnown(review, 'an-advocate', now),
  reflect: (review: Review) => reflecting(review, null, 30, now),
  agree: (review: Review) => decided(review, said('AGREE'), 30, now),
  defer: (review: Review) => decided(review, said('DEFER'), 30, now),
  decline: (review: Review) => decided(review, said('DECLINE'), 30, now),
  arrange: (review: Review) => arranged(review, now),
};

describe('a step', () => {
  it.each<[string, Review, keyof typeof steps, string]>([
    ['a new request', submitted, 'link', 'ADVOCATE_REVIEW'],
    ['a new request', submitted, 'notKnown', 'CLOSED'],
    ['a reviewed request', reviewed, 'link', 'ADVOCATE_REVIEW'],
    ['a reviewed request', reviewed, 'notKnown', 'CLOSED'],
    ['a reviewed request', reviewed, 'reflect', 'REFLECTION'],
    ['a reviewed request', reviewed, 'agree', 'SURVIVOR_DECISION'],
    ['a reviewed request', reviewed, 'defer', 'REFLECTION'],
    ['a reviewed request', reviewed, 'decline', 'CLOSED'],
    ['an agreed request', agreed, 'reflect', 'REFLECTION'],
    ['an agreed request', agreed, 'agree', 'SURVIVOR_DECISION'],
    ['an agreed request', agreed, 'defer', 'REFLECTION'],
    ['an agreed request', agreed, 'decline', 'CLOSED'],
    ['an agreed request', agreed, 'arrange', 'ARRANGED'],
    ['an arranged request', offered, 'decline', 'CLOSED'],
  ])('of %s that is allowed: %# %s', (_, review, step, state) => {
    expect(steps[step](review).state).toBe(state);
  });

  it.each<[string, Review, keyof typeof steps, string, string[]]>([
    ['decided before anybody was asked', submitted, 'agree', 'SUBMITTED', ['ADVOCATE_REVIEW', 'CLOSED']],
    ['declined before anybody was asked', submitted, 'decline', 'SUBMITTED', ['ADVOCATE_REVIEW']],
    ['reflected on before anybody was asked', submitted, 'reflect', 'SUBMITTED', ['ADVOCATE_REVIEW', 'CLOSED']],
    [
      'arranged without a decision',
      reviewed,
      'arrange',
      'ADVOCATE_REVIEW',
      ['REFLECTION', 'SURVIVOR_DECISION', 'CLOSED'],
    ],
    ['unknown after agreeing', agreed, 'notKnown', 'SURVIVOR_DECISION', ['REFLECTION', 'ARRANGED']],
    ['linked elsewhere after agreeing', agreed, 'link', 'SURVIVOR_DECISION', ['REFLECTION', 'ARRANGED', 'CLOSED']],
    ['agreed to twice over', offered, 'agree', 'ARRANGED', ['CLOSED']],
    ['put off once arranged', offered, 'defer', 'ARRANGED', ['CLOSED']],
    ['opened again', declined, 'link', 'CLOSED', []],
    ['declined again', declined, 'decline', 'CLOSED', []],
    ['arranged after a decline', declined, 'arrange', 'CLOSED', []],
  ])('is refused when %s', (_, review, step, current, allowed) => {
    expect(() => steps[step](review)).toThrow(IllegalMove);
    expect(() => steps[step](review)).toThrow(expect.objectContaining({ details: { current, allowed } }));
  });
});

describe('a reflection period', () => {
  it('lasts what the jurisdiction gives unless it is set longer', () => {
    expect(reflecting(reviewed, null, 30, now).reflectionUntil).toEqual(inDays(30));
    expect(reflecting(reviewed, null, 90, now).reflectionUntil).toEqual(inDays(90));
    expect(reflecting(reviewed, inDays(120), 90, now).reflectionUntil).toEqual(inDays(120));
  });

  it('cannot be opened shorter, made shorter, or set for more than a year', () => {
    expect(() => reflecting(reviewed, inDays(29), 30, now)).toThrow(InvalidInput);
    expect(() => reflecting(reflects, inDays(29), 30, now)).toThrow(InvalidInput);
    expect(() => reflecting(reviewed, inDays(366), 30, now)).toThrow(InvalidInput);
  });

  it('can be made longer while it runs', () => {
    expect(reflecting(reflects, inDays(45), 30, now).reflectionUntil).toEqual(inDays(45));
    expect(reflecting(reflects, null, 30, inDays(10)).reflectionUntil).toEqual(inDays(40));
    const long = reflecting(reviewed, inDays(100), 30, now);
    expect(reflecting(long, null, 30, inDays(10)).reflectionUntil).toEqual(inDays(100));
  });

  it.each<[SurvivorDecision]>([['AGREE'], ['DECLINE']])(
    'lets nobody record %s without survivor and advocate',
    (decision) => {
      for (const told of [{}, { endedBySurvivor: true }, { advocatePresent: true }]) {
        expect(() => decided(reflects, said(decision, told), 30, inDays(29.99))).toThrow(ReflectionRunning);
      }
      const wish = { endedBySurvivor: true, advocatePresent: true };
      expect(decided(reflects, said(decision, wish), 30, inDays(1)).decision).toBe(decision);
    },
  );

  it('is over at the moment it names, whether or not anything has run', () => {
    expect(stateAt(reflects, new Date(inDays(30).getTime() - 1))).toBe('REFLECTION');
    expect(stateAt(reflects, inDays(30))).toBe('SURVIVOR_DECISION');
    expect(decided(reflects, said('AGREE'), 30, inDays(30)).state).toBe('SURVIVOR_DECISION');
  });

  it('forgets an agreement, so that nothing is arranged without asking again', () => {
    const again = reflecting(agreed, null, 30, now);
    expect(again).toMatchObject({ state: 'REFLECTION', decision: null, decisionAt: null });
    expect(() => arranged(again, inDays(31))).toThrow(IllegalMove);
  });

  it('is not over because somebody put the decision off', () => {
    const deferred = decided(reviewed, said('DEFER'), 30, now);
    expect(deferred).toMatchObject({ state: 'REFLECTION', decision: 'DEFER', reflectionUntil: inDays(30) });
    expect(() => decided(deferred, said('AGREE'), 30, inDays(1))).toThrow(ReflectionRunning);
    expect(() => arranged(deferred, inDays(31))).toThrow(IllegalMove);
  });
});

describe('declining', () => {
  it.each<[string, Review, string]>([
    ['without having agreed', reviewed, 'DECLINED'],
    ['after agreeing', agreed, 'WITHDRAWN'],
    ['once arranged', offered, 'WITHDRAWN'],
  ])('%s is written down as %#', (_, review, closedReason) => {
    expect(decided(review, said('DECLINE'), 30, now)).toMatchObject({ state: 'CLOSED', closedReason, closedAt: now });
  });
});
