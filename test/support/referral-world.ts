import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AuditModule } from '#audit';
import { caseEntities, CasesModule, OpenCase, type OpenCaseInput } from '#cases';
import { consentEntities, ConsentsModule, RecordConsent, type RecordConsentInput } from '#consents';
import { Config, ConfigModule, loadConfig } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { Keyring, KeyringModule } from '#platform/keyring';
import { SCOPES, type Actor, type AgencyKind, type Purpose, type Role } from '#policy';
import {
  EndReferrals,
  referralEntities,
  ReferralsModule,
  SendReferral,
  type ReferralView,
  type SendReferralInput,
} from '#referrals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from './database.js';

const entities = [...caseEntities, ...consentEntities, ...referralEntities];

export const needsCard = {
  householdSize: 2,
  composition: 'ADULT_WITH_CHILDREN',
  ageBand: 'AGE_25_39',
  gender: 'FEMALE',
  languages: ['SR'],
  interpreter: 'NONE',
  accessibility: [],
  areaBand: 'SAME_REGION',
  urgency: 'URGENT',
  exclusions: [],
  services: ['LEGAL_AID'],
} as const;

/** The features around referrals on a database of their own: agencies are written past the walls, all else by use cases. */
export class ReferralWorld {
  private constructor(
    readonly database: TestDatabase,
    private readonly owner: Client,
    private readonly directory: string,
    private readonly product: TestingModule,
  ) {}

  /** @param role under which the use cases sign in to the database */
  static async open(): Promise<ReferralWorld> {
    const database = await createTestDatabase();
    const owner = new Client({ connectionString: database.adminUrl });
    await owner.connect();
    const directory = await mkdtemp(join(tmpdir(), 'havenline-referrals-'));
    const config = loadConfig({
      NODE_ENV: 'test',
      PUBLIC_URL: 'http://localhost:4000',
      API_DATABASE_URL: database.apiUrl,
      WORKER_DATABASE_URL: database.workerUrl,
      KEYRING_URL: pathToFileURL(directory).href,
      AUTH_SECRET: secret(),
      IDEMPOTENCY_SECRET: secret(),
      CURSOR_SECRET: secret(),
      DATABASE_POOL: '6',
    });
    const product = await started('api', config);
    return new ReferralWorld(database, owner, directory, product);
  }

  /** The same features as the worker has them. */
  async worker(): Promise<TestingModule> {
    return started('worker', this.product.get(Config));
  }

  async close(): Promise<void> {
    await this.product.close();
    await this.owner.end();
    await this.database.drop();
    await rm(this.directory, { recursive: true, force: true });
  }

  get<T>(useCase: Type<T>): T {
    return this.product.get(useCase);
  }

  /** One statement as the database's administrator. */
  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row & Record<string, unknown>>(text, [...values])).rows;
  }

  async agency(kind: AgencyKind, { forbidsIdentity = false } = {}): Promise<string> {
    const id = randomUUID();
    await this.sql(
      `insert into app.agency (id, name, kind, jurisdiction, time_zone, languages, status, forbids_identity, created_at)
        values ($1, $2, $3, 'RS', 'Europe/Belgrade', '{sr}', 'ACTIVE', $4, now())`,
      [id, `Agency ${id.slice(0, 8)}`, kind, forbidsIdentity],
    );
    await this.product.get(Keyring).provision(id);
    return id;
  }

  async unit(agencyId: string, name: string): Promise<string> {
    const id = randomUUID();
    await this.sql('insert into app.unit (id, agency_id, name) values ($1, $2, $3)', [id, agencyId, name]);
    return id;
  }

  async person(
    agencyId: string,
    agencyKind: AgencyKind,
    roles: readonly Role[],
    unitId: string | null = null,
  ): Promise<Actor> {
    const personId = randomUUID();
    await this.sql(
      `insert into app.person (id, auth_user_id, display_name, email, locale, status, created_at)
        values ($1, $2, 'Somebody', $3, 'en', 'ACTIVE', now())`,
      [personId, personId, `${personId}@example.org`],
    );
    await this.sql('insert into app.membership (person_id, agency_id, unit_id, roles) values ($1, $2, $3, $4)', [
      personId,
      agencyId,
      unitId,
      roles,
    ]);
    return {
      personId,
      agencyId,
      agencyKind,
      roles,
      unitId,
      stepUpAt: null,
      sessionId: randomUUID(),
      displayName: 'Somebody',
    };
  }

  /** A person of a new agency. */
  async newcomer(kind: AgencyKind, roles: readonly Role[], { forbidsIdentity = false } = {}): Promise<Actor> {
    return this.person(await this.agency(kind, { forbidsIdentity }), kind, roles);
  }

  async agreement(from: string, to: string, purposes: readonly Purpose[]): Promise<void> {
    await this.sql(
      `insert into app.agreement (id, discloser_agency_id, recipient_agency_id, purposes, scopes, signed_at, expires_at,
          document_sha256, status)
        values ($1, $2, $3, $4, $5, now() - interval '1 year', now() + interval '1 year', $6, 'ACTIVE')`,
      [randomUUID(), from, to, purposes, SCOPES, randomBytes(32)],
    );
  }

  /** @returns the case's id */
  async openCase(caseworker: Actor, record: OpenCaseInput['record'] = null): Promise<string> {
    const opened = await this.get(OpenCase).execute(caseworker, {
      ageStatus: 'ADULT',
      pillars: ['INDIVIDUAL_SUPPORT'],
      needsCard,
      risk: { level: 'STANDARD' },
      record,
    });
    return opened.id;
  }

  /** @returns the consent's id */
  async consent(
    caseworker: Actor,
    caseId: string,
    recipientAgencyId: string,
    given: Partial<RecordConsentInput> = {},
  ): Promise<string> {
    const consent = await this.get(RecordConsent).execute(caseworker, {
      caseId,
      recipientAgencyId,
      purpose: 'LEGAL_AID',
      scopes: ['IDENTITY', 'LEGAL'],
      excludedFields: ['photo'],
      grantedBy: 'SELF',
      language: 'EN',
      interpreterUsed: false,
      method: 'WET_SIGNATURE',
      copyGiven: 'GIVEN',
      understood: ['RISKS', 'ALTERNATIVES', 'SERVICE_DOES_NOT_DEPEND_ON_THIS', 'HOW_TO_WITHDRAW'],
      ...given,
    });
    return consent.id;
  }

  async send(
    caseworker: Actor,
    caseId: string,
    recipientAgencyId: string,
    given: Partial<SendReferralInput> = {},
  ): Promise<ReferralView> {
    return this.get(SendReferral).execute(caseworker, {
      caseId,
      recipientAgencyId,
      serviceType: 'LEGAL_AID',
      handOff: 'INTRODUCED_CALL',
      ...given,
    });
  }
}

function started(role: 'api' | 'worker', config: Config): Promise<TestingModule> {
  return Test.createTestingModule({
    imports: [
      ConfigModule.forRoot(config),
      DatabaseModule.forRole(role, entities),
      AuditModule,
      KeyringModule,
      CasesModule,
      ReferralsModule,
      ConsentsModule.withEnders([EndReferrals], [ReferralsModule]),
    ],
  }).compile();
}

function secret(): string {
  return randomBytes(24).toString('hex');
}
