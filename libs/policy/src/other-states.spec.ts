import { describe, expect, it } from '@jest/globals';
import { CONSENT_MOVES } from './consent-states.js';
import { COOPERATION_MOVES, DECISIONS_THAT_ARRANGE, STATE_AFTER_DECISION } from './cooperation-states.js';
import { canMove, isTerminal, mayMove, type Moves } from './moves.js';
import { OCCUPIES_BED, OFFER_MOVES, PLACEMENT_MOVES, SHELTER_SEES } from './placement-states.js';
import { CONSENT_STATES } from './vocabulary/consent.js';
import { COOPERATION_STATES, SURVIVOR_DECISIONS } from './vocabulary/cooperation.js';
import { OFFER_STATES, PLACEMENT_STATES } from './vocabulary/placement.js';

/** Every move of a table, as `FROM TO WHO`. */
function sentences<State extends string, Mover extends string>(
  moves: Moves<State, Mover>,
  states: readonly State[],
  movers: readonly Mover[],
): string[] {
  return states.flatMap((from) =>
    states.flatMap((to) =>
      movers.filter((mover) => mayMove(moves, from, to, mover)).map((mover) => `${from} ${to} ${mover}`),
    ),
  );
}

const lines = (text: string): string[] => text.trim().split(/\n\s*/).sort();

describe('consent', () => {
  it('moves as listed and in no other way', () => {
    expect(sentences(CONSENT_MOVES, CONSENT_STATES, ['STAFF', 'SURVIVOR', 'SYSTEM']).sort()).toEqual(
      lines(`
        DRAFT ACTIVE STAFF
        DRAFT REFUSED STAFF
        DRAFT REFUSED SURVIVOR
        ACTIVE EXPIRED SYSTEM
        ACTIVE SUPERSEDED SYSTEM
        ACTIVE WITHDRAWN STAFF
        ACTIVE WITHDRAWN SURVIVOR
      `),
    );
  });

  it.each(['EXPIRED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED'] as const)('never changes again once it is %s', (state) => {
    expect(isTerminal(CONSENT_MOVES, state)).toBe(true);
  });
});

describe('placement', () => {
  it('moves as listed and in no other way', () => {
    expect(sentences(PLACEMENT_MOVES, PLACEMENT_STATES, ['SENDER', 'SHELTER', 'SYSTEM']).sort()).toEqual(
      lines(`
        OPEN CONFIRMED SENDER
        OPEN CANCELLED SENDER
        OPEN CANCELLED SYSTEM
        OPEN EXPIRED SYSTEM
        CONFIRMED ARRIVED SHELTER
        CONFIRMED CANCELLED SENDER
        CONFIRMED CANCELLED SYSTEM
        ARRIVED DEPARTED SHELTER
      `),
    );
  });

  it('moves each shelter through its own part', () => {
    expect(sentences(OFFER_MOVES, OFFER_STATES, ['SENDER', 'SHELTER', 'SYSTEM']).sort()).toEqual(
      lines(`
        ASKED HELD SHELTER
        ASKED DECLINED SHELTER
        ASKED CLOSED SYSTEM
        HELD CHOSEN SENDER
        HELD DECLINED SHELTER
        HELD LAPSED SYSTEM
        HELD RELEASED SYSTEM
        LAPSED HELD SHELTER
        LAPSED DECLINED SHELTER
        LAPSED CLOSED SYSTEM
        CHOSEN RELEASED SYSTEM
      `),
    );
  });

  it('takes the request out of sight of a shelter that is out of it', () => {
    expect(OFFER_STATES.filter((state) => SHELTER_SEES[state])).toEqual(['ASKED', 'HELD', 'CHOSEN', 'LAPSED']);
  });

  it('counts a bed as taken only while it is held or chosen', () => {
    expect(OFFER_STATES.filter((state) => OCCUPIES_BED[state])).toEqual(['HELD', 'CHOSEN']);
  });
});

describe('cooperation', () => {
  it('moves as listed and in no other way', () => {
    expect(sentences(COOPERATION_MOVES, COOPERATION_STATES, ['POLICE', 'ADVOCATE', 'SYSTEM']).sort()).toEqual(
      lines(`
        SUBMITTED ADVOCATE_REVIEW ADVOCATE
        SUBMITTED CLOSED ADVOCATE
        SUBMITTED CLOSED SYSTEM
        ADVOCATE_REVIEW REFLECTION ADVOCATE
        ADVOCATE_REVIEW SURVIVOR_DECISION ADVOCATE
        ADVOCATE_REVIEW CLOSED ADVOCATE
        REFLECTION SURVIVOR_DECISION ADVOCATE
        REFLECTION SURVIVOR_DECISION SYSTEM
        REFLECTION CLOSED ADVOCATE
        SURVIVOR_DECISION REFLECTION ADVOCATE
        SURVIVOR_DECISION ARRANGED ADVOCATE
        SURVIVOR_DECISION CLOSED ADVOCATE
        ARRANGED CLOSED ADVOCATE
      `),
    );
  });

  it('takes each decision to a state it can reach, and arranges only on agreement', () => {
    const moving = SURVIVOR_DECISIONS.filter((decision) => STATE_AFTER_DECISION[decision] !== 'SURVIVOR_DECISION');
    expect(moving).toEqual(['DECLINE', 'DEFER']);
    for (const decision of moving) {
      expect(canMove(COOPERATION_MOVES, 'SURVIVOR_DECISION', STATE_AFTER_DECISION[decision])).toBe(true);
    }
    expect(DECISIONS_THAT_ARRANGE).toEqual(['AGREE', 'AGREE_WITH_CONDITIONS']);
  });
});
