import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import type { Caller } from '../support/caller.js';
import { expectSilence, refusalIn, stored } from '../support/hostile.js';
import * as ops from '../support/operations.js';
import { Product } from '../support/product.js';
import { captured, newCase } from '../support/survivor.js';

let product: Product;
let mira: Caller;
let dunja: Caller;
let ivana: Caller;
let caseId: string;

beforeAll(async () => {
  product = await Product.start('postgres');
  [mira, dunja, ivana] = (await Promise.all(
    ['mira@lantern', 'dunja@lantern', 'ivana@tiha'].map((key) => product.signIn(key)),
  )) as [Caller, Caller, Caller];
  caseId = (await mira.ask<{ openCase: { id: string } }>(ops.openCase, { input: newCase })).openCase.id;
  await mira.ask(ops.recordConsent, { input: consent() });
}, 60_000);
afterAll(() => product.stop());

const consent = () => ({
  caseId,
  recipientAgencyId: demoId('tiha'),
  purpose: 'LEGAL_AID',
  scopes: ['IDENTITY', 'LEGAL'],
  ...captured,
});
const referral = () => ({
  caseId,
  recipientAgencyId: demoId('tiha'),
  serviceType: 'LEGAL_AID',
  handOff: 'INTRODUCED_CALL',
});
const count = async (what: string): Promise<number> =>
  (await product.sql<{ count: number }>(`select count(*)::int as count from ${what}`))[0]?.count ?? -1;
const send = async (): Promise<string> =>
  (await mira.ask<{ sendReferral: { id: string } }>(ops.sendReferral, { input: referral() })).sendReferral.id;

describe('a mutation sent again', () => {
  const mutations: readonly (readonly [string, string, () => object, string])[] = [
    ['openCase', ops.openCase, () => newCase, 'app.case_file'],
    ['updateCase', ops.updateCase, () => ({ caseId, risk: { level: 'HIGH' } }), 'app.case_file where version > 1'],
    ['recordConsent', ops.recordConsent, () => ({ ...consent(), scopes: ['LEGAL'] }), 'app.consent'],
    ['sendReferral', ops.sendReferral, referral, 'app.referral'],
  ];

  it.each(mutations)('%s: ten at the same instant do its work once', async (_, operation, input, rows) => {
    const before = await count(rows);
    const entries = await count(`app.audit_entry where outcome = 'DONE'`);
    const variables = { input: { ...input(), clientMutationId: randomUUID() } };
    const answers = await Promise.all(Array.from({ length: 10 }, () => mira.send(operation, variables)));
    const [first] = answers;
    expect(first?.text).not.toContain('"errors"');
    for (const answer of answers) expect(answer).toEqual(first);
    expect((await count(rows)) - before).toBe(1);
    expect((await count(`app.audit_entry where outcome = 'DONE'`)) - entries).toBe(1);
    const settled = await stored(product);
    expect(await mira.send(operation, variables)).toEqual(first);
    expect(await stored(product)).toEqual(settled);
  });

  it.each(mutations)('%s: its id belongs to what it was first used for', async (_, operation, input) => {
    const clientMutationId = randomUUID();
    await mira.ask(ops.openCase, { input: { ...newCase, ageStatus: 'PRESUMED_CHILD', ...guardian, clientMutationId } });
    const before = await stored(product);
    const { status, text } = await mira.send(operation, { input: { ...input(), clientMutationId } });
    const refusal = refusalIn(status, text);
    expectSilence(refusal);
    expect(refusal.extensions).toMatchObject({ code: 'MUTATION_ID_REUSED', path: ['input', 'clientMutationId'] });
    expect(await stored(product)).toEqual(before);
  });

  it('is somebody else’s business when somebody else chose the same id', async () => {
    const variables = { input: { ...newCase, clientMutationId: randomUUID() } };
    const mine = await mira.ask<{ openCase: { id: string } }>(ops.openCase, variables);
    const hers = await dunja.ask<{ openCase: { id: string } }>(ops.openCase, variables);
    expect(hers.openCase.id).not.toBe(mine.openCase.id);
  });

  it('may succeed after it was refused', async () => {
    const clientMutationId = randomUUID();
    const wrong = { input: { ...referral(), recipientAgencyId: demoId('nour'), clientMutationId } };
    expect(await mira.refusal(ops.sendReferral, wrong)).toBe('NO_AGREEMENT');
    expect(await mira.refusal(ops.sendReferral, { input: { ...referral(), clientMutationId } })).toBeNull();
  });

  it('is kept as a keyed mark, with nothing of what was sent', async () => {
    const kept = JSON.stringify(await product.sql('select *, encode(input_mac, $1) from app.client_mutation', ['hex']));
    expect(kept).toContain('openCase');
    expect(kept).not.toMatch(/Jovana|Testić|back gate/);
  });
});

