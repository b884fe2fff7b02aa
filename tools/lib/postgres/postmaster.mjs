import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { identify, stopProcess } from '../processes.mjs';

/**
 * What a running server wrote into its data directory, or undefined if there is none.
 *
 * @param {string} data
 * @returns {{ pid: number, port: number, ready: boolean } | undefined}
 */
export function readPostmaster(data) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/**
 * The server that runs on this data directory. A file left by one that was killed is removed: its process id may belong to
 * somebody else by now, and PostgreSQL would refuse to start for as long as that process lives.
 *
 * @param {string} data
 */
export function runningPostmaster(data) {
  const found = readPostmaster(data);
  if (!found) return undefined;
  if (Number.isInteger(found.pid) && servesFrom(found.pid, data)) return found;
  rmSync(join(data, 'postmaster.pid'), { force: true });
  return undefined;
}

/** @param {number} pid @param {string} data */
function servesFrom(pid, data) {
  const words = commandLine(pid);
  if (basename(words[0] ?? '') !== 'postgres') return false;
  try {
    // The server works inside its data directory, wherever that has been moved to since.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return words[words.indexOf('-D') + 1] === data;
  }
}

/** @param {number} pid */
function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    const answer = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return answer.status === 0 ? answer.stdout.trim().split(' ') : [];
  }
}

/**
 * Fast shutdown: open transactions are rolled back, the rest is written down.
 *
 * @param {number} pid
 */
export async function stopPostmaster(pid) {
  await stopProcess(identify(pid), { signal: 'SIGINT', patience: 20_000, last: 'SIGQUIT' });
}
