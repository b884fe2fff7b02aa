import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { offerTo, PlacementDesk } from '../../../test/support/placement-desk.js';
import { PlacementWorld } from '../../../test/support/placement-world.js';

/** What came of it: `done`, or the code of the error; anything that is not meant for a caller fails the test. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'details' in error) return String(error.code);
    throw error;
  }
}

const counted = (outcomes: readonly string[]): Record<string, number> =>
  outcomes.reduce<Record<string, number>>((sum, each) => ({ ...sum, [each]: (sum[each] ?? 0) + 1 }), {});

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('placements at the same instant', () => {
  let world: PlacementWorld;
  let desk: PlacementDesk;
  let ngo: Actor;
  let shelters: readonly [Actor, Actor];

  beforeAll(async () => {
    world = await PlacementWorld.open();
    desk = await PlacementDesk.open(world);
    ngo = await world.newcomer('NGO', ['CASEWORKER']);
    shelters = [await world.newcomer('SHELTER', ['INTAKE']), await world.newcomer('SHELTER', ['INTAKE'])];
    for (const shelter of shelters) await world.agreement(ngo.agencyId, shelter.agencyId);
  });
  afterAll(async () => {
    await desk.close();
    await world.close();
  });

  it('give fifty acceptances of three beds exactly three beds', async () => {
    const [shelter] = shelters;
    const bed = await desk.publish(shelter, 3);
    const offers = await Promise.all(
      numbers(50).map(async () => offerTo(await desk.request(ngo, await world.caseOf(ngo), [shelter]), shelter)),
    );
    const outcomes = await Promise.all(offers.map((offer) => outcome(desk.accept(shelter, offer, bed))));
    expect(counted(outcomes)).toEqual({ done: 3, BED_NO_LONGER_AVAILABLE: 47 });
    expect(await world.beds(bed)).toEqual({ capacity: 3, occupied: 0, held: 3 });
    const held = await world.sql(`select state from app.placement_offer where bed_category_id = $1`, [bed]);
    expect(held).toEqual([{ state: 'HELD' }, { state: 'HELD' }, { state: 'HELD' }]);
  });

  it('let two intake workers take one offer once', async () => {
    const [shelter] = shelters;
    const colleague = await world.person(shelter.agencyId, 'SHELTER', ['INTAKE']);
    const bed = await desk.publish(shelter, 2);
    const offer = offerTo(await desk.request(ngo, await world.caseOf(ngo), [shelter]), shelter);
    const outcomes = await Promise.all([shelter, colleague].map((person) => outcome(desk.accept(person, offer, bed))));
    expect(counted(outcomes)).toEqual({ done: 1, ILLEGAL_MOVE: 1 });
    expect(await world.beds(bed)).toMatchObject({ held: 1 });
  });

  it('let a caseworker choose one of two shelters, however often and whichever they press', async () => {
    for (let round = 0; round < 8; round++) {
      const caseId = await world.caseOf(ngo);
      const request = await desk.request(ngo, caseId, shelters);
      const choices = [];
      for (const shelter of shelters) {
        const bed = await desk.publish(shelter, 1);
        const offer = offerTo(request, shelter);
        await desk.accept(shelter, offer, bed);
        choices.push({ bed, offer, consent: await world.consent(ngo, caseId, shelter.agencyId) });
      }
      const outcomes = await Promise.all(
        [...choices, ...choices].map(({ offer, consent }) => outcome(desk.confirm(ngo, offer, consent))),
      );
      expect(counted(outcomes)).toEqual({ done: 1, ILLEGAL_MOVE: 3 });
      const held = await Promise.all(choices.map(async ({ bed }) => (await world.beds(bed)).held));
      expect(held.reduce((sum, each) => sum + each, 0)).toBe(1);
    }
  });

  it('never wait for each other in a circle, when requests compete for the beds of two shelters', async () => {
    const beds = [await desk.publish(shelters[0], 6), await desk.publish(shelters[1], 6)];
    const rounds = numbers(12).map(async (round) => {
      const caseId = await world.caseOf(ngo);
      // Half ask the shelters in the other order, and one in three is withdrawn by the clock while it is being confirmed.
      const order = round % 2 === 0 ? [0, 1] : [1, 0];
      const asked = order.map((index) => shelters[index as 0 | 1]);
      const request = await desk.request(ngo, caseId, asked);
      const accepted = await Promise.all(
        order.map((index) => {
          const shelter = shelters[index as 0 | 1];
          return outcome(desk.accept(shelter, offerTo(request, shelter), beds[index] ?? ''));
        }),
      );
      const [chosen] = asked;
      if (chosen === undefined) throw new Error('Nobody was asked.');
      const offer = offerTo(request, chosen);
      const consent = await world.consent(ngo, caseId, chosen.agencyId);
      if (round % 3 === 0) {
        await world.sql(`update app.placement_offer set held_until = now() where request_id = $1 and state = 'HELD'`, [
          request.id,
        ]);
      }
      const moves = [
        outcome(desk.confirm(ngo, offer, consent)),
        ...asked.slice(1).map((other) => outcome(desk.decline(other, offerTo(request, other)))),
        outcome(desk.lapse()),
      ];
      return [...accepted, ...(await Promise.all(moves))];
    });
    const outcomes = new Set((await Promise.all(rounds)).flat());
    const expected = ['done', 'BED_NO_LONGER_AVAILABLE', 'PLACEMENT_HOLD_LAPSED', 'ILLEGAL_MOVE', 'NOT_FOUND'];
    expect([...outcomes].filter((each) => !expected.includes(each))).toEqual([]);
    expect(outcomes).toContain('done');

    for (const bed of beds) {
      const [live] = await world.sql<{ held: number }>(
        `select count(*)::int as held from app.placement_offer
          where bed_category_id = $1 and state in ('HELD', 'CHOSEN') and arrived_at is null`,
        [bed],
      );
      expect(await world.beds(bed)).toEqual({ capacity: 6, occupied: 0, held: live?.held });
    }
  });

  it('let an arrival and the withdrawal of its referral have one order', async () => {
    const [shelter] = shelters;
    for (let round = 0; round < 8; round++) {
      const caseId = await world.caseOf(ngo);
      const bed = await desk.publish(shelter, 1);
      const offer = offerTo(await desk.request(ngo, caseId, [shelter]), shelter);
      await desk.accept(shelter, offer, bed);
      const confirmed = await desk.confirm(ngo, offer, await world.consent(ngo, caseId, shelter.agencyId));
      const referralId = confirmed.offers[0]?.referralId ?? '';
      const [arrival, cancelled] = await Promise.all([
        outcome(desk.arrive(shelter, offer)),
        outcome(desk.cancel(ngo, referralId)),
      ]);
      expect(cancelled).toBe('done');
      expect(await world.beds(bed)).toEqual(
        arrival === 'done' ? { capacity: 1, occupied: 1, held: 0 } : { capacity: 1, occupied: 0, held: 0 },
      );
      if (arrival !== 'done') continue;
      // Whoever has come is still there, whatever became of the papers.
      await desk.depart(shelter, offer);
      expect(await world.beds(bed)).toEqual({ capacity: 1, occupied: 0, held: 0 });
    }
  });
});
