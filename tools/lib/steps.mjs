import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './children.mjs';
import { dataDirectory } from './paths.mjs';
import { freePort } from './ports.mjs';
import { openCluster } from './postgres/cluster.mjs';

/**
 * The steps of a start. Each returns its result and what to say of it in one or two words.
 *
 * @template Result
 * @typedef {Promise<{ result: Result, said: string }>} Step
 */

const postgresDirectory = join(dataDirectory, 'postgres');
/** Stands beside the data it speaks of, so that both go together. */
const demoFile = join(postgresDirectory, 'demo.json');

/** @param {AbortSignal} interrupted @returns {Step<undefined>} */
export async function installPackages(interrupted) {
  return { result: undefined, said: (await runTool(['ensure-install.mjs'], process.env, interrupted)).trim() };
}

/**
 * @param {import('./launcher.mjs').Running} running @param {import('./secrets.mjs').Secrets} secrets
 * @returns {Step<string>} URL of the database for its administrator
 */
export async function openDatabase(running, secrets) {
  const own = process.env['DATABASE_URL'];
  if (own) return { result: own, said: `yours at ${new URL(own).host}` };
  const postgres = await openCluster({
    directory: postgresDirectory,
    password: secrets.postgresPassword,
    durable: true,
  });
  running.postgres = postgres;
  const { ensureDatabase } = await import('./database.mjs');
  await ensureDatabase(postgres.adminUrl(), 'havenline');
  const said = `${postgres.reused ? 'still ran' : 'started'} on port ${postgres.port}`;
  return { result: postgres.adminUrl('havenline'), said };
}

/** @returns {Step<undefined>} */
export async function buildSources() {
  const { build } = await import('../build.mjs');
  const { built, files } = await build();
  return { result: undefined, said: built ? `${files} files` : 'nothing changed' };
}

/** @param {NodeJS.ProcessEnv} env @param {AbortSignal} interrupted @returns {Step<undefined>} */
export async function migrateDatabase(env, interrupted) {
  await runTool(['setup.mjs', 'migrate'], env, interrupted);
  return { result: undefined, said: 'up to date' };
}

/**
 * Fictional people belong into the embedded database only, unless somebody asks for them with DEMO=1.
 *
 * @param {NodeJS.ProcessEnv} env @param {AbortSignal} interrupted
 * @returns {Step<readonly import('./card.mjs').SignIn[]>} who can sign in
 */
export async function loadDemoNetwork(env, interrupted) {
  const embedded = !process.env['DATABASE_URL'];
  if (!embedded && process.env['DEMO'] !== '1')
    return { result: [], said: 'not in a database of yours (DEMO=1 loads it)' };
  if (embedded && existsSync(demoFile)) return { result: JSON.parse(readFileSync(demoFile, 'utf8')), said: 'there' };
  const output = await runTool(['setup.mjs', 'demo'], env, interrupted);
  const { loaded, signIns } = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
  if (embedded) writeFileSync(demoFile, JSON.stringify(signIns, undefined, 2), { mode: 0o600 });
  return { result: signIns, said: loaded ? 'loaded' : 'there' };
}

/** @param {import('./launcher.mjs').Running} running @returns {Step<string>} where api and worker hand in their mail */
export async function openMailbox(running) {
  const own = process.env['SMTP_URL'];
  if (own) return { result: own, said: `yours at ${new URL(own).host}` };
  const { startMailSink } = await import('../mail-sink.mjs');
  const directory = join(dataDirectory, 'mail');
  const mail = await startMailSink({ webPort: await freePort(4080), directory }).catch((error) => {
    // Another checkout that starts at this moment may have been quicker.
    if (error.code === 'EADDRINUSE') return startMailSink({ directory });
    throw error;
  });
  running.mail = mail;
  return { result: mail.smtpUrl, said: `kept, see ${mail.webUrl}` };
}
