import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHolder } from '../lock.mjs';
import { dataDirectory } from '../paths.mjs';
import { identify, isRunning } from '../processes.mjs';
import { openCluster } from './cluster.mjs';
import { runningPostmaster, stopPostmaster } from './postmaster.mjs';
import { postgresRunner } from './runner.mjs';

const prefix = 'test-postgres-';
const ownerFile = 'owner.json';

/**
 * A cluster for one run of tests: fast because it never waits for the disk, and gone afterwards.
 *
 * @returns {Promise<import('./cluster.mjs').Cluster>}
 */
export async function openThrowawayCluster() {
  await removeAbandoned();
  const name = `${prefix}${process.pid}-${randomBytes(4).toString('hex')}`;
  const prepared = join(dataDirectory, `new-${name}`);
  const directory = join(dataDirectory, name);
  mkdirSync(prepared, { recursive: true, mode: 0o700 });
  writeFileSync(join(prepared, ownerFile), JSON.stringify(identify(process.pid)));
  // It gets the name that removeAbandoned() looks for only now that it names its owner.
  renameSync(prepared, directory);
  return openCluster({ directory, password: randomBytes(16).toString('hex'), durable: false });
}

/** Clusters of test runs that were killed before they could tidy up. */
async function removeAbandoned() {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(dataDirectory).filter((each) => each.startsWith(prefix))) {
    const directory = join(dataDirectory, name);
    const owner = readHolder(join(directory, ownerFile));
    if (owner && isRunning(owner)) continue;
    const { data, places } = postgresRunner(directory);
    const server = runningPostmaster(data);
    if (server) await stopPostmaster(server.pid);
    for (const place of places) rmSync(place, { recursive: true, force: true });
  }
}
