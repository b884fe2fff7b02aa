import { randomBytes } from 'node:crypto';
import type { Broker } from '#platform/queue';
import type { TestDatabase } from './database.js';

const redisUrl = process.env['TEST_REDIS_URL'];

/** What the queue and the live updates can run on here; Redis only where the run was given one (TEST_REDIS_URL). */
export const brokerKinds: readonly Broker['kind'][] = redisUrl === undefined ? ['postgres'] : ['postgres', 'redis'];

/** A broker that shares nothing with any other test's. */
export function testBroker(kind: Broker['kind'], database: TestDatabase): Broker {
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  if (kind === 'postgres') return { kind, url: database.workerUrl, namespace };
  if (redisUrl === undefined) throw new Error('TEST_REDIS_URL is not set.');
  return { kind, url: redisUrl, namespace };
}

/** The same for a process of its own. */
export function brokerEnvironment(broker: Broker): Record<string, string> {
  return {
    BROKER_NAMESPACE: broker.namespace,
    ...(broker.kind === 'redis' ? { REDIS_URL: broker.url } : {}),
  };
}
