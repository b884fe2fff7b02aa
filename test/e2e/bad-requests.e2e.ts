import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import { Caller, eventually } from '../support/caller.js';
import { bearerOf, expectSilence, post, type Refusal, stored } from '../support/hostile.js';
import * as ops from '../support/operations.js';
import { Product } from '../support/product.js';
import { captured, newCase } from '../support/survivor.js';

const me = '{ me { id } }';
const nobody = '018f4d2e-0c3a-7b51-9d3f-3c5a1f0e6b21';
let product: Product;
let token: string;

beforeAll(async () => {
  product = await Product.start('postgres', { NODE_ENV: 'production', LOG_LEVEL: 'debug' });
  token = await bearerOf(product.url, 'mira@lantern');
}, 60_000);
afterAll(() => product.stop());

const ask = (body: unknown, bearer: string | null = token): Promise<Refusal> =>
  post(`${product.url}/graphql`, body, bearer === null ? {} : { authorization: `Bearer ${bearer}` });
const nested = (levels: number): string =>
  `{ cases { edges { node { consents { recipient { id } ${'... on Consent { recipient { name '.repeat(levels)}${'} }'.repeat(levels)} } } } } }`;
const times = (count: number, of: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => of(n)).join(' ');
const withRecord =
  '{ edges { node { id record { identity { legalName preferredName dateOfBirth } health { notes } } } } }';

const refusals = async (): Promise<number> =>
  (await product.sql<{ count: number }>('select count(*)::int as count from app.audit_entry'))[0]?.count ?? -1;

