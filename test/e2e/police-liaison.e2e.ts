import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import { type Caller, eventually } from '../support/caller.js';
import * as ops from '../support/operations.js';
import { Product, queueBackends } from '../support/product.js';
import { newCase } from '../support/survivor.js';

const question = '__typename id reference asked contactModes matter submittedAt answerAt';
const policeSide = `askedAgency { id name } answer { status releasedAt arrangement { contactMode venue startsAt endsAt conditions } }`;
const agencySide = `policeAgency { id name } review { state decision conditions version reflectionUntil }
  arrangement { releaseAt revokedAt }`;
const request = `${question} ... on PoliceCooperationRequest { ${policeSide} }
  ... on AgencyCooperationRequest { ${agencySide} }`;
const list = `query { cooperationRequests(first: 100) { edges { node { ${request} } } } }`;
const read = `query ($id: UUID!) { cooperationRequest(id: $id) { ${request} } }`;
const mutation = (name: string, side = agencySide): string =>
  `mutation ($input: ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!) { ${name}(input: $input) { ${question} ${side} } }`;
const submit = mutation('submitCooperationRequest', policeSide);

interface Asked {
  readonly id: string;
  readonly reference: string;
  readonly answerAt: string;
  readonly answer: { readonly status: string; readonly releasedAt: string | null; readonly arrangement: object | null };
  readonly review: { readonly state: string; readonly version: number };
}

const hidden = ['untouched', 'unknown', 'reflects', 'declined', 'withdrew'];
const wish = { endedBySurvivor: true, advocatePresent: true };
const inDays = (days: number): string => new Date(Date.now() + days * 24 * 3_600_000).toISOString();

