import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { openDataSource } from './data-source.js';
import { Database, type Scope } from './database.js';
import type { ReadTx } from './tx.js';

const scope: Scope = { agencyId: randomUUID(), personId: randomUUID(), agencyKind: 'NGO' };
const other: Scope = { agencyId: randomUUID(), personId: randomUUID(), agencyKind: 'SHELTER' };

let test: TestDatabase;
let source: DataSource;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  // One connection, so that whatever a transaction leaves behind is met by the next.
  source = await openDataSource({ url: test.apiUrl, applicationName: 'test', poolSize: 1, entities: [] });
  database = new Database(source);
});
afterAll(async () => {
  await source.destroy();
  await test.drop();
});

interface Setting extends Record<string, unknown> {
  readonly agency: string | null;
  readonly person: string | null;
  readonly kind: string | null;
  readonly readonly: string;
}

const settings = {
  name: 'settings',
  text: `select app.agency_id() as agency, app.person_id() as person, app.agency_kind() as kind,
    current_setting('transaction_read_only') as readonly`,
};
const seenBy = ({ agencyId, personId, agencyKind }: Scope, readonly: 'on' | 'off') => ({
  agency: agencyId,
  person: personId,
  kind: agencyKind,
  readonly,
});
const failing = { name: 'failing', text: 'select 1 / 0 as never' };
const read = async (tx: ReadTx): Promise<Setting | undefined> => (await tx.query<Setting>(settings))[0];

describe.each([
  ['transaction', 'off', (who: Scope, work: (tx: ReadTx) => Promise<unknown>) => database.transaction(who, work)],
  ['read', 'on', (who: Scope, work: (tx: ReadTx) => Promise<unknown>) => database.read(who, work)],
  ['readOnce', 'on', (who: Scope, work: (tx: ReadTx) => Promise<unknown>) => database.readOnce(who, work)],
] as const)('%s', (_, readonly, run) => {
  it('runs as the agency it is for, and leaves nothing of it to the next', async () => {
    expect(await run(scope, read)).toEqual(seenBy(scope, readonly));
    expect(await run(other, read)).toEqual(seenBy(other, readonly));
    const { rows } = await database.pool.query<Setting>(settings);
    expect(rows).toEqual([{ agency: null, person: null, kind: null, readonly: 'off' }]);
  });

  it('gives its connection back after an error, whoever made it', async () => {
    await expect(run(scope, (tx) => tx.query(failing))).rejects.toMatchObject({ code: '22012' });
    await expect(run(scope, () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    await expect(
      run({ ...scope, agencyId: 'no id' }, (tx) => tx.query({ name: 'x', text: 'select app.agency_id()' })),
    ).rejects.toMatchObject({ code: '22P02' });
    expect(await run(other, read)).toEqual(seenBy(other, readonly));
  });

  it('knows the moment it began by the database’s clock', async () => {
    const before = Date.now();
    const now = (await run(scope, (tx) => tx.now())) as Date;
    expect(Math.abs(now.getTime() - before)).toBeLessThan(60_000);
  });
});

describe('readOnce', () => {
  it('takes several statements that are sent together', async () => {
    const both = await database.readOnce(scope, (tx) => Promise.all([read(tx), read(tx)]));
    expect(both).toEqual([seenBy(scope, 'on'), seenBy(scope, 'on')]);
  });

  it('refuses a statement that comes after an answer: its transaction is over', async () => {
    const late = database.readOnce(scope, async (tx) => {
      await read(tx);
      return read(tx);
    });
    await expect(late).rejects.toThrow('This transaction reads once');
    expect(await database.read(other, read)).toEqual(seenBy(other, 'on'));
  });
});

describe('a reading transaction', () => {
  it.each([
    ['read', (work: (tx: ReadTx) => Promise<unknown>) => database.read(scope, work)],
    ['readOnce', (work: (tx: ReadTx) => Promise<unknown>) => database.readOnce(scope, work)],
  ])('writes nothing: %s', async (_, run) => {
    const write = {
      name: 'write',
      text: `insert into app.outbox (id, kind, object_id, agency_ids, created_at)
        values (gen_random_uuid(), 'case.changed', gen_random_uuid(), '{}', now())`,
    };
    await expect(run((tx) => tx.query(write))).rejects.toMatchObject({ code: '25006' });
  });
});
