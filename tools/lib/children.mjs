import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { tail } from './postgres/cluster.mjs';
import { dataDirectory, distDirectory, root } from './paths.mjs';
import { identify, stopProcess } from './processes.mjs';

const followLauncher = new URL('follow-launcher.mjs', import.meta.url).href;
const logDirectory = join(dataDirectory, 'logs');

/**
 * @typedef {object} App a long-running process of ours
 * @property {string} name
 * @property {string} log path
 * @property {{ pid: number, began: string }} identity
 * @property {Promise<string>} ended settles with how it ended, whenever that is
 * @property {() => Promise<boolean>} stop whether it stopped in time by itself
 */

/**
 * Starts dist/apps/NAME with its output in a log file. It gets a session of its own, so Ctrl-C in the terminal reaches the
 * launcher alone, and stops by itself if the launcher is killed.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {App}
 */
export function startApp(name, env) {
  const log = join(logDirectory, `${name}.log`);
  mkdirSync(logDirectory, { recursive: true, mode: 0o700 });
  if (existsSync(log)) renameSync(log, join(logDirectory, `${name}.previous.log`));
  const output = openSync(log, 'a', 0o600);
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--import', followLauncher, join(distDirectory, 'apps', name, 'src/main.js')],
    { cwd: root, env, detached: true, stdio: ['ignore', output, output, 'ipc'] },
  );
  closeSync(output);
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
  const identity = identify(child.pid ?? 0);
  return { name, log, identity, ended, stop: () => stopProcess(identity, { patience: 15_000 }) };
}

/**
 * Waits until an app is ready, by whatever sign it gives.
 *
 * @param {App} app
 * @param {() => Promise<boolean> | boolean} isReady
 * @param {number} [patience] in milliseconds
 */
export async function untilReady(app, isReady, patience = 60_000) {
  let end = '';
  void app.ended.then((how) => (end = how));
  const last = Date.now() + patience;
  while (!(await isReady())) {
    if (end !== '') throw new Error(`${app.name} stopped while starting (${end}).\n${lastLines(app)}`);
    if (Date.now() > last) throw new Error(`${app.name} was not ready after ${patience / 1000} s.\n${lastLines(app)}`);
    await sleep(50);
  }
}

/** @param {App} app @param {string} words */
export function hasLogged(app, words) {
  return existsSync(app.log) && readFileSync(app.log, 'utf8').includes(words);
}

/** @param {{ log: string }} app */
export function lastLines({ log }) {
  return `The last lines of ${log}:\n${tail(log)}`;
}

/**
 * Runs a script of tools/ to its end and returns what it printed.
 *
 * @param {string[]} words script and arguments
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal ends it early
 * @returns {Promise<string>}
 */
export async function runTool([script = '', ...words], env, signal) {
  const path = join(dirname(dirname(fileURLToPath(import.meta.url))), script);
  const child = spawn(process.execPath, ['--enable-source-maps', path, ...words], {
    cwd: root,
    env,
    signal,
    killSignal: 'SIGTERM',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(complaints.trimEnd() || `${script} ended with code ${code}.`);
  return output;
}
