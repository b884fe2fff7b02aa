import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * When a process began, in whatever unit the system counts, or undefined if there is no such process.
 * A process id is handed out again after a crash or a reboot; id and beginning together are not.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function beginningOf(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command name stands in parentheses and may hold spaces, so count the fields after it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return undefined;
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return `${boot}/${fields[19]}`;
    } catch {
      return undefined;
    }
  }
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() || undefined : undefined;
}

/** @param {number} pid @returns {{ pid: number, began: string }} */
export function identify(pid) {
  return { pid, began: beginningOf(pid) ?? '' };
}

/** @param {{ pid: number, began: string }} identity */
export function isRunning({ pid, began }) {
  return began !== '' && beginningOf(pid) === began;
}

/**
 * Asks a process to stop and waits; past the patience given it is killed.
 *
 * @param {{ pid: number, began: string }} identity
 * @param {{ signal?: NodeJS.Signals, patience?: number, last?: NodeJS.Signals }} [options] patience in milliseconds
 * @returns {Promise<boolean>} whether it stopped without being killed
 */
export async function stopProcess(identity, { signal = 'SIGTERM', patience = 10_000, last = 'SIGKILL' } = {}) {
  for (const [each, wait] of /** @type {const} */ ([
    [signal, patience],
    [last, 5_000],
  ])) {
    if (!isRunning(identity)) return each === signal;
    try {
      process.kill(identity.pid, each);
    } catch {
      // It ended between the look and the signal.
    }
    const end = Date.now() + wait;
    while (Date.now() < end && isRunning(identity)) await sleep(25);
    if (!isRunning(identity)) return each === signal;
  }
  throw new Error(`Process ${identity.pid} does not stop.`);
}
