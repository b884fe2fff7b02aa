import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answered, type Staff, TestApi } from '../../support/api.js';

let api: TestApi;
let ana: Staff;
let liaison: Staff;
let token: string;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.staff(await api.agency());
  liaison = await api.staff(await api.agency('LAW_ENFORCEMENT'), ['LIAISON']);
  token = await api.signIn(ana);
});
afterAll(() => api.stop());

const codeOf = ({ body }: Answered): unknown => body.errors?.[0]?.extensions['code'];
const unknownId = '018f4d2e-0c3a-7b51-9d3f-3c5a1f0e6b21';
const directory =
  'query ($first: Int, $after: String, $kind: AgencyKind) { agencies(first: $first, after: $after, kind: $kind) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }';

describe('a request', () => {
  it('is answered with headers that keep it out of caches and frames', async () => {
    const { headers } = await api.ask(token, '{ me { id } }');
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it.each([
    ['ten megabytes', 'x'.repeat(10_000_000), 413, 'PAYLOAD_TOO_LARGE'],
    [
      'a megabyte and a bit of JSON',
      JSON.stringify({ query: '{ me { id } }', variables: { a: 'x'.repeat(1_048_576) } }),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    ['no JSON', '{"query": ', 400, 'BAD_INPUT'],
    ['an empty object', '{}', 400, 'BAD_INPUT'],
    ['a list of queries', '[{"query":"{ me { id } }"},{"query":"{ me { id } }"}]', 400, 'BAD_INPUT'],
    ['a poisoned prototype', '{"query":"{ me { id } }","variables":{"__proto__":{"admin":true}}}', 400, 'BAD_INPUT'],
    ['a subscription', '{"query":"subscription { notificationArrived { id } }"}', 400, 'BAD_INPUT'],
    [
      'a persisted query',
      `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}`,
      200,
      'BAD_INPUT',
    ],
  ])('is refused in the shape of GraphQL: %s', async (_, body, status, code) => {
    const answer = await api.post('/graphql', body, { authorization: `Bearer ${token}` });
    expect([codeOf(answer), answer.status]).toEqual([code, status]);
    expect(answer.text).not.toMatch(/node_modules|at .+:\d+:\d+|FST_ERR/);
  });

  it('cannot be made from a form or an address, nor for a page that does not exist', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await api.post('/graphql', '{"query":"{ me { id } }"}', { 'content-type': type });
      expect([type, codeOf(answer)]).toEqual([type, 'BAD_INPUT']);
    }
    for (const path of ['/graphql?query=%7B__typename%7D', '/nothing/CANARY']) {
      const text = await (await fetch(`${api.url}${path}`)).text();
      expect(text).toMatch(/"code":"(BAD_INPUT|NOT_FOUND)"/);
      expect(text).not.toContain('CANARY');
    }
  });

  it.each([
    ['a value outside an enumeration', { kind: 'CANARY' }, ['kind']],
    ['a number that is none', { first: 'CANARY' }, ['first']],
    ['no row at all', { first: 0 }, ['first']],
    ['a cursor made up', { after: 'CANARY' }, ['after']],
    ['a NUL', { after: 'a\u0000b' }, ['after']],
    ['a reversal', { after: 'a\u202eb' }, ['after']],
    ['half a character', { after: 'a\ud800b' }, ['after']],
  ])('names the place of what is wrong: %s', async (_, variables, path) => {
    const answer = await api.ask(token, directory, variables);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', path });
    expect(answer.text).not.toContain('CANARY');
  });

  it('gets a hundred rows at most, and cursors that are its reader’s alone', async () => {
    const mine = await api.ask(token, directory, { first: 1 });
    const page = mine.body.data?.['agencies'] as { edges: { cursor: string }[]; pageInfo: { endCursor: string } };
    expect(page.edges).toHaveLength(1);
    const after = page.pageInfo.endCursor;
    expect(await api.code(token, directory, { first: 100_000, after })).toBeNull();
    expect(await api.code(await api.signIn(liaison), directory, { after })).toBe('BAD_INPUT');
    expect(await api.code(token, directory, { after, kind: 'NGO' })).toBe('BAD_INPUT');
  });

  it('is let in by role and kind of agency before anything is looked at', async () => {
    const police = await api.signIn(liaison);
    expect(await api.code(police, `{ case(id: "${unknownId}") { id } }`)).toBe('FORBIDDEN');
    expect(await api.code(token, `{ case(id: "${unknownId}") { id } }`)).toBe('NOT_FOUND');
    expect(await api.code(null, `{ case(id: "${unknownId}") { id } }`)).toBe('UNAUTHENTICATED');
  });

  it('leaves in the log its operation, status and code, and nothing it said', async () => {
    api.logged.length = 0;
    await api.ask(token, 'query CANARY_NAME ($after: String) { agencies(after: $after) { edges { cursor } } }', {
      after: 'CANARY',
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const lines = api.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ event }) => event === 'request.answered')).toEqual([
      expect.objectContaining({ route: '/graphql', operation: 'agencies', status: 200, code: 'BAD_INPUT' }),
    ]);
    expect(api.logged.join('')).not.toContain('CANARY');
    expect(api.logged.join('')).not.toContain(token);
  });
});

describe('a refusal', () => {
  const entriesOf = async (staff: Staff) =>
    (
      await api.admin.query(
        `select action, object_type, object_id, outcome, code from app.audit_entry
         where actor_id = $1 and outcome = 'REFUSED' order by at desc, id desc limit 1`,
        [staff.id],
      )
    ).rows[0] as unknown;

  it.each([
    ['of the guard', () => liaison, `{ case(id: "${unknownId}") { id } }`, 'case', 'Case', unknownId, 'FORBIDDEN'],
    ['of a use case', () => ana, `{ x: case(id: "${unknownId}") { id } }`, 'case', 'Case', unknownId, 'NOT_FOUND'],
    ['of a value', () => ana, '{ agencies(first: 0) { edges { cursor } } }', 'agencies', 'Agency', null, 'BAD_INPUT'],
    [
      'of a text',
      () => ana,
      '{ agencies(after: "\\u202e") { edges { cursor } } }',
      'agencies',
      'Agency',
      null,
      'BAD_INPUT',
    ],
  ])('is written down: %s', async (_, who, query, action, objectType, objectId, code) => {
    const staff = who();
    await api.ask(await api.signIn(staff), query);
    expect(await entriesOf(staff)).toEqual({
      action,
      object_type: objectType,
      object_id: objectId,
      outcome: 'REFUSED',
      code,
    });
  });
});

describe('too many requests', () => {
  it('are refused for a while, per session', async () => {
    const small = await TestApi.start({ REQUESTS_PER_MINUTE: '5' });
    try {
      const agencyId = await small.agency();
      const [one, two] = [
        await small.signIn(await small.staff(agencyId)),
        await small.signIn(await small.staff(agencyId)),
      ];
      const codes: unknown[] = [];
      for (let request = 0; request < 6; request += 1) codes.push(await small.code(one, '{ me { id } }'));
      expect(codes).toEqual([null, null, null, null, null, 'RATE_LIMITED']);
      const refused = await small.ask(one, '{ me { id } }');
      expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
      expect(await small.code(two, '{ me { id } }')).toBeNull();
    } finally {
      await small.stop();
    }
  });
});
