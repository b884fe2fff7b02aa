import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '#audit';
import { caseEntities } from '#cases';
import { CONSENT_ENDERS, consentEntities, ConsentsModule, ExpireConsents } from '#consents';
import {
  ArrangeCooperation,
  CooperationClockModule,
  cooperationEntities,
  CooperationModule,
  EndCooperation,
  ListCooperationRequests,
  OpenReflection,
  ReadCooperationRequest,
  RecordSurvivorDecision,
  ReviewCooperationRequest,
  SubmitCooperationRequest,
  type AgencyRequest,
  type PoliceRequest,
} from '#cooperation';
import type { Actor, AgencyKind, Role } from '#policy';
import { ConfigModule, loadConfig } from '#platform/config';
import { Database, DatabaseModule } from '#platform/database';
import { Keyring, KeyringModule } from '#platform/keyring';
import { PlacementWorld } from './placement-world.js';

const hour = 3_600_000;

@Module({})
class ApiRoot {}

@Module({})
class WorkerRoot {}

/** Police and an agency on a database of their own, with the use cases as the processes have them. */
export class CooperationWorld {
  private constructor(
    readonly stored: PlacementWorld,
    readonly api: INestApplicationContext,
    readonly worker: INestApplicationContext,
    private readonly directory: string,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<CooperationWorld> {
    const stored = await PlacementWorld.open();
    const directory = await mkdtemp(join(tmpdir(), 'havenline-keys-'));
    const config = loadConfig({
      PUBLIC_URL: 'http://localhost:4000',
      KEYRING_URL: pathToFileURL(directory).href,
      API_DATABASE_URL: stored.database.apiUrl,
      WORKER_DATABASE_URL: stored.database.workerUrl,
      AUTH_SECRET: 'a'.repeat(32),
      IDEMPOTENCY_SECRET: 'b'.repeat(32),
      CURSOR_SECRET: 'c'.repeat(32),
      ...settings,
    });
    const entities = [...caseEntities, ...consentEntities, ...cooperationEntities];
    const shared = [ConfigModule.forRoot(config), AuditModule];
    const api = await NestFactory.createApplicationContext(
      {
        module: ApiRoot,
        imports: [
          ...shared,
          DatabaseModule.forRole('api', entities),
          KeyringModule,
          CooperationModule,
          ConsentsModule.withEnders([EndCooperation], [CooperationModule]),
        ],
      },
      { logger: false },
    );
    const worker = await NestFactory.createApplicationContext(
      {
        module: WorkerRoot,
        imports: [...shared, DatabaseModule.forRole('worker', consentEntities), CooperationClockModule],
        providers: [
          ExpireConsents,
          { provide: CONSENT_ENDERS, inject: [EndCooperation], useFactory: (ender: EndCooperation) => [ender] },
        ],
      },
      { logger: false },
    );
    return new CooperationWorld(stored, api, worker, directory);
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.worker.close();
    await this.stored.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** A person of a new agency that has its key. */
  async newcomer(kind: AgencyKind, roles: readonly Role[]): Promise<Actor> {
    const actor = await this.stored.newcomer(kind, roles);
    await this.api.get(Keyring).provision(actor.agencyId);
    return actor;
  }

  colleague(of: Actor, roles: readonly Role[]): Promise<Actor> {
    return this.stored.person(of.agencyId, of.agencyKind, roles);
  }

  submit(
    liaison: Actor,
    agencyId: string,
    more: Partial<Parameters<SubmitCooperationRequest['execute']>[1]> = {},
  ): Promise<PoliceRequest> {
    return this.api.get(SubmitCooperationRequest).execute(liaison, {
      agencyId,
      reference: 'BP-2026/117',
      asked: ['STATEMENT', 'INITIAL_CONVERSATION'],
      matter: 'A woman of about thirty, seen at the border in March.\nShe may have been a witness.',
      contactModes: ['ADVOCATE_RELAY_CALL'],
      ...more,
    });
  }

  review(advocate: Actor, id: string, caseId: string | null): Promise<AgencyRequest> {
    const finding = caseId === null ? 'NOT_KNOWN' : 'OWN_CASE';
    return this.api.get(ReviewCooperationRequest).execute(advocate, { id, finding, caseId });
  }

  reflect(advocate: Actor, id: string, until: Date | null = null): Promise<AgencyRequest> {
    return this.api.get(OpenReflection).execute(advocate, { id, until });
  }

  decide(
    advocate: Actor,
    id: string,
    decision: Parameters<RecordSurvivorDecision['execute']>[1]['decision'],
    more: Partial<Parameters<RecordSurvivorDecision['execute']>[1]> = {},
  ): Promise<AgencyRequest> {
    return this.api.get(RecordSurvivorDecision).execute(advocate, { id, decision, ...more });
  }

  /** A call through the advocate, three weeks from now. */
  arrange(
    advocate: Actor,
    id: string,
    more: Partial<Parameters<ArrangeCooperation['execute']>[1]> = {},
  ): Promise<AgencyRequest> {
    const startsAt = new Date(Date.now() + 21 * 24 * hour);
    const endsAt = new Date(startsAt.getTime() + 2 * hour);
    return this.api
      .get(ArrangeCooperation)
      .execute(advocate, { id, contactMode: 'ADVOCATE_RELAY_CALL', startsAt, endsAt, ...more });
  }

  /** As far as an agreement and what was agreed. */
  async offered(liaison: Actor, advocate: Actor, caseId: string): Promise<AgencyRequest> {
    const { id } = await this.submit(liaison, advocate.agencyId);
    await this.review(advocate, id, caseId);
    await this.decide(advocate, id, 'AGREE');
    return this.arrange(advocate, id);
  }

  async policeView(liaison: Actor, id: string): Promise<PoliceRequest> {
    const view = await this.api.get(ReadCooperationRequest).execute(liaison, id);
    if (view.side !== 'POLICE') throw new Error('The police were shown the side of the agency.');
    return view;
  }

  async agencyView(advocate: Actor, id: string): Promise<AgencyRequest> {
    const view = await this.api.get(ReadCooperationRequest).execute(advocate, id);
    if (view.side !== 'AGENCY') throw new Error('The agency was shown the side of the police.');
    return view;
  }

  list(actor: Actor, args: Parameters<ListCooperationRequests['execute']>[1] = {}) {
    return this.api.get(ListCooperationRequests).execute(actor, args);
  }

  /** One statement as the API's role, on behalf of somebody. */
  asApi(actor: Actor, text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.api
      .get(Database)
      .transaction(actor, (tx) =>
        tx.query<Record<string, unknown>>({ name: `t${text.length}${text.slice(0, 50)}`, text, values }),
      );
  }

  /** Moves what has been asked, answered and released so far into the past; the database's clock itself cannot be moved. */
  async letPass(days: number): Promise<void> {
    const back = `interval '${days} days'`;
    await this.stored.sql(
      `update app.cooperation_request set submitted_at = submitted_at - ${back}, answer_at = answer_at - ${back}`,
    );
    await this.stored.sql(`update app.cooperation_arrangement set release_at = release_at - ${back}`);
    await this.stored.sql(
      `update app.cooperation_review set reflection_until = reflection_until - ${back} where reflection_until is not null`,
    );
  }
}
