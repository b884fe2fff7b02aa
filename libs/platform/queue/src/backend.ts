import { createPostgresBackend, createRedisBackend, withBackend, type Processor } from 'bullmq';
import type { PoolClient } from 'pg';
import type { Broker } from './broker.js';
import type { JobPayload } from './job.js';
import { QUEUE_SCHEMA } from './queue-schema.js';

// Bound constructors and not BullMQ's process-wide default, so that both backends can run side by side.
const onPostgres = withBackend(createPostgresBackend);
const onRedis = withBackend(createRedisBackend);

export function openQueue(broker: Broker, name: string) {
  switch (broker.kind) {
    case 'postgres':
      return new onPostgres.Queue<JobPayload>(name, { connection: postgresConnection(broker, 2) });
    case 'redis':
      return new onRedis.Queue<JobPayload>(name, {
        // Whoever adds a job holds a database transaction open: better to hear at once that nobody is there.
        connection: { url: broker.url, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
        prefix: prefix(broker),
      });
  }
}

export interface RunnerSettings {
  readonly concurrency: number;
  /** When a worker dies, another takes up its jobs after one to three times this long. */
  readonly lockSeconds: number;
}

export function openWorker(broker: Broker, name: string, process: Processor<unknown>, settings: RunnerSettings) {
  const options = {
    concurrency: settings.concurrency,
    autorun: false,
    lockDuration: settings.lockSeconds * 1000,
    stalledInterval: settings.lockSeconds * 1000,
    // With the default of one, a job whose worker was killed twice is given up whatever attempts it has left.
    maxStalledCount: 10,
    // Every attempt and every restart counts; past this the job itself is what kills its workers.
    maxStartedAttempts: 20,
  };
  switch (broker.kind) {
    case 'postgres':
      return new onPostgres.Worker(name, process, {
        ...options,
        connection: postgresConnection(broker, Math.min(settings.concurrency, 4)),
      });
    case 'redis':
      return new onRedis.Worker(name, process, {
        ...options,
        connection: { url: broker.url, maxRetriesPerRequest: null },
        prefix: prefix(broker),
      });
  }
}

function postgresConnection(broker: Broker, max: number) {
  return { connectionString: broker.url, schema: QUEUE_SCHEMA, max, connectionTimeoutMillis: 5_000, onConnect };
}

/** Between the pool and whoever takes a connection from it there is a moment in which nobody would hear that it was lost. */
function onConnect(client: PoolClient): void {
  client.on('error', () => undefined);
}

/** In braces, so that a Redis Cluster keeps all keys of a queue on one node. */
function prefix(broker: Broker): string {
  return `{${broker.namespace}}`;
}
