import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import { withoutTrace } from './without-trace.js';

const betterAuth = Symbol.for('better-auth:global');
afterEach(() => {
  Reflect.deleteProperty(globalThis, betterAuth);
});

describe('withoutTrace', () => {
  it('switches the storage off, and not before the last call is over', async () => {
    const storage = new AsyncLocalStorage<string>();
    const disable = jest.spyOn(storage, 'disable');
    Reflect.set(globalThis, betterAuth, { context: { storage, other: 1 } });
    let release: () => void = () => undefined;
    const slow = withoutTrace(() =>
      storage.run('slow', async () => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return storage.getStore();
      }),
    );
    expect(await withoutTrace(() => storage.run('fast', () => Promise.resolve(storage.getStore())))).toBe('fast');
    expect(disable).not.toHaveBeenCalled();
    release();
    expect(await slow).toBe('slow');
    expect(disable).toHaveBeenCalledTimes(1);
  });

  it('passes errors on, and does without a storage', async () => {
    await expect(withoutTrace(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
