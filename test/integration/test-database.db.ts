import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('a database made for a test', () => {
  let one: TestDatabase;
  let other: TestDatabase;

  beforeAll(async () => {
    [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });

  afterAll(() => Promise.all([one.drop(), other.drop()]));

  it.each([
    ['api', 'havenline_api'],
    ['worker', 'havenline_worker'],
    ['auth', 'havenline_auth'],
  ] as const)('lets %s in as %s, which can not bypass row-level security', async (name, role) => {
    const [row] = await ask(
      one[`${name}Url`],
      `select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user`,
    );
    expect(row).toEqual({ rolname: role, rolsuper: false, rolbypassrls: false });
  });

  it('has the privileges of the database it was cloned from', async () => {
    const privileges = `select acl.grantee::regrole::text as grantee, privilege_type from pg_database, aclexplode(datacl) as acl
      where datname = $1 and acl.grantee::regrole::text like 'havenline%' or datname = $1 and acl.grantee = 0 order by 1, 2`;
    const name = new URL(one.adminUrl).pathname.slice(1);
    const cloned = await ask(one.adminUrl, privileges, [name]);
    expect(cloned).toEqual(await ask(one.adminUrl, privileges, ['havenline_template']));
    expect(cloned).toContainEqual({ grantee: 'havenline_api', privilege_type: 'CONNECT' });
    expect(cloned.filter(({ grantee }) => grantee === '-')).toEqual([]);
  });

  it('shares nothing with another', async () => {
    await ask(one.adminUrl, 'create table only_here ()');
    await expect(ask(other.adminUrl, 'select from only_here')).rejects.toThrow('does not exist');
  });
});

async function ask(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, values);
    return rows;
  } finally {
    await client.end();
  }
}
