import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Client, Pool } from 'pg';
import { openKeyring } from '#platform/keyring';
import { createSignIn } from '../../apps/api/src/auth/index.js';
import { demoPassword } from '../../apps/api/src/demo/agencies.js';
import { loadNetwork } from '../../apps/api/src/demo/load-network.js';
import { type MailSink, startMailSink } from '../../tools/mail-sink.mjs';
import { createTestDatabase, type TestDatabase } from './database.js';
import { Caller } from './caller.js';

export type QueueBackend = 'postgres' | 'redis';

/** The product as people run it: api and worker as processes of their own, on a database and a mailbox of their own. */
export class Product {
  private api: App | undefined;
  private worker: App | undefined;

  private constructor(
    readonly database: TestDatabase,
    readonly mail: MailSink,
    private readonly directory: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Starts it with the agencies, people and agreements of the demo network and no case at all. */
  static async start(backend: QueueBackend, settings: NodeJS.ProcessEnv = {}): Promise<Product> {
    const database = await createTestDatabase();
    const directory = await mkdtemp(join(tmpdir(), 'havenline-e2e-'));
    const mail = await startMailSink();
    const environment: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_URL: 'http://localhost:4000',
      API_DATABASE_URL: database.apiUrl,
      WORKER_DATABASE_URL: database.workerUrl,
      QUEUE_DATABASE_URL: database.workerUrl,
      AUTH_DATABASE_URL: database.authUrl,
      KEYRING_URL: pathToFileURL(join(directory, 'keyring')).href,
      SMTP_URL: mail.smtpUrl,
      AUTH_SECRET: secret(),
      IDEMPOTENCY_SECRET: secret(),
      CURSOR_SECRET: secret(),
      AUDIT_SIGNING_KEY: signingKey(),
      SWEEP_SECONDS: '0.5',
      REDISPATCH_SECONDS: '2',
      CHECKPOINT_SECONDS: '1',
      JOB_LOCK_SECONDS: '1',
      REQUESTS_PER_MINUTE: '100000',
      ...(backend === 'redis'
        ? { REDIS_URL: process.env['TEST_REDIS_URL'], BROKER_NAMESPACE: `t${randomBytes(6).toString('hex')}` }
        : {}),
      ...settings,
    };
    const product = new Product(database, mail, directory, environment);
    try {
      await product.loadAgencies();
      await product.startWorker();
      product.api = await App.start('api', environment);
      return product;
    } catch (error) {
      await product.stop();
      throw error;
    }
  }

  get url(): string {
    const url = this.api?.said['url'];
    if (typeof url !== 'string') throw new Error('The API has not said where it listens.');
    return url;
  }

  /** @param key of a person of the demo network, such as `mira@lantern` */
  async signIn(key: string): Promise<Caller> {
    return Caller.signIn(this.url, `${key}.example`, demoPassword);
  }

  async startWorker(): Promise<void> {
    this.worker = await App.start('worker', this.environment);
  }

  /** As a machine that loses power would. */
  async killWorker(): Promise<void> {
    await this.worker?.stop('SIGKILL');
    this.worker = undefined;
  }

  /** Runs one statement as the database's administrator, past every wall: to look at what is stored, or to age it. */
  async sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const admin = new Client({ connectionString: this.database.adminUrl });
    await admin.connect();
    try {
      return (await admin.query<Row & Record<string, unknown>>(text, values)).rows;
    } finally {
      await admin.end();
    }
  }

  /** Everything both processes wrote. */
  logs(): string {
    return [this.api, this.worker].flatMap((app) => app?.lines ?? []).join('\n');
  }

  async stop(): Promise<void> {
    await this.api?.stop('SIGTERM');
    await this.worker?.stop('SIGTERM');
    await this.mail.close();
    await this.database.drop();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async loadAgencies(): Promise<void> {
    const owner = new Client({ connectionString: this.database.adminUrl });
    const auth = new Pool({ connectionString: this.database.authUrl, max: 2 });
    await owner.connect();
    try {
      await owner.query('begin');
      await owner.query('set local role havenline_owner');
      await loadNetwork(owner, openKeyring(this.environment['KEYRING_URL'] ?? ''), (person) =>
        createSignIn(auth, { ...person, password: demoPassword }),
      );
      await owner.query('commit');
    } finally {
      await owner.end();
      await auth.end();
    }
  }
}

class App {
  readonly lines: string[] = [];
  /** The line by which it said that it is ready. */
  said: Readonly<Record<string, unknown>> = {};

  private constructor(private readonly child: ChildProcess) {}

  static async start(name: 'api' | 'worker', env: NodeJS.ProcessEnv): Promise<App> {
    const child = spawn(process.execPath, [`dist/apps/${name}/src/main.js`], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const app = new App(child);
    await new Promise<void>((resolve, reject) => {
      const listen = (stream: NodeJS.ReadableStream): void => {
        createInterface({ input: stream }).on('line', (line) => {
          app.lines.push(line);
          if (!line.includes(`"${name} ready"`)) return;
          app.said = JSON.parse(line) as Record<string, unknown>;
          resolve();
        });
      };
      listen(child.stdout);
      listen(child.stderr);
      child.once('exit', (code) => {
        reject(
          new Error(`${name} ended with ${String(code)} before it was ready:\n${app.lines.slice(-30).join('\n')}`),
        );
      });
    });
    return app;
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(patience);
  }
}

/** The backends this machine can run the journeys on; set by the test command, PostgreSQL alone otherwise. */
export function queueBackends(): QueueBackend[] {
  const named = (process.env['HAVENLINE_TEST_QUEUES'] ?? 'postgres').split(',');
  return named.filter((name): name is QueueBackend => name === 'postgres' || name === 'redis');
}

function secret(): string {
  return randomBytes(24).toString('hex');
}

function signingKey(): string {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  return Buffer.from(pem).toString('base64');
}
