import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { Database, openDataSource } from '#platform/database';
import type { DataSource } from 'typeorm';
import { PlacementWorld } from '../../../test/support/placement-world.js';

/** What the database refuses by itself, whatever the API above it does. */
describe('the walls around beds and offers', () => {
  let world: PlacementWorld;
  let sources: DataSource[];
  let api: Database;
  let worker: Database;
  let ngo: Actor;
  let first: Actor;
  let second: Actor;

  beforeAll(async () => {
    world = await PlacementWorld.open();
    const open = (url: string) => openDataSource({ url, applicationName: 'test', poolSize: 4, entities: [] });
    sources = [await open(world.database.apiUrl), await open(world.database.workerUrl)];
    [api, worker] = sources.map((source) => new Database(source)) as [Database, Database];
    ngo = await world.newcomer('NGO', ['CASEWORKER']);
    first = await world.newcomer('SHELTER', ['INTAKE']);
    second = await world.newcomer('SHELTER', ['INTAKE']);
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    await world.close();
  });

  const as = (actor: Actor, text: string, values: readonly unknown[] = []) =>
    api.transaction(actor, (tx) =>
      tx.query<Record<string, unknown>>({ name: `${text.slice(0, 50)}${text.length}`, text, values }),
    );

  async function bedsOf(shelter: Actor, capacity: number): Promise<string> {
    const id = randomUUID();
    await as(
      shelter,
      `insert into app.bed_category (id, agency_id, suits, accessibility, languages, security_level, area_band, capacity,
        occupied, held, as_of, version) values ($1, $2, '{WOMEN}', '{}', '{SR}', 'DISCREET', 'SAME_REGION', $3, 0, 0, now(), 1)`,
      [id, shelter.agencyId, capacity],
    );
    return id;
  }

  /** @returns one offer's id for each shelter asked */
  async function ask(...shelters: Actor[]): Promise<string[]> {
    const caseId = await world.caseOf(ngo);
    const request = randomUUID();
    const ids = shelters.map(() => randomUUID());
    await api.transaction(ngo, async (tx) => {
      await tx.query({
        name: 'test-request',
        text: `insert into app.placement_request (id, case_id, owner_agency_id, needs_card, urgency, service_type, state,
          requested_by, created_at, version) values ($1, $2, $3, '{}', 'URGENT', 'SHELTER', 'OPEN', $4, now(), 1)`,
        values: [request, caseId, ngo.agencyId, ngo.personId],
      });
      for (const [index, shelter] of shelters.entries()) {
        await tx.query({
          name: 'test-offer',
          text: `insert into app.placement_offer (id, request_id, owner_agency_id, shelter_agency_id, case_alias, needs_card,
            urgency, service_type, state, created_at, version)
            values ($1, $2, $3, $4, 'K7Q', '{}', 'URGENT', 'SHELTER', 'ASKED', now(), 1)`,
          values: [ids[index], request, ngo.agencyId, shelter.agencyId],
        });
      }
    });
    return ids;
  }

  const hold = (shelter: Actor, offer: string | undefined, bed: string, until = `now() + interval '1 hour'`) =>
    as(
      shelter,
      `update app.placement_offer set state = 'HELD', bed_category_id = $2, held_until = ${until}, version = version + 1
        where id = $1 returning id`,
      [offer, bed],
    );

  it('shows the police no bed and no agency that has one', async () => {
    await bedsOf(first, 1);
    const police = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
    expect(await as(police, 'select * from app.bed_category')).toEqual([]);
    expect(await as(police, 'select * from app.placement_offer')).toEqual([]);
    expect(await as(ngo, 'select id from app.bed_category')).not.toEqual([]);
  });

  it('lets no shelter write its counts, nor publish a category that is already filled', async () => {
    const bed = await bedsOf(first, 3);
    await expect(as(first, 'update app.bed_category set held = 0 where id = $1', [bed])).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      as(
        first,
        `insert into app.bed_category (id, agency_id, suits, accessibility, languages, security_level, area_band, capacity,
          occupied, held, as_of, version) values ($1, $2, '{MEN}', '{}', '{SR}', 'OPEN', 'SAME_CITY', 3, 1, 0, now(), 1)`,
        [randomUUID(), first.agencyId],
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('keeps each shelter to its own offer and hides the request from all of them', async () => {
    const [offer] = await ask(first, second);
    expect(await as(first, 'select id from app.placement_offer where id = $1', [offer])).toHaveLength(1);
    expect(await as(second, 'select id from app.placement_offer where id = $1', [offer])).toEqual([]);
    expect(await as(first, 'select id from app.placement_request')).toEqual([]);
    expect(
      await as(first, 'select id from app.placement_offer where shelter_agency_id <> $1', [first.agencyId]),
    ).toEqual([]);
  });

  it('lets only the shelter hold, only a bed of its own, and only the owner choose', async () => {
    const [mine, hers] = await ask(first, second);
    const bed = await bedsOf(first, 1);
    await expect(hold(first, hers, bed)).resolves.toEqual([]);
    await expect(hold(second, hers, bed)).rejects.toThrow(/not one of the shelter/);
    await expect(hold(ngo, mine, bed)).rejects.toThrow(/row-level security|other side/);
    await hold(first, mine, bed);
    await expect(as(first, `update app.placement_offer set state = 'CHOSEN' where id = $1`, [mine])).rejects.toThrow(
      /other side/,
    );
    expect(await world.beds(bed)).toMatchObject({ held: 1, occupied: 0 });
  });

  it('refuses a hold beyond the last bed by a state of its own', async () => {
    const bed = await bedsOf(first, 1);
    const [one] = await ask(first);
    const [two] = await ask(first);
    await hold(first, one, bed);
    await expect(hold(first, two, bed)).rejects.toMatchObject({ code: 'HL001' });
    expect(await world.beds(bed)).toMatchObject({ capacity: 1, held: 1 });
  });

  it('moves the count with a hold that moves to another category', async () => {
    const [from, to] = [await bedsOf(first, 1), await bedsOf(first, 1)];
    const [offer] = await ask(first);
    await hold(first, offer, from);
    await hold(first, offer, to);
    expect([await world.beds(from), await world.beds(to)].map(({ held }) => held)).toEqual([0, 1]);
  });

  it('gives the bed back when the shelter declines after all, and hides the offer from it', async () => {
    const bed = await bedsOf(first, 1);
    const [offer] = await ask(first);
    await hold(first, offer, bed);
    await as(
      first,
      `update app.placement_offer set state = 'DECLINED', decline_reason = 'AT_CAPACITY', answered_by = app.person_id(),
        answered_at = now() where id = $1`,
      [offer],
    );
    expect(await world.beds(bed)).toMatchObject({ held: 0 });
    expect(await as(first, 'select id from app.placement_offer where id = $1', [offer])).toEqual([]);
    await expect(hold(first, offer, bed)).resolves.toEqual([]);
    await expect(as(ngo, `update app.placement_offer set state = 'CLOSED' where id = $1`, [offer])).rejects.toThrow(
      /never changed/,
    );
  });

  it('lets the worker lapse a hold whose time is over, and no other', async () => {
    const bed = await bedsOf(first, 2);
    const [due] = await ask(first);
    const [fresh] = await ask(first);
    await hold(first, due, bed, `now() - interval '1 second'`);
    await hold(first, fresh, bed);
    const lapse = (id: string | undefined) =>
      worker.system((tx) =>
        tx.query({
          name: 'lapse',
          text: `update app.placement_offer set state = 'LAPSED' where id = $1`,
          values: [id],
        }),
      );
    await lapse(due);
    await expect(lapse(fresh)).rejects.toThrow(/clock/);
    await expect(
      worker.system((tx) => tx.query({ name: 'see', text: 'select needs_card from app.placement_offer' })),
    ).rejects.toThrow(/permission denied/);
    expect(await world.beds(bed)).toMatchObject({ held: 1 });
  });

  it('takes the beds of one statement in the order of their ids, so that no circle can form', async () => {
    const beds: string[] = [];
    for (let count = 0; count < 5; count++) {
      const bed = await bedsOf(first, 1);
      const [offer] = await ask(first);
      await hold(first, offer, bed, 'now()');
      beds.push(bed);
    }
    const [lowest, ...others] = beds.sort();
    const lapse = () => worker.system((tx) => tx.query({ name: 'lapse-all', text: lapseOf(beds) }));
    let lapsing: Promise<unknown> = Promise.resolve();
    await api.transaction(first, async (tx) => {
      await tx.query({ name: 'hold-bed', text: lockOf, values: [[lowest]] });
      lapsing = lapse();
      await waitUntilSomebodyWaits();
      // It waits for the first bed and has taken none of the others yet.
      expect(await as(first, `${lockOf} nowait`, [others])).toHaveLength(others.length);
    });
    await lapsing;
    expect(await Promise.all(beds.map(async (bed) => (await world.beds(bed)).held))).toEqual([0, 0, 0, 0, 0]);
  });

  const lockOf = 'select id from app.bed_category where id = any ($1::uuid[]) for no key update';
  const lapseOf = (beds: readonly string[]) =>
    `update app.placement_offer set state = 'LAPSED' where bed_category_id in ('${beds.join("', '")}')`;

  async function waitUntilSomebodyWaits(): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt++) {
      const waiting = await world.sql(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('Nobody waits.');
  }

  it('closes an offer to a person with a conflict of interest, and to nobody else there', async () => {
    const shelter = await world.newcomer('SHELTER', ['INTAKE']);
    const [offer] = await ask(shelter);
    const colleague = await world.person(shelter.agencyId, 'SHELTER', ['INTAKE']);
    await world.sql(
      `insert into app.conflict_of_interest (case_id, person_id, owner_agency_id, marked_at, marked_by)
        select r.case_id, $1, r.owner_agency_id, now(), $2 from app.placement_request r
        join app.placement_offer o on o.request_id = r.id where o.id = $3`,
      [colleague.personId, ngo.personId, offer],
    );
    expect(await as(colleague, 'select id from app.placement_offer where id = $1', [offer])).toEqual([]);
    await as(colleague, `update app.placement_offer set state = 'DECLINED', decline_reason = 'OTHER'`);
    expect(await world.sql('select state from app.placement_offer where id = $1', [offer])).toEqual([
      { state: 'ASKED' },
    ]);
    expect(await as(shelter, 'select id from app.placement_offer where id = $1', [offer])).toHaveLength(1);
  });
});
