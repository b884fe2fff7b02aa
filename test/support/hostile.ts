import { expect } from '@jest/globals';
import { demoPassword } from '../../apps/api/src/demo/agencies.js';
import { type Caller, eventually } from './caller.js';
import type { Product } from './product.js';

/** What an answer may say beside its code. Anything else would be news from inside. */
const spoken = ['allowed', 'code', 'current', 'limit', 'path', 'reference'];
const inside =
  /node_modules|file:\/\/|\bat [^"]+:\d+:\d+|\.[jt]s:\d+|\b(select|insert into|update|delete from) [^"]*\b(from|values|set|where)\b|violates|relation "|constraint|syntax error at|pg_|app\.[a-z_]+|keys\.[a-z]+|HL\d{3}|\b(22|23|42)[0-9A-Z]{3}\b|ECONN|bullmq|typeorm/i;
/** Everything the survivor of `survivor.ts` told, and what a hostile value of these tests is made of. */
const records = /Jovana|Testić|Joca|2003-05-06|inhaler|Asthma|back gate|in confidence|111 2222|looks for me|CANARY/;

export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly code: unknown;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One request as anybody on the network can make it. @param body sent as it is when it is text */
export async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Refusal> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return refusalIn(response.status, await response.text());
}

export function refusalIn(status: number, text: string): Refusal {
  const { errors } = JSON.parse(text) as { errors?: { extensions: Record<string, unknown> }[] };
  const extensions = errors?.[0]?.extensions ?? {};
  return { status, text, extensions, code: extensions['code'] ?? null };
}

/** Holds for every refusal, whatever it refuses: typed, and silent about the inside and about anybody's record. */
export function expectSilence({ status, text, extensions }: Refusal): void {
  expect([200, 400, 401, 403, 413]).toContain(status);
  expect(Object.keys(extensions).filter((key) => !spoken.includes(key))).toEqual([]);
  expect(extensions['code']).not.toBe('INTERNAL');
  expect(text).not.toMatch(inside);
  expect(text).not.toMatch(records);
}

/** The bearer that signing in hands out: `<token>.<signature>`. */
export async function bearerOf(url: string, key: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${key}.example`, password: demoPassword }),
  });
  const token = response.headers.get('set-auth-token') ?? ((await response.json()) as { token: string }).token;
  expect(token).toMatch(/^[\w-]{16,}\.[\w+/=-]{43,}$/);
  return token;
}

/**
 * Every row of the product, as one line a table: how many there are and what they hold. Refusals are written down, so the
 * audit trail is left out; `without` names what else a test changes on purpose.
 */
export async function stored(product: Product, without: readonly string[] = []): Promise<Record<string, string>> {
  await eventually(async () => {
    expect(await product.sql('select 1 from app.outbox where done_at is null limit 1')).toEqual([]);
  });
  const tables = await product.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('app', 'keys') and tablename not like 'audit%' order by 1`,
  );
  const kept = tables.map(({ name }) => name).filter((name) => !without.includes(name));
  const [row] = await product.sql<Record<string, string>>(
    `select ${kept.map((name) => `(select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from ${name} t) as "${name}"`).join(', ')}`,
  );
  expect(Object.keys(row ?? {}).length).toBeGreaterThan(25);
  return row ?? {};
}

/** What is tried, by whom, with which operation and variables, and what the error's extensions must say. */
export type Attempt = readonly [string, () => Caller, string, () => object, object];

/** Tries it, and looks at everything that could have been changed or given away. */
export async function refused(product: Product, by: Caller, operation: string, variables: object): Promise<Refusal> {
  const before = await stored(product);
  const { status, text } = await by.send(operation, { ...variables });
  const refusal = refusalIn(status, text);
  expectSilence(refusal);
  expect(refusal.code).not.toBeNull();
  expect(await stored(product)).toEqual(before);
  return refusal;
}
