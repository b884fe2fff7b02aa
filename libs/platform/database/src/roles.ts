import type { Client } from 'pg';

export interface RolePasswords {
  readonly api: string;
  readonly worker: string;
  readonly auth: string;
}

/** Long enough for the slowest page, short enough that nobody holds a connection by asking for too much. */
const limits: Record<keyof RolePasswords, readonly string[]> = {
  api: [`statement_timeout = '2s'`, `idle_in_transaction_session_timeout = '10s'`],
  worker: [`statement_timeout = '60s'`, `idle_in_transaction_session_timeout = '60s'`],
  auth: [`statement_timeout = '5s'`, `search_path = 'auth'`],
};

/** Creates the four roles if they are missing and sets the passwords given. The owner cannot sign in at all. */
export async function prepareRoles(admin: Client, passwords: RolePasswords): Promise<void> {
  await createRole(admin, 'havenline_owner', 'nologin');
  await admin.query('grant havenline_owner to current_user');
  const { rows } = await admin.query<{ name: string }>('select quote_ident(current_database()) as name');
  const [database] = rows;
  if (database === undefined) throw new Error('The server names no database.');
  await admin.query(`revoke all on database ${database.name} from public`);
  await admin.query(`grant create, connect on database ${database.name} to havenline_owner`);
  for (const role of ['api', 'worker', 'auth'] as const) {
    const name = `havenline_${role}`;
    await createRole(admin, name, 'login');
    await admin.query(`alter role ${name} password ${admin.escapeLiteral(passwords[role])}`);
    for (const limit of limits[role]) await admin.query(`alter role ${name} set ${limit}`);
    await admin.query(`grant connect on database ${database.name} to ${name}`);
  }
}

async function createRole(admin: Client, name: string, login: 'login' | 'nologin'): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
  if (rowCount === 0) await admin.query(`create role ${name} ${login} nobypassrls`);
}
