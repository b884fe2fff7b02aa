import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { onDatabase, templateName } from './template.mjs';

/** A migrated database of its own for one test file, with a URL for each role that signs in to it. */
export interface TestDatabase {
  readonly adminUrl: string;
  readonly apiUrl: string;
  readonly workerUrl: string;
  readonly authUrl: string;
  /** Removes it, connections that are still open included. */
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = setting('TEST_POSTGRES_ADMIN_URL');
  const password = setting('TEST_POSTGRES_ROLE_PASSWORD');
  const name = `havenline_test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(server, async (admin) => {
    await admin.query(`create database ${name} template ${templateName}`);
    await copyPrivileges(admin, name);
  });
  const adminUrl = onDatabase(server, name);
  const urlOf = (role: string): string => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = password;
    return url.href;
  };
  return {
    adminUrl,
    apiUrl: urlOf('havenline_api'),
    workerUrl: urlOf('havenline_worker'),
    authUrl: urlOf('havenline_auth'),
    drop: () =>
      asAdministrator(server, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** A clone starts with PostgreSQL's default privileges on the database itself, which let everybody connect. */
async function copyPrivileges(admin: Client, name: string): Promise<void> {
  await admin.query(`revoke all on database ${name} from public`);
  const { rows } = await admin.query<{ grantee: string; privilege: string }>(
    `select case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end as grantee,
            acl.privilege_type as privilege
       from pg_database, aclexplode(datacl) as acl
      where datname = $1`,
    [templateName],
  );
  for (const { grantee, privilege } of rows) {
    await admin.query(`grant ${privilege} on database ${name} to ${grantee}`);
  }
}

async function asAdministrator(url: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run through Jest, whose global set-up sets it.`);
  return value;
}
