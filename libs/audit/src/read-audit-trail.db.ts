import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database';
import type { Actor } from '#policy';
import { ReferralWorld } from '../../../test/support/referral-world.js';
import { AuditTrail, ReadAuditTrail, type AuditFilter } from './index.js';

describe('the audit trail', () => {
  let world: ReferralWorld;
  let officer: Actor;
  let caseworker: Actor;
  let stranger: Actor;
  let caseId: string;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    caseworker = await world.newcomer('NGO', ['CASEWORKER']);
    officer = await world.person(caseworker.agencyId, 'NGO', ['PRIVACY_OFFICER']);
    stranger = await world.newcomer('LEGAL_AID', ['PRIVACY_OFFICER']);
    caseId = await world.openCase(caseworker);
    await append(caseworker, 'ours', null);
    await append(stranger, 'theirs about ours', caseworker.agencyId);
    await append(stranger, 'theirs', null);
  });
  afterAll(() => world.close());

  const append = (actor: Actor, action: string, ownerAgencyId: string | null) =>
    world.get(Database).transaction(actor, (tx) =>
      world.get(AuditTrail).append(tx, actor, {
        action,
        objectType: 'Test',
        objectId: caseId,
        ownerAgencyId,
        outcome: 'REFUSED',
        code: 'FORBIDDEN',
        details: { fields: ['a', 'b'], version: 2 },
      }),
    );
  const read = (filter: AuditFilter = {}, page: object = {}, actor = officer) =>
    world.get(ReadAuditTrail).execute(actor, filter, page);
  const actions = async (filter: AuditFilter = {}) => (await read(filter)).edges.map(({ node }) => node.action);

  it('holds what one’s own people did and what others did about one’s cases, newest first', async () => {
    expect(await actions()).toEqual(['theirs about ours', 'ours', 'openCase']);
  });

  it('tells the names of one’s own staff only', async () => {
    const nodes = (await read()).edges.map(({ node }) => node);
    expect(nodes.map(({ actor, actorAgency }) => [actor, actorAgency?.id])).toEqual([
      [{ id: stranger.personId, displayName: null }, stranger.agencyId],
      [{ id: caseworker.personId, displayName: 'Somebody' }, caseworker.agencyId],
      [{ id: caseworker.personId, displayName: 'Somebody' }, caseworker.agencyId],
    ]);
    expect(nodes[0]).toMatchObject({
      outcome: 'REFUSED',
      code: 'FORBIDDEN',
      details: { fields: ['a', 'b'], version: 2 },
    });
  });

  it.each([
    ['action', () => ({ action: 'ours' }), ['ours']],
    ['kind of object', () => ({ objectType: 'Case' }), ['openCase']],
    ['object', () => ({ objectId: randomUUID() }), []],
    ['actor', () => ({ actorId: stranger.personId }), ['theirs about ours']],
    ['outcome', () => ({ outcome: 'DONE' as const }), ['openCase']],
    ['time', () => ({ from: new Date(Date.now() + 60_000) }), []],
    ['time', () => ({ until: new Date(Date.now() - 60_000) }), []],
  ])('can be narrowed by %s', async (_, filter, expected) => {
    expect(await actions(filter())).toEqual(expected);
  });

  it('goes page by page under one filter', async () => {
    const first = await read({}, { first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const after = first.pageInfo.endCursor;
    expect((await read({}, { first: 2, after })).edges.map(({ node }) => node.action)).toEqual(['openCase']);
    await expect(read({ outcome: 'DONE' }, { after })).rejects.toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('is for privacy officers', async () => {
    await expect(read({}, {}, caseworker)).rejects.toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });
});
