import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { getMigrations } from 'better-auth/db/migration';
import { bearer, twoFactor } from 'better-auth/plugins';
import { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const denied = { code: '42501' };

describe('the sign-in schema', () => {
  it('is what better-auth expects: its own check has nothing to add', async () => {
    const pool = new Pool({ connectionString: database.adminUrl, max: 1, options: '-c search_path=auth' });
    const { toBeAdded, toBeCreated } = await getMigrations({ database: pool, plugins: [twoFactor(), bearer()] });
    await pool.end();
    expect({ toBeAdded, toBeCreated }).toEqual({ toBeAdded: [], toBeCreated: [] });
  });

  it.each(['user', 'session', 'account', 'verification', 'twoFactor', 'failed_attempt', 'spent_code'])(
    'is closed to the API and the worker: %s',
    async (table) => {
      for (const url of [database.apiUrl, database.workerUrl]) {
        await as(url, async (client) => {
          await expect(client.query(`select 1 from auth."${table}"`)).rejects.toMatchObject(denied);
        });
      }
    },
  );

  it('opens to the API by a token it was shown, and to the sign-in role not at all', async () => {
    const ask = `select * from app.session_actor('made up', '15 minutes')`;
    await as(database.apiUrl, async (client) => {
      expect((await client.query(ask)).rows).toEqual([]);
      await expect(client.query(`select app.may_sign_in('x')`)).rejects.toMatchObject(denied);
    });
    for (const url of [database.workerUrl, database.authUrl]) {
      await as(url, async (client) => {
        await expect(client.query(ask)).rejects.toMatchObject(denied);
        await expect(client.query(`select app.session_used('x')`)).rejects.toMatchObject(denied);
      });
    }
  });

  it('gives the sign-in role nothing of the product', async () => {
    await as(database.authUrl, async (client) => {
      for (const table of ['person', 'membership', 'case_file', 'case_section', 'referral', 'audit_entry']) {
        await expect(client.query(`select 1 from app.${table}`)).rejects.toMatchObject(denied);
      }
      await expect(client.query('select 1 from keys.wrap')).rejects.toMatchObject(denied);
    });
  });
});
