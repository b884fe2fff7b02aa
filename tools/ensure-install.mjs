/**
 * Installs the packages that package-lock.json names when node_modules is older than it. Uses nothing but Node itself, so it
 * runs in a fresh clone; says "installed" or "current" and nothing else, unless it fails.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withLock } from './lib/lock.mjs';
import { dataDirectory, root } from './lib/paths.mjs';

const lockFile = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
/** What was installed, by content: a checkout gives files new dates without changing them. */
const stamp = join(root, 'node_modules', '.package-lock.sha256');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Havenline needs Node.js 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

await withLock(
  join(dataDirectory, 'install.lock'),
  () => {
    const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
    if (isCurrent(wanted)) {
      console.log('current');
      return;
    }
    install();
    writeFileSync(stamp, wanted);
    console.log('installed');
  },
  () => console.error('Waiting for another installation in this directory to finish.'),
);

/** @param {string} wanted */
function isCurrent(wanted) {
  const there = statSync(installed, { throwIfNoEntry: false });
  if (!there) return false;
  try {
    return readFileSync(stamp, 'utf8') === wanted;
  } catch {
    // Installed by npm itself.
    return there.mtimeMs >= statSync(lockFile).mtimeMs;
  }
}

function install() {
  const words = ['ci', '--prefer-offline', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const running = process.env['npm_execpath'] ?? '';
  const options = /** @type {const} */ ({ cwd: root, encoding: 'utf8' });
  const { status, stdout, stderr, error } =
    basename(running) === 'npm-cli.js'
      ? spawnSync(process.execPath, [running, ...words], options)
      : spawnSync('npm', words, options);
  if (status === 0) return;
  console.error(`Installing the packages failed.\n${error ? error.message : `${stdout}${stderr}`.trimEnd()}`);
  process.exit(1);
}
