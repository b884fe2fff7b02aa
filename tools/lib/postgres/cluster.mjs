import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../ports.mjs';
import { readPostmaster, runningPostmaster, stopPostmaster } from './postmaster.mjs';
import { postgresRunner } from './runner.mjs';

export const administrator = 'postgres';

const common = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A statement or the detail of an error can hold what a survivor told: neither goes into the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** For clusters that are thrown away: nothing is ever forced to disk. */
const volatile = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
};

/**
 * @typedef {object} Cluster a running server
 * @property {number} pid
 * @property {number} port
 * @property {boolean} reused whether it was running already
 * @property {(database?: string) => string} adminUrl
 * @property {string} log path of the server's log
 * @property {Promise<void>} ended settles when the server ends, whatever the reason; never, for one that was reused
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} destroy stops it and removes everything it stored
 */

/**
 * Starts PostgreSQL on a directory, creating the cluster the first time. A server that a killed launcher left behind is
 * taken over as it is.
 *
 * @param {object} options
 * @param {string} options.directory
 * @param {string} options.password of the administrator; 16 or more letters and digits
 * @param {boolean} options.durable whether a commit survives a power cut
 * @returns {Promise<Cluster>}
 */
export async function openCluster({ directory, password, durable }) {
  const runner = postgresRunner(directory);
  const log = join(directory, 'server.log');
  const running = runningPostmaster(runner.data);
  if (running && (await untilReady(runner.data, running.pid, 30_000))) {
    const { pid, port } = readPostmaster(runner.data) ?? running;
    return describe({ pid, port, reused: true, password, log, runner, ended: new Promise(() => undefined) });
  }
  if (running) await stopPostmaster(running.pid);
  if (!existsSync(join(runner.data, 'PG_VERSION'))) await createCluster(runner, directory, { password, durable, log });
  const started = await startServer(runner, log, durable);
  return describe({ ...started, reused: false, password, log, runner });
}

/**
 * @param {import('./runner.mjs').Runner} runner @param {string} directory
 * @param {{ password: string, durable: boolean, log: string }} options
 */
async function createCluster(runner, directory, { password, durable, log }) {
  // Made beside its place and moved there when it is whole: a start that is killed half-way leaves nothing to trip over.
  const unfinished = `${runner.data}.new`;
  const passwordFile = join(runner.places.at(-1) ?? directory, 'password');
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(runner.data, { recursive: true, force: true });
  const output = openSync(log, 'a', 0o600);
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    runner.give(passwordFile);
    mkdirSync(unfinished, { mode: 0o700 });
    runner.give(unfinished);
    const child = runner.spawn(
      'initdb',
      [
        `--pgdata=${unfinished}`, `--username=${administrator}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
        '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      output,
    ); // prettier-ignore
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`PostgreSQL could not create its data directory.\n${tail(log)}`);
    renameSync(unfinished, runner.data);
  } finally {
    closeSync(output);
    rmSync(passwordFile, { force: true });
  }
}

/** @param {import('./runner.mjs').Runner} runner @param {string} log @param {boolean} durable */
async function startServer(runner, log, durable) {
  const settings = { ...common, ...(durable ? {} : volatile) };
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const from = existsSync(log) ? statSync(log).size : 0;
    const output = openSync(log, 'a', 0o600);
    const child = runner.spawn(
      'postgres',
      [
        '-D',
        runner.data,
        '-p',
        String(port),
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      output,
    );
    closeSync(output);
    /** @type {Promise<void>} */
    const ended = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.unref();
    const pid = child.pid ?? 0;
    if (await Promise.race([untilReady(runner.data, pid, 120_000), ended.then(() => false)]))
      return { pid, port, ended };
    const said = tail(log, from);
    // Somebody took the port in between, or the last processes of a killed server are still leaving.
    const passing = /could not bind|could not create any TCP|shared memory block|lock file .* already exists/i.test(
      said,
    );
    if (!passing || attempt === 10) throw new Error(`PostgreSQL did not start.\n${said}`);
    await sleep(300);
  }
}

/** @param {string} data @param {number} pid @param {number} patience in milliseconds */
async function untilReady(data, pid, patience) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const found = readPostmaster(data);
    if (found?.pid === pid && found.ready) return true;
    await sleep(20);
  }
  return false;
}

/**
 * @param {Pick<Cluster, 'pid' | 'port' | 'reused' | 'log' | 'ended'> & { password: string, runner: import('./runner.mjs').Runner }} facts
 * @returns {Cluster}
 */
function describe({ password, runner, ...facts }) {
  const stop = () => stopPostmaster(facts.pid);
  return {
    ...facts,
    adminUrl: (database = 'postgres') => `postgres://${administrator}:${password}@127.0.0.1:${facts.port}/${database}`,
    stop,
    destroy: async () => {
      await stop();
      for (const place of runner.places) rmSync(place, { recursive: true, force: true });
    },
  };
}

/** @param {string} path @param {number} [from] byte offset @returns {string} the last lines */
export function tail(path, from = 0) {
  const text = existsSync(path) ? readFileSync(path).subarray(from).toString('utf8') : '';
  return text.trimEnd().split('\n').slice(-15).join('\n');
}
