import { describe, expect, it } from '@jest/globals';
import { IllegalMove, OFFER_STATES, PLACEMENT_STATES } from '#policy';
import { demandOfferMove, demandPlacementMove, offerStateAt, placementState } from './placement-state.js';

const noon = new Date('2026-03-01T12:00:00.000Z');
const at = (milliseconds: number): Date => new Date(noon.getTime() + milliseconds);

describe('a hold', () => {
  it.each([
    ['a millisecond before its end', 1, 'HELD'],
    ['at its very end', 0, 'LAPSED'],
    ['after it, whether or not the worker has come by', -1, 'LAPSED'],
  ] as const)('stands %s as it should', (_when, left, expected) => {
    expect(offerStateAt({ state: 'HELD', heldUntil: at(left) }, noon)).toBe(expected);
  });

  it.each(OFFER_STATES.filter((state) => state !== 'HELD'))('does not turn %s into something else', (state) => {
    expect(offerStateAt({ state, heldUntil: at(-1) }, noon)).toBe(state);
  });
});

describe('what a shelter knows of a placement’s state', () => {
  it.each([
    ['ASKED', null, null, 'OPEN'],
    ['HELD', null, null, 'OPEN'],
    ['LAPSED', null, null, 'OPEN'],
    ['CHOSEN', null, null, 'CONFIRMED'],
    ['CHOSEN', noon, null, 'ARRIVED'],
    ['CHOSEN', noon, at(1), 'DEPARTED'],
  ] as const)('%s, arrived %p, departed %p: %s', (state, arrivedAt, departedAt, expected) => {
    expect(placementState({ state, arrivedAt, departedAt })).toBe(expected);
  });
});

describe('moves of an offer', () => {
  const movers = ['SENDER', 'SHELTER', 'SYSTEM'] as const;
  const open = movers.flatMap((mover) =>
    OFFER_STATES.flatMap((from) =>
      OFFER_STATES.filter((to) => {
        try {
          demandOfferMove(from, to, mover);
          return true;
        } catch {
          return false;
        }
      }).map((to) => `${mover}: ${from} → ${to}`),
    ),
  );

  it('are these and no others', () => {
    expect(open).toEqual([
      'SENDER: HELD → CHOSEN',
      'SHELTER: ASKED → HELD',
      'SHELTER: ASKED → DECLINED',
      'SHELTER: HELD → DECLINED',
      'SHELTER: LAPSED → HELD',
      'SHELTER: LAPSED → DECLINED',
      'SYSTEM: ASKED → CLOSED',
      'SYSTEM: HELD → RELEASED',
      'SYSTEM: HELD → LAPSED',
      'SYSTEM: CHOSEN → RELEASED',
      'SYSTEM: LAPSED → CLOSED',
    ]);
  });

  it('are refused with the state and what this mover may still do', () => {
    expect.assertions(2);
    try {
      demandOfferMove('HELD', 'HELD', 'SHELTER');
    } catch (error) {
      expect(error).toBeInstanceOf(IllegalMove);
      expect(error).toMatchObject({ details: { current: 'HELD', allowed: ['DECLINED'] } });
    }
  });
});

describe('moves of a placement', () => {
  it.each(PLACEMENT_STATES.filter((state) => state !== 'CONFIRMED'))('nobody arrives who is %s', (from) => {
    expect(() => {
      demandPlacementMove(from, 'ARRIVED', 'SHELTER');
    }).toThrow(IllegalMove);
  });

  it('somebody arrives who is confirmed, and leaves who has arrived', () => {
    expect(() => {
      demandPlacementMove('CONFIRMED', 'ARRIVED', 'SHELTER');
      demandPlacementMove('ARRIVED', 'DEPARTED', 'SHELTER');
    }).not.toThrow();
  });
});
