import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import type { Caller } from '../support/caller.js';
import { type Attempt, refused } from '../support/hostile.js';
import * as ops from '../support/operations.js';
import { Product } from '../support/product.js';
import { captured, newCase } from '../support/survivor.js';

const directory = `query ($first: Int, $after: String, $kind: AgencyKind) { agencies(first: $first, after: $after, kind: $kind) {
  edges { cursor node { id } } pageInfo { endCursor } } }`;

let product: Product;
let mira: Caller;
let caseId: string;

const consent = (more: object) => ({
  input: {
    caseId,
    recipientAgencyId: demoId('tiha'),
    purpose: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL'],
    duration: 'DAYS_30',
    ...captured,
    ...more,
  },
});

beforeAll(async () => {
  product = await Product.start('postgres');
  mira = await product.signIn('mira@lantern');
  caseId = (await mira.ask<{ openCase: { id: string } }>(ops.openCase, { input: newCase })).openCase.id;
}, 60_000);
afterAll(() => product.stop());

const byMira = (): Caller => mira;

const values: readonly Attempt[] = [
  ...(
    [
      ['a NUL', '\u0000'],
      ['a reversal of direction', '\u202e'],
      ['an isolate', '\u2066'],
      ['an Arabic letter mark', '\u061c'],
      ['a bell', '\u0007'],
      ['an escape', '\u001b[2J'],
      ['a C1 control', '\u0085'],
      ['a lone high surrogate', '\ud800'],
      ['a lone low surrogate', '\udfff'],
    ] as const
  ).flatMap(([what, text]): Attempt[] => [
    [
      `${what} in a variable`,
      byMira,
      ops.updateCase,
      () => ({ input: { caseId, record: { identity: { legalName: `CANARY${text}x` } } } }),
      { code: 'BAD_INPUT', path: ['input', 'record', 'identity', 'legalName'] },
    ],
    [
      `${what} written into the query`,
      byMira,
      `mutation { updateCase(input: { caseId: "${randomUUID()}", record: { family: { nextOfKin: [{ name: ${escaped(`CANARY${text}`)} }] } } }) { id } }`,
      () => ({}),
      // The parser knows no half a character, and names the line and column instead.
      /\p{Cs}/u.test(text)
        ? { code: 'BAD_INPUT' }
        : { code: 'BAD_INPUT', path: ['input', 'record', 'family', 'nextOfKin', 0, 'name'] },
    ],
  ]),
  ...['', 'CANARY', '018f4d2e0c3a7b519d3f3c5a1f0e6b21', `${randomUUID()}'--`, `{${randomUUID()}}`].map(
    (id): Attempt => [
      `the id “${id.slice(0, 8)}…”`,
      byMira,
      ops.readCase,
      () => ({ id }),
      { code: 'BAD_INPUT', path: ['id'] },
    ],
  ),
  ...['2026-02-30T10:00:00Z', '2026-01-01', '2026-01-01T10:00:00', 'CANARY', '1e9', '+275760-09-13T00:00:00Z', ''].map(
    (moment): Attempt => [
      `the moment “${moment}”`,
      byMira,
      ops.recordConsent,
      () => consent({ duration: null, expiresAt: moment }),
      { code: 'BAD_INPUT', path: ['input', 'expiresAt'] },
    ],
  ),
  [
    'the end of time',
    byMira,
    ops.recordConsent,
    () => consent({ duration: null, expiresAt: '9999-12-31T23:59:59Z' }),
    { code: 'BAD_INPUT', path: ['input', 'expiresAt'] },
  ],
  [
    'a word that is not in the list',
    byMira,
    ops.recordConsent,
    () => consent({ purpose: 'CANARY' }),
    { code: 'BAD_INPUT', path: ['input', 'purpose'], allowed: expect.arrayContaining(['LEGAL_AID']) },
  ],
  [
    'a scope twice',
    byMira,
    ops.recordConsent,
    () => consent({ scopes: ['LEGAL', 'LEGAL'] }),
    { code: 'BAD_INPUT', path: ['input', 'scopes'] },
  ],
  [
    'a field that is not in the input',
    byMira,
    ops.recordConsent,
    () => consent({ state: 'ACTIVE' }),
    { code: 'BAD_INPUT', allowed: expect.not.arrayContaining(['state']) },
  ],
  [
    'a number past what the database holds',
    byMira,
    ops.updateCase,
    () => ({ input: { caseId, version: 2_147_483_648 } }),
    { code: 'BAD_INPUT', path: ['input', 'version'] },
  ],
  [
    'a household of minus one',
    byMira,
    ops.updateCase,
    () => ({ input: { caseId, needsCard: { ...newCase.needsCard, householdSize: -1 } } }),
    { code: 'BAD_INPUT', path: ['input', 'needsCard', 'householdSize'] },
  ],
  [
    'a household of 2³¹−1',
    byMira,
    ops.updateCase,
    () => ({ input: { caseId, needsCard: { ...newCase.needsCard, householdSize: 2_147_483_647 } } }),
    { code: 'BAD_INPUT', path: ['input', 'needsCard', 'householdSize'] },
  ],
  [
    'a photo that is a script',
    byMira,
    ops.updateCase,
    () => ({
      input: { caseId, record: { identity: { photo: Buffer.from('<svg onload=CANARY>').toString('base64') } } },
    }),
    { code: 'BAD_INPUT', path: ['input', 'record', 'identity', 'photo'] },
  ],
  ...[0, -1].map((first): Attempt => [
    `a page of ${String(first)}`,
    byMira,
    directory,
    () => ({ first }),
    { code: 'BAD_INPUT', path: ['first'] },
  ]),
];

describe('what cannot be', () => {
  it.each(values)('%s: the place is named and the value is not', async (_, by, operation, variables, expected) => {
    expect((await refused(product, by(), operation, variables())).extensions).toMatchObject(expected);
  });

  it('a page of any size: never more than a hundred rows', async () => {
    await product.sql(
      `insert into app.agency select gen_random_uuid(), 'Filler ' || n, kind, jurisdiction, time_zone, languages, status,
        forbids_identity, created_at from app.agency a, generate_series(1, 120) n where a.id = $1`,
      [demoId('lantern')],
    );
    for (const first of [100, 101, 1_000, 2_147_483_647]) {
      const page = await mira.ask<{ agencies: { edges: unknown[] } }>(directory, { first });
      expect(page.agencies.edges).toHaveLength(100);
    }
    expect(await mira.refusal(directory, { first: 2_147_483_648 })).toBe('BAD_INPUT');
  });
});

function escaped(text: string): string {
  return `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
}