const guardian = { guardianAdvocateId: demoId('person/ljilja') };

describe('two people who edit at once', () => {
  it('the second is told so, and nobody loses anything', async () => {
    const opened = await mira.ask<{ openCase: { id: string; version: number } }>(ops.openCase, { input: newCase });
    const { id, version } = opened.openCase;
    const edit = (record: object) => mira.answer(ops.updateCase, { input: { caseId: id, version, record } });
    const answers = await Promise.all([
      edit({ health: { notes: 'First.' } }),
      edit({ support: { carePlan: 'Second.' } }),
    ]);
    const late = answers.filter(({ errors }) => errors !== undefined);
    expect(late.map(({ errors }) => errors?.[0]?.extensions)).toEqual([{ code: 'CONFLICT', current: version + 1 }]);
    const { case: kept } = await mira.ask<{ case: { version: number; record: Record<string, object> } }>(ops.readCase, {
      id,
    });
    expect(kept.version).toBe(version + 1);
    const [first] = answers;
    expect(kept.record['health']).toEqual({
      conditions: ['Asthma'],
      notes: first.errors === undefined ? 'First.' : 'Needs an inhaler.',
    });
    expect(kept.record['support']).toEqual({ carePlan: first.errors === undefined ? null : 'Second.' });
    expect(kept.record['identity']).toMatchObject({ legalName: 'Jovana Testić' });
  });

  it('a referral is decided once', async () => {
    const input = { referralId: await send(), version: 1 };
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => ivana.refusal(ops.move('acceptReferral'), { input })),
      ...Array.from({ length: 5 }, () =>
        ivana.refusal(ops.move('rejectReferral'), { input: { ...input, reason: 'AT_CAPACITY' } }),
      ),
    ]);
    expect(answers.filter((code) => code === null)).toHaveLength(1);
    for (const code of answers) expect([null, 'CONFLICT', 'ILLEGAL_MOVE']).toContain(code);
  });
});

describe('a cursor', () => {
  const list = (name: string, filter = ''): string =>
    `query ($after: String) { ${name}(first: 1${filter}, after: $after) { pageInfo { endCursor } } }`;
  const end = async (by: Caller, query: string): Promise<string> =>
    Object.values(await by.ask<Record<string, { pageInfo: { endCursor: string } }>>(query))[0]?.pageInfo.endCursor ??
    '';

  it('opens for its reader and its list, and for nothing else', async () => {
    const after = await end(mira, list('referralOutbox'));
    expect(after.length).toBeGreaterThan(20);
    expect(await mira.refusal(list('referralOutbox'), { after })).toBeNull();
    const bytes = Buffer.from(after, 'base64url');
    const tampered = [0, 12, bytes.length - 1].map((at) => {
      const other = Buffer.from(bytes);
      other.writeUInt8(other.readUInt8(at) === 0x31 ? 0x32 : 0x31, at);
      return other.toString('base64url');
    });
    const attempts: readonly (readonly [Caller, string, string])[] = [
      [dunja, list('referralOutbox'), after],
      [mira, list('referralInbox'), after],
      [mira, list('cases'), after],
      [mira, list('referralOutbox', ', filter: { urgency: URGENT }'), after],
      [mira, list('agencies'), await end(ivana, list('agencies'))],
      [mira, list('services'), await end(mira, list('agencies'))],
      ...tampered.map((cursor): [Caller, string, string] => [mira, list('referralOutbox'), cursor]),
      [mira, list('referralOutbox'), ''],
      [mira, list('referralOutbox'), 'x'.repeat(30_000)],
    ];
    for (const [by, query, cursor] of attempts) {
      const { status, text } = await by.send(query, { after: cursor });
      const refusal = refusalIn(status, text);
      expectSilence(refusal);
      expect([query, refusal.extensions]).toEqual([query, { code: 'BAD_INPUT', path: ['after'] }]);
    }
  });
});