describe.each(queueBackends())('police ask an agency about a survivor (queues on %s)', (backend) => {
  let product: Product;
  let nikola: Caller;
  let tamara: Caller;
  let mira: Caller;
  let outsider: Caller;
  let caseId: string;
  const ids = new Map<string, string>();
  const lantern = demoId('lantern');

  beforeAll(async () => {
    // Batches leave every three seconds.
    product = await Product.start(backend, { COOPERATION_BATCH_MINUTES: '0.05' });
    [nikola, tamara, mira, outsider] = (await Promise.all(
      ['nikola@police', 'tamara@police', 'mira@lantern', 'ciara@wayside'].map((key) => product.signIn(key)),
    )) as [Caller, Caller, Caller, Caller];
    const { openCase } = await mira.ask<{ openCase: { id: string } }>(ops.openCase, { input: newCase });
    caseId = openCase.id;
  }, 60_000);
  afterAll(() => product.stop(), 30_000);

  const step = async (name: string, input: object): Promise<Asked> =>
    (await mira.ask<Record<string, Asked>>(mutation(name), { input }))[name] as Asked;
  const ask = async (reference: string): Promise<Asked> => {
    const input = {
      agencyId: lantern,
      reference,
      asked: ['STATEMENT'],
      matter: 'A woman of about twenty, perhaps a witness.',
      contactModes: ['ADVOCATE_RELAY_CALL'],
    };
    return (await nikola.ask<{ submitCooperationRequest: Asked }>(submit, { input })).submitCooperationRequest;
  };
  const idOf = (name: string): string => ids.get(name) ?? '';

  /** One answer of the API about all requests at one moment: the bytes of each, without the words the police chose. */
  async function look(): Promise<Map<string, string>> {
    const { cooperationRequests } = await nikola.ask<{ cooperationRequests: { edges: { node: Asked }[] } }>(list);
    return new Map(
      cooperationRequests.edges.map(({ node }) => [
        node.reference,
        JSON.stringify(node).replaceAll(node.id, 'id').replaceAll(`"reference":"${node.reference}"`, ''),
      ]),
    );
  }
  const statusIn = (bytes: string | undefined): string => /"status":"([A-Z_]+)"/.exec(bytes ?? '')?.[1] ?? '';
  const theirAnswer = async (name: string): Promise<Asked['answer']> =>
    (await nikola.ask<{ cooperationRequest: Asked }>(read, { id: idOf(name) })).cooperationRequest.answer;

  it('asks, and is told when an answer comes', async () => {
    for (const name of [...hidden, 'agreed']) {
      const asked = await ask(name);
      expect(asked.answer).toEqual({ status: 'PENDING', releasedAt: null, arrangement: null });
      expect(Date.parse(asked.answerAt) % 3_000).toBe(0);
      ids.set(name, asked.id);
    }
    // As if asked in one moment, so that only what the agency does could tell them apart.
    await product.sql(`update app.cooperation_request r set submitted_at = a.submitted_at, answer_at = a.answer_at
      from (select max(submitted_at) as submitted_at, max(answer_at) as answer_at from app.cooperation_request) as a`);
  });

  it('gets the same bytes for a shelter as for nobody, and no shelter in the directory', async () => {
    const about = async (agencyId: string): Promise<string> => {
      const input = {
        agencyId,
        reference: 'x',
        asked: ['STATEMENT'],
        matter: 'x',
        contactModes: ['WRITTEN_QUESTIONS'],
      };
      return (await nikola.send(submit, { input })).text;
    };
    const [shelter, nobody] = [await about(demoId('obala')), await about(randomUUID())];
    expect(shelter).toContain('"code":"NOT_FOUND"');
    expect(shelter).toBe(nobody);
    const { text } = await nikola.send('query { agencies(first: 100) { edges { node { id kind } } } }');
    expect(text).toContain(lantern);
    expect(text).not.toContain(demoId('obala'));
  });

  it.each([
    ['cases', '{ cases { edges { cursor } } }'],
    ['case', `{ case(id: "${randomUUID()}") { id } }`],
    ['referralInbox', '{ referralInbox { edges { cursor } } }'],
    ['referralOutbox', '{ referralOutbox { edges { cursor } } }'],
    ['referral', `{ referral(id: "${randomUUID()}") { id } }`],
    ['beds', '{ beds { edges { cursor } } }'],
    ['placementRequests', '{ placementRequests(side: SHELTER) { edges { cursor } } }'],
    ['disclosureLedger', `{ disclosureLedger(caseId: "${randomUUID()}") { edges { cursor } } }`],
    ['auditTrail', '{ auditTrail { edges { cursor } } }'],
  ])('is refused %s whatever it asks for', async (_, query) => {
    expect(await nikola.refusal(query)).toBe('FORBIDDEN');
  });

  it('is reviewed by the advocate alone', async () => {
    const { cooperationRequests } = await mira.ask<{ cooperationRequests: { edges: { node: Asked }[] } }>(list);
    expect(cooperationRequests.edges.map(({ node }) => node.reference)).toEqual(expect.arrayContaining(hidden));
    for (const stranger of [outsider, tamara]) {
      const input = { id: idOf('untouched'), finding: 'NOT_KNOWN' };
      const refused = await stranger.refusal(mutation('reviewCooperationRequest'), { input });
      expect(refused).toBe(stranger === outsider ? 'NOT_FOUND' : 'FORBIDDEN');
    }
    expect(await outsider.refusal(read, { id: idOf('agreed') })).toBe('NOT_FOUND');
    await step('reviewCooperationRequest', { id: idOf('unknown'), finding: 'NOT_KNOWN' });
    for (const name of ['reflects', 'declined', 'withdrew', 'agreed']) {
      await step('reviewCooperationRequest', { id: idOf(name), finding: 'OWN_CASE', caseId });
    }
    await step('openReflection', { id: idOf('reflects') });
    const early = { id: idOf('reflects'), decision: 'AGREE' };
    expect(await mira.refusal(mutation('recordSurvivorDecision'), { input: early })).toBe('REFLECTION_RUNNING');
    await step('recordSurvivorDecision', { id: idOf('declined'), decision: 'DECLINE' });
  });

  it('is arranged only when the survivor has agreed', async () => {
    const meeting = (name: string) => ({
      id: idOf(name),
      contactMode: 'MEETING_AT_NEUTRAL_VENUE',
      venue: 'COURT_WITNESS_ROOM',
      startsAt: inDays(21),
      endsAt: inDays(22),
    });
    const answer = await mira.answer(mutation('arrangeCooperation'), { input: meeting('declined') });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'ILLEGAL_MOVE', current: 'CLOSED', allowed: [] });
    for (const name of ['withdrew', 'agreed']) {
      await step('openReflection', { id: idOf(name) });
      const conditions = ['ADVOCATE_PRESENT', 'NO_RECORDING'];
      await step('recordSurvivorDecision', { id: idOf(name), decision: 'AGREE_WITH_CONDITIONS', conditions, ...wish });
      expect((await step('arrangeCooperation', meeting(name))).review.state).toBe('ARRANGED');
    }
    await step('recordSurvivorDecision', { id: idOf('withdrew'), decision: 'DECLINE' });
  });

  it('shows the police one answer at every moment, and an arrangement only with a batch', async () => {
    // The week that lies between a question and its answer is over in three to six seconds.
    const soon = new Date((Math.floor(Date.now() / 3_000) + 2) * 3_000);
    await product.sql('update app.cooperation_arrangement set release_at = $1', [soon]);
    await product.sql('update app.cooperation_request set answer_at = $1', [soon]);
    const heard: string[] = [];
    await eventually(async () => {
      const seen = await look();
      const one = seen.get('untouched');
      for (const name of hidden) expect([name, seen.get(name)]).toEqual([name, one]);
      heard.push(statusIn(one));
      // Nothing has been told of the one who agreed before anything was told of the others.
      if (statusIn(one) === 'PENDING') expect(seen.get('agreed')).toBe(one);
      expect(statusIn(seen.get('agreed'))).toBe('ARRANGED');
    }, 30_000);
    expect(new Set(heard)).toEqual(new Set(['PENDING', 'NO_INFORMATION_AVAILABLE']));
    const { releasedAt, arrangement } = await theirAnswer('agreed');
    expect(releasedAt).toBe(soon.toISOString());
    expect(arrangement).toMatchObject({
      contactMode: 'MEETING_AT_NEUTRAL_VENUE',
      venue: 'COURT_WITNESS_ROOM',
      conditions: ['ADVOCATE_PRESENT', 'NO_RECORDING'],
    });
  }, 45_000);

  it('tells the liaison once about each, by a mail that says nothing', async () => {
    expect(ids.size).toBe(6);
    await eventually(async () => {
      const { notifications } = await nikola.ask<{ notifications: { edges: { node: { objectId: string } }[] } }>(
        ops.notifications,
      );
      const about = notifications.edges.map(({ node }) => node.objectId).sort();
      expect(about).toEqual([...ids.values()].sort());
    });
    const mail = await eventually(() => {
      const found = product.mail.messages().find(({ to }) => to.includes('nikola@police.example'));
      if (found === undefined) throw new Error('No mail yet.');
      return found;
    });
    expect(JSON.stringify(mail)).toContain('You have an update');
    expect(JSON.stringify(mail)).not.toMatch(/arrang|cooperat|decline|reflect|Lantern/i);
  }, 30_000);

  it('takes an arrangement away on the next request after a withdrawal', async () => {
    await step('recordSurvivorDecision', { id: idOf('agreed'), decision: 'DECLINE' });
    const seen = await look();
    for (const name of [...hidden, 'agreed']) expect([name, seen.get(name)]).toEqual([name, seen.get('untouched')]);
    expect(await theirAnswer('agreed')).toMatchObject({ status: 'NO_INFORMATION_AVAILABLE', arrangement: null });
  });

  it('shows the police nothing of the agency’s side, however it is asked', async () => {
    const query = `query ($id: UUID!) { cooperationRequest(id: $id) { __typename
      ... on AgencyCooperationRequest { review { state decision version } arrangement { revokedAt } } } }`;
    expect(ids.size).toBe(6);
    for (const id of ids.values()) {
      const data = await nikola.ask(query, { id });
      expect(data).toEqual({ cooperationRequest: { __typename: 'PoliceCooperationRequest' } });
    }
  });

  it('leaves no trace of what it was about where the operator looks', async () => {
    const told = 'perhaps a witness';
    expect(await product.sql('select 1 from app.cooperation_request')).toHaveLength(6);
    const rows = await product.sql(
      `select 1 from app.cooperation_request r where r::text like $1 or encode(r.sealed, 'escape') like $1
        union all select 1 from app.audit_entry a where a::text like $1 union all select 1 from app.outbox o where o::text like $1`,
      [`%${told}%`],
    );
    expect(rows).toEqual([]);
    expect(product.logs()).not.toContain(told);
  });
});
