import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import { type Caller, eventually, type Watch } from '../support/caller.js';
import * as ops from '../support/operations.js';
import { Product, queueBackends } from '../support/product.js';
import { captured, newCase, pixel } from '../support/survivor.js';

interface Disclosed {
  readonly scope: string;
  readonly state: string;
  readonly reason: string | null;
  readonly openFields: readonly string[];
}
interface ReferralNode {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly caseId: string | null;
  readonly needsCard: Record<string, unknown> | null;
  readonly consent: Record<string, unknown> | null;
  readonly purgeRequest: { readonly id: string; readonly answer: string | null } | null;
  readonly record: Record<string, unknown> & { readonly disclosure: readonly Disclosed[] };
}
type List<Node> = Record<string, { readonly edges: readonly { readonly node: Node }[] }>;
const nodes = <Node>(list: List<Node>): Node[] => Object.values(list).flatMap(({ edges }) => edges.map((e) => e.node));

describe.each(queueBackends())('an NGO refers a survivor to legal aid (queues on %s)', (backend) => {
  let product: Product;
  let mira: Caller;
  let ivana: Caller;
  let petra: Caller;
  let outsider: Caller;
  let watch: Watch<{ referralChanged: ReferralNode }>;
  let bell: Watch<{ notificationArrived: { kind: string; objectId: string } }>;
  let caseId: string;
  let caseCode: string;
  let consentId: string;
  let referralId: string;
  let previewed: readonly Disclosed[];
  const tiha = demoId('tiha');

  beforeAll(async () => {
    product = await Product.start(backend);
    [mira, ivana, petra, outsider] = (await Promise.all(
      ['mira@lantern', 'ivana@tiha', 'petra@lantern', 'ciara@wayside'].map((key) => product.signIn(key)),
    )) as [Caller, Caller, Caller, Caller];
    watch = ivana.watch(ops.referralChanged);
    bell = ivana.watch(ops.notificationArrived);
  });
  afterAll(async () => {
    await watch.close();
    await bell.close();
    await product.stop();
  });

  const asIvana = async (): Promise<ReferralNode> =>
    (await ivana.ask<{ referral: ReferralNode }>(ops.readReferral, { id: referralId })).referral;
  const ivanaMoves = async (name: string, more: object = {}): Promise<ReferralNode> =>
    (await ivana.ask<Record<string, ReferralNode>>(ops.move(name), { input: { referralId, ...more } }))[
      name
    ] as ReferralNode;

  it('opens a case, whose sections are sealed where they are stored', async () => {
    const { openCase } = await mira.ask<{ openCase: { id: string; caseCode: string } }>(ops.openCase, {
      input: newCase,
    });
    ({ id: caseId, caseCode } = openCase);
    const stored = await product.sql(
      `select c.*, s.scope, encode(s.sealed, 'escape') as text
      from app.case_file c join app.case_section s on s.case_id = c.id where c.id = $1`,
      [caseId],
    );
    expect(stored.length).toBeGreaterThanOrEqual(7);
    expect(JSON.stringify(stored)).not.toMatch(/Jovana|Testi|inhaler|back gate|told in confidence|111 2222/);
  });

  it('records the survivor’s consent for one agency, one purpose, two scopes, without the photo, for thirty days', async () => {
    const { recordConsent } = await mira.ask<{
      recordConsent: { id: string; state: string; excludedFields: string[] };
    }>(ops.recordConsent, {
      input: {
        caseId,
        recipientAgencyId: tiha,
        purpose: 'LEGAL_AID',
        scopes: ['IDENTITY', 'LEGAL'],
        excludedFields: ['photo'],
        duration: 'DAYS_30',
        ...captured,
      },
    });
    consentId = recordConsent.id;
    expect(recordConsent).toMatchObject({ state: 'ACTIVE', excludedFields: ['IDENTITY.photo'] });
  });

  it('previews what the recipient will see', async () => {
    const { disclosurePreview } = await mira.ask<{ disclosurePreview: { disclosure: Disclosed[] } }>(ops.preview, {
      input: { caseId, recipientAgencyId: tiha, serviceType: 'LEGAL_AID', consentId },
    });
    previewed = disclosurePreview.disclosure;
    expect(states(previewed)).toMatchObject({
      IDENTITY: 'PARTIAL',
      LEGAL: 'OPEN',
      HEALTH: 'WITHHELD',
      CONTACT: 'WITHHELD',
    });
  });

  it('sends it, and the recipient hears of it in the app, live, and by a mail that says nothing', async () => {
    const { sendReferral } = await mira.ask<{ sendReferral: ReferralNode }>(ops.sendReferral, {
      input: {
        caseId,
        recipientAgencyId: tiha,
        serviceType: 'LEGAL_AID',
        urgency: 'URGENT',
        handOff: 'INTRODUCED_CALL',
        consentId,
      },
    });
    referralId = sendReferral.id;
    expect(sendReferral).toMatchObject({ state: 'REQUESTED', caseId });
    await bell.until(({ notificationArrived }) => notificationArrived.objectId === referralId);
    await watch.until(
      ({ referralChanged }) => referralChanged.id === referralId && referralChanged.state === 'REQUESTED',
    );
    const listed = nodes(await ivana.ask<List<{ objectId: string }>>(ops.notifications));
    expect(listed.map(({ objectId }) => objectId)).toContain(referralId);
    const mail = await eventually(() => {
      const found = product.mail.messages().find(({ to }) => to.includes('ivana@tiha.example'));
      if (found === undefined) throw new Error('No mail yet.');
      return found;
    });
    expect(mail.text).toContain('You have an update');
    expect(mail.raw).not.toMatch(/Jovana|Lantern|legal|referral|URGENT/i);
  });

  it('shows the recipient the needs card and nothing else', async () => {
    const referral = await asIvana();
    expect(referral.needsCard).toMatchObject({ ageBand: 'AGE_18_24', riskLevel: 'HIGH' });
    const { disclosure, ...sections } = referral.record;
    expect(Object.values(sections).every((section) => section === null)).toBe(true);
    expect(disclosure.map(({ state }) => state)).toEqual(Array<string>(9).fill('WITHHELD'));
    expect(disclosure.find(({ scope }) => scope === 'LEGAL')?.reason).toBe('NOT_YET_ACCEPTED');
    expect(referral.caseId).toBeNull();
    expect(JSON.stringify(referral)).not.toContain(caseCode);
  });

  it('opens exactly the preview once accepted, with a reason for every scope that is withheld', async () => {
    expect((await ivanaMoves('acknowledgeReferral')).state).toBe('REQUESTED');
    expect((await ivanaMoves('acceptReferral')).state).toBe('ACCEPTED');
    const { record } = await asIvana();
    expect(record.disclosure.map(({ scope, state, openFields }) => ({ scope, state, openFields }))).toEqual(
      previewed.map(({ scope, state, openFields }) => ({ scope, state, openFields })),
    );
    expect(record['identity']).toMatchObject({ legalName: 'Jovana Testić', dateOfBirth: '2003-05-06', photo: null });
    expect(record['legal']).toEqual({ immigrationStatus: 'CITIZEN' });
    expect(JSON.stringify(record)).not.toMatch(
      new RegExp(`${pixel.slice(0, 20)}|inhaler|back gate|in confidence|111 2222`),
    );
    for (const { state, reason } of record.disclosure) if (state === 'WITHHELD') expect(reason).not.toBeNull();
  });

  it('starts and completes the work with an outcome', async () => {
    expect((await ivanaMoves('startReferral')).state).toBe('IN_PROGRESS');
    const early = await ivana.answer(ops.move('acceptReferral'), { input: { referralId } });
    expect(early.errors?.[0]?.extensions).toMatchObject({ code: 'ILLEGAL_MOVE', current: 'IN_PROGRESS' });
    const done = await ivanaMoves('completeReferral', { outcome: 'SERVICE_STARTED' });
    expect(done).toMatchObject({ state: 'COMPLETED', outcome: 'SERVICE_STARTED' });
  });

  it('is not there at all for somebody in an unrelated agency', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    for (const [operation, variables, missing] of [
      [ops.readReferral, { id: referralId }, { id: nowhere }],
      [ops.readCase, { id: caseId }, { id: nowhere }],
      [ops.move('acceptReferral'), { input: { referralId } }, { input: { referralId: nowhere } }],
      [ops.withdrawConsent, { input: { consentId } }, { input: { consentId: nowhere } }],
      [ops.updateCase, { input: { caseId, record: {} } }, { input: { caseId: nowhere, record: {} } }],
    ] as const) {
      const [there, absent] = [await outsider.send(operation, variables), await outsider.send(operation, missing)];
      expect(there).toEqual(absent);
      expect(there.text).toContain('NOT_FOUND');
    }
    for (const list of [ops.inbox, ops.outbox, ops.listCases])
      expect(nodes(await outsider.ask<List<unknown>>(list))).toEqual([]);
  });

  it('tells the owner’s privacy officer who read what, and her nothing of the case', async () => {
    const entries = nodes(
      await petra.ask<List<{ readerAgency: { id: string }; fields: string[]; basis: string; basisId: string }>>(
        ops.ledger,
        { caseId },
      ),
    );
    const theirs = entries.filter(({ readerAgency }) => readerAgency.id === tiha);
    expect(theirs.length).toBeGreaterThan(0);
    for (const { fields, basis, basisId } of theirs) {
      expect({ basis, basisId }).toEqual({ basis: 'CONSENT', basisId: consentId });
      expect(fields).toContain('IDENTITY.legalName');
      expect(fields).not.toContain('IDENTITY.photo');
    }
    expect(await petra.refusal(ops.readCase, { id: caseId })).toMatch(/FORBIDDEN|NOT_FOUND/);
    expect(await ivana.refusal(ops.ledger, { caseId })).toMatch(/FORBIDDEN|NOT_FOUND/);
  });

  it('explains each condition to the sender', async () => {
    const { explainDisclosure } = await mira.ask<{
      explainDisclosure: { conjuncts: { name: string; holds: boolean }[] };
    }>(ops.explain, { referralId, scope: 'HEALTH' });
    expect(explainDisclosure.conjuncts.some(({ holds }) => !holds)).toBe(true);
  });

  it('closes on the very next request when the survivor withdraws, and asks for a purge', async () => {
    const { withdrawConsent } = await mira.ask<{ withdrawConsent: { state: string } }>(ops.withdrawConsent, {
      input: { consentId },
    });
    expect(withdrawConsent.state).toBe('WITHDRAWN');
    const referral = await asIvana();
    expect(referral).toMatchObject({ state: 'CONSENT_WITHDRAWN', needsCard: null, consent: { state: 'WITHDRAWN' } });
    expect(referral.purgeRequest).toMatchObject({ answer: null });
    const { disclosure, ...sections } = referral.record;
    expect(Object.values(sections).every((section) => section === null)).toBe(true);
    expect(disclosure.find(({ scope }) => scope === 'IDENTITY')?.reason).toBe('CONSENT_WITHDRAWN');
    const told = await watch.until(({ referralChanged }) => referralChanged.state === 'CONSENT_WITHDRAWN');
    expect(told.referralChanged).toMatchObject({ id: referralId, needsCard: null });
    const wraps = await product.sql('select 1 from keys.wrap where record_id = $1 and agency_id = $2', [caseId, tiha]);
    expect(wraps).toEqual([]);
  });

  it('is answered by the recipient, which the sender sees', async () => {
    const purgeRequestId = (await asIvana()).purgeRequest?.id;
    await ivana.ask(`mutation ($input: AnswerPurgeInput!) { answerPurge(input: $input) { id answer } }`, {
      input: { purgeRequestId, answer: 'PURGED' },
    });
    const { referral } = await mira.ask<{ referral: ReferralNode }>(ops.readReferral, { id: referralId });
    expect(referral.purgeRequest?.answer).toBe('PURGED');
  });

  it('leaves an audit entry for each command and each refusal', async () => {
    const entries = nodes(
      await petra.ask<List<{ action: string; outcome: string; code: string | null }>>(ops.auditTrail),
    );
    const done = entries.filter(({ outcome }) => outcome === 'DONE').map(({ action }) => action);
    for (const action of [
      'openCase',
      'recordConsent',
      'sendReferral',
      'acceptReferral',
      'withdrawConsent',
      'answerPurge',
    ]) {
      expect(done).toContain(action);
    }
    expect(entries.some(({ outcome, code }) => outcome === 'REFUSED' && code !== null)).toBe(true);
  });

  it('leaves nothing of the survivor in the logs or the mail', () => {
    const traces = /Jovana|Testić|inhaler|back gate|in confidence|111 2222/;
    expect(product.logs()).not.toMatch(traces);
    expect(
      product.mail
        .messages()
        .map(({ raw }) => raw)
        .join('\n'),
    ).not.toMatch(traces);
  });
});

function states(disclosure: readonly Disclosed[]): Record<string, string> {
  return Object.fromEntries(disclosure.map(({ scope, state }) => [scope, state]));
}
