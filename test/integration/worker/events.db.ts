import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { SMTPServer } from 'smtp-server';
import type { Actor } from '#policy';
import { liveTopics } from '#notifications';
import { Log } from '#platform/logging';
import { type Broker, openLiveBus } from '#platform/queue';
import { startMailSink } from '../../../tools/mail-sink.mjs';
import { brokerKinds } from '../../support/brokers.js';
import { until, WorkerWorld } from '../../support/worker-world.js';

const silent = new Log({ level: 'silent', process: 'worker' });

describe.each(brokerKinds)('what the worker on %s does about an event', (kind) => {
  let world: WorkerWorld;
  beforeAll(async () => {
    world = await WorkerWorld.open(kind);
  }, 60_000);
  afterEach(() => world.rest());
  afterAll(() => world.close());

  it('tells, mails, wakes and records, and then the event is done', async () => {
    const { stored, intake, mail } = world;
    const bus = openLiveBus(world.broker, silent);
    const feed = await bus.subscribe([
      liveTopics.referrals(intake.agencyId),
      liveTopics.notifications(intake.personId),
    ]);
    await world.start();
    const referral = await world.send();
    await world.allDone();

    expect(await world.told()).toEqual([
      {
        person_id: intake.personId,
        kind: 'REFERRAL_RECEIVED',
        object_type: 'REFERRAL',
        object_id: referral.id,
        mailed: true,
      },
    ]);
    const [notification] = await stored.sql<{ id: string }>('select id from app.notification');
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

    const handled = await stored.sql<{ consumer: string }>('select consumer from app.inbox order by 1');
    expect(handled.map(({ consumer }) => consumer)).toEqual(['audit', 'live', 'mail', 'notifications']);
    const [entries] = await stored.sql<{ placed: number; pending: number }>(`
      select (select count(*)::int from app.audit_leaf) as placed, (select count(*)::int from app.audit_pending) as pending`);
    expect(entries?.placed).toBeGreaterThan(0);
    expect(entries?.pending).toBe(0);
    await until(async () => (await stored.sql('select 1 from app.audit_checkpoint')).length > 0);
  }, 30_000);

  it('is done once for each of many, with three workers at it', async () => {
    await Promise.all([world.start(), world.start(), world.start()]);
    const referrals = await world.sendInTurns(60);
    await world.allDone(40_000);
    const rows = await world.told();
    expect(rows.map(({ object_id }) => object_id).sort()).toEqual(referrals.map(({ id }) => id).sort());
    expect(rows.every(({ mailed }) => mailed)).toBe(true);
    expect(new Set(world.mailIds()).size).toBe(60);
    expect(world.mailIds()).toHaveLength(60);
  }, 60_000);

  it('is not lost when the broker is emptied, again and again', async () => {
    const referrals = await world.sendInTurns(15);
    const early = await world.start();
    for (let times = 0; times < 3; times += 1) {
      await pause(60);
      await empty(world.broker);
      referrals.push(...(await world.sendInTurns(5)));
    }
    await early.stop();
    await empty(world.broker);
    await world.start();
    await world.allDone(30_000);
    const rows = await world.told();
    expect(rows.map(({ object_id }) => object_id).sort()).toEqual(referrals.map(({ id }) => id).sort());
    expect(new Set(world.mailIds()).size).toBe(30);
    expect(world.mailIds()).toHaveLength(30);
  }, 60_000);

  it('reaches people in the product while no mail can be sent, and mails once it can', async () => {
    const worker = await world.start({ SMTP_URL: await addressOfNobody() });
    const referral = await world.send();
    await until(async () => (await world.told()).length === 1);
    await until(() => worker.lines.some((line) => line.includes('task.failed')));
    expect(await world.told()).toMatchObject([{ object_id: referral.id, mailed: false }]);
    expect(await world.waiting()).toBe(1);
    expect(worker.lines.join()).not.toContain('example.org');
    await worker.stop();
    await world.start();
    await world.allDone();
    expect(world.mailIds()).toHaveLength(1);
    expect(await world.told()).toMatchObject([{ mailed: true }]);
  }, 40_000);

  it('is not tried for ever where the mail server says never', async () => {
    let asked = 0;
    const server = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      onRcptTo: (_address, _session, answer) => {
        asked += 1;
        answer(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
      },
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    const worker = await world.start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    await world.send();
    await world.allDone();
    expect(await world.told()).toMatchObject([{ mailed: false }]);
    expect(asked).toBe(1);
    expect(worker.lines.filter((line) => line.includes('mail.refused'))).toHaveLength(1);
    await worker.stop();
    await new Promise<void>((resolve) => server.close(resolve));
  }, 30_000);

  it('tells nobody who was suspended, and mails nobody who was suspended since', async () => {
    const { stored, intake } = world;
    const [suspended, leaver] = [
      await stored.person(intake.agencyId, 'LEGAL_AID', ['INTAKE']),
      await stored.person(intake.agencyId, 'LEGAL_AID', ['INTAKE']),
    ];
    const suspend = (person: Actor) =>
      stored.sql(`update app.person set status = 'SUSPENDED' where id = $1`, [person.personId]);
    await suspend(suspended);
    const worker = await world.start({ SMTP_URL: await addressOfNobody() });
    await world.send();
    await until(async () => (await world.told()).length === 2);
    await worker.stop();
    await suspend(leaver);
    await world.start();
    await world.allDone();
    const people = (await world.told()).map(({ person_id, mailed }) => ({ person_id, mailed }));
    expect(people).toContainEqual({ person_id: intake.personId, mailed: true });
    expect(people).toContainEqual({ person_id: leaver.personId, mailed: false });
    expect(world.mail.messages().flatMap(({ to }) => to)).toEqual([`${intake.personId}@example.org`]);
  }, 30_000);

  it('tells nobody to whom a conflict of interest closes the case', async () => {
    const { stored, caseworker, intake, caseId } = world;
    await stored.sql(
      `insert into app.conflict_of_interest (case_id, person_id, owner_agency_id, marked_at, marked_by)
        values ($1, $2, $3, now(), $4)`,
      [caseId, intake.personId, caseworker.agencyId, caseworker.personId],
    );
    await world.start();
    await world.send();
    await world.allDone();
    expect(await world.told()).toEqual([]);
  }, 30_000);
});

/** Where no server listens any more. */
async function addressOfNobody(): Promise<string> {
  const sink = await startMailSink();
  await sink.close();
  return sink.smtpUrl;
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
