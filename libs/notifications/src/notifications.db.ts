import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '#audit';
import type { Actor } from '#policy';
import { Cursors, Database, Idempotency, openDataSource } from '#platform/database';
import type { DataSource } from 'typeorm';
import { ReferralWorld } from '../../../test/support/referral-world.js';
import { ListNotifications } from './list-notifications.js';
import { MarkNotificationsRead } from './mark-notifications-read.js';
import { ReadNotification } from './read-notification.js';

describe('notifications, as their readers see them', () => {
  let world: ReferralWorld;
  let source: DataSource;
  let list: ListNotifications;
  let read: ReadNotification;
  let mark: MarkNotificationsRead;
  let reader: Actor;
  let colleague: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    source = await openDataSource({ url: world.database.apiUrl, applicationName: 'test', poolSize: 4, entities: [] });
    const database = new Database(source);
    list = new ListNotifications(database, new Cursors('c'.repeat(32)));
    read = new ReadNotification(database);
    mark = new MarkNotificationsRead(database, new AuditTrail(), new Idempotency('i'.repeat(32)));
    reader = await world.newcomer('NGO', ['CASEWORKER']);
    colleague = await world.person(reader.agencyId, 'NGO', ['SUPERVISOR']);
    stranger = await world.newcomer('LEGAL_AID', ['INTAKE']);
  }, 60_000);
  afterAll(async () => {
    await source.destroy();
    await world.close();
  });

  /** @returns ids, oldest first; several of them at the same moment */
  async function tell(person: Actor, count: number): Promise<string[]> {
    const rows = await world.sql<{ id: string }>(
      `insert into app.notification (id, person_id, agency_id, kind, object_type, object_id, created_at, event_id)
        select uuidv7(), $1, $2, 'REFERRAL_CHANGED', 'REFERRAL', gen_random_uuid(), now() - interval '1 hour', gen_random_uuid()
        from generate_series(1, $3) returning id`,
      [person.personId, person.agencyId, count],
    );
    return rows.map(({ id }) => id).sort();
  }

  it('come newest first, page after page, each once, and only their own', async () => {
    const own = await tell(reader, 45);
    await tell(colleague, 3);
    await tell(stranger, 3);
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 3; pages += 1) {
      const page = await list.execute(reader, { after });
      seen.push(...page.edges.map(({ node }) => node.id));
      expect(page.pageInfo.hasNextPage).toBe(pages < 2);
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual([...own].reverse());
    const { edges } = await list.execute(reader, { first: 1 });
    expect(Object.keys(edges[0]?.node ?? {}).sort()).toEqual([
      'createdAt',
      'id',
      'kind',
      'objectId',
      'objectType',
      'readAt',
    ]);
  });

  it('open their cursor for one reader and one filter', async () => {
    const { endCursor } = (await list.execute(reader, { first: 2 })).pageInfo;
    await expect(list.execute(colleague, { after: endCursor })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(list.execute(reader, { after: endCursor, unreadOnly: true })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('are marked read once, and then no longer among the unread', async () => {
    const [first, second] = (await tell(reader, 2)) as [string, string];
    const marked = await mark.execute(reader, { notificationIds: [second, first, second] });
    expect(marked.map(({ id }) => id)).toEqual([second, first]);
    expect(marked.every(({ readAt }) => readAt instanceof Date)).toBe(true);
    await expect(mark.execute(reader, { notificationIds: [first] })).resolves.toEqual([marked[1]]);
    const unread = await list.execute(reader, { unreadOnly: true, first: 100 });
    expect(unread.edges.map(({ node }) => node.id)).toHaveLength(45);
    expect(unread.edges.map(({ node }) => node.id)).not.toContain(first);
  });

  it('are somebody else’s as if they did not exist, and then none is marked', async () => {
    const [own] = (await tell(reader, 1)) as [string];
    const [foreign] = (await tell(colleague, 1)) as [string];
    for (const id of [foreign, randomUUID()]) {
      await expect(read.execute(reader, id)).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'Not found.' });
      await expect(mark.execute(reader, { notificationIds: [own, id] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(read.execute(reader, own)).resolves.toMatchObject({ id: own, readAt: null });
    await expect(read.execute({ ...reader, agencyId: stranger.agencyId }, own)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are marked once for one clientMutationId, which opens nothing else', async () => {
    const [one, other] = (await tell(reader, 2)) as [string, string];
    const input = { notificationIds: [one], clientMutationId: 'once' };
    const before = await entries();
    const [first, second] = await Promise.all([mark.execute(reader, input), mark.execute(reader, input)]);
    expect(first).toEqual(second);
    expect((await entries()) - before).toBe(1);
    await expect(mark.execute(reader, { ...input, notificationIds: [other] })).rejects.toMatchObject({
      code: 'MUTATION_ID_REUSED',
    });
  });

  it.each([
    [{ notificationIds: [] }],
    [{ notificationIds: ['not an id'] }],
    [{ notificationIds: Array.from({ length: 101 }, () => randomUUID()) }],
    [{ notificationIds: [randomUUID()], clientMutationId: '' }],
  ])('refuse %#', async (input) => {
    await expect(mark.execute(reader, input)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  const entries = async (): Promise<number> => {
    const [row] = await world.sql<{ count: number }>(
      `select count(*)::int from app.audit_entry where action = 'markNotificationsRead'`,
    );
    return row?.count ?? 0;
  };
});
