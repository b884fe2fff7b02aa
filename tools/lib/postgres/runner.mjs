import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { postgresHome } from './binaries.mjs';

const nobody = 65_534;
/** Used only where root cannot hand one capability to another account: a place that such an account may reach. */
const reachable = '/var/lib/havenline';

/**
 * @typedef {object} Runner how PostgreSQL's programs are run
 * @property {string} data the data directory
 * @property {string[]} places every directory that belongs to the cluster
 * @property {(path: string) => void} give makes a file belong to the account that PostgreSQL runs as
 * @property {(program: 'initdb' | 'postgres', args: string[], log: number) => import('node:child_process').ChildProcess} spawn
 */

/**
 * PostgreSQL refuses to run as root. A normal user runs it as themselves; root runs it under another account.
 *
 * That account can not enter a checkout that only root may read (a home directory has mode 0700), so root lends it one
 * capability, CAP_DAC_OVERRIDE, as an ambient one: it survives the change of user and passes over file modes, and
 * nothing else of root's does. Without no_setuid_fixup access(2), which PostgreSQL asks about its own programs, would
 * leave the capability out of account. Containers that drop it get a copy of the programs and the data below /var/lib
 * instead.
 *
 * @param {string} directory holds the data directory, or says where it is
 * @returns {Runner}
 */
export function postgresRunner(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const home = postgresHome();
  const data = join(directory, 'data');
  if (process.getuid?.() !== 0) {
    return { data, places: [directory], give: () => undefined, spawn: launcher([], home) };
  }
  const uid = accountFor(data);
  const lend = [
    'setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--no-new-privs', '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--',
  ]; // prettier-ignore
  const give = (/** @type {string} */ path) => chownSync(path, uid, uid);
  if (!existsSync(join(directory, 'location')) && isLent(lend, home, data)) {
    return { data, places: [directory], give, spawn: launcher(lend, home) };
  }
  const place = placeElsewhere(directory, home, uid);
  return {
    data: join(place, 'data'),
    places: [directory, place],
    give,
    spawn: launcher([], join(place, 'native'), uid),
  };
}

/**
 * A cluster keeps its owner. A new one goes to whoever owns the checkout, so that they can go on with it, or to nobody.
 *
 * @param {string} data
 */
function accountFor(data) {
  const owner = statSync(data, { throwIfNoEntry: false })?.uid;
  return owner || statSync(root).uid || nobody;
}

/** @param {string[]} lend @param {string} home @param {string} data */
function isLent([program = '', ...rest], home, data) {
  // This looks for the other programs, runs one, and stops before it writes anything.
  const trial = spawnSync(program, [...rest, join(home, 'bin', 'initdb'), '--show', '-D', data], { cwd: '/' });
  return trial.status === 0;
}

/** @param {string} directory @param {string} home @param {number} uid */
function placeElsewhere(directory, home, uid) {
  const pointer = join(directory, 'location');
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8');
  try {
    mkdirSync(reachable, { recursive: true });
    chmodSync(reachable, 0o755);
    const place = mkdtempSync(join(reachable, 'cluster-'));
    cpSync(home, join(place, 'native'), { recursive: true, verbatimSymlinks: true });
    chownSync(place, uid, uid);
    readdirSync(place);
    writeFileSync(pointer, place, { mode: 0o600 });
    return place;
  } catch (error) {
    throw new Error(
      'PostgreSQL does not run as root, and this root may not let another account run it. ' +
        'Start as a normal user, or set DATABASE_URL to a PostgreSQL 18 of your own.',
      { cause: error },
    );
  }
}

/**
 * @param {string[]} prefix @param {string} home @param {number} [uid]
 * @returns {Runner['spawn']}
 */
function launcher(prefix, home, uid) {
  return (program, args, log) => {
    const [command, ...rest] = [...prefix, join(home, 'bin', program), ...args];
    return spawn(String(command), rest, {
      cwd: '/',
      // A session of its own: Ctrl-C in the terminal reaches the launcher alone, which stops the database last.
      detached: true,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', log, log],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
  };
}
