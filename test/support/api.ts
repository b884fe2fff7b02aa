import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { loadConfig } from '#platform/config';
import { Log } from '#platform/logging';
import { createSignIn } from '../../apps/api/src/auth/index.js';
import { createApi } from '../../apps/api/src/create-api.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export const password = 'a long enough password';
export const publicUrl = 'http://havenline.test';

type Json = Record<string, unknown>;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: { data?: Json | null; errors?: { message: string; path?: unknown; extensions: Json }[] } & Json;
}

export interface Staff {
  readonly id: string;
  readonly agencyId: string;
  readonly email: string;
}

/** The API in this process, listening on a port of its own, over a database of its own. */
export class TestApi {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly database: TestDatabase,
    readonly admin: Client,
    readonly logged: string[],
    private readonly directory: string,
  ) {}

  static async start(settings: NodeJS.ProcessEnv = {}): Promise<TestApi> {
    const database = await createTestDatabase();
    const directory = await mkdtemp(join(tmpdir(), 'havenline-api-'));
    const secret = (): string => randomBytes(24).toString('hex');
    const logged: string[] = [];
    const config = loadConfig({
      NODE_ENV: 'test',
      PUBLIC_URL: publicUrl,
      API_DATABASE_URL: database.apiUrl,
      AUTH_DATABASE_URL: database.authUrl,
      KEYRING_URL: pathToFileURL(join(directory, 'keyring')).href,
      AUTH_SECRET: secret(),
      IDEMPOTENCY_SECRET: secret(),
      CURSOR_SECRET: secret(),
      ...settings,
    });
    const log = new Log({ level: 'debug', process: 'api', destination: { write: (line) => logged.push(line) } });
    const app = await createApi(config, log);
    await app.listen(0, '127.0.0.1');
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    return new TestApi(app, await app.getUrl(), database, admin, logged, directory);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.admin.end();
    await this.database.drop();
    await rm(this.directory, { recursive: true, force: true });
  }

  async agency(kind = 'NGO'): Promise<string> {
    const id = randomUUID();
    await this.admin.query(
      `insert into app.agency (id, name, kind, jurisdiction, time_zone, languages, status, forbids_identity, created_at)
       values ($1, $2, $3, 'RS', 'Europe/Belgrade', '{sr}', 'ACTIVE', false, now())`,
      [id, `Agency ${id}`, kind],
    );
    return id;
  }

  async staff(agencyId: string, roles: readonly string[] = ['CASEWORKER']): Promise<Staff> {
    const id = randomUUID();
    const email = `${id}@agency.test`;
    const user = await createSignIn(this.admin, { email, password, name: 'Ана' });
    await this.admin.query(
      `insert into app.person (id, auth_user_id, display_name, email, locale, status, created_at)
       values ($1, $2, 'Ана', $3, 'sr', 'ACTIVE', now())`,
      [id, user, email],
    );
    await this.admin.query('insert into app.membership (person_id, agency_id, roles) values ($1, $2, $3)', [
      id,
      agencyId,
      roles,
    ]);
    return { id, agencyId, email };
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  }

  /** @returns a bearer token */
  async signIn(staff: Staff): Promise<string> {
    const { body } = await this.post('/api/auth/sign-in/email', { email: staff.email, password });
    if (typeof body['token'] !== 'string') throw new Error('Nobody was signed in.');
    return body['token'];
  }

  ask(token: string | null, query: string, variables?: Json): Promise<Answered> {
    return this.post('/graphql', { query, variables }, token === null ? {} : { authorization: `Bearer ${token}` });
  }

  /** The first error's code; null when there was none. */
  async code(token: string | null, query: string, variables?: Json): Promise<unknown> {
    return (await this.ask(token, query, variables)).body.errors?.[0]?.extensions['code'] ?? null;
  }
}

function parse(text: string): Answered['body'] {
  return text === '' ? {} : (JSON.parse(text) as Answered['body']);
}
