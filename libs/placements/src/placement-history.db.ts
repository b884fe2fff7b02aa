import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, DomainError } from '#policy';
import { PublishBeds } from '#placements';
import { offerTo, PlacementDesk } from '../../../test/support/placement-desk.js';
import { PlacementWorld } from '../../../test/support/placement-world.js';

const MOVES = ['accept', 'decline', 'confirm', 'arrive', 'depart', 'cancel', 'timePasses', 'lapse', 'publish'] as const;
type Move = (typeof MOVES)[number];

const offersAtOnce = 8;
/** Most steps do what comes next for an offer, so that histories get somewhere; the others try anything at any time. */
const step = fc.record({
  move: fc.oneof(
    { weight: 3, arbitrary: fc.constant('next' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...MOVES) },
  ),
  offer: fc.nat({ max: offersAtOnce - 1 }),
  bed: fc.nat({ max: 1 }),
  capacity: fc.nat({ max: 4 }),
});

/** Where an offer stands, told from the history alone. */
interface Known {
  readonly id: string;
  readonly consent: string;
  use: 'none' | 'held' | 'occupied';
  chosen: boolean;
  bed: number;
}

describe('whatever order things happen in', () => {
  let world: PlacementWorld;
  let desk: PlacementDesk;
  let ngo: Actor;
  let shelter: Actor;
  const done = new Set<Move>();

  beforeAll(async () => {
    world = await PlacementWorld.open();
    desk = await PlacementDesk.open(world);
    ngo = await world.newcomer('NGO', ['CASEWORKER']);
    shelter = await world.newcomer('SHELTER', ['INTAKE']);
    await world.agreement(ngo.agencyId, shelter.agencyId);
  });
  afterAll(async () => {
    await desk.close();
    await world.close();
  });

  async function ask(): Promise<Known> {
    const caseId = await world.caseOf(ngo);
    const id = offerTo(await desk.request(ngo, caseId, [shelter]), shelter);
    const consent = await world.consent(ngo, caseId, shelter.agencyId);
    return { id, consent, use: 'none', chosen: false, bed: -1 };
  }

  /** Does one move, and notes what it must have meant for the offers. @throws what the use case throws */
  const play: Record<Move, (offer: Known, bed: { index: number; id: string }, all: readonly Known[]) => Promise<void>> =
    {
      accept: async (offer, bed) => {
        await desk.accept(shelter, offer.id, bed.id);
        Object.assign(offer, { use: 'held', bed: bed.index });
      },
      decline: async (offer) => {
        await desk.decline(shelter, offer.id);
        offer.use = 'none';
      },
      confirm: async (offer) => {
        await desk.confirm(ngo, offer.id, offer.consent);
        offer.chosen = true;
      },
      arrive: async (offer) => {
        await desk.arrive(shelter, offer.id);
        offer.use = 'occupied';
      },
      depart: async (offer) => {
        await desk.depart(shelter, offer.id);
        offer.use = 'none';
      },
      cancel: async (offer) => {
        const [row] = await world.sql<{ id: string | null }>(
          'select referral_id as id from app.placement_offer where id = $1',
          [offer.id],
        );
        await desk.cancel(ngo, row?.id ?? offer.id);
        if (offer.use === 'held') offer.use = 'none';
      },
      timePasses: async (offer) => {
        await world.sql(`update app.placement_offer set held_until = now() where id = $1 and state = 'HELD'`, [
          offer.id,
        ]);
      },
      lapse: async (_offer, _bed, all) => {
        await desk.lapse();
        const lapsed = await world.sql<{ id: string }>(`select id from app.placement_offer where state = 'LAPSED'`);
        for (const offer of all) if (lapsed.some(({ id }) => id === offer.id)) offer.use = 'none';
      },
      publish: async () => {
        // Played where the capacity is known.
      },
    };

  const next = ({ use, chosen }: Known): Move => {
    if (use === 'none') return 'accept';
    if (use === 'occupied') return 'depart';
    return chosen ? 'arrive' : 'confirm';
  };

  it('the count of beds is what the offers say, never negative and never above the capacity', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 45, size: 'max' }), async (steps) => {
        const capacity = [3, 2];
        const beds = [await desk.publish(shelter, 3), await desk.publish(shelter, 2)];
        const offers: Known[] = [];
        while (offers.length < offersAtOnce) offers.push(await ask());
        for (const each of steps) {
          const offer = offers[each.offer];
          const id = beds[each.bed];
          if (offer === undefined || id === undefined) throw new RangeError('There is no such offer or bed.');
          const move = each.move === 'next' ? next(offer) : each.move;
          try {
            await play[move](offer, { index: each.bed, id }, offers);
            if (move === 'publish') {
              await desk.get(PublishBeds).execute(shelter, { id, capacity: each.capacity });
              capacity[each.bed] = each.capacity;
            }
            done.add(move);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
          await check(beds, capacity, offers);
        }
      }),
      { numRuns: 8 },
    );
    expect([...done].sort()).toEqual([...MOVES].sort());
  }, 90_000);

  async function check(beds: readonly string[], capacity: readonly number[], offers: readonly Known[]): Promise<void> {
    for (const [index, id] of beds.entries()) {
      const count = (use: Known['use']): number =>
        offers.filter((offer) => offer.bed === index && offer.use === use).length;
      const stored = await world.beds(id);
      expect(stored).toEqual({ capacity: capacity[index], occupied: count('occupied'), held: count('held') });
      expect(stored.occupied + stored.held).toBeLessThanOrEqual(stored.capacity);
    }
  }
});
