import { createHash } from 'node:crypto';
import pg from 'pg';

export const templateName = 'havenline_template';

/** @param {string} url @param {string} database */
export function onDatabase(url, database) {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/**
 * Makes the migrated database that tests clone, unless the one that is there was made by the same build.
 *
 * @param {string} adminUrl
 * @param {string} version changes whenever the template has to be made anew
 * @param {string} password of the api, worker and auth roles
 * @param {(settings: { adminUrl: string, passwords: Record<'api' | 'worker' | 'auth', string> }) => Promise<void>} migrate
 */
export async function prepareTemplate(adminUrl, version, password, migrate) {
  const label = createHash('sha256').update(version).digest('hex');
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // Two test runs may share one server.
    await admin.query(`select pg_advisory_lock(hashtext('havenline test template'))`);
    const { rows } = await admin.query(
      `select shobj_description(oid, 'pg_database') as label from pg_database where datname = $1`,
      [templateName],
    );
    if (rows[0]?.label === label) return;
    await admin.query(`drop database if exists ${templateName} with (force)`);
    await admin.query(`create database ${templateName}`);
    await migrate({
      adminUrl: onDatabase(adminUrl, templateName),
      passwords: { api: password, worker: password, auth: password },
    });
    await admin.query(`comment on database ${templateName} is '${label}'`);
  } finally {
    await admin.end();
  }
}
