import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { ListBeds, PublishBeds } from '#placements';
import { offerTo, PlacementDesk } from '../../../test/support/placement-desk.js';
import { PlacementWorld } from '../../../test/support/placement-world.js';

const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('beds', () => {
  let world: PlacementWorld;
  let desk: PlacementDesk;
  let ngo: Actor;
  let first: Actor;
  let second: Actor;

  beforeAll(async () => {
    world = await PlacementWorld.open();
    desk = await PlacementDesk.open(world);
    ngo = await world.newcomer('NGO', ['CASEWORKER']);
    first = await world.newcomer('SHELTER', ['INTAKE']);
    second = await world.newcomer('SHELTER', ['INTAKE']);
    await world.agreement(ngo.agencyId, first.agencyId);
  });
  afterAll(async () => {
    await desk.close();
    await world.close();
  });

  it('keep their capacity above what is occupied and held', async () => {
    const bed = await desk.publish(first, 1);
    const request = await desk.request(ngo, await world.caseOf(ngo), [first]);
    await desk.accept(first, offerTo(request, first), bed);
    const publish = desk.get(PublishBeds);
    await expect(publish.execute(first, { id: bed, capacity: 0 })).rejects.toMatchObject({
      code: 'CAPACITY_BELOW_USE',
      details: { path: ['input', 'capacity'], current: 1 },
    });
    const { version, asOf } = await publish.execute(first, { id: bed, capacity: 4 });
    await expect(publish.execute(first, { id: bed, version: version - 1 })).rejects.toEqual(refusal('CONFLICT'));
    const again = await publish.execute(first, { id: bed, version });
    expect(again).toMatchObject({ capacity: 4, held: 1, free: 3, version: version + 1, suits: ['WOMEN'] });
    expect(again.asOf.getTime()).toBeGreaterThanOrEqual(asOf.getTime());
    await expect(publish.execute(second, { id: bed, capacity: 9 })).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(publish.execute(first, { capacity: 9 })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      details: { path: ['input', 'suits'] },
    });
  });

  it('are found by what is needed, newest first, in pages, without the counts of others', async () => {
    const shelter = await world.newcomer('SHELTER', ['INTAKE']);
    const publish = desk.get(PublishBeds);
    const common = { securityLevel: 'PROTECTED', areaBand: 'ANOTHER_COUNTRY', capacity: 2 } as const;
    const step = await publish.execute(shelter, {
      ...common,
      suits: ['FAMILIES'],
      languages: ['AR', 'EN'],
      accessibility: ['WHEELCHAIR', 'PREGNANCY'],
    });
    const plain = await publish.execute(shelter, { ...common, suits: ['MEN'], languages: ['EN'] });
    await publish.execute(shelter, { ...common, suits: ['MEN'], languages: ['EN'], capacity: 0 });
    await world.sql(`update app.bed_category set as_of = now() - interval '24 hours' where id = $1`, [step.id]);
    const find = async (filter: Parameters<ListBeds['execute']>[1]) =>
      (await desk.get(ListBeds).execute(ngo, { agencyId: shelter.agencyId, ...filter }, {})).edges.map(
        ({ node }) => node,
      );

    expect((await find({ free: true })).map(({ id }) => id)).toEqual([plain.id, step.id]);
    expect(await find({})).toHaveLength(3);
    const [wheels] = await find({ accessibility: ['WHEELCHAIR'], language: 'AR', suits: 'FAMILIES' });
    expect(wheels).toMatchObject({ id: step.id, stale: true, free: 2, capacity: null, occupied: null, held: null });
    expect(await find({ accessibility: ['WHEELCHAIR', 'VISUAL_IMPAIRMENT'] })).toEqual([]);
    expect(await find({ areaBand: 'SAME_CITY' })).toEqual([]);
    expect((await find({ suits: 'MEN', free: true })).map(({ stale }) => stale)).toEqual([false]);

    const list = desk.get(ListBeds);
    const filter = { agencyId: shelter.agencyId };
    const page = await list.execute(ngo, filter, { first: 2 });
    expect(page.pageInfo.hasNextPage).toBe(true);
    const rest = await list.execute(ngo, filter, { first: 2, after: page.pageInfo.endCursor });
    expect(rest.edges.map(({ node }) => node.id)).toEqual([step.id]);
    await expect(list.execute(ngo, {}, { after: page.pageInfo.endCursor })).rejects.toEqual(refusal('BAD_INPUT'));
    await expect(list.execute(first, filter, { after: page.pageInfo.endCursor })).rejects.toEqual(refusal('BAD_INPUT'));
  });

  it('and placements are no business of the police', async () => {
    const police = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON', 'SUPERVISOR', 'CASEWORKER', 'INTAKE']);
    await expect(desk.get(ListBeds).execute(police, {}, {})).rejects.toEqual(refusal('FORBIDDEN'));
    await expect(desk.publish(police, 1)).rejects.toEqual(refusal('FORBIDDEN'));
    for (const side of ['OWNER', 'SHELTER'] as const) {
      await expect(desk.seen(police, side)).rejects.toEqual(refusal('FORBIDDEN'));
    }
  });
});
