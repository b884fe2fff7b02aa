import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import type { Caller } from '../support/caller.js';
import { expectSilence, refusalIn, stored } from '../support/hostile.js';
import * as ops from '../support/operations.js';
import { Product } from '../support/product.js';
import { captured, newCase } from '../support/survivor.js';

const mutation = (name: string, fields = 'id'): string =>
  `mutation ($input: ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`;
const lanternDayTeam = demoId('lantern/unit/Day team');
const terms = { handOff: 'INTRODUCED_CALL', serviceType: 'LEGAL_AID' };
const review = { finding: 'NOT_KNOWN' };

let product: Product;
const people = new Map<string, Caller>();
/** Ids of what the survivor’s own agencies keep, by what they are ids of. */
const theirs = new Map<string, string>();

const as = (key: string): Caller => people.get(key) as Caller;
const created = async (by: string, operation: string, input: object): Promise<string> =>
  Object.values(await as(by).ask<Record<string, { id: string }>>(operation, { input }))[0]?.id ?? '';
const consent = (caseId: string, recipientAgencyId: string) => ({
  caseId,
  recipientAgencyId,
  purpose: 'LEGAL_AID',
  scopes: ['IDENTITY', 'LEGAL'],
  ...captured,
});

beforeAll(async () => {
  product = await Product.start('postgres');
  const keys = ['mira@lantern', 'dunja@lantern', 'goran@lantern', 'ivana@tiha', 'nada@tiha', 'jasna@obala'];
  for (const key of [...keys, 'halyna@zatyshok', 'ciara@wayside', 'taras@kalyna', 'nikola@police']) {
    people.set(key, await product.signIn(key));
  }
  const caseId = await created('mira@lantern', ops.openCase, newCase);
  const consentId = await created('mira@lantern', ops.recordConsent, consent(caseId, demoId('tiha')));
  const send = async (more: object): Promise<string> =>
    created('mira@lantern', ops.sendReferral, { caseId, recipientAgencyId: demoId('tiha'), ...terms, ...more });
  theirs.set('draft', await send({ saveAsDraft: true }));
  theirs.set('referral', await send({ consentId }));
  const other = await created('mira@lantern', ops.openCase, newCase);
  const withdrawn = await created('mira@lantern', ops.recordConsent, consent(other, demoId('tiha')));
  const opened = await send({ caseId: other, consentId: withdrawn });
  await as('ivana@tiha').ask(ops.move('acceptReferral'), { input: { referralId: opened } });
  await as('ivana@tiha').ask(ops.readReferral, { id: opened });
  await as('mira@lantern').ask(ops.withdrawConsent, { input: { consentId: withdrawn } });
  const [purge] = await product.sql<{ id: string }>('select id from app.purge_request');
  theirs.set('purge', purge?.id ?? '');
  const beds = { suits: ['WOMEN'], accessibility: [], languages: ['SR'], securityLevel: 'PROTECTED' };
  const published = { ...beds, areaBand: 'SAME_REGION', capacity: 2 };
  theirs.set('beds', await created('jasna@obala', mutation('publishBeds'), published));
  theirs.set('own beds', await created('halyna@zatyshok', mutation('publishBeds'), published));
  const asked = { caseId, shelterAgencyIds: [demoId('obala')] };
  theirs.set('placement', await created('mira@lantern', mutation('requestPlacement'), asked));
  const [offer] = await product.sql<{ id: string }>('select id from app.placement_offer');
  theirs.set('offer', offer?.id ?? '');
  const question = { agencyId: demoId('lantern'), reference: 'R-1', asked: ['STATEMENT'], matter: 'A witness.' };
  const modes = { contactModes: ['WRITTEN_QUESTIONS'] };
  theirs.set(
    'cooperation',
    await created('nikola@police', mutation('submitCooperationRequest'), { ...question, ...modes }),
  );
  theirs.set('case', caseId).set('consent', consentId);
  theirs.set('own case', await created('ciara@wayside', ops.openCase, newCase));
  theirs.set('person', demoId('person/mira'));
  theirs.set('unit', lanternDayTeam);
  await stored(product);
  const [told] = await product.sql<{ id: string }>('select id from app.notification limit 1');
  theirs.set('notification', told?.id ?? '');
  for (const [what, id] of theirs) expect([what, id]).toEqual([what, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
}, 90_000);
afterAll(() => product.stop());

const own = (what: string): string => theirs.get(what) ?? '';
type Question = readonly [string, string, string, (id: string) => object];
const input =
  (name: string, more: object = {}) =>
  (id: string) => ({ input: { [name]: id, ...more } });

/** Each place where an id goes into the API: what it is called, whose it may be, and how it is asked about. */
const questions: readonly Question[] = [
  // First of all: what they are refused later is in their own trail.
  [
    'the audit trail of a thing',
    'case',
    'query ($id: UUID) { auditTrail(objectId: $id) { edges { cursor } } }',
    (id) => ({ id }),
  ],
  [
    'the audit trail of a person',
    'person',
    'query ($id: UUID) { auditTrail(actorId: $id) { edges { cursor } } }',
    (id) => ({ id }),
  ],
  ['case', 'case', ops.readCase, (id) => ({ id })],
  ['updateCase', 'case', ops.updateCase, input('caseId', { pillars: [] })],
  ['recordConsent', 'case', ops.recordConsent, (id) => ({ input: consent(id, demoId('nour')) })],
  ['withdrawConsent', 'consent', ops.withdrawConsent, input('consentId')],
  ['disclosureLedger', 'case', ops.ledger, (caseId) => ({ caseId })],
  ['explainDisclosure', 'referral', ops.explain, (referralId) => ({ referralId, scope: 'HEALTH' })],
  [
    'disclosurePreview',
    'case',
    ops.preview,
    input('caseId', { recipientAgencyId: demoId('nour'), serviceType: 'LEGAL_AID' }),
  ],
  ['disclosurePreview of a draft', 'draft', ops.preview, input('draftId')],
  ['sendReferral', 'case', ops.sendReferral, input('caseId', { recipientAgencyId: demoId('nour'), ...terms })],
  ['sendReferral of a draft', 'draft', ops.sendReferral, input('draftId')],
  ['referral', 'referral', ops.readReferral, (id) => ({ id })],
  ['a referral still in draft', 'draft', ops.readReferral, (id) => ({ id })],
  ...['acknowledgeReferral', 'waitlistReferral', 'acceptReferral', 'startReferral', 'cancelReferral'].map(
    (name): Question => [name, 'referral', ops.move(name), input('referralId')],
  ),
  ['rejectReferral', 'referral', ops.move('rejectReferral'), input('referralId', { reason: 'AT_CAPACITY' })],
  ['completeReferral', 'referral', ops.move('completeReferral'), input('referralId', { outcome: 'SERVICE_STARTED' })],
  ['requestReferralInfo', 'referral', ops.move('requestReferralInfo'), input('referralId', { items: ['languages'] })],
  ['answerReferralInfo', 'referral', ops.move('answerReferralInfo'), input('referralId')],
  ['answerPurge', 'purge', mutation('answerPurge'), input('purgeRequestId', { answer: 'PURGED' })],
  ['requestPlacement', 'case', mutation('requestPlacement'), input('caseId', { shelterAgencyIds: [demoId('sakina')] })],
  ['cancelPlacement', 'placement', mutation('cancelPlacement'), input('requestId')],
  [
    'acceptPlacement',
    'offer',
    mutation('acceptPlacement'),
    (id) => ({ input: { offerId: id, bedCategoryId: own('own beds') } }),
  ],
  ['declinePlacement', 'offer', mutation('declinePlacement'), input('offerId', { reason: 'AT_CAPACITY' })],
  [
    'confirmPlacement',
    'offer',
    mutation('confirmPlacement'),
    input('offerId', { handOff: 'INTRODUCED_CALL', meetingPoint: 'AGENCY_OFFICE' }),
  ],
  ['publishBeds', 'beds', mutation('publishBeds'), input('id', { capacity: 9 })],
  ['cooperationRequest', 'cooperation', 'query ($id: UUID!) { cooperationRequest(id: $id) { id } }', (id) => ({ id })],
  ['reviewCooperationRequest', 'cooperation', mutation('reviewCooperationRequest'), input('id', review)],
  ['openReflection', 'cooperation', mutation('openReflection'), input('id')],
  ['recordSurvivorDecision', 'cooperation', mutation('recordSurvivorDecision'), input('id', { decision: 'DECLINE' })],
  [
    'markNotificationsRead',
    'notification',
    mutation('markNotificationsRead'),
    (id) => ({ input: { notificationIds: [id] } }),
  ],
  ['openCase with an advocate', 'person', ops.openCase, (id) => ({ input: { ...newCase, advocateId: id } })],
  [
    'openCase with a guardian',
    'person',
    ops.openCase,
    (id) => ({ input: { ...newCase, ageStatus: 'CHILD', guardianAdvocateId: id } }),
  ],
  [
    'a consent for a person',
    'person',
    ops.recordConsent,
    (id) => ({ input: { ...consent(own('own case'), demoId('nour')), recipientPersonId: id } }),
  ],
  [
    'a consent for a unit',
    'unit',
    ops.recordConsent,
    (id) => ({ input: { ...consent(own('own case'), demoId('nour')), recipientUnitId: id } }),
  ],
  [
    'a referral under a consent',
    'consent',
    ops.sendReferral,
    (id) => ({ input: { caseId: own('own case'), recipientAgencyId: demoId('nour'), ...terms, consentId: id } }),
  ],
  [
    'a referral to a unit',
    'unit',
    ops.sendReferral,
    (id) => ({ input: { caseId: own('own case'), recipientAgencyId: demoId('nour'), ...terms, recipientUnitId: id } }),
  ],
];

/** What each of them could reach if anything were wrong: nobody here has any business with the survivor. */
const strangers: readonly (readonly [string, string])[] = [
  ['a caseworker of another agency', 'ciara@wayside'],
  ['a supervisor and privacy officer of another agency', 'taras@kalyna'],
  ['a shelter that was not asked', 'halyna@zatyshok'],
  ['a police liaison', 'nikola@police'],
];
const policeOwn = ['cooperationRequest'];

describe.each(strangers)('%s', (_, key) => {
  let before: Record<string, string>;
  beforeAll(async () => {
    before = await stored(product);
  });

  it.each(questions)('learns nothing from %s', async (name, what, operation, variables) => {
    const there = await as(key).send(operation, { ...variables(own(what)) });
    if (key === 'nikola@police' && policeOwn.includes(name)) {
      expect(there.text).toBe(`{"data":{"cooperationRequest":{"id":"${own('cooperation')}"}}}\n`);
      return;
    }
    const absent = await as(key).send(operation, { ...variables(randomUUID()) });
    expect(there).toEqual(absent);
    const refusal = refusalIn(there.status, there.text);
    if (refusal.code === null) expect(there.text).toMatch(/^\{"data":\{"\w+":(\{"edges":\[\]\}|\[\])\}\}\n?$/);
    else expectSilence(refusal);
  });

  it('has changed nothing by asking', async () => {
    expect(await stored(product)).toEqual(before);
  });
});

describe('a colleague', () => {
  const inHerAgency = [
    'case',
    'updateCase',
    'recordConsent',
    'explainDisclosure',
    'disclosurePreview',
    'sendReferral',
    'referral',
    'cancelReferral',
    'requestPlacement',
    'cancelPlacement',
    'confirmPlacement',
    'disclosureLedger',
  ];
  const mine = questions.filter(([name]) => inHerAgency.includes(name));

  it.each(mine)('who is not assigned learns nothing from %s', async (_, what, operation, variables) => {
    const before = await stored(product);
    const there = await as('dunja@lantern').send(operation, { ...variables(own(what)) });
    expect(there).toEqual(await as('dunja@lantern').send(operation, { ...variables(randomUUID()) }));
    expectSilence(refusalIn(there.status, there.text));
    expect(await stored(product)).toEqual(before);
  });

  it.each(['nada@tiha', 'goran@lantern'])('whose role is no case work is refused as such: %s', async (key) => {
    const codes = ['case', 'referral', 'acceptReferral', 'sendReferral'].map(async (name) => {
      const [, what, operation, variables] = questions.find((question) => question[0] === name) as Question;
      return as(key).refusal(operation, { ...variables(own(what)) });
    });
    expect(await Promise.all(codes)).toEqual(Array(4).fill('FORBIDDEN'));
    for (const list of [ops.inbox, ops.outbox, ops.listCases]) expect(await as(key).refusal(list)).toBe('FORBIDDEN');
  });
});
