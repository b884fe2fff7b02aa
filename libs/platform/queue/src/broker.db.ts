import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { Log } from '#platform/logging';
import { brokerKinds, testBroker } from '../../../../test/support/brokers.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import type { Broker } from './broker.js';
import type { Task } from './job.js';
import { JobQueue } from './job-queue.js';
import { JobRunner } from './job-runner.js';
import type { LiveFeed } from './live-feed.js';
import { openLiveBus } from './queue.module.js';

const silent = new Log({ level: 'silent', process: 'worker' });

async function until(condition: () => boolean | Promise<boolean>, patience = 10_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await pause(20);
  }
}

let database: TestDatabase;
let admin: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

describe.each(brokerKinds)('jobs on %s', (kind) => {
  let broker: Broker;
  let queue: JobQueue;
  let runners: JobRunner[];
  const errors: Error[] = [];
  const failures: { task: Task; final: boolean }[] = [];

  beforeEach(async () => {
    broker = testBroker(kind, database);
    runners = [];
    errors.length = 0;
    failures.length = 0;
    queue = new JobQueue(broker, `q-${broker.namespace}`, (error) => errors.push(error));
    await queue.ready();
  });
  afterEach(async () => {
    for (const runner of runners) await runner.close();
    await queue.close();
    expect(errors).toEqual([]);
  });

  async function run(handle: (task: Task) => Promise<void>, concurrency = 4): Promise<void> {
    const runner = new JobRunner(
      broker,
      `q-${broker.namespace}`,
      handle,
      { concurrency, lockSeconds: 2 },
      { failed: (task, _error, final) => failures.push({ task, final }), error: (error) => errors.push(error) },
    );
    runners.push(runner);
    await runner.start();
  }
  const tasks = (count: number): Task[] =>
    Array.from({ length: count }, () => ({ consumer: 'live', eventId: randomUUID() }));

  it('runs each task once, shared between runners', async () => {
    const added = tasks(60);
    const ran: string[] = [];
    for (let n = 0; n < 3; n += 1) await run(({ eventId }) => Promise.resolve(void ran.push(eventId)));
    await queue.add(added);
    await until(async () => ran.length >= 60 && (await queue.depth()) === 0);
    expect([...ran].sort()).toEqual(added.map(({ eventId }) => eventId).sort());
  });

  it('takes a task that waits or runs already for the same one', async () => {
    const [task] = tasks(1) as [Task];
    let ran = 0;
    await queue.add([task, task]);
    await queue.add([task]);
    await run(async () => {
      ran += 1;
      await queue.add([task]);
      await pause(50);
    });
    await until(async () => (await queue.depth()) === 0);
    expect(ran).toBe(1);
  });

  it('forgets a finished task, so that it can be dispatched again', async () => {
    const [task] = tasks(1) as [Task];
    let ran = 0;
    await run(() => Promise.resolve(void (ran += 1)));
    for (const times of [1, 2]) {
      await queue.add([task]);
      await until(async () => ran === times && (await queue.depth()) === 0);
    }
  });

  it('tries again after a while, gives up at last, and can be asked again', async () => {
    const [task] = tasks(1) as [Task];
    let broken = true;
    let ran = 0;
    await run(() => {
      ran += 1;
      return broken ? Promise.reject(new Error('canary-7f3a')) : Promise.resolve();
    });
    await queue.add([task]);
    await until(async () => failures.some(({ final }) => final) && (await queue.depth()) === 0, 20_000);
    expect(failures.map(({ final }) => final)).toEqual([false, false, false, false, true]);
    broken = false;
    await queue.add([task]);
    await until(async () => ran === 6 && (await queue.depth()) === 0);
  }, 30_000);

  it('keeps nothing of an error in the broker but its class', async () => {
    const added = tasks(3);
    await run(() => Promise.reject(Object.assign(new Error('canary-7f3a'), { detail: 'canary-7f3a' })));
    await queue.add(added);
    await until(() => failures.length >= 3);
    expect(await everythingIn(broker)).not.toContain('canary-7f3a');
    expect(await everythingIn(broker)).toContain(added[0]?.eventId);
  });

  it('waits for what runs when it closes', async () => {
    let finished = 0;
    await run(async () => {
      await pause(300);
      finished += 1;
    });
    await queue.add(tasks(2));
    await pause(100);
    await Promise.all(runners.splice(0).map((runner) => runner.close()));
    expect(finished).toBe(2);
  });
});

describe.each(brokerKinds)('live updates over %s', (kind) => {
  it('reach every subscriber of the topic, and tell them when some may have been missed', async () => {
    const broker = testBroker(kind, database);
    const [one, two, worker] = [1, 2, 3].map(() => openLiveBus(broker, silent)) as [LiveBusOf, LiveBusOf, LiveBusOf];
    const feeds = [await one.subscribe(['agency:a']), await two.subscribe(['agency:a', 'agency:b'])] as const;
    const next = async (feed: LiveFeed): Promise<unknown> => (await feed.next()).value;

    await worker.publish([
      { topic: 'agency:a', id: '1' },
      { topic: 'agency:b', id: '2' },
      { topic: 'agency:c', id: '3' },
    ]);
    await expect(next(feeds[0])).resolves.toEqual({ topic: 'agency:a', id: '1' });
    await expect(next(feeds[1])).resolves.toEqual({ topic: 'agency:a', id: '1' });
    await expect(next(feeds[1])).resolves.toEqual({ topic: 'agency:b', id: '2' });

    for (let times = 0; times < 2; times += 1) {
      await cutListeners(broker);
      await expect(next(feeds[0])).resolves.toEqual({ topic: 'agency:a', id: null });
      await worker.publish([{ topic: 'agency:a', id: `after ${times}`.replace(' ', '-') }]);
      await expect(next(feeds[0])).resolves.toEqual({ topic: 'agency:a', id: `after-${times}` });
    }
    const end = next(feeds[0]);
    await Promise.all([one.close(), two.close(), worker.close()]);
    await expect(end).resolves.toBeUndefined();
  }, 30_000);
});

type LiveBusOf = ReturnType<typeof openLiveBus>;

/** Every listener's connection is cut, as a restart of the broker would. */
async function cutListeners(broker: Broker): Promise<void> {
  if (broker.kind === 'redis') {
    const redis = new Redis(broker.url);
    await redis.client('KILL', 'TYPE', 'pubsub');
    redis.disconnect();
    return;
  }
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'havenline-live' and datname = current_database()`);
}

/** All keys and values of the broker, as text. */
async function everythingIn(broker: Broker): Promise<string> {
  if (broker.kind === 'postgres') {
    const { rows } = await admin.query<{ text: string }>('select job::text as text from queue.job');
    const { rows: events } = await admin.query<{ text: string }>('select event::text as text from queue.event');
    return [...rows, ...events].map(({ text }) => text).join('\n');
  }
  const redis = new Redis(broker.url);
  const texts: string[] = [];
  for (const key of await redis.keys(`{${broker.namespace}}*`)) {
    const type = await redis.type(key);
    texts.push(key, type === 'hash' ? JSON.stringify(await redis.hgetall(key)) : '');
    if (type === 'stream') texts.push(JSON.stringify(await redis.xrange(key, '-', '+')));
  }
  redis.disconnect();
  return texts.join('\n');
}
