import { Client } from 'pg';
import { ceilingRows, CONTENT_STATES } from '#policy';
import { prepareAuthSchema } from './auth-schema.js';
import { openDataSource } from './data-source.js';
import { migrations } from './migrations/index.js';
import { prepareQueueSchema } from './queue-schema.js';
import { type RolePasswords, prepareRoles } from './roles.js';

export interface MigrateSettings {
  /** A role that may create roles and schemas. Used by set-up alone; neither api nor worker ever holds it. */
  readonly adminUrl: string;
  readonly passwords: RolePasswords;
}

/** Brings an empty or older database to this version: roles, schemas, tables, policies, and the policy tables' rows. */
export async function migrate(settings: MigrateSettings): Promise<void> {
  const admin = new Client({ connectionString: settings.adminUrl });
  await admin.connect();
  try {
    // Two set-ups at once would create the same role twice.
    await admin.query(`select pg_advisory_lock(hashtext('havenline set-up'))`);
    await prepareRoles(admin, settings.passwords);
    await admin.query('create schema if not exists app authorization havenline_owner');
    await prepareAuthSchema(admin);
    await prepareQueueSchema(admin);
    await runMigrations(settings.adminUrl);
    await writePolicy(admin);
  } finally {
    await admin.end();
  }
}

async function runMigrations(adminUrl: string): Promise<void> {
  const source = await openDataSource({
    url: withOwnerRole(adminUrl),
    applicationName: 'havenline-setup',
    poolSize: 1,
    entities: [],
    migrations,
  });
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

/** Whatever set-up creates belongs to the owner role and not to the administrator who happened to run it. */
function withOwnerRole(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.searchParams.set('options', '-c role=havenline_owner');
  return url.toString();
}

/** The database reads the same rules as the kernel: a change to libs/policy reaches it with the next set-up. */
async function writePolicy(admin: Client): Promise<void> {
  await admin.query('begin');
  await admin.query('set local role havenline_owner');
  await admin.query('delete from app.policy_ceiling');
  await admin.query('delete from app.policy_open_state');
  for (const row of ceilingRows()) {
    await admin.query('insert into app.policy_ceiling (kind, purpose, scope) values ($1, $2, $3)', [
      row.kind,
      row.purpose,
      row.scope,
    ]);
  }
  for (const state of CONTENT_STATES) {
    await admin.query('insert into app.policy_open_state (state) values ($1)', [state]);
  }
  await admin.query('commit');
}
