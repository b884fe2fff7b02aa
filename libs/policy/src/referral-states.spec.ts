import { describe, expect, it } from '@jest/globals';
import { allowedMoves, canMove, isTerminal, mayMove } from './moves.js';
import {
  CONTENT_STATES,
  OPEN_REFERRAL_STATES,
  RECIPIENT_SEES,
  REFERRAL_MOVES,
  statesEndedBy,
  TASK_STATUS,
} from './referral-states.js';
import { REFERRAL_STATES, type ReferralState } from './vocabulary/referral.js';

// Every move there is: from, to, who. What is not on this list is refused.
const MOVES = new Set(
  `
  DRAFT REQUESTED SENDER
  REQUESTED INFO_REQUESTED RECIPIENT
  INFO_REQUESTED REQUESTED SENDER
  REQUESTED WAITLISTED RECIPIENT
  REQUESTED ACCEPTED RECIPIENT
  REQUESTED REJECTED RECIPIENT
  WAITLISTED ACCEPTED RECIPIENT
  WAITLISTED REJECTED RECIPIENT
  ACCEPTED IN_PROGRESS RECIPIENT
  IN_PROGRESS ON_HOLD RECIPIENT
  ON_HOLD IN_PROGRESS RECIPIENT
  IN_PROGRESS COMPLETED RECIPIENT
  IN_PROGRESS FAILED RECIPIENT
  ON_HOLD COMPLETED RECIPIENT
  ON_HOLD FAILED RECIPIENT
  COMPLETED CONSENT_WITHDRAWN SYSTEM
  `
    .trim()
    .split(/\n\s*/)
    .concat(
      ['DRAFT', 'REQUESTED', 'INFO_REQUESTED', 'WAITLISTED', 'ACCEPTED', 'IN_PROGRESS', 'ON_HOLD'].flatMap((open) => [
        `${open} CANCELLED SENDER`,
        `${open} ENTERED_IN_ERROR SENDER`,
        `${open} CONSENT_WITHDRAWN SYSTEM`,
        `${open} EXPIRED SYSTEM`,
      ]),
    ),
);
const MOVERS = ['SENDER', 'RECIPIENT', 'SYSTEM'] as const;

describe('referral states', () => {
  it('move as listed and in no other way', () => {
    const wrong: string[] = [];
    for (const from of REFERRAL_STATES)
      for (const to of REFERRAL_STATES) {
        const movers = MOVERS.filter((mover) => MOVES.has(`${from} ${to} ${mover}`));
        if (canMove(REFERRAL_MOVES, from, to) !== movers.length > 0) wrong.push(`${from} → ${to}`);
        for (const mover of MOVERS) {
          const may = mayMove(REFERRAL_MOVES, from, to, mover);
          if (may !== movers.includes(mover)) wrong.push(`${from} → ${to} by ${mover}`);
        }
      }
    expect(wrong).toEqual([]);
    expect(MOVES.size).toBe(16 + 7 * 4);
  });

  it.each([
    ['FAILED', []],
    ['COMPLETED', ['CONSENT_WITHDRAWN']],
    ['ACCEPTED', ['IN_PROGRESS', 'CANCELLED', 'CONSENT_WITHDRAWN', 'EXPIRED', 'ENTERED_IN_ERROR']],
  ] as const)('can say what %s may become', (from, to) => {
    expect(allowedMoves(REFERRAL_MOVES, from)).toEqual(to);
  });

  it.each(['constructor', 'toString', '__proto__', ''])('are not moved to %j by a slip in the input', (word) => {
    const to = word as ReferralState;
    expect(canMove(REFERRAL_MOVES, 'DRAFT', to)).toBe(false);
    expect(mayMove(REFERRAL_MOVES, 'DRAFT', to, 'SENDER')).toBe(false);
  });

  it('end in seven states, of which completed work alone can still lose its consent', () => {
    const terminal = REFERRAL_STATES.filter((state) => isTerminal(REFERRAL_MOVES, state));
    expect(terminal).toEqual(['FAILED', 'REJECTED', 'CANCELLED', 'CONSENT_WITHDRAWN', 'EXPIRED', 'ENTERED_IN_ERROR']);
    const open = REFERRAL_STATES.filter((state) => state !== 'COMPLETED' && !terminal.includes(state));
    expect(OPEN_REFERRAL_STATES).toEqual(open);
    expect(statesEndedBy('CONSENT_WITHDRAWN')).toEqual([...open, 'COMPLETED']);
    expect(statesEndedBy('EXPIRED')).toEqual(open);
  });

  it.each<[string, ReferralState[]]>([
    ['NOTHING', ['DRAFT']],
    ['CARD', ['REQUESTED', 'INFO_REQUESTED', 'WAITLISTED']],
    ['CONTENT', ['ACCEPTED', 'IN_PROGRESS', 'ON_HOLD', 'COMPLETED']],
    ['STATUS', ['FAILED', 'REJECTED', 'CANCELLED', 'CONSENT_WITHDRAWN', 'EXPIRED', 'ENTERED_IN_ERROR']],
  ])('show the recipient %s in %j', (sight, states) => {
    expect(REFERRAL_STATES.filter((state) => RECIPIENT_SEES[state] === sight)).toEqual(states);
  });

  it('open content only from acceptance to completion', () => {
    expect(CONTENT_STATES).toEqual(['ACCEPTED', 'IN_PROGRESS', 'ON_HOLD', 'COMPLETED']);
  });

  it('are told apart in the Task status of HL7 SDOHCC', () => {
    const told = REFERRAL_STATES.map(
      (state) => `${TASK_STATUS[state].status}/${TASK_STATUS[state].businessStatus ?? ''}`,
    );
    expect(new Set(told).size).toBe(REFERRAL_STATES.length);
    const own = REFERRAL_STATES.filter((state) => TASK_STATUS[state].businessStatus === null);
    expect(own.map((state) => TASK_STATUS[state].status as string)).toEqual(
      own.map((state) => state.toLowerCase().replaceAll('_', '-')),
    );
    expect(TASK_STATUS.INFO_REQUESTED.status).toBe('requested');
    expect(TASK_STATUS.WAITLISTED.status).toBe('requested');
    expect(TASK_STATUS.CONSENT_WITHDRAWN.status).toBe('cancelled');
    expect(TASK_STATUS.EXPIRED.status).toBe('cancelled');
  });
});
