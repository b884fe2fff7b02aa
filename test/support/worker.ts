import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Test, type TestingModule } from '@nestjs/testing';
import { loadConfig } from '#platform/config';
import { Log } from '#platform/logging';
import type { Broker } from '#platform/queue';
import { Queues } from '../../apps/worker/src/consumers/queues.js';
import { Runners } from '../../apps/worker/src/consumers/runners.js';
import { Relay } from '../../apps/worker/src/relay/relay.js';
import { Rounds } from '../../apps/worker/src/rounds/rounds.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { brokerEnvironment } from './brokers.js';
import type { TestDatabase } from './database.js';

/** What a worker is told, with every wait cut short. */
export function workerEnvironment(
  database: TestDatabase,
  broker: Broker,
  settings: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    PUBLIC_URL: 'http://localhost:4000',
    WORKER_DATABASE_URL: database.workerUrl,
    QUEUE_DATABASE_URL: database.workerUrl,
    KEYRING_URL: 'file:///nowhere',
    AUTH_SECRET: 'not used by a worker, but long enough',
    IDEMPOTENCY_SECRET: 'not used by a worker, but long enough',
    CURSOR_SECRET: 'not used by a worker, but long enough',
    AUDIT_SIGNING_KEY: Buffer.from(key).toString('base64'),
    SWEEP_SECONDS: '0.2',
    REDISPATCH_SECONDS: '1',
    CHECKPOINT_SECONDS: '0.5',
    JOB_LOCK_SECONDS: '1',
    ...brokerEnvironment(broker),
    ...settings,
  };
}

/** The worker in this very process. */
export class LocalWorker {
  readonly lines: string[] = [];

  private constructor(private readonly module: TestingModule) {}

  static async start(env: NodeJS.ProcessEnv): Promise<LocalWorker> {
    const lines: string[] = [];
    const log = new Log({ level: 'warn', process: 'worker', destination: { write: (line) => void lines.push(line) } });
    const module = await Test.createTestingModule({ imports: [WorkerModule.with(loadConfig(env), log)] }).compile();
    module.useLogger(false);
    await module.init();
    await module.get(Queues).ready();
    await module.get(Runners).start();
    await module.get(Relay).start();
    module.get(Rounds).start();
    const worker = new LocalWorker(module);
    Object.assign(worker, { lines });
    return worker;
  }

  async stop(): Promise<void> {
    await this.module.close();
  }
}

/** The worker as a process of its own, as people run it. */
export class WorkerProcess {
  readonly lines: string[] = [];

  private constructor(private readonly child: ChildProcess) {}

  /** @throws with its last lines when it ends before it is ready */
  static async start(env: NodeJS.ProcessEnv): Promise<WorkerProcess> {
    const child = spawn(process.execPath, ['dist/apps/worker/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const worker = new WorkerProcess(child);
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          worker.lines.push(line);
          if (line.includes('"worker ready"')) resolve();
        });
      }
      child.once('exit', () => {
        reject(new Error(`The worker ended before it was ready:\n${worker.lines.slice(-20).join('\n')}`));
      });
    });
    return worker;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** SIGKILL is what a loss of power looks like. Resolves to the code it ended with, null for a signal. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.running) return this.child.exitCode;
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    return ended;
  }
}
