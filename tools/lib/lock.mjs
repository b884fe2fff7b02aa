import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning } from './processes.mjs';

/** @typedef {{ pid: number, began: string } & Record<string, unknown>} Holder */

/** @param {string} path @returns {Holder | undefined} */
export function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Takes a lock file for this process unless a living process holds it. A lock left by a process that was killed is
 * taken over: its file is moved aside first, and put back if somebody else took the lock in that moment.
 *
 * @param {string} path
 * @returns {{ taken: true, previous: Holder | undefined, update: (facts: object) => void, release: () => void } | { taken: false, holder: Holder }}
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const own = `${path}.${process.pid}`;
  const me = identify(process.pid);
  let previous;
  try {
    for (;;) {
      writeFileSync(own, JSON.stringify(me), { mode: 0o600 });
      try {
        linkSync(own, path);
        break;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(path);
      if (holder && isRunning(holder)) return { taken: false, holder };
      previous = holder ?? previous;
      moveAside(path, `${own}.old`, holder);
    }
  } finally {
    remove(own);
  }
  const write = (/** @type {object} */ facts) => {
    writeFileSync(own, JSON.stringify({ ...me, ...facts }), { mode: 0o600 });
    renameSync(own, path);
  };
  return { taken: true, previous, update: write, release: () => remove(path) };
}

/**
 * Runs work while holding a lock, waiting for whoever holds it.
 *
 * @template Result
 * @param {string} path
 * @param {() => Promise<Result> | Result} work
 * @param {() => void} [onWait] called once if somebody else holds it
 * @returns {Promise<Result>}
 */
export async function withLock(path, work, onWait) {
  let lock = tryLock(path);
  if (!lock.taken) onWait?.();
  while (!lock.taken) {
    await sleep(100);
    lock = tryLock(path);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** @param {string} path @param {string} aside @param {Holder | undefined} expected */
function moveAside(path, aside, expected) {
  try {
    renameSync(path, aside);
  } catch {
    return; // Somebody else moved it first.
  }
  const moved = readHolder(aside);
  if (moved && moved.pid !== expected?.pid && isRunning(moved)) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process holds it by now.
    }
  }
  remove(aside);
}

/** @param {string} path */
function remove(path) {
  try {
    unlinkSync(path);
  } catch {
    // Gone already.
  }
}
