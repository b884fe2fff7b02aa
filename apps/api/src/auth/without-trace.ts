import { AsyncLocalStorage } from 'node:async_hooks';

const betterAuth = Symbol.for('better-auth:global');
let running = 0;

/**
 * Runs a call into better-auth and takes back what it leaves behind. It keeps its request state in AsyncLocalStorage, and on Node
 * before 24 the first use of one makes every promise of the process slower for good: one sign-in cost each later query a sixth.
 */
export async function withoutTrace<T>(call: () => Promise<T>): Promise<T> {
  running += 1;
  try {
    return await call();
  } finally {
    running -= 1;
    // Another call may still need its state.
    if (running === 0) for (const storage of storages()) storage.disable();
  }
}

function storages(): AsyncLocalStorage<unknown>[] {
  const shared: unknown = Reflect.get(globalThis, betterAuth);
  const context: unknown = typeof shared === 'object' && shared !== null && 'context' in shared ? shared.context : {};
  return Object.values(Object(context) as Record<string, unknown>).filter(
    (value): value is AsyncLocalStorage<unknown> => value instanceof AsyncLocalStorage,
  );
}
