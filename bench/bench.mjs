import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { ensureDatabase } from '../tools/lib/database.mjs';
import { applicationEnvironment } from '../tools/lib/environment.mjs';
import { dataDirectory, distDirectory, root } from '../tools/lib/paths.mjs';
import { openCluster } from '../tools/lib/postgres/cluster.mjs';
import { readSecrets } from '../tools/lib/secrets.mjs';
import { startMailSink } from '../tools/mail-sink.mjs';
import { runTool } from '../tools/lib/children.mjs';
import { grow } from './grow.mjs';
import { measure } from './load.mjs';
import { printTable } from './table.mjs';
import { fillRecords, routes } from './routes.mjs';

const size = {
  cases: Number(process.env['BENCH_CASES'] ?? 100_000),
  referrals: Number(process.env['BENCH_REFERRALS'] ?? 500_000),
};
const seconds = Number(process.env['BENCH_SECONDS'] ?? 10);

/**
 * Grows the demo network, then loads the API and a bare route in turn and prints what each did and cost. The database stays
 * in .data/bench for the next run.
 */
export async function bench() {
  const secrets = readSecrets();
  const directory = join(dataDirectory, 'bench');
  const cluster = await openMeasuredCluster(directory, secrets.postgresPassword);
  const mail = await startMailSink();
  /** @type {{ stop: () => Promise<unknown> }[]} */
  const children = [];
  const adminUrl = cluster.adminUrl('havenline');
  const admin = new pg.Client({ connectionString: adminUrl });
  try {
    await ensureDatabase(cluster.adminUrl(), 'havenline');
    const environment = {
      ...applicationEnvironment({ adminUrl, secrets, port: 0, smtpUrl: mail.smtpUrl }),
      ...measured,
    };
    const setup = { ...environment, DATABASE_URL: adminUrl };
    const { signal } = new AbortController();
    await runTool(['setup.mjs', 'migrate'], setup, signal);
    await runTool(['setup.mjs', 'demo'], setup, signal);
    const { cases, referrals } = await grow(adminUrl, { ...size, log: (line) => console.log(line) });
    await admin.connect();
    await admin.query('create extension if not exists pg_stat_statements');

    const api = await startServer(join(distDirectory, 'apps/api/src/main.js'), 'api ready', environment);
    children.push(api);
    const bare = await startServer(join(root, 'bench/bare-route.mjs'), 'bare ready', {
      PATH: process.env['PATH'],
      BENCH_DATABASE_URL: adminUrl,
    });
    children.push(bare);
    const runs = await routes(admin, api.url, bare.url);
    await fillRecords(admin, api.url);
    console.log(`\n${cases} cases, ${referrals} referrals; ${seconds} s a run, 16 connections, one process each\n`);
    /** @type {import('./table.mjs').Row[]} */
    const rows = [];
    for (const { name, product, plain } of runs) {
      const shared = { seconds, postmasterPid: postmasterOf(directory) ?? cluster.pid, admin };
      rows.push({
        name,
        bare: await measure({ ...plain, ...shared, serverPid: bare.pid }),
        product: await measure({ ...product, ...shared, serverPid: api.pid }),
      });
    }
    printTable(rows);
  } finally {
    await admin.end();
    for (const child of children) await child.stop();
    await mail.close();
    await cluster.stop();
  }
}

const measured = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'warn',
  HOST: '127.0.0.1',
  PORT: '0',
  PUBLIC_URL: 'http://localhost:4000',
  REQUESTS_PER_MINUTE: '100000000',
  DATABASE_POOL: '10',
};

/** @param {string} directory @param {string} password */
async function openMeasuredCluster(directory, password) {
  const settings = { directory, password, durable: false };
  const first = await openCluster(settings);
  const admin = new pg.Client({ connectionString: first.adminUrl() });
  await admin.connect();
  const { rows } = await admin.query('show shared_preload_libraries');
  const counted = rows[0].shared_preload_libraries.includes('pg_stat_statements');
  if (!counted) await admin.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
  await admin.end();
  if (counted) return first;
  await first.stop();
  return openCluster(settings);
}

/** @param {string} directory @returns {number | undefined} */
function postmasterOf(directory) {
  try {
    return Number(readFileSync(join(directory, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** @param {string} script @param {string} readyLine @param {NodeJS.ProcessEnv} env */
async function startServer(script, readyLine, env) {
  const child = spawn(process.execPath, [script], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const exit = once(child, 'exit');
  const ended = exit.then(() => {
    throw new Error(`${script} ended before it was ready.`);
  });
  const ready = new Promise((resolve) => {
    lines.on('line', (line) => {
      if (line.includes(readyLine)) resolve(JSON.parse(line).url);
    });
  });
  const stop = () => {
    child.kill('SIGTERM');
    return exit;
  };
  const url = await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return { url: String(url), pid: child.pid ?? 0, stop };
}
