import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '#policy';
import type { ReferralView } from '#referrals';
import type { Broker } from '#platform/queue';
import { type MailSink, startMailSink } from '../../tools/mail-sink.mjs';
import { testBroker } from './brokers.js';
import { ReferralWorld } from './referral-world.js';
import { LocalWorker, workerEnvironment } from './worker.js';

export interface Told {
  readonly person_id: string;
  readonly kind: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly mailed: boolean;
}

/** An NGO that refers one survivor to legal aid, a mailbox, and as many workers as a test starts. */
export class WorkerWorld {
  private readonly workers: LocalWorker[] = [];

  private constructor(
    readonly stored: ReferralWorld,
    readonly broker: Broker,
    readonly mail: MailSink,
    readonly caseworker: Actor,
    readonly supervisor: Actor,
    readonly intake: Actor,
    readonly caseId: string,
    readonly consentId: string,
  ) {}

  static async open(kind: Broker['kind']): Promise<WorkerWorld> {
    const stored = await ReferralWorld.open();
    const caseworker = await stored.newcomer('NGO', ['CASEWORKER']);
    const supervisor = await stored.person(caseworker.agencyId, 'NGO', ['SUPERVISOR']);
    const intake = await stored.newcomer('LEGAL_AID', ['INTAKE']);
    await stored.agreement(caseworker.agencyId, intake.agencyId, ['LEGAL_AID']);
    const caseId = await stored.openCase(caseworker);
    const consentId = await stored.consent(caseworker, caseId, intake.agencyId);
    const broker = testBroker(kind, stored.database);
    const mail = await startMailSink();
    const world = new WorkerWorld(stored, broker, mail, caseworker, supervisor, intake, caseId, consentId);
    await world.forget();
    return world;
  }

  async close(): Promise<void> {
    await this.rest();
    await this.mail.close();
    await this.stored.close();
  }

  async start(settings: Record<string, string> = {}): Promise<LocalWorker> {
    const env = workerEnvironment(this.stored.database, this.broker, { SMTP_URL: this.mail.smtpUrl, ...settings });
    const worker = await LocalWorker.start(env);
    this.workers.push(worker);
    return worker;
  }

  /** Stops every worker and forgets what has happened. */
  async rest(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.stop()));
    await this.forget();
  }

  send(): Promise<ReferralView> {
    return this.stored.send(this.caseworker, this.caseId, this.intake.agencyId);
  }

  /** One after the other: a case's referrals are sent by one person. */
  async sendInTurns(times: number): Promise<ReferralView[]> {
    const sent: ReferralView[] = [];
    while (sent.length < times) sent.push(await this.send());
    return sent;
  }

  told(): Promise<Told[]> {
    return this.stored.sql<Told>(`select person_id, kind, object_type, object_id, mailed_at is not null as mailed
      from app.notification order by id`);
  }

  /** How many events are not done. */
  async waiting(): Promise<number> {
    const [row] = await this.stored.sql<{ count: number }>(
      'select count(*)::int from app.outbox where done_at is null',
    );
    return row?.count ?? 0;
  }

  allDone(patience = 20_000): Promise<void> {
    return until(async () => (await this.waiting()) === 0, patience);
  }

  /** Message-ID of every mail that arrived. */
  mailIds(): string[] {
    return this.mail.messages().map(({ raw }) => /^Message-ID: (.+)$/im.exec(raw)?.[1] ?? 'none');
  }

  private async forget(): Promise<void> {
    await this.stored.sql('delete from app.inbox');
    await this.stored.sql('delete from app.notification');
    await this.stored.sql('delete from app.outbox');
    this.mail.clear();
  }
}

export async function until(condition: () => boolean | Promise<boolean>, patience = 15_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await pause(50);
  }
}
