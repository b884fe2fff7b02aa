import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import type { Broker } from '#platform/queue';
import { type MailSink, startMailSink } from '../../tools/mail-sink.mjs';
import { brokerKinds, testBroker } from '../support/brokers.js';
import { eventually } from '../support/caller.js';
import { ReferralWorld } from '../support/referral-world.js';
import { WorkerProcess, workerEnvironment } from '../support/worker.js';

const referralsSent = 40;
const kills = 4;
/** As many mails as a worker hands over at the same moment. */
const mailsInFlight = 4;

describe.each(brokerKinds)('a worker on %s that is killed', (kind) => {
  let world: ReferralWorld;
  let broker: Broker;
  let mail: MailSink;
  let caseworker: Actor;
  let intake: Actor;
  let caseId: string;
  const processes: WorkerProcess[] = [];

  beforeAll(async () => {
    world = await ReferralWorld.open();
    broker = testBroker(kind, world.database);
    mail = await startMailSink();
    caseworker = await world.newcomer('NGO', ['CASEWORKER']);
    intake = await world.newcomer('LEGAL_AID', ['INTAKE']);
    await world.agreement(caseworker.agencyId, intake.agencyId, ['LEGAL_AID']);
    caseId = await world.openCase(caseworker);
    await world.consent(caseworker, caseId, intake.agencyId);
  }, 60_000);
  afterAll(async () => {
    for (const worker of processes) await worker.stop('SIGKILL');
    await mail.close();
    await world.close();
  });

  const start = async (smtpUrl = mail.smtpUrl): Promise<WorkerProcess> => {
    const worker = await WorkerProcess.start(
      workerEnvironment(world.database, broker, { SMTP_URL: smtpUrl, PATH: process.env['PATH'] ?? '' }),
    );
    processes.push(worker);
    return worker;
  };
  const count = async (what: string): Promise<number> => {
    const [row] = await world.sql<{ count: number }>(`select count(*)::int as count from ${what}`);
    return row?.count ?? -1;
  };

  it('loses nothing and does nothing twice', async () => {
    const sending = (async () => {
      for (let n = 0; n < referralsSent; n += 1) {
        await world.send(caseworker, caseId, intake.agencyId);
        await pause(20);
      }
    })();
    for (let n = 0; n < kills; n += 1) {
      const worker = await start();
      // Only a worker that is at work has something to lose.
      const before = await count('app.inbox');
      await eventually(async () => {
        expect((await count('app.inbox')) - before).toBeGreaterThan(n);
      }, 20_000);
      await worker.stop('SIGKILL');
    }
    await sending;
    const interrupted = await count('app.outbox where done_at is null');
    expect(interrupted).toBeGreaterThan(0);
    await start();
    await eventually(async () => {
      expect(await count('app.outbox where done_at is null')).toBe(0);
    }, 60_000);

    const sent = await count('app.referral');
    expect(sent).toBe(referralsSent);
    expect(await count(`app.notification where kind = 'REFERRAL_RECEIVED'`)).toBe(referralsSent);
    expect(await count('(select distinct object_id from app.notification) as told')).toBe(referralsSent);
    expect(await count('app.notification where mailed_at is null')).toBe(0);

    const ids = mail.messages().map(({ raw }) => /^Message-ID: (.+)$/im.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(referralsSent);
    // A mail that the server has and the worker could not note goes out again under the same id, and only that one.
    expect(ids.length - referralsSent).toBeLessThanOrEqual(kills * mailsInFlight);

    await eventually(async () => {
      expect(await count('app.audit_pending')).toBe(0);
    });
    expect(await count('app.audit_leaf')).toBe(await count('app.audit_entry'));
    expect(
      await count(
        '(select max(sequence) + 1 as leaves from app.audit_leaf) as tree where leaves = (select count(*) from app.audit_leaf)',
      ),
    ).toBe(1);
  }, 180_000);

  it('finishes a job that three workers in a row died over', async () => {
    for (const worker of processes) await worker.stop('SIGTERM');
    mail.clear();
    // A mail server that takes the call and never says a word.
    let calls = 0;
    const silence = createServer(() => {
      calls += 1;
    }).listen(0, '127.0.0.1');
    await once(silence, 'listening');
    await world.send(caseworker, caseId, intake.agencyId);
    for (let died = 0; died < 3; died += 1) {
      const worker = await start(`smtp://127.0.0.1:${(silence.address() as AddressInfo).port}`);
      await eventually(() => {
        expect(calls).toBe(died + 1);
      }, 20_000);
      await worker.stop('SIGKILL');
    }
    silence.close();
    await start();
    await eventually(async () => {
      expect(await count('app.outbox where done_at is null')).toBe(0);
    }, 30_000);
    expect(mail.messages()).toHaveLength(1);
  }, 120_000);

  it('outlives the loss of every connection to the database, again and again', async () => {
    const worker = processes.at(-1);
    const told = await count(`app.notification where kind = 'REFERRAL_RECEIVED'`);
    for (let times = 0; times < 4; times += 1) {
      await world.send(caseworker, caseId, intake.agencyId);
      await world.sql(`select pg_terminate_backend(pid) from pg_stat_activity
        where usename = 'havenline_worker' and datname = current_database()`);
      // Until everybody has come back: to be cut off while signing in is another matter.
      await pause(1_000);
    }
    await eventually(async () => {
      expect(await count('app.outbox where done_at is null')).toBe(0);
    }, 60_000);
    expect(await count(`app.notification where kind = 'REFERRAL_RECEIVED'`)).toBe(told + 4);
    expect(worker?.running).toBe(true);
  }, 90_000);

  it('gives up no job because its workers died', () => {
    const lines = processes.flatMap((worker) => worker.lines);
    expect(lines.filter((line) => line.includes('task.given_up'))).toEqual([]);
    expect(lines.filter((line) => line.includes('example.org'))).toEqual([]);
  });

  it('ends by itself when it is asked to, with its work finished', async () => {
    const worker = processes.at(-1);
    for (let n = 0; n < 5; n += 1) await world.send(caseworker, caseId, intake.agencyId);
    const asked = Date.now();
    expect([0, null]).toContain(await worker?.stop('SIGTERM'));
    expect(Date.now() - asked).toBeLessThan(10_000);
    await start();
    await eventually(async () => {
      expect(await count('app.outbox where done_at is null')).toBe(0);
    }, 30_000);
    expect(await count(`app.notification where kind = 'REFERRAL_RECEIVED'`)).toBe(referralsSent + 10);
  }, 60_000);
});
