import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import { type Caller, eventually, type Watch } from '../support/caller.js';
import * as ops from '../support/operations.js';
import { Product, queueBackends } from '../support/product.js';
import { captured, newCase } from '../support/survivor.js';

const burst = 6;
const events = `(select o.id from app.outbox o where o.done_at is null) as waiting`;

/** What one worker after another is killed over: journey A, spoken over HTTP to an API that never stops. */
describe.each(queueBackends())('the worker is killed in the middle of a referral (queues on %s)', (backend) => {
  let product: Product;
  let mira: Caller;
  let ivana: Caller;
  let bell: Watch<{ notificationArrived: { objectId: string } }>;
  const sent: string[] = [];
  let kills = 0;

  beforeAll(async () => {
    product = await Product.start(backend);
    [mira, ivana] = await Promise.all([product.signIn('mira@lantern'), product.signIn('ivana@tiha')]);
    bell = ivana.watch(ops.notificationArrived);
  }, 60_000);
  afterAll(async () => {
    await bell.close();
    await product.stop();
  });

  const count = async (what: string): Promise<number> =>
    (await product.sql<{ count: number }>(`select count(*)::int as count from ${what}`))[0]?.count ?? -1;
  const kill = async (): Promise<void> => {
    await product.killWorker();
    kills += 1;
  };
  const settled = (): Promise<void> =>
    eventually(async () => {
      expect(await count(events)).toBe(0);
      expect(await count('app.audit_pending')).toBe(0);
      expect(await count('app.notification where mailed_at is null')).toBe(0);
    }, 60_000);
  async function refer(): Promise<{ consentId: string; referralId: string }> {
    const { openCase } = await mira.ask<{ openCase: { id: string } }>(ops.openCase, { input: newCase });
    const to = { caseId: openCase.id, recipientAgencyId: demoId('tiha') };
    const consent = { ...to, purpose: 'LEGAL_AID', scopes: ['IDENTITY', 'LEGAL'], ...captured };
    const { recordConsent } = await mira.ask<{ recordConsent: { id: string } }>(ops.recordConsent, { input: consent });
    const input = { ...to, consentId: recordConsent.id, serviceType: 'LEGAL_AID', handOff: 'INTRODUCED_CALL' };
    const { sendReferral } = await mira.ask<{ sendReferral: { id: string } }>(ops.sendReferral, { input });
    sent.push(sendReferral.id);
    return { consentId: recordConsent.id, referralId: sendReferral.id };
  }

  it('after the referral was sent and before anybody was told: it is told once, when a worker is back', async () => {
    await settled();
    await kill();
    const { referralId } = await refer();
    const { referral } = await ivana.ask<{ referral: { state: string } }>(ops.readReferral, { id: referralId });
    expect(referral.state).toBe('REQUESTED');
    expect(await count(`app.notification where object_id = '${referralId}'`)).toBe(0);
    expect(await count(events)).toBeGreaterThan(0);
    await product.startWorker();
    await bell.until(({ notificationArrived }) => notificationArrived.objectId === referralId);
    await settled();
  }, 90_000);

  it('again and again while referrals are sent, accepted and their consents withdrawn', async () => {
    const journeys = Promise.all(
      Array.from({ length: burst }, async () => {
        const { consentId, referralId } = await refer();
        await ivana.ask(ops.move('acceptReferral'), { input: { referralId } });
        await ivana.ask(ops.readReferral, { id: referralId });
        await mira.ask(ops.withdrawConsent, { input: { consentId } });
        return referralId;
      }),
    );
    for (let n = 0; n < 3; n += 1) {
      // Only a worker that is at work has something to lose.
      const before = await count('app.inbox');
      await eventually(async () => {
        expect(await count('app.inbox')).toBeGreaterThan(before);
      }, 30_000);
      await kill();
      await product.startWorker();
    }
    const withdrawn = await journeys;
    await settled();
    const states = await product.sql<{ state: string }>('select state from app.referral where id = any ($1)', [
      withdrawn,
    ]);
    expect(states.map(({ state }) => state)).toEqual(Array<string>(burst).fill('CONSENT_WITHDRAWN'));
    expect(await count('app.purge_request')).toBe(burst);
  }, 180_000);

  it('nothing was lost and nothing done twice', async () => {
    // One mark for each consumer and event, one notification for each event and person, and none for nobody’s event.
    expect(
      await count('(select event_id, person_id from app.notification group by 1, 2 having count(*) > 1) as twice'),
    ).toBe(0);
    const received = await product.sql<{ told: number }>(
      `select count(n.id)::int as told from unnest($1::uuid[]) as s (id)
       left join app.notification n on n.object_id = s.id and n.kind = 'REFERRAL_RECEIVED' and n.person_id = $2 group by s.id`,
      [sent, demoId('person/ivana')],
    );
    expect(received.map(({ told }) => told)).toEqual(Array<number>(burst + 1).fill(1));
    const ended = await product.sql<{ kind: string; told: number }>(
      `select kind, count(*)::int as told from app.notification where person_id = $1 and kind <> 'REFERRAL_RECEIVED' group by 1`,
      [demoId('person/ivana')],
    );
    expect(ended.length).toBeGreaterThan(0);
    for (const { kind, told } of ended) expect([kind, told % burst]).toEqual([kind, 0]);
  });

  it('each notification is one mail, under one id', async () => {
    const ids = product.mail.messages().map(({ raw }) => /^Message-ID: <(.+)@.+>$/im.exec(raw)?.[1]);
    const told = await product.sql<{ id: string }>('select id from app.notification');
    expect(new Set(ids)).toEqual(new Set(told.map(({ id }) => id)));
    // A mail that the server has and the worker could not note goes out again under the same id, and only that one.
    expect(ids.length - told.length).toBeLessThanOrEqual(kills * 4);
  });

  it('each audit entry is one leaf, in one row without a gap', async () => {
    const [tree] = await product.sql<{ leaves: number; entries: number; last: number; unknown: number }>(
      `select (select count(*)::int from app.audit_leaf) as leaves, (select count(*)::int from app.audit_entry) as entries,
        (select max(sequence)::int + 1 from app.audit_leaf) as last,
        (select count(*)::int from app.audit_entry e where not exists (select 1 from app.audit_leaf l where l.entry_id = e.id)) as unknown`,
    );
    expect(tree).toEqual({ leaves: tree?.entries, entries: tree?.entries, last: tree?.entries, unknown: 0 });
    for (const [action, times] of [
      ['sendReferral', burst + 1],
      ['acceptReferral', burst],
      ['withdrawConsent', burst],
    ] as const) {
      expect([action, await count(`app.audit_entry where action = '${action}' and outcome = 'DONE'`)]).toEqual([
        action,
        times,
      ]);
    }
  });
});
