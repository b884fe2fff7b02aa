import { join } from 'node:path';
import { closingCard } from './card.mjs';
import { hasLogged, lastLines, startApp, untilReady } from './children.mjs';
import { applicationEnvironment } from './environment.mjs';
import { tryLock } from './lock.mjs';
import { dataDirectory } from './paths.mjs';
import { freePort } from './ports.mjs';
import { stopProcess } from './processes.mjs';
import { Interrupted, progress, seconds } from './progress.mjs';
import { readSecrets } from './secrets.mjs';
import {
  buildSources,
  installPackages,
  loadDemoNetwork,
  migrateDatabase,
  openDatabase,
  openMailbox,
} from './steps.mjs';

// No module here imports a package before it is asked to work: the first step installs them.

/**
 * What runs, in the order in which it is stopped.
 *
 * @typedef {object} Running
 * @property {import('./children.mjs').App[]} apps
 * @property {import('../mail-sink.mjs').MailSink} [mail]
 * @property {import('./postgres/cluster.mjs').Cluster} [postgres]
 */

/**
 * Starts everything, stays until asked to stop, and stops everything.
 *
 * @returns {Promise<number>} exit code
 */
export async function launch() {
  const lock = tryLock(join(dataDirectory, 'launcher.lock'));
  if (!lock.taken) {
    const { pid, url } = lock.holder;
    console.log(`Havenline already runs in this directory (process ${pid}): ${url ?? 'it is still starting'}`);
    return 0;
  }
  /** @type {Running} */
  const running = { apps: [] };
  const interrupted = listenForSignals(running);
  let code = 0;
  try {
    await stopLeftovers(lock.previous);
    await start(running, interrupted, (facts) => lock.update(facts));
    const crash = await untilOver(running, interrupted);
    if (crash) {
      console.error(`\n${crash}`);
      code = 1;
    }
  } catch (error) {
    if (!(error instanceof Interrupted || interrupted.aborted)) {
      console.error(`\n${error instanceof Error ? error.message : String(error)}`);
      code = 1;
    }
  }
  try {
    await stop(running);
  } finally {
    lock.release();
  }
  return code;
}

/** @param {Running} running @param {AbortSignal} interrupted @param {(facts: object) => void} remember */
async function start(running, interrupted, remember) {
  const began = performance.now();
  const step = progress(8, () => interrupted.aborted);
  await step('Packages', () => installPackages(interrupted));
  const secrets = readSecrets();
  const adminUrl = await step('PostgreSQL', () => openDatabase(running, secrets));
  await step('Build', () => buildSources());
  const preferred = Number(process.env['PORT']) || 4000;
  const setup = { ...applicationEnvironment({ adminUrl, secrets, port: preferred }), DATABASE_URL: adminUrl };
  await step('Database schema', () => migrateDatabase(setup, interrupted));
  const signIns = await step('Demo network', () => loadDemoNetwork(setup, interrupted));
  const smtpUrl = await step('Mail', () => openMailbox(running));
  const startApps = async () => {
    const port = await freePort(preferred);
    const env = applicationEnvironment({ adminUrl, secrets, port, smtpUrl });
    running.apps = [startApp('api', env), startApp('worker', env)];
    remember({ children: running.apps.map(({ identity }) => identity) });
    return { result: env, said: `processes ${running.apps.map(({ identity }) => identity.pid).join(' and ')}` };
  };
  let env = await step('API and worker', startApps);
  await step('Health', async () => {
    while (!(await isReady(running.apps, Number(env['PORT']), interrupted))) {
      await Promise.all(running.apps.map((app) => app.stop()));
      env = (await startApps()).result;
    }
    return { result: undefined, said: 'both answer' };
  });
  const url = `${env['PUBLIC_URL']}/graphql`;
  remember({ url, children: running.apps.map(({ identity }) => identity) });
  console.log(closingCard({ url, mailbox: running.mail?.webUrl, signIns, took: seconds(performance.now() - began) }));
}

/**
 * Waits for both apps.
 *
 * @param {import('./children.mjs').App[]} apps @param {number} port @param {AbortSignal} interrupted
 * @returns {Promise<boolean>} false if another program took the port before the API could
 */
async function isReady([api, worker], port, interrupted) {
  if (!api || !worker) return false;
  try {
    await untilReady(api, () => interrupted.aborted || isHealthy(port, api));
    await untilReady(worker, () => interrupted.aborted || hasLogged(worker, '"worker ready"'));
    return true;
  } catch (error) {
    await api.stop();
    if ((await freePort(port)) !== port) return false;
    throw error;
  }
}

/** @param {number} port @param {import('./children.mjs').App} api */
async function isHealthy(port, api) {
  try {
    // Whoever else listens there must not be taken for ours.
    if (!hasLogged(api, '"api ready"')) return false;
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  } catch {
    return false;
  }
}

/** Apps of a launcher that was killed. Its PostgreSQL is taken over instead. @param {Record<string, unknown> | undefined} previous */
async function stopLeftovers(previous) {
  const children = previous?.['children'];
  if (!Array.isArray(children)) return;
  await Promise.all(children.map((child) => stopProcess(child)));
}

/**
 * @param {Running} running @param {AbortSignal} interrupted
 * @returns {Promise<string | undefined>} what crashed, or undefined if somebody asked to stop
 */
function untilOver({ apps, postgres }, interrupted) {
  const crashes = apps.map(async (app) => `${app.name} stopped unexpectedly (${await app.ended}). ${lastLines(app)}`);
  if (postgres) crashes.push(postgres.ended.then(() => `PostgreSQL stopped unexpectedly. ${lastLines(postgres)}`));
  const asked = new Promise((resolve) => {
    if (interrupted.aborted) resolve(undefined);
    interrupted.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return /** @type {Promise<string | undefined>} */ (Promise.race([asked, ...crashes]));
}

/** @param {Running} running */
async function stop({ apps, mail, postgres }) {
  if (apps.length === 0 && !mail && !postgres) return;
  process.stdout.write('\nStopping …');
  const clean = await Promise.all(apps.map((app) => app.stop()));
  process.stdout.write(clean.every(Boolean) ? ' apps …' : ' apps (killed, they did not stop by themselves) …');
  await mail?.close();
  await postgres?.stop();
  console.log(' done.');
}

/**
 * The first signal asks for an orderly stop. One that comes two seconds later or more is from somebody who has waited enough
 * (npm hands one Ctrl-C on as a second signal at once).
 *
 * @param {Running} running
 */
function listenForSignals(running) {
  const interruption = new AbortController();
  let first = 0;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (interruption.signal.aborted && performance.now() - first > 2_000) {
        for (const { identity } of running.apps) void stopProcess(identity, { signal: 'SIGKILL' });
      }
      first ||= performance.now();
      interruption.abort();
    });
  }
  return interruption.signal;
}
