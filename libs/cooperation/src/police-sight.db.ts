import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { Database } from '#platform/database';
import { CooperationWorld } from '../../../test/support/cooperation-world.js';
import { AnnounceAnswers } from './announce-answers.js';

const canary = 'canary-7f3a-vesna';

/** The same question about five people, of whom the police must learn nothing, and about one who agreed. */
describe('what the police can find out', () => {
  let world: CooperationWorld;
  let liaison: Actor;
  let advocate: Actor;
  let shelter: Actor;
  const hidden: Record<'untouched' | 'unknown' | 'reflects' | 'declined' | 'withdrew', string> = {
    untouched: '',
    unknown: '',
    reflects: '',
    declined: '',
    withdrew: '',
  };
  const names = Object.keys(hidden) as (keyof typeof hidden)[];
  let agreed: string;
  let caseId: string;

  beforeAll(async () => {
    world = await CooperationWorld.open();
    liaison = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
    advocate = await world.newcomer('NGO', ['CASEWORKER']);
    shelter = await world.newcomer('SHELTER', ['INTAKE']);
    caseId = await world.stored.caseOf(advocate);
    for (const name of names) {
      const { id } = await world.submit(liaison, advocate.agencyId, { reference: name, matter: canary });
      hidden[name] = id;
    }
    ({ id: agreed } = await world.submit(liaison, advocate.agencyId, { reference: 'agreed', matter: canary }));
    // They were asked one after the other; as if in one moment, only what the agency does can tell them apart.
    await world.stored.sql(
      `update app.cooperation_request set submitted_at = date_trunc('day', now()) - interval '1 day' + interval '9 hours'`,
    );
    await world.stored.sql(
      `update app.cooperation_request set answer_at = date_trunc('day', now()) + interval '8 days'`,
    );
    await work();
  });
  afterAll(() => world.close());

  async function work(): Promise<void> {
    await world.review(advocate, hidden.unknown, null);
    for (const id of [hidden.reflects, hidden.declined, hidden.withdrew, agreed])
      await world.review(advocate, id, caseId);
    await world.reflect(advocate, hidden.reflects);
    await world.decide(advocate, hidden.declined, 'DECLINE');
    for (const id of [hidden.withdrew, agreed]) {
      await world.decide(advocate, id, 'AGREE_WITH_CONDITIONS', { conditions: ['ADVOCATE_PRESENT'] });
      await world.arrange(advocate, id);
    }
  }

  /** The bytes the police receive about one request, without the id and the reference that they themselves know it by. */
  const bytes = async (name: keyof typeof hidden): Promise<string> =>
    JSON.stringify(await world.policeView(liaison, hidden[name]))
      .replaceAll(hidden[name], 'id')
      .replaceAll(`"reference":"${name}"`, '"reference":""');

  async function listed(): Promise<Map<string, string>> {
    const { edges } = await world.list(liaison);
    return new Map(
      edges.map(({ node }) => [
        node.id,
        JSON.stringify(node).replaceAll(node.id, 'id').replaceAll(`"reference":"${node.reference}"`, '"reference":""'),
      ]),
    );
  }

  async function expectOneAnswer(status: string): Promise<void> {
    const one = await bytes('untouched');
    expect(one).toContain(`"status":"${status}"`);
    for (const name of names) expect([name, await bytes(name)]).toEqual([name, one]);
    const list = await listed();
    const listedOnce = list.get(hidden.untouched);
    for (const name of names) expect([name, list.get(hidden[name])]).toEqual([name, listedOnce]);
  }

  it('is PENDING for everybody before the answer, an arrangement or not', async () => {
    // It has been made and stands; only its time has not come.
    await expectOneAnswer('PENDING');
    expect((await world.policeView(liaison, agreed)).answer.status).toBe('PENDING');
    expect(await world.asApi(liaison, 'select 1 from app.cooperation_arrangement')).toEqual([]);
  });

  it('is nothing of the review, the consent, the keys or the audit trail, asked in SQL', async () => {
    await world.stored.consent(advocate, caseId, liaison.agencyId, {
      purpose: 'JUSTICE_CONTACT',
      scopes: ['IDENTITY'],
    });
    await world.stored.sql(
      `insert into keys.data_key (record_id, compartment, version, owner_agency_id, created_at) values ($1, 'IDENTITY', 1, $2, now())`,
      [caseId, advocate.agencyId],
    );
    await world.stored.sql(
      `insert into keys.wrap (record_id, compartment, version, agency_id, owner_agency_id, wrapped, created_at)
        values ($1, 'IDENTITY', 1, $2, $3, 'x', now())`,
      [caseId, liaison.agencyId, advocate.agencyId],
    );
    for (const table of ['app.cooperation_review', 'app.consent', 'app.case_file', 'app.cooperation_arrangement']) {
      expect([table, await world.asApi(liaison, `select * from ${table}`)]).toEqual([table, []]);
    }
    const wraps = await world.asApi(liaison, 'select distinct owner_agency_id from keys.wrap');
    expect(wraps).toEqual([{ owner_agency_id: liaison.agencyId }]);
    const entries = await world.asApi(liaison, 'select distinct action, actor_agency_id from app.audit_entry');
    expect(entries).toEqual([{ action: 'submitCooperationRequest', actor_agency_id: liaison.agencyId }]);
  });

  it('cannot be widened by writing', async () => {
    const refused = { code: '42501' };
    const write = (text: string, values: unknown[]) => world.asApi(liaison, text, values);
    await expect(
      write(`update app.cooperation_review set state = 'ARRANGED' where request_id = $1 returning 1`, [
        hidden.declined,
      ]),
    ).resolves.toEqual([]);
    await expect(write(`update app.cooperation_arrangement set revoked_at = null`, [])).rejects.toMatchObject(refused);
    await expect(write(`update app.cooperation_request set answer_at = now()`, [])).rejects.toMatchObject(refused);
    await expect(
      write(
        `insert into app.cooperation_arrangement (request_id, police_agency_id, asked_agency_id, contact_mode, starts_at, ends_at,
          conditions, release_at, arranged_by, arranged_at)
          values ($1, $2, $3, 'WRITTEN_QUESTIONS', now() + interval '20 days', now() + interval '21 days', '{}', now(), $4, now())`,
        [hidden.declined, liaison.agencyId, advocate.agencyId, liaison.personId],
      ),
    ).rejects.toMatchObject(refused);
  });

  it('is the same whether a shelter is asked or nobody at all, above the database and in it', async () => {
    const errors = await Promise.all(
      [shelter.agencyId, randomUUID()].map((id) => world.submit(liaison, id).catch((error: unknown) => error)),
    );
    expect(errors[0]).toMatchObject({ code: 'NOT_FOUND' });
    expect(JSON.stringify(errors[0])).toBe(JSON.stringify(errors[1]));
    for (const id of [shelter.agencyId, randomUUID(), liaison.agencyId]) {
      await expect(
        world.asApi(
          liaison,
          `insert into app.cooperation_request (id, police_agency_id, asked_agency_id, police_case_reference, asked, contact_modes,
            sealed, key_version, submitted_by, submitted_at, answer_at)
            values (uuidv7(), $1, $2, 'x', '{}', '{}', 'x', 1, $3, now(), now())`,
          [liaison.agencyId, id, liaison.personId],
        ),
      ).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('is NO_INFORMATION_AVAILABLE for all five from one moment on, once the one who agreed to and withdrew has', async () => {
    await world.decide(advocate, hidden.withdrew, 'DECLINE');
    await world.letPass(8);
    await expectOneAnswer('NO_INFORMATION_AVAILABLE');
    const { answer } = await world.policeView(liaison, agreed);
    expect(answer).toMatchObject({
      status: 'ARRANGED',
      arrangement: { conditions: ['ADVOCATE_PRESENT'], venue: null },
    });
  });

  it('does not change when the agency works on', async () => {
    const before = await bytes('untouched');
    await world.review(advocate, hidden.untouched, caseId);
    await world.reflect(advocate, hidden.untouched);
    await world.decide(advocate, hidden.reflects, 'AGREE', { endedBySurvivor: true, advocatePresent: true });
    expect(await bytes('untouched')).toBe(before);
    await expectOneAnswer('NO_INFORMATION_AVAILABLE');
  });

  it('is announced for every request alike, and at no other time', async () => {
    const named = (): Promise<{ kind: string; object_id: string }[]> =>
      world.stored.sql(`select kind, object_id from app.outbox where $1 = any (agency_ids) order by object_id`, [
        liaison.agencyId,
      ]);
    // By now the agency has reviewed, reflected, arranged and withdrawn.
    expect(await named()).toEqual([]);
    const announce = world.worker.get(AnnounceAnswers);
    expect(await announce.execute()).toBe(6);
    const told = [...Object.values(hidden), agreed].sort();
    expect(await named()).toEqual(told.map((object_id) => ({ kind: 'cooperation.answered', object_id })));
    expect(await announce.execute()).toBe(0);
  });

  it('loses an arrangement on the next request after a withdrawal', async () => {
    await world.decide(advocate, agreed, 'DECLINE');
    const { answer } = await world.policeView(liaison, agreed);
    expect(answer).toMatchObject({ status: 'NO_INFORMATION_AVAILABLE', arrangement: null });
    expect(await world.asApi(liaison, 'select 1 from app.cooperation_arrangement')).toEqual([]);
    expect(await world.worker.get(AnnounceAnswers).execute()).toBe(0);
  });

  it('lies sealed: the text opens for the two agencies and stands nowhere', async () => {
    expect((await world.agencyView(advocate, agreed)).matter).toBe(canary);
    expect((await world.policeView(liaison, agreed)).matter).toBe(canary);
    for (const table of [
      'app.cooperation_request',
      'app.audit_entry',
      'app.outbox',
      'app.client_mutation',
      'keys.wrap',
    ]) {
      const rows = await world.stored.sql(`select 1 from ${table} t where t::text like $1 or t::text like $2`, [
        `%${canary}%`,
        `%${Buffer.from(canary).toString('hex')}%`,
      ]);
      expect([table, rows]).toEqual([table, []]);
    }
    const stranger = await world.newcomer('NGO', ['SUPERVISOR']);
    const otherPolice = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
    for (const actor of [stranger, otherPolice]) {
      await expect(world.agencyView(actor, agreed)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await world.list(actor)).edges).toEqual([]);
    }
  });

  it('leaves only with a batch, by the database’s clock', async () => {
    const quick = await CooperationWorld.open({
      COOPERATION_BATCH_MINUTES: '0.02',
      COOPERATION_ANSWER_HOURS: '0.0003',
    });
    try {
      const police = await quick.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
      const ngo = await quick.newcomer('NGO', ['CASEWORKER']);
      const { id } = await quick.offered(police, ngo, await quick.stored.caseOf(ngo));
      const { answerAt, arrangement } = await quick.agencyView(ngo, id);
      const release = arrangement?.releaseAt ?? new Date(0);
      expect(answerAt.getTime() % 1_200).toBe(0);
      expect(release.getTime() % 1_200).toBe(0);
      expect(release.getTime()).toBeGreaterThanOrEqual(answerAt.getTime());
      const heard: string[] = [];
      const database = quick.api.get(Database);
      for (let now = new Date(0); heard.at(-1) !== 'ARRANGED' && heard.length < 400;) {
        now = await database.read(police, (tx) => tx.now());
        const { answer } = await quick.policeView(police, id);
        const later = await database.read(police, (tx) => tx.now());
        // The answer was read somewhere between the two.
        if (answer.status === 'PENDING') expect(now.getTime()).toBeLessThan(answerAt.getTime());
        if (answer.status === 'ARRANGED') expect(later.getTime()).toBeGreaterThanOrEqual(release.getTime());
        heard.push(answer.status);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(heard[0]).toBe('PENDING');
      expect(heard.at(-1)).toBe('ARRANGED');
    } finally {
      await quick.close();
    }
  });
});
