import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryLock, withLock } from './lock.mjs';
import { identify, isRunning, stopProcess } from './processes.mjs';

describe('a lock', () => {
  let directory = '';
  let path = '';
  let other: ChildProcess;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'havenline-lock-'));
    path = join(directory, 'some.lock');
    other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  });

  afterEach(() => {
    other.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  const heldByOther = (facts: object = {}): { pid: number; began: string } => {
    const holder = identify(other.pid ?? 0);
    writeFileSync(path, JSON.stringify({ ...holder, ...facts }));
    return holder;
  };

  it('is taken once, and tells who holds it', () => {
    const first = tryLock(path);
    expect(first.taken).toBe(true);
    expect(tryLock(path)).toEqual({ taken: false, holder: identify(process.pid) });
    if (first.taken) first.release();
    expect(existsSync(path)).toBe(false);
  });

  it('is left to a living process', () => {
    const holder = heldByOther({ url: 'http://localhost:4000/graphql' });
    expect(tryLock(path)).toEqual({ taken: false, holder: { ...holder, url: 'http://localhost:4000/graphql' } });
  });

  it('is taken over from a killed one, with what it had written down', async () => {
    const holder = heldByOther({ children: [1] });
    await stopProcess(holder, { signal: 'SIGKILL' });
    expect(tryLock(path)).toMatchObject({ taken: true, previous: { ...holder, children: [1] } });
  });

  it('is taken over when the process id belongs to somebody else by now', () => {
    writeFileSync(path, JSON.stringify({ pid: other.pid, began: 'another time' }));
    expect(tryLock(path).taken).toBe(true);
    expect(isRunning(identify(other.pid ?? 0))).toBe(true);
  });

  it('makes the second wait for the first', async () => {
    const order: string[] = [];
    const slow = withLock(path, async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      order.push('first');
    });
    const quick = withLock(
      path,
      () => order.push('second'),
      () => order.push('waits'),
    );
    await Promise.all([slow, quick]);
    expect(order).toEqual(['waits', 'first', 'second']);
  });
});
