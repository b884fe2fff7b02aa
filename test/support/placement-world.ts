import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { NeedsCard } from '#cases';
import type { Actor, AgencyKind, Purpose, Role, Scope } from '#policy';
import { createTestDatabase, type TestDatabase } from './database.js';

const card: NeedsCard = {
  householdSize: 2,
  composition: 'ADULT_WITH_CHILDREN',
  ageBand: 'AGE_25_39',
  gender: 'FEMALE',
  languages: ['SR'],
  interpreter: 'NONE',
  accessibility: [],
  areaBand: 'SAME_REGION',
  urgency: 'URGENT',
  exclusions: ['NO_MIXED_GENDER_HOUSING'],
  services: ['SHELTER'],
  riskLevel: 'STANDARD',
};

/** A database with agencies, people and agreements that a placement needs, written past the walls. */
export class PlacementWorld {
  private constructor(
    readonly database: TestDatabase,
    private readonly owner: Client,
  ) {}

  static async open(): Promise<PlacementWorld> {
    const database = await createTestDatabase();
    const owner = new Client({ connectionString: database.adminUrl });
    await owner.connect();
    return new PlacementWorld(database, owner);
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.database.drop();
  }

  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row & Record<string, unknown>>(text, [...values])).rows;
  }

  async agency(kind: AgencyKind, status = 'ACTIVE'): Promise<string> {
    const id = randomUUID();
    await this.sql(
      `insert into app.agency (id, name, kind, jurisdiction, time_zone, languages, status, forbids_identity, created_at)
        values ($1, $2, $3, 'RS', 'Europe/Belgrade', '{sr}', $4, false, now())`,
      [id, `Agency ${id.slice(0, 8)}`, kind, status],
    );
    return id;
  }

  async person(agencyId: string, agencyKind: AgencyKind, roles: readonly Role[]): Promise<Actor> {
    const personId = randomUUID();
    await this.sql(
      `insert into app.person (id, auth_user_id, display_name, email, locale, status, created_at)
        values ($1, $2, 'Somebody', $3, 'en', 'ACTIVE', now())`,
      [personId, personId, `${personId}@example.org`],
    );
    await this.sql('insert into app.membership (person_id, agency_id, roles) values ($1, $2, $3)', [
      personId,
      agencyId,
      roles,
    ]);
    const session = { unitId: null, stepUpAt: null, sessionId: randomUUID(), displayName: 'Somebody' };
    return { personId, agencyId, agencyKind, roles, ...session };
  }

  /** A person of a new agency. */
  async newcomer(kind: AgencyKind, roles: readonly Role[]): Promise<Actor> {
    return this.person(await this.agency(kind), kind, roles);
  }

  async agreement(
    from: string,
    to: string,
    {
      purposes = ['SHELTER'],
      scopes = ['IDENTITY', 'HEALTH', 'RISK'],
      expires = "now() + interval '1 year'",
    }: {
      readonly purposes?: readonly Purpose[];
      readonly scopes?: readonly Scope[];
      readonly expires?: string;
    } = {},
  ): Promise<void> {
    await this.sql(
      `insert into app.agreement (id, discloser_agency_id, recipient_agency_id, purposes, scopes, signed_at, expires_at,
          document_sha256, status)
        values ($1, $2, $3, $4, $5, now() - interval '1 year', ${expires}, $6, 'ACTIVE')`,
      [randomUUID(), from, to, purposes, scopes, randomBytes(32)],
    );
  }

  /** A case of the caseworker's agency, on which the caseworker works. */
  async caseOf(caseworker: Actor, { reviewDue = `now() + interval '5 days'`, status = 'OPEN' } = {}): Promise<string> {
    const id = randomUUID();
    await this.sql(
      `insert into app.case_file (id, owner_agency_id, case_code, advocate_id, age_status, pillars, needs_card, risk_level,
          risk_review_due_at, status, created_by, created_at, updated_at, version)
        values ($1, $2, $3, $4, 'ADULT', '{INDIVIDUAL_SUPPORT}', $5, 'STANDARD', ${reviewDue}, $6, $4, now(), now(), 1)`,
      [id, caseworker.agencyId, id.slice(0, 8), caseworker.personId, card, status],
    );
    await this.sql(
      'insert into app.case_assignment (case_id, person_id, owner_agency_id, assigned_at) values ($1, $2, $3, now())',
      [id, caseworker.personId, caseworker.agencyId],
    );
    return id;
  }

  /** A consent of thirty days to be placed with this shelter. */
  async consent(
    caseworker: Actor,
    caseId: string,
    shelterId: string,
    { purpose = 'SHELTER', scopes = ['IDENTITY', 'HEALTH', 'RISK'], state = 'ACTIVE' } = {},
  ): Promise<string> {
    const id = randomUUID();
    await this.sql(
      `insert into app.consent (id, case_id, owner_agency_id, recipient_agency_id, purpose, scopes, excluded_fields, state,
          valid_from, expires_at, recipient_retention_days, granted_by, guardian_conflict_checked, language, interpreter_used,
          method, text_version, copy_given, understood, recorded_by, recorded_at, version)
        values ($1, $2, $3, $4, $5, $6, '{}', $7, now() - interval '1 minute', now() + interval '30 days', 30, 'SELF', true, 'EN',
          false, 'WET_SIGNATURE', '2026-1', 'GIVEN', '{RISKS}', $8, now(), 1)`,
      [id, caseId, caseworker.agencyId, shelterId, purpose, scopes, state, caseworker.personId],
    );
    return id;
  }

  /** How full a category is, as stored. */
  async beds(id: string): Promise<{ capacity: number; occupied: number; held: number }> {
    const [row] = await this.sql<{ capacity: number; occupied: number; held: number }>(
      'select capacity, occupied, held from app.bed_category where id = $1',
      [id],
    );
    if (row === undefined) throw new Error(`There is no bed category ${id}.`);
    return row;
  }
}
