import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../../tools/build.mjs';
import { distDirectory } from '../../tools/lib/paths.mjs';
import { openThrowawayCluster } from '../../tools/lib/postgres/throwaway.mjs';
import stopPostgres from './stop-postgres.mjs';
import { prepareTemplate } from './template.mjs';

/**
 * Once for a run of tests: a PostgreSQL with a migrated database that each test file clones. A server of your own is used
 * instead when TEST_POSTGRES_ADMIN_URL names one; it must be one that may be written over.
 */
export default async function startPostgres() {
  const { stamp } = await build();
  const password = (process.env['TEST_POSTGRES_ROLE_PASSWORD'] ??= randomBytes(16).toString('hex'));
  const adminUrl = (process.env['TEST_POSTGRES_ADMIN_URL'] ||= await startCluster());
  try {
    const { migrate } = await import(pathToFileURL(join(distDirectory, 'libs/platform/database/src/migrate.js')).href);
    await prepareTemplate(adminUrl, `${stamp}/${password}`, password, migrate);
  } catch (error) {
    // Jest runs no tear-down after a set-up that failed.
    await stopPostgres();
    throw error;
  }
}

async function startCluster() {
  const cluster = await openThrowawayCluster();
  Object.assign(globalThis, { havenlineTestCluster: cluster });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => void cluster.destroy().finally(() => process.exit(1)));
  }
  return cluster.adminUrl();
}
