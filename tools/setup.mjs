/**
 * Prepares a database: `migrate` brings it to this version, `demo` loads the fictional network into an empty one and prints
 * what it did as one line of JSON. Reads DATABASE_URL (a role that may create roles) and the three role URLs, whose
 * passwords the roles are given.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { distDirectory } from './lib/paths.mjs';

const steps = { migrate: runMigrations, demo: loadDemoNetwork };
const step = steps[/** @type {keyof typeof steps} */ (process.argv[2] ?? '')];
if (!step) {
  console.error(`Say what to set up: ${Object.keys(steps).join(' or ')}.`);
  process.exit(2);
}
await step();

async function runMigrations() {
  const { migrate } = await import(built('libs/platform/database/src/migrate.js'));
  const passwords = {
    api: passwordIn('API_DATABASE_URL'),
    worker: passwordIn('WORKER_DATABASE_URL'),
    auth: passwordIn('AUTH_DATABASE_URL'),
  };
  await migrate({ adminUrl: setting('DATABASE_URL'), passwords });
}

async function loadDemoNetwork() {
  const { demoSignIns, loadDemo } = await import(built('apps/api/src/demo/load.js'));
  const { loaded } = await loadDemo(process.env);
  console.log(JSON.stringify({ loaded, signIns: demoSignIns }));
}

/** @param {string} path */
function built(path) {
  return pathToFileURL(join(distDirectory, path)).href;
}

/** @param {string} name */
function passwordIn(name) {
  const url = setting(name);
  // Not new URL() at once: its error would repeat the password.
  if (!URL.canParse(url)) throw new Error(`${name} is not a URL.`);
  const password = decodeURIComponent(new URL(url).password);
  if (password === '') throw new Error(`${name} names no password.`);
  return password;
}

/** @param {string} name */
function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
