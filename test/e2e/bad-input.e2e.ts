import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import type { Caller } from '../support/caller.js';
import { type Attempt, refused } from '../support/hostile.js';
import * as ops from '../support/operations.js';
import { Product } from '../support/product.js';
import { captured, newCase } from '../support/survivor.js';

const [tiha, obala, rivergate, nour, police] = ['tiha', 'obala', 'rivergate', 'nour', 'police'].map(demoId) as [
  string,
  string,
  string,
  string,
  string,
];
const hour = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();

let product: Product;
let mira: Caller;
let ivana: Caller;
let caseId: string;
let overdueCaseId: string;
let consentId: string;
let referralId: string;

const consent = (more: object) => ({
  input: {
    caseId,
    recipientAgencyId: tiha,
    purpose: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL'],
    duration: 'DAYS_30',
    ...captured,
    ...more,
  },
});
const referral = (more: object) => ({
  input: {
    caseId,
    recipientAgencyId: tiha,
    serviceType: 'LEGAL_AID',
    urgency: 'URGENT',
    handOff: 'INTRODUCED_CALL',
    ...more,
  },
});
const record = async (variables: object): Promise<string> =>
  (await mira.ask<{ recordConsent: { id: string } }>(ops.recordConsent, { ...variables })).recordConsent.id;
const open = async (): Promise<string> =>
  (await mira.ask<{ openCase: { id: string } }>(ops.openCase, { input: newCase })).openCase.id;

beforeAll(async () => {
  product = await Product.start('postgres');
  [mira, ivana] = await Promise.all([product.signIn('mira@lantern'), product.signIn('ivana@tiha')]);
  caseId = await open();
  consentId = await record(consent({}));
  overdueCaseId = await open();
  await record(consent({ caseId: overdueCaseId }));
  await product.sql(`update app.case_file set risk_review_due_at = now() - interval '1 minute' where id = $1`, [
    overdueCaseId,
  ]);
  const sent = await mira.ask<{ sendReferral: { id: string } }>(ops.sendReferral, referral({ consentId }));
  referralId = sent.sendReferral.id;
}, 60_000);
afterAll(() => product.stop());

const byMira = (): Caller => mira;
const byIvana = (): Caller => ivana;
const allowed = expect.arrayContaining([expect.any(String)]);

