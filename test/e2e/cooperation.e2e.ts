import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import { type Caller, eventually } from '../support/caller.js';
import * as ops from '../support/operations.js';
import { Product, queueBackends } from '../support/product.js';
import { newCase } from '../support/survivor.js';

const police = `id reference asked contactModes matter submittedAt answerAt
  ... on PoliceCooperationRequest { askedAgency { id name } answer { status releasedAt
    arrangement { contactMode venue startsAt endsAt conditions } } }`;
const agency = `id reference matter ... on AgencyCooperationRequest { policeAgency { id }
  review { state caseId reflectionUntil decision closedReason version } arrangement { releaseAt revokedAt venue } }`;
const submit = `mutation ($input: SubmitCooperationRequestInput!) { submitCooperationRequest(input: $input) { id } }`;
const read = (fields: string): string => `query ($id: UUID!) { cooperationRequest(id: $id) { ${fields} } }`;
const step = (name: string, type: string): string =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { id review { state } } }`;
const review = step('reviewCooperationRequest', 'ReviewCooperationRequestInput');
const reflect = step('openReflection', 'OpenReflectionInput');
const decide = step('recordSurvivorDecision', 'RecordSurvivorDecisionInput');
const arrange = step('arrangeCooperation', 'ArrangeCooperationInput');

interface PoliceView {
  readonly id: string;
  readonly answer: { readonly status: string; readonly arrangement: { readonly venue: string } | null };
}

/** Answers leave at every second here, and none before six seconds have passed. */
const clock = { COOPERATION_BATCH_MINUTES: String(1 / 60), COOPERATION_ANSWER_HOURS: String(6 / 3600) };

describe.each(queueBackends())('the police ask an NGO about a survivor (queues on %s)', (backend) => {
  let product: Product;
  let nikola: Caller;
  let ljilja: Caller;
  let caseId: string;
  const requests = new Map<string, string>();
  const histories = ['unknown', 'reflecting', 'declined', 'withdrew', 'untouched', 'agreed'];

  const asPolice = async (history: string): Promise<{ text: string; view: PoliceView }> => {
    const { text } = await nikola.send(read(police), { id: requests.get(history) });
    const { data } = JSON.parse(text) as { data: { cooperationRequest: PoliceView } };
    return { text, view: data.cooperationRequest };
  };
  /** What the police receive, without what they themselves chose and the instant they chose it at. */
  const anonymous = ({ text }: { text: string }): string =>
    text.replace(/"(id|reference|submittedAt|answerAt|releasedAt)":"[^"]*"/g, '"$1":"…"');
  const answerIn = async (history: string, status: string): Promise<PoliceView> =>
    eventually(async () => {
      const { view } = await asPolice(history);
      if (view.answer.status !== status) throw new Error(`${history} is ${view.answer.status}`);
      return view;
    }, 20_000);
  const ngo = (operation: string, history: string, more: object): Promise<unknown> =>
    ljilja.ask(operation, { input: { id: requests.get(history), ...more } });

  beforeAll(async () => {
    product = await Product.start(backend, clock);
    [nikola, ljilja] = (await Promise.all(['nikola@police', 'ljilja@lantern'].map((key) => product.signIn(key)))) as [
      Caller,
      Caller,
    ];
    const { openCase } = await ljilja.ask<{ openCase: { id: string } }>(ops.openCase, { input: newCase });
    caseId = openCase.id;
    for (const history of histories) {
      const { submitCooperationRequest } = await nikola.ask<{ submitCooperationRequest: { id: string } }>(submit, {
        input: {
          agencyId: demoId('lantern'),
          reference: `T-${history}`,
          asked: ['INITIAL_CONVERSATION'],
          matter: 'A witness, perhaps known to you.',
          contactModes: ['ADVOCATE_RELAY_CALL', 'MEETING_AT_NEUTRAL_VENUE'],
        },
      });
      requests.set(history, submitCooperationRequest.id);
    }
  });
  afterAll(() => product.stop());

  it('lets the advocate review, open a reflection period and record what the survivor decides', async () => {
    await ngo(review, 'unknown', { finding: 'NOT_KNOWN' });
    for (const history of ['reflecting', 'declined', 'withdrew', 'agreed'])
      await ngo(review, history, { finding: 'OWN_CASE', caseId });
    await ngo(reflect, 'reflecting', {});
    await ngo(decide, 'declined', { decision: 'DECLINE', advocatePresent: true });
    for (const history of ['withdrew', 'agreed']) {
      await ngo(decide, history, {
        decision: 'AGREE_WITH_CONDITIONS',
        conditions: ['ADVOCATE_PRESENT'],
        advocatePresent: true,
      });
      await ngo(arrange, history, {
        contactMode: 'MEETING_AT_NEUTRAL_VENUE',
        venue: 'PUBLIC_LIBRARY',
        startsAt: new Date(Date.now() + 86_400_000).toISOString(),
        endsAt: new Date(Date.now() + 90_000_000).toISOString(),
      });
    }
    await ngo(decide, 'withdrew', { decision: 'DECLINE', advocatePresent: true });
    const { cooperationRequest } = await ljilja.ask<{ cooperationRequest: { review: object } }>(read(agency), {
      id: requests.get('withdrew'),
    });
    expect(cooperationRequest.review).toMatchObject({ state: 'CLOSED', closedReason: 'WITHDRAWN' });
  });

  it('holds a decision back while the survivor reflects, unless she ends it herself with the advocate present', async () => {
    const early = { input: { id: requests.get('reflecting'), decision: 'AGREE' } };
    expect(await ljilja.refusal(decide, early)).not.toBeNull();
  });

  it('gives the police one identical answer for everything that is not an arrangement, at the batch', async () => {
    const hidden = histories.filter((history) => history !== 'agreed');
    const before = await Promise.all(hidden.map(asPolice));
    for (const answer of before)
      if (answer.view.answer.status === 'PENDING') expect(answer.view.answer.arrangement).toBeNull();
    for (const history of hidden) await answerIn(history, 'NO_INFORMATION_AVAILABLE');
    const answers = await Promise.all(hidden.map(asPolice));
    expect(new Set(answers.map(anonymous)).size).toBe(1);
    expect(new Set(answers.map(({ text }) => text.length - (/T-\w+/.exec(text)?.[0].length ?? 0))).size).toBe(1);
  });

  it('shows an arrangement through the relay at a neutral place once the survivor has agreed', async () => {
    const { answer } = await answerIn('agreed', 'ARRANGED');
    expect(answer.arrangement).toMatchObject({ venue: 'PUBLIC_LIBRARY' });
  });

  it('closes on the police’s next request when the survivor withdraws', async () => {
    await ngo(decide, 'agreed', { decision: 'DECLINE', advocatePresent: true });
    const [withdrawn, unknown] = await Promise.all([asPolice('agreed'), asPolice('unknown')]);
    expect(anonymous(withdrawn)).toBe(anonymous(unknown));
  });

  it('lets the police search, list and open nothing else', async () => {
    for (const [operation, variables] of [
      [ops.listCases, {}],
      [ops.readCase, { id: caseId }],
      [ops.inbox, {}],
      [ops.outbox, {}],
      [ops.readReferral, { id: caseId }],
      ['query { beds { edges { node { id } } } }', {}],
      ['query { placementRequests(side: SHELTER) { edges { node { id } } } }', {}],
      [ops.ledger, { caseId }],
    ] as const) {
      expect(await nikola.refusal(operation, variables)).toBe('FORBIDDEN');
    }
    const agencies = await nikola.send('query { agencies(first: 100) { edges { node { name kind } } } }');
    expect(agencies.text).not.toContain('SHELTER');
  });
});
