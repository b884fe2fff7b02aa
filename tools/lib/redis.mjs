import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.mjs';
import { identify, stopProcess } from './processes.mjs';

const programs = ['redis-server', 'valkey-server'];

/**
 * Starts a Redis or Valkey that keeps nothing, if this machine has one.
 *
 * @returns {Promise<{ url: string, stop: () => Promise<void> } | undefined>}
 */
export async function openThrowawayRedis() {
  for (const program of programs) {
    const opened = await open(program);
    if (opened) return opened;
  }
  return undefined;
}

/** @param {string} program */
async function open(program) {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'havenline-redis-'));
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'no'];
  const child = spawn(program, words, { stdio: 'ignore', detached: true });
  let ended = false;
  child.once('error', () => (ended = true));
  child.once('exit', () => (ended = true));
  const identity = identify(child.pid ?? 0);
  const stop = async () => {
    await stopProcess(identity);
    rmSync(directory, { recursive: true, force: true });
  };
  for (const end = Date.now() + 10_000; Date.now() < end && !ended; await sleep(25)) {
    if (await answers(port)) return { url: `redis://127.0.0.1:${port}`, stop };
  }
  await stop();
  return undefined;
}

/** @param {number} port @returns {Promise<boolean>} */
function answers(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}