const terms: readonly Attempt[] = [
  [
    'a consent longer than 90 days',
    byMira,
    ops.recordConsent,
    () => consent({ duration: null, expiresAt: inHours(24 * 90 + 1) }),
    { code: 'BAD_INPUT', path: ['input', 'expiresAt'], limit: 90 },
  ],
  [
    'one that has ended already',
    byMira,
    ops.recordConsent,
    () => consent({ duration: null, expiresAt: inHours(-1) }),
    { code: 'BAD_INPUT', path: ['input', 'expiresAt'] },
  ],
  [
    'one that began in the past',
    byMira,
    ops.recordConsent,
    () => consent({ validFrom: inHours(-1) }),
    { code: 'BAD_INPUT', path: ['input', 'validFrom'] },
  ],
  [
    'one from a past beginning to a future end',
    byMira,
    ops.recordConsent,
    () => consent({ duration: null, validFrom: inHours(-24 * 60), expiresAt: inHours(24 * 20) }),
    { code: 'BAD_INPUT', path: ['input', 'validFrom'] },
  ],
  [
    'two ends',
    byMira,
    ops.recordConsent,
    () => consent({ expiresAt: inHours(24) }),
    { code: 'BAD_INPUT', path: ['input', 'expiresAt'] },
  ],
  [
    'an excluded field outside the scopes',
    byMira,
    ops.recordConsent,
    () => consent({ excludedFields: ['IDENTITY.photo', 'HEALTH.conditions'] }),
    { code: 'BAD_INPUT', path: ['input', 'excludedFields', 1], allowed },
  ],
  [
    'an excluded field that is none',
    byMira,
    ops.recordConsent,
    () => consent({ excludedFields: ['CANARY'] }),
    { code: 'BAD_INPUT', path: ['input', 'excludedFields', 0], allowed },
  ],
  [
    'a purpose the recipient’s kind can never have',
    byMira,
    ops.recordConsent,
    () => consent({ purpose: 'SHELTER', scopes: ['IDENTITY'] }),
    { code: 'PURPOSE_NOT_ALLOWED', path: ['input', 'purpose'], allowed: expect.arrayContaining(['LEGAL_AID']) },
  ],
  [
    'scopes above the ceiling',
    byMira,
    ops.recordConsent,
    () => consent({ scopes: ['IDENTITY', 'HEALTH'] }),
    { code: 'SCOPE_ABOVE_CEILING', path: ['input', 'scopes'], allowed: expect.arrayContaining(['IDENTITY', 'LEGAL']) },
  ],
  [
    'where she is, for the police',
    byMira,
    ops.recordConsent,
    () => consent({ recipientAgencyId: police, purpose: 'JUSTICE_CONTACT', scopes: ['LOCATION'] }),
    { code: 'SCOPE_ABOVE_CEILING', path: ['input', 'scopes'] },
  ],
  [
    'legal aid for the police',
    byMira,
    ops.recordConsent,
    () => consent({ recipientAgencyId: police }),
    { code: 'PURPOSE_NOT_ALLOWED', path: ['input', 'purpose'], allowed: ['JUSTICE_CONTACT'] },
  ],
  [
    'a consent to oneself',
    byMira,
    ops.recordConsent,
    () => consent({ recipientAgencyId: demoId('lantern') }),
    { code: 'BAD_INPUT', path: ['input', 'recipientAgencyId'] },
  ],
  [
    'one that was not understood',
    byMira,
    ops.recordConsent,
    () => consent({ understood: ['RISKS'] }),
    { code: 'BAD_INPUT', path: ['input', 'understood'], allowed },
  ],
  [
    'a guardian for an adult',
    byMira,
    ops.recordConsent,
    () => consent({ grantedBy: 'GUARDIAN' }),
    { code: 'GUARDIAN_RULES_UNMET', path: ['input', 'grantedBy'], allowed },
  ],
  [
    'a referral without an agreement',
    byMira,
    ops.sendReferral,
    () => referral({ recipientAgencyId: nour }),
    { code: 'NO_AGREEMENT' },
  ],
  [
    'a referral to the police',
    byMira,
    ops.sendReferral,
    () => referral({ recipientAgencyId: police }),
    { code: expect.stringMatching(/^(NO_AGREEMENT|PURPOSE_NOT_ALLOWED|BAD_INPUT)$/) },
  ],
  [
    'a referral without consent',
    byMira,
    ops.sendReferral,
    () => referral({ recipientAgencyId: rivergate, serviceType: 'MEDICAL' }),
    { code: 'NO_CONSENT' },
  ],
  [
    'a service the recipient’s kind never gives',
    byMira,
    ops.sendReferral,
    () => referral({ serviceType: 'MEDICAL' }),
    { code: 'BAD_INPUT', path: ['input', 'serviceType'], allowed },
  ],
  [
    'a bed by referral',
    byMira,
    ops.sendReferral,
    () => referral({ recipientAgencyId: obala, serviceType: 'SHELTER' }),
    { code: 'BAD_INPUT', path: ['input', 'serviceType'], allowed },
  ],
  [
    'a consent for another agency',
    byMira,
    ops.sendReferral,
    () => referral({ recipientAgencyId: rivergate, serviceType: 'MEDICAL', consentId }),
    { code: 'NO_CONSENT' },
  ],
  [
    'a HIGH risk that was not reviewed in time',
    byMira,
    ops.sendReferral,
    () => referral({ caseId: overdueCaseId }),
    { code: 'RISK_REVIEW_OVERDUE' },
  ],
  [
    'a start before it was accepted',
    byIvana,
    ops.move('startReferral'),
    () => ({ input: { referralId } }),
    { code: 'ILLEGAL_MOVE', current: 'REQUESTED', allowed },
  ],
  [
    'an end before it was accepted',
    byIvana,
    ops.move('completeReferral'),
    () => ({ input: { referralId, outcome: 'SERVICE_STARTED' } }),
    { code: 'ILLEGAL_MOVE', current: 'REQUESTED', allowed },
  ],
  [
    'the sender accepting it',
    byMira,
    ops.move('acceptReferral'),
    () => ({ input: { referralId } }),
    { code: expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/) },
  ],
  [
    'the recipient cancelling it',
    byIvana,
    ops.move('cancelReferral'),
    () => ({ input: { referralId } }),
    { code: expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/) },
  ],
  [
    'a stale version of a referral',
    byIvana,
    ops.move('acceptReferral'),
    () => ({ input: { referralId, version: 99 } }),
    { code: 'CONFLICT', current: expect.any(Number) },
  ],
  [
    'a stale version of a case',
    byMira,
    ops.updateCase,
    () => ({ input: { caseId, version: 99, record: { health: { notes: 'CANARY' } } } }),
    { code: 'CONFLICT', current: 1 },
  ],
  [
    'a stale version of a consent',
    byMira,
    ops.withdrawConsent,
    () => ({ input: { consentId, version: 99 } }),
    { code: 'CONFLICT', current: 1 },
  ],
  [
    'a mutation id that is too long',
    byMira,
    ops.updateCase,
    () => ({ input: { caseId, clientMutationId: 'x'.repeat(65), pillars: [] } }),
    { code: 'BAD_INPUT', path: ['input', 'clientMutationId'] },
  ],
];

describe('what may not be', () => {
  it.each(terms)('%s: refused by its name, with nothing written', async (_, by, operation, variables, expected) => {
    expect((await refused(product, by(), operation, variables())).extensions).toMatchObject(expected);
  });
});
