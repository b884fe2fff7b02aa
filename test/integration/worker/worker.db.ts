import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Actor } from '#policy';
import { liveTopics } from '#notifications';
import { Log } from '#platform/logging';
import { type Broker, openLiveBus } from '#platform/queue';
import { type MailSink, startMailSink } from '../../../tools/mail-sink.mjs';
import { brokerKinds, testBroker } from '../../support/brokers.js';
import { ReferralWorld } from '../../support/referral-world.js';
import { LocalWorker, workerEnvironment } from '../../support/worker.js';

const silent = new Log({ level: 'silent', process: 'worker' });

interface Told {
  readonly person_id: string;
  readonly kind: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly mailed: boolean;
}

describe.each(brokerKinds)('the worker on %s', (kind) => {
  let world: ReferralWorld;
  let broker: Broker;
  let mail: MailSink;
  let caseworker: Actor;
  let supervisor: Actor;
  let intake: Actor;
  let caseId: string;
  let consentId: string;
  const workers: LocalWorker[] = [];

  beforeAll(async () => {
    world = await ReferralWorld.open();
    broker = testBroker(kind, world.database);
    mail = await startMailSink();
    caseworker = await world.newcomer('NGO', ['CASEWORKER']);
    supervisor = await world.person(caseworker.agencyId, 'NGO', ['SUPERVISOR']);
    intake = await world.newcomer('LEGAL_AID', ['INTAKE']);
    await world.agreement(caseworker.agencyId, intake.agencyId, ['LEGAL_AID']);
    caseId = await world.openCase(caseworker);
    consentId = await world.consent(caseworker, caseId, intake.agencyId);
    await forget();
  }, 60_000);
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await forget();
  });
  afterAll(async () => {
    await mail.close();
    await world.close();
  });

  const start = async (settings: Record<string, string> = {}): Promise<LocalWorker> => {
    const env = workerEnvironment(world.database, broker, { SMTP_URL: mail.smtpUrl, ...settings });
    const worker = await LocalWorker.start(env);
    workers.push(worker);
    return worker;
  };
  const send = () => world.send(caseworker, caseId, intake.agencyId);
  const forget = async (): Promise<void> => {
    await world.sql('delete from app.inbox');
    await world.sql('delete from app.notification');
    await world.sql('delete from app.outbox');
    mail.clear();
  };
  const told = () =>
    world.sql<Told>(`select person_id, kind, object_type, object_id, mailed_at is not null as mailed
      from app.notification order by id`);
  const waiting = async (): Promise<number> => {
    const [row] = await world.sql<{ count: number }>('select count(*)::int from app.outbox where done_at is null');
    return row?.count ?? 0;
  };
  const allDone = (patience = 20_000) => until(async () => (await waiting()) === 0, patience);

  it('tells, mails, wakes and records, and then the event is done', async () => {
    const bus = openLiveBus(broker, silent);
    const feed = await bus.subscribe([
      liveTopics.referrals(intake.agencyId),
      liveTopics.notifications(intake.personId),
    ]);
    await start();
    const referral = await send();
    await allDone();

    expect(await told()).toEqual([
      {
        person_id: intake.personId,
        kind: 'REFERRAL_RECEIVED',
        object_type: 'REFERRAL',
        object_id: referral.id,
        mailed: true,
      },
    ]);
    const [notification] = await world.sql<{ id: string }>('select id from app.notification');
    const woken = [(await feed.next()).value, (await feed.next()).value];
    expect(woken).toEqual([
      { topic: liveTopics.referrals(intake.agencyId), id: referral.id },
      { topic: liveTopics.notifications(intake.personId), id: notification?.id },
    ]);
    await bus.close();

    expect(mail.messages()).toHaveLength(1);
    const [message] = mail.messages();
    expect(message?.to).toEqual([`${intake.personId}@example.org`]);
    expect(message?.subject).toBe('You have an update');
    expect(message?.text.trim()).toBe(`You have an update\n\nhttp://localhost:4000/n/${String(notification?.id)}`);
    expect(message?.raw).toContain(`Message-ID: <${String(notification?.id)}@localhost>`);
    expect(message?.raw).not.toContain(referral.id);

    const handled = await world.sql<{ consumer: string }>('select consumer from app.inbox order by 1');
    expect(handled.map(({ consumer }) => consumer)).toEqual(['audit', 'live', 'mail', 'notifications']);
    const [entries] = await world.sql<{ placed: number; pending: number }>(`
      select (select count(*)::int from app.audit_leaf) as placed, (select count(*)::int from app.audit_pending) as pending`);
    expect(entries?.placed).toBeGreaterThan(0);
    expect(entries?.pending).toBe(0);
    await until(async () => (await world.sql('select 1 from app.audit_checkpoint')).length > 0);
  }, 30_000);

  it('handles many events once each, with three workers at it', async () => {
    await Promise.all([start(), start(), start()]);
    const referrals = await inTurns(60, send);
    await allDone(40_000);
    const rows = await told();
    expect(rows.map(({ object_id }) => object_id).sort()).toEqual(referrals.map(({ id }) => id).sort());
    expect(rows.every(({ mailed }) => mailed)).toBe(true);
    expect(new Set(mail.messages().map(messageId)).size).toBe(60);
    expect(mail.messages()).toHaveLength(60);
  }, 60_000);

  it('loses nothing when the broker is emptied, again and again', async () => {
    const referrals = await inTurns(15, send);
    const early = await start();
    for (let times = 0; times < 3; times += 1) {
      await pause(60);
      await empty(broker);
      referrals.push(...(await inTurns(5, send)));
    }
    await early.stop();
    await empty(broker);
    await start();
    await allDone(30_000);
    const rows = await told();
    expect(rows.map(({ object_id }) => object_id).sort()).toEqual(referrals.map(({ id }) => id).sort());
    expect(new Set(mail.messages().map(messageId)).size).toBe(30);
    expect(mail.messages()).toHaveLength(30);
  }, 60_000);

  it('tells in the product while no mail can be sent, and mails once it can', async () => {
    const worker = await start({ SMTP_URL: await addressOfNobody() });
    const referral = await send();
    await until(async () => (await told()).length === 1);
    await until(() => worker.lines.some((line) => line.includes('task.failed')));
    expect((await told()).map(({ object_id, mailed }) => ({ object_id, mailed }))).toEqual([
      { object_id: referral.id, mailed: false },
    ]);
    expect(await waiting()).toBe(1);
    expect(worker.lines.join()).not.toContain('example.org');
    await worker.stop();
    await start();
    await allDone();
    expect(mail.messages()).toHaveLength(1);
    expect((await told()).every(({ mailed }) => mailed)).toBe(true);
  }, 40_000);

  it('tells nobody who was suspended, and mails nobody who was suspended since', async () => {
    const [suspended, leaver] = [
      await world.person(intake.agencyId, 'LEGAL_AID', ['INTAKE']),
      await world.person(intake.agencyId, 'LEGAL_AID', ['INTAKE']),
    ];
    const suspend = (person: Actor) =>
      world.sql(`update app.person set status = 'SUSPENDED' where id = $1`, [person.personId]);
    await suspend(suspended);
    const worker = await start({ SMTP_URL: await addressOfNobody() });
    await send();
    await until(async () => (await told()).length === 2);
    await worker.stop();
    await suspend(leaver);
    await start();
    await allDone();
    const people = (await told()).map(({ person_id, mailed }) => ({ person_id, mailed }));
    expect(people).toContainEqual({ person_id: intake.personId, mailed: true });
    expect(people).toContainEqual({ person_id: leaver.personId, mailed: false });
    expect(mail.messages().flatMap(({ to }) => to)).toEqual([`${intake.personId}@example.org`]);
  }, 30_000);

  it('tells nobody to whom a conflict of interest closes the case', async () => {
    await world.sql(
      `insert into app.conflict_of_interest (case_id, person_id, owner_agency_id, marked_at, marked_by)
        values ($1, $2, $3, now(), $4)`,
      [caseId, intake.personId, caseworker.agencyId, caseworker.personId],
    );
    await start();
    await send();
    await allDone();
    expect(await told()).toEqual([]);
    await world.sql('delete from app.conflict_of_interest where person_id = $1', [intake.personId]);
  }, 30_000);

  it('alerts both supervisors once when a deadline was missed, whoever looks', async () => {
    const decider = await world.person(intake.agencyId, 'LEGAL_AID', ['SUPERVISOR']);
    const referral = await send();
    await world.sql(`update app.referral set acknowledge_by = now() - interval '1 minute' where id = $1`, [
      referral.id,
    ]);
    await Promise.all([start(), start()]);
    const alerts = async () => (await told()).filter((row) => row.kind === 'DEADLINE_MISSED');
    await until(async () => (await alerts()).length >= 2);
    await pause(600);
    await allDone();
    expect((await alerts()).map(({ person_id }) => person_id).sort()).toEqual(
      [supervisor.personId, decider.personId].sort(),
    );
    await world.sql(`update app.referral set decide_by = now() - interval '1 minute' where id = $1`, [referral.id]);
    await until(async () => (await alerts()).length >= 4);
    await world.sql('delete from app.membership where person_id = $1', [decider.personId]);
  }, 30_000);

  it('expires a consent when its time is over, and asks for a purge, once, and later says that it is overdue', async () => {
    const privacy = await world.person(intake.agencyId, 'LEGAL_AID', ['PRIVACY_OFFICER']);
    const referral = await send();
    await world.sql(`update app.referral set state = 'ACCEPTED', decided_at = now() where id = $1`, [referral.id]);
    await world.sql(
      `update app.consent set valid_from = now() - interval '2 days', expires_at = now() + interval '1 second' where id = $1`,
      [consentId],
    );
    await Promise.all([start(), start()]);
    const kinds = async () => (await told()).map(({ kind: what, person_id }) => `${what} ${person_id}`).sort();
    await until(async () => (await kinds()).some((line) => line.startsWith('CONSENT_EXPIRED')));
    await allDone();
    expect(await kinds()).toEqual(
      [
        `CONSENT_EXPIRED ${caseworker.personId}`,
        `CONSENT_EXPIRED ${intake.personId}`,
        `CONSENT_EXPIRED ${privacy.personId}`,
        `REFERRAL_RECEIVED ${intake.personId}`,
      ].sort(),
    );
    const states = await world.sql(
      `select c.state as consent, r.state as referral, q.answer
      from app.consent c join app.referral r on r.consent_id = c.id join app.purge_request q on q.referral_id = r.id
      where r.id = $1`,
      [referral.id],
    );
    expect(states).toEqual([{ consent: 'EXPIRED', referral: 'EXPIRED', answer: null }]);

    await world.sql(`update app.purge_request set due_at = now() - interval '1 minute'`);
    await until(async () => (await kinds()).filter((line) => line.startsWith('PURGE_OVERDUE')).length >= 2);
    await pause(600);
    await allDone();
    expect((await kinds()).filter((line) => line.startsWith('PURGE_OVERDUE'))).toEqual(
      [`PURGE_OVERDUE ${privacy.personId}`, `PURGE_OVERDUE ${supervisor.personId}`].sort(),
    );
  }, 40_000);
});

/** One after the other: a case's referrals are sent by one person. */
async function inTurns<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < times) results.push(await work());
  return results;
}

async function until(condition: () => boolean | Promise<boolean>, patience = 15_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await pause(50);
  }
}

/** Where no server listens any more. */
async function addressOfNobody(): Promise<string> {
  const sink = await startMailSink();
  await sink.close();
  return sink.smtpUrl;
}

function messageId({ raw }: { readonly raw: string }): string {
  return /^Message-ID: (.+)$/im.exec(raw)?.[1] ?? 'none';
}

/** As if somebody had wiped it. */
async function empty(broker: Broker): Promise<void> {
  if (broker.kind === 'redis') {
    const redis = new Redis(broker.url);
    const keys = await redis.keys(`{${broker.namespace}}*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
    return;
  }
  const client = new Client({ connectionString: broker.url });
  await client.connect();
  await client.query('delete from queue.job');
  await client.query('delete from queue.meta');
  await client.end();
}
