import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, ServiceType } from '#policy';
import { Cursors, Database, openDataSource } from '#platform/database';
import type { DataSource } from 'typeorm';
import { PlacementWorld } from '../../../test/support/placement-world.js';
import { FindServices } from './find-services.js';

describe('looking for services', () => {
  let world: PlacementWorld;
  let source: DataSource;
  let find: FindServices;
  let caseworker: Actor;
  let advice: string;

  beforeAll(async () => {
    world = await PlacementWorld.open();
    source = await openDataSource({
      url: world.database.apiUrl,
      applicationName: 'test',
      poolSize: 2,
      entities: [],
    });
    find = new FindServices(new Database(source), new Cursors('c'.repeat(32)));
    caseworker = await world.newcomer('NGO', ['CASEWORKER']);
    const clinic = await world.agency('LEGAL_AID');
    advice = await offer(clinic, 'LEGAL_AID', ['uk', 'EN']);
    await offer(clinic, 'COMPENSATION', ['en']);
    await offer(clinic, 'INTERPRETATION', ['uk'], false);
    await offer(await world.agency('LEGAL_AID', 'SUSPENDED'), 'LEGAL_AID', ['uk']);
  });
  afterAll(async () => {
    await source.destroy();
    await world.close();
  });

  async function offer(agencyId: string, type: ServiceType, languages: string[], active = true): Promise<string> {
    const id = randomUUID();
    await world.sql(
      'insert into app.service (id, agency_id, type, name, languages, active) values ($1, $2, $3, $4, $5, $6)',
      [id, agencyId, type, `${type} for all`, languages, active],
    );
    return id;
  }

  const found = async (input: Parameters<FindServices['execute']>[1], actor = caseworker) =>
    (await find.execute(actor, input, {})).edges.map(({ node }) => node);

  it('finds what is offered by active agencies, in the language asked for', async () => {
    expect(await found({})).toHaveLength(2);
    expect(await found({ type: 'LEGAL_AID', language: 'UK', jurisdiction: 'rs' })).toEqual([
      {
        id: advice,
        type: 'LEGAL_AID',
        name: 'LEGAL_AID for all',
        languages: ['uk', 'EN'],
        agency: expect.objectContaining({ kind: 'LEGAL_AID', jurisdiction: 'RS' }) as unknown,
      },
    ]);
    expect(await found({ language: 'ar' })).toEqual([]);
    expect(await found({ jurisdiction: 'UA' })).toEqual([]);
  });

  it('turns pages that belong to one reader and one search', async () => {
    const first = await find.execute(caseworker, {}, { first: 1 });
    const after = first.pageInfo.endCursor;
    const second = await find.execute(caseworker, {}, { first: 1, after });
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect(new Set([...first.edges, ...second.edges].map(({ node }) => node.id)).size).toBe(2);
    await expect(find.execute(caseworker, { type: 'LEGAL_AID' }, { after })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('refuses what is no language or country', async () => {
    await expect(found({ language: 'Ukrainian' })).rejects.toMatchObject({ details: { path: ['input', 'language'] } });
    await expect(found({ jurisdiction: 'SRB' })).rejects.toMatchObject({
      details: { path: ['input', 'jurisdiction'] },
    });
  });

  it('shows the police nothing', async () => {
    expect(await found({}, await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']))).toEqual([]);
  });
});
