import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
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

// Many transactions on one database, on a machine that may be busy with others.
jest.setTimeout(60_000);

describe('placements at the same instant', () => {
  let world: PlacementWorld;
  let desk: PlacementDesk;
  let ngo: Actor;
  let shelters: readonly [Actor, Actor, Actor];

  beforeAll(async () => {
    world = await PlacementWorld.open();
    desk = await PlacementDesk.open(world);
    ngo = await world.newcomer('NGO', ['CASEWORKER']);
    const newcomer = () => world.newcomer('SHELTER', ['INTAKE']);
    shelters = [await newcomer(), await newcomer(), await newcomer()];
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
      const pair = shelters.slice(0, 2);
      const request = await desk.request(ngo, caseId, pair);
      const choices = [];
      for (const shelter of pair) {
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

  it('never wait for each other in a circle, when requests compete for the beds of three shelters', async () => {
    const capacity = 14;
    const beds = new Map<Actor, string>();
    for (const shelter of shelters) beds.set(shelter, await desk.publish(shelter, capacity));
    const accept = (shelter: Actor, offer: string) => outcome(desk.accept(shelter, offer, beds.get(shelter) ?? ''));

    const open = await Promise.all(
      numbers(24).map(async (index) => {
        const caseId = await world.caseOf(ngo);
        // Each third of them asks, and chooses, another shelter first.
        const asked = numbers(3).map((place) => shelters[(place + index) % 3] ?? shelters[0]);
        const request = await desk.request(ngo, caseId, asked);
        const offers = asked.map((shelter) => ({ shelter, id: offerTo(request, shelter) }));
        const answered = await Promise.all(offers.map(({ shelter, id }) => accept(shelter, id)));
        return { index, caseId, requestId: request.id, offers, answered };
      }),
    );
    expect(counted(open.flatMap(({ answered }) => answered))).toEqual({ done: 42, BED_NO_LONGER_AVAILABLE: 30 });

    const due = open.filter(({ index }) => index % 4 === 0).map(({ requestId }) => requestId);
    await world.sql(
      `update app.placement_offer set held_until = now() where request_id = any ($1) and state = 'HELD'`,
      [due],
    );
    const outcomes = await Promise.all(
      open.flatMap(({ index, caseId, offers }) => {
        const [chosen, second, third] = offers;
        if (chosen === undefined || second === undefined || third === undefined) throw new Error('Three were asked.');
        const confirm = async (): Promise<string> => {
          const consent = await world.consent(ngo, caseId, chosen.shelter.agencyId);
          return outcome(desk.confirm(ngo, chosen.id, consent));
        };
        const others =
          index % 3 === 0 ? outcome(desk.decline(second.shelter, second.id)) : accept(third.shelter, third.id);
        return [confirm(), others, index % 6 === 0 ? outcome(desk.lapse()) : Promise.resolve('done')];
      }),
    );
    const expected = ['done', 'BED_NO_LONGER_AVAILABLE', 'PLACEMENT_HOLD_LAPSED', 'ILLEGAL_MOVE', 'NOT_FOUND'];
    expect(Object.keys(counted(outcomes)).filter((each) => !expected.includes(each))).toEqual([]);
    expect(outcomes).toContain('done');

    for (const bed of beds.values()) {
      const [live] = await world.sql<{ held: number }>(
        `select count(*)::int as held from app.placement_offer
          where bed_category_id = $1 and state in ('HELD', 'CHOSEN') and arrived_at is null`,
        [bed],
      );
      expect(await world.beds(bed)).toEqual({ capacity, occupied: 0, held: live?.held });
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
