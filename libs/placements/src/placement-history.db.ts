import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, DomainError } from '#policy';
import { PublishBeds } from '#placements';
import { offerTo, PlacementDesk } from '../../../test/support/placement-desk.js';
import { PlacementWorld } from '../../../test/support/placement-world.js';

const most = 6;
const which = fc.nat({ max: most - 1 });
const bed = fc.nat({ max: 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('accept' as const), offer: which, bed }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline' as const), offer: which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('confirm' as const), offer: which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('arrive' as const), offer: which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('depart' as const), offer: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), offer: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('timePasses' as const), offer: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lapse' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('publish' as const), bed, capacity: fc.nat({ max: 3 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Where an offer's bed is, told from the history alone. */
type Use = 'none' | 'held' | 'occupied';

describe('whatever order things happen in', () => {
  let world: PlacementWorld;
  let desk: PlacementDesk;
  let ngo: Actor;
  let shelter: Actor;

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

  async function stage() {
    const beds = [await desk.publish(shelter, 2), await desk.publish(shelter, 1)];
    const offers = [];
    for (let index = 0; index < most; index++) {
      const caseId = await world.caseOf(ngo);
      const id = offerTo(await desk.request(ngo, caseId, [shelter]), shelter);
      offers.push({ id, consent: await world.consent(ngo, caseId, shelter.agencyId), use: 'none' as Use, bed: -1 });
    }
    return { beds, offers, capacity: [2, 1] };
  }
  type Stage = Awaited<ReturnType<typeof stage>>;

  async function play({ beds, offers, capacity }: Stage, each: Step): Promise<void> {
    const offer = 'offer' in each ? offers[each.offer] : undefined;
    const id = offer?.id ?? '';
    switch (each.do) {
      case 'accept':
        await desk.accept(shelter, id, beds[each.bed] ?? '');
        settle(offer, 'held', each.bed);
        return;
      case 'decline':
        await desk.decline(shelter, id);
        settle(offer, 'none');
        return;
      case 'confirm':
        await desk.confirm(ngo, id, offer?.consent ?? '');
        return;
      case 'arrive':
        await desk.arrive(shelter, id);
        settle(offer, 'occupied');
        return;
      case 'depart':
        await desk.depart(shelter, id);
        settle(offer, 'none');
        return;
      case 'cancel': {
        const [row] = await world.sql<{ id: string }>(
          'select referral_id as id from app.placement_offer where id = $1',
          [id],
        );
        if (row?.id == null) return;
        await desk.cancel(ngo, row.id);
        if (offer?.use === 'held') settle(offer, 'none');
        return;
      }
      case 'timePasses':
        await world.sql(`update app.placement_offer set held_until = now() where id = $1 and state = 'HELD'`, [id]);
        return;
      case 'lapse': {
        await desk.lapse();
        const lapsed = await world.sql<{ id: string }>(`select id from app.placement_offer where state = 'LAPSED'`);
        for (const other of offers.filter((any) => lapsed.some((row) => row.id === any.id))) settle(other, 'none');
        return;
      }
      case 'publish':
        await desk.get(PublishBeds).execute(shelter, { id: beds[each.bed] ?? '', capacity: each.capacity });
        capacity[each.bed] = each.capacity;
    }
  }

  function settle(offer: Stage['offers'][number] | undefined, use: Use, at?: number): void {
    if (offer !== undefined) Object.assign(offer, { use, ...(at === undefined ? {} : { bed: at }) });
  }

  it('the count of beds is what the offers say, never negative and never above the capacity', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const now = await stage();
        for (const each of steps) {
          try {
            await play(now, each);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
          for (const [index, id] of now.beds.entries()) {
            const at = (use: Use): number =>
              now.offers.filter((offer) => offer.bed === index && offer.use === use).length;
            const stored = await world.beds(id);
            expect(stored).toEqual({ capacity: now.capacity[index], occupied: at('occupied'), held: at('held') });
            expect(stored.occupied + stored.held).toBeLessThanOrEqual(stored.capacity);
          }
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
