import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { loadConfig } from '#platform/config';
import { openKeyring } from '#platform/keyring';
import { Log, NestLog } from '#platform/logging';
import { AppModule } from '../app.module.js';
import { createSignIn } from '../auth/index.js';
import { features } from '../features.js';
import { demoAgencies, demoEmail, demoPassword } from './agencies.js';
import { fillShelters } from './fill-shelters.js';
import { loadNetwork } from './load-network.js';
import { tellStories } from './tell-stories.js';

export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role: string;
  readonly agency: string;
}

export const demoSignIns: readonly DemoSignIn[] = demoAgencies.flatMap((agency) =>
  agency.people.map((person) => ({
    email: demoEmail(person, agency),
    password: demoPassword,
    name: person.name,
    role: person.roles.join(', '),
    agency: agency.name,
  })),
);

const loading = 'demo network: loading';
const loaded = 'demo network: loaded';

/**
 * Loads the demo network into an empty database, once. A load that was cut off is cleared away and begun again; a database
 * that holds anything else is left alone.
 *
 * @param env with DATABASE_URL, the administrator's; the rest as for the API
 */
export async function loadDemo(env: NodeJS.ProcessEnv): Promise<{ readonly loaded: boolean }> {
  const config = loadConfig(env);
  const admin = new Client({ connectionString: env['DATABASE_URL'] });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ mark: string | null; agencies: number }>(
      `select obj_description('app'::regnamespace) as mark, (select count(*)::int from app.agency) as agencies`,
    );
    const [found] = rows;
    if (found?.mark === loading) await clear(admin);
    else if (found?.agencies !== 0) return { loaded: false };
    await mark(admin, loading);
    await admin.query('begin');
    await loadNetwork(admin, openKeyring(config.env.KEYRING_URL), (person) =>
      createSignIn(admin, { ...person, password: demoPassword }),
    );
    await admin.query('commit');
    await live(config, admin);
    await mark(admin, loaded);
    return { loaded: true };
  } finally {
    await admin.end();
  }
}

/** Everything after the agencies happens through the same use cases that people use. */
async function live(config: ReturnType<typeof loadConfig>, admin: Client): Promise<void> {
  const log = new Log({ level: 'warn', process: 'api' });
  const app = await NestFactory.createApplicationContext(AppModule.for(config, log, features), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  try {
    const expired = await tellStories(app);
    await fillShelters(app);
    await admin.query(
      `update app.consent set valid_from = now() - interval '31 days', expires_at = now() - interval '1 day'
        where id = any ($1)`,
      [expired],
    );
  } finally {
    await app.close();
  }
}

async function mark(admin: Client, text: string): Promise<void> {
  await admin.query(`comment on schema app is '${text}'`);
}

/** Removes what a load left behind when it was cut off. Only ever called on a database whose mark says that it is one. */
async function clear(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('app', 'keys', 'auth')
        and tablename not in ('migrations', 'policy_ceiling', 'policy_open_state')`,
  );
  await admin.query(`truncate ${rows.map((row) => row.name).join(', ')} cascade`);
}