describe('a request in production', () => {
  const requests: readonly (readonly [string, unknown, number, string])[] = [
    ['ten megabytes of JSON', { query: me, variables: { note: 'x'.repeat(10_000_000) } }, 413, 'PAYLOAD_TOO_LARGE'],
    [
      'an input that is a thousand levels deep',
      `{"query":"{ me { id } }","variables":${'{"a":'.repeat(1_000)}1${'}'.repeat(1_001)}`,
      400,
      'BAD_INPUT',
    ],
    ['half a request', '{"query":"{ me', 400, 'BAD_INPUT'],
    ['a batch', [{ query: me }, { query: me }], 400, 'BAD_INPUT'],
    ['thirty aliases', { query: `{ ${times(30, (n) => `a${String(n)}: me { id }`)} }` }, 400, 'QUERY_TOO_COMPLEX'],
    [
      'thirty names for one case',
      { query: `{ ${times(30, (n) => `a${String(n)}: case(id: "${nobody}") { id }`)} }` },
      400,
      'QUERY_TOO_COMPLEX',
    ],
    ['a fragment that holds itself', { query: '{ me { ...A } } fragment A on Me { id ...A }' }, 400, 'BAD_INPUT'],
    [
      'two fragments that hold each other',
      { query: '{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }' },
      400,
      'BAD_INPUT',
    ],
    ['thirty directives', { query: `{ me { id ${'@include(if: true) '.repeat(30)} } }` }, 400, 'QUERY_TOO_COMPLEX'],
    [
      'thirty directives nobody knows',
      { query: `{ me { id ${times(30, (n) => `@d${String(n)}`)} } }` },
      400,
      'QUERY_TOO_COMPLEX',
    ],
    ['two thousand fields', { query: `{ me { ${'id '.repeat(2_000)} } }` }, 400, 'QUERY_TOO_COMPLEX'],
    [
      'a query that is twenty deep',
      { query: `{ __type(name: "A") { ${'ofType { '.repeat(20)} name ${'} '.repeat(20)} } }` },
      400,
      'QUERY_TOO_COMPLEX',
    ],
    ['lists inside lists', { query: nested(60) }, 400, 'QUERY_TOO_COMPLEX'],
    [
      'the same page many times over',
      { query: `{ ${times(14, (n) => `a${String(n)}: cases(first: 100) ${withRecord}`)} }` },
      400,
      'QUERY_TOO_COMPLEX',
    ],
    ['introspection', { query: '{ __schema { types { name fields { name } } } }' }, 400, 'BAD_INPUT'],
    ['introspection of one type', { query: '{ __type(name: "CaseRecord") { fields { name } } }' }, 400, 'BAD_INPUT'],
    ['a field that is nearly one', { query: '{ me { idd } }' }, 400, 'BAD_INPUT'],
    ['a mutation that is nearly one', { query: 'mutation { openCases(input: {}) { id } }' }, 400, 'BAD_INPUT'],
    [
      'an input that is nearly one',
      { query: 'mutation { withdrawConsent(input: { consentID: "x" }) { id } }' },
      400,
      'BAD_INPUT',
    ],
    ['no operation', { query: 'fragment A on Me { id }' }, 400, 'BAD_INPUT'],
    ['an operation that is not there', { query: `query A ${me}`, operationName: 'B' }, 400, 'BAD_INPUT'],
    ['a query that is a number', { query: 7 }, 400, 'BAD_INPUT'],
    ['variables that are a list', { query: me, variables: [1] }, 400, 'BAD_INPUT'],
  ];

  it.each(requests)('is refused by its name, and the server goes on: %s', async (_, body, status, code) => {
    const before = await stored(product);
    const entries = await refusals();
    // A server that hangs up on ten megabytes may be quicker than the client that still writes them.
    const refusal = await eventually(() => ask(body));
    expect([refusal.status, refusal.code]).toEqual([status, code]);
    expectSilence(refusal);
    expect(refusal.text).not.toMatch(/did you mean/i);
    expect(refusal.text.length).toBeLessThan(20_000);
    // However many places are wrong, it is one refusal: nobody fills the audit trail with one request.
    expect((await refusals()) - entries).toBeLessThanOrEqual(1);
    expect(await stored(product)).toEqual(before);
    expect((await ask({ query: me })).code).toBeNull();
  });

  it('shows no page to whoever opens its address', async () => {
    const response = await fetch(`${product.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('"code":"BAD_INPUT"')]);
  });
});

describe('a caller', () => {
  const stranger = async (bearer: string | null): Promise<void> => {
    const before = await stored(product);
    for (const query of [
      me,
      `{ case(id: "${nobody}") { id } }`,
      `mutation { withdrawConsent(input: { consentId: "${nobody}" }) { id } }`,
    ]) {
      const refusal = await ask({ query }, bearer);
      expect(refusal.code).toBe('UNAUTHENTICATED');
      expectSilence(refusal);
    }
    expect(await stored(product)).toEqual(before);
  };

  it('without a session gets nothing', () => stranger(null));

  it('with a token that was made up gets nothing', async () => {
    for (const made of ['x', 'a'.repeat(32), `${'a'.repeat(32)}.${'b'.repeat(43)}=`, 'eyJhbGciOiJub25lIn0.e30.', '%00'])
      await stranger(made);
  });

  it('with a signature in which one letter is another gets nothing', async () => {
    const [raw, mac] = token.split('.') as [string, string];
    const other = (letter: string | undefined): string => (letter === 'A' ? 'B' : 'A');
    await stranger(`${raw}.${other(mac[0])}${mac.slice(1)}`);
    await stranger(`${other(raw[0])}${raw.slice(1)}.${mac}`);
    await stranger(`${raw}.${mac.slice(0, 20)}${other(mac[20])}${mac.slice(21)}`);
  });

  it('with a token straight out of the database gets nothing', async () => {
    const sessions = await product.sql<{ token: string }>('select token from auth.session');
    expect(sessions.length).toBeGreaterThan(0);
    for (const session of sessions) {
      await stranger(session.token);
      await stranger(`${session.token}.`);
      await stranger(`${session.token}.${Buffer.alloc(32).toString('base64')}`);
    }
  });

  it('who has signed out gets nothing with the token of before', async () => {
    const bearer = await bearerOf(product.url, 'dunja@lantern');
    expect((await ask({ query: me }, bearer)).code).toBeNull();
    expect((await post(`${product.url}/api/auth/sign-out`, {}, { authorization: `Bearer ${bearer}` })).status).toBe(
      200,
    );
    await stranger(bearer);
  });

  const suspend = { person: ['app.person', demoId('person/ivana')], agency: ['app.agency', demoId('tiha')] } as const;
  it.each(['person', 'agency'] as const)(
    'whose %s is suspended has nothing on the very next request, live or not',
    async (what) => {
      const [table, id] = suspend[what];
      const status = (value: string) => product.sql(`update ${table} set status = $2 where id = $1`, [id, value]);
      const bearer = await bearerOf(product.url, 'ivana@tiha');
      const ivana = await product.signIn('ivana@tiha');
      const watch = ivana.watch<{ referralChanged: { id: string } }>(ops.referralChanged);
      const mira = await Caller.signIn(product.url, 'mira@lantern.example', 'harbour-lantern-demo');
      try {
        const first = await referralOf(mira);
        await watch.until(({ referralChanged }) => referralChanged.id === first);
        expect((await ask({ query: me }, bearer)).code).toBeNull();
        await status('SUSPENDED');
        await stranger(bearer);
        const known = watch.events.length;
        await mira.ask(ops.move('cancelReferral'), { input: { referralId: first } });
        await stored(product);
        await eventually(async () => {
          expect((await product.sql('select 1 from app.outbox where done_at is null')).length).toBe(0);
        });
        await new Promise((resolve) => setTimeout(resolve, 500));
        expect(watch.events).toHaveLength(known);
        await expect(product.signIn('ivana@tiha')).rejects.toThrow('could not sign in');
      } finally {
        await status('ACTIVE');
        await watch.close();
      }
    },
  );
});

describe('the logs, at their most talkative', () => {
  it('hold no token, no password, no address and nothing of a record', () => {
    const logs = product.logs();
    expect(logs).toContain('request.answered');
    expect(logs).not.toContain(token.split('.')[0]);
    expect(logs).not.toMatch(
      /harbour-lantern|@(lantern|tiha)\.example|Jovana|Testić|in confidence|back gate|111 2222|x{100}/,
    );
  });
});

async function referralOf(mira: Caller): Promise<string> {
  const { openCase } = await mira.ask<{ openCase: { id: string } }>(ops.openCase, { input: newCase });
  const shared = { caseId: openCase.id, recipientAgencyId: demoId('tiha') };
  await mira.ask(ops.recordConsent, { input: { ...shared, purpose: 'LEGAL_AID', scopes: ['LEGAL'], ...captured } });
  const input = { ...shared, serviceType: 'LEGAL_AID', handOff: 'INTRODUCED_CALL' };
  return (await mira.ask<{ sendReferral: { id: string } }>(ops.sendReferral, { input })).sendReferral.id;
}
