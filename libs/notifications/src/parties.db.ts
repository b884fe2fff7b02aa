import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { Database, openDataSource } from '#platform/database';
import type { DataSource } from 'typeorm';
import { PlacementWorld } from '../../../test/support/placement-world.js';
import type { Matter } from './audiences.js';
import { findParties, type FoundParty } from './parties.js';

describe('who has part in a thing, as the worker sees it', () => {
  let world: PlacementWorld;
  let source: DataSource;
  let caseworker: Actor;
  let requester: Actor;
  let liaison: Actor;
  let shelters: [Actor, Actor];
  let caseId: string;

  beforeAll(async () => {
    world = await PlacementWorld.open();
    source = await openDataSource({
      url: world.database.workerUrl,
      applicationName: 'test',
      poolSize: 2,
      entities: [],
    });
    caseworker = await world.newcomer('NGO', ['CASEWORKER']);
    requester = await world.person(caseworker.agencyId, 'NGO', ['CASEWORKER']);
    liaison = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
    shelters = [await world.newcomer('SHELTER', ['INTAKE']), await world.newcomer('SHELTER', ['INTAKE'])];
    caseId = await world.caseOf(caseworker);
  }, 60_000);
  afterAll(async () => {
    await source.destroy();
    await world.close();
  });

  const find = (of: Matter, id: string): Promise<FoundParty[]> =>
    new Database(source).system((tx) => findParties(tx, of, id));

  async function placement(): Promise<{ request: string; offers: [string, string] }> {
    const [request, one, two] = [randomUUID(), randomUUID(), randomUUID()];
    await world.sql(
      `insert into app.placement_request (id, case_id, owner_agency_id, needs_card, urgency, service_type, state, requested_by,
          created_at, version)
        values ($1, $2, $3, '{}', 'URGENT', 'SHELTER', 'OPEN', $4, now(), 1)`,
      [request, caseId, caseworker.agencyId, requester.personId],
    );
    for (const [index, id] of [one, two].entries()) {
      await world.sql(
        `insert into app.placement_offer (id, request_id, owner_agency_id, shelter_agency_id, case_alias, needs_card, urgency,
            service_type, state, created_at, version)
          values ($1, $2, $3, $4, $5, '{}', 'URGENT', 'SHELTER', 'ASKED', now(), 1)`,
        [id, request, caseworker.agencyId, shelters[index]?.agencyId, id.slice(0, 8)],
      );
    }
    return { request, offers: [one, two] };
  }

  it('knows a placement from its request and from an offer, and tells no shelter of the request', async () => {
    const { request, offers } = await placement();
    const home = {
      side: 'HOME',
      agencyId: caseworker.agencyId,
      unitId: null,
      people: [caseworker.personId, requester.personId],
      objectType: 'PLACEMENT_REQUEST',
      objectId: request,
      caseId,
    };
    const away = (index: 0 | 1) => ({
      side: 'AWAY',
      agencyId: shelters[index].agencyId,
      unitId: null,
      people: [],
      objectType: 'PLACEMENT_OFFER',
      objectId: offers[index],
      caseId,
    });
    const ofRequest = await find('PLACEMENT', request);
    expect(ofRequest).toHaveLength(3);
    expect(ofRequest).toEqual(expect.arrayContaining([home, away(0), away(1)]));
    await expect(find('PLACEMENT', offers[1])).resolves.toEqual([home, away(1)]);
  });

  it('knows who asked the police’s question, and who looks into it, once somebody does', async () => {
    const id = randomUUID();
    await world.sql(
      `insert into app.cooperation_request (id, police_agency_id, asked_agency_id, police_case_reference, asked, contact_modes,
          sealed, key_version, submitted_by, submitted_at, answer_at)
        values ($1, $2, $3, 'A-1', '{STATEMENT}', '{ADVOCATE_RELAY_CALL}', $4, 1, $5, now(), now())`,
      [id, liaison.agencyId, caseworker.agencyId, randomBytes(8), liaison.personId],
    );
    const asked = (people: string[], known: string | null) => ({
      side: 'HOME',
      agencyId: caseworker.agencyId,
      unitId: null,
      people,
      objectType: 'COOPERATION_REQUEST',
      objectId: id,
      caseId: known,
    });
    // The same before and after: what the police are told may not depend on a case.
    const police = { ...asked([liaison.personId], null), side: 'AWAY', agencyId: liaison.agencyId };
    await expect(find('COOPERATION', id)).resolves.toEqual([asked([], null), police]);

    await world.sql('update app.cooperation_review set case_id = $2, reviewer_id = $3 where request_id = $1', [
      id,
      caseId,
      requester.personId,
    ]);
    const looking = [caseworker.personId, requester.personId];
    await expect(find('COOPERATION', id)).resolves.toEqual([asked(looking, caseId), police]);
  });

  it('knows the parties of a consent', async () => {
    const id = await world.consent(caseworker, caseId, shelters[0].agencyId);
    const parties = await find('CONSENT', id);
    expect(parties.map(({ side, agencyId, objectId }) => ({ side, agencyId, objectId }))).toEqual([
      { side: 'HOME', agencyId: caseworker.agencyId, objectId: id },
      { side: 'AWAY', agencyId: shelters[0].agencyId, objectId: id },
    ]);
  });

  it.each<[Matter]>([['REFERRAL'], ['CONSENT'], ['PURGE'], ['PLACEMENT'], ['COOPERATION']])(
    'finds nobody for a %s that is gone',
    async (of) => {
      await expect(find(of, randomUUID())).resolves.toEqual([]);
    },
  );
});
