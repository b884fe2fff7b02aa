import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { AcceptReferral } from '#referrals';
import { Client } from 'pg';
import { ReferralWorld } from '../support/referral-world.js';

/**
 * Somebody who can run any statement as the API's own database role. Such a one can say to be any agency: the setting that
 * names it is no secret, so row-level security is a wall against mistakes of the API, not against this. What is tested
 * here is what stays closed even then: rights, what was recorded, what is sealed, who may sign in.
 */
let world: ReferralWorld;
let sender: Actor;
let intake: Actor;
let caseId: string;
let consentId: string;
let referralId: string;
let api: Client;

beforeAll(async () => {
  world = await ReferralWorld.open();
  sender = await world.newcomer('NGO', ['CASEWORKER']);
  intake = await world.newcomer('LEGAL_AID', ['INTAKE']);
  await world.agreement(sender.agencyId, intake.agencyId, ['LEGAL_AID']);
  caseId = await world.openCase(sender, {
    identity: { legalName: 'CANARY NAME' },
    legal: { immigrationStatus: 'IRREGULAR' },
  });
  consentId = await world.consent(sender, caseId, intake.agencyId);
  referralId = (await world.send(sender, caseId, intake.agencyId)).id;
  await world.get(AcceptReferral).execute(intake, { referralId });
  api = new Client({ connectionString: world.database.apiUrl });
  await api.connect();
});
afterAll(async () => {
  await api.end();
  await world.close();
});

/** One statement as whoever the setting names; nothing of it stays. */
async function as(actor: Actor | null, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  await api.query('begin');
  try {
    const said = [actor?.agencyId ?? '', actor?.personId ?? '', actor?.agencyKind ?? ''];
    await api.query(
      `select set_config('app.agency_id', $1, true), set_config('app.person_id', $2, true), set_config('app.agency_kind', $3, true)`,
      said,
    );
    return (await api.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await api.query('rollback');
  }
}
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code,
  );
const denied = '42501';

describe('the API’s database role', () => {
  it.each([
    ['become the owner', 'set role havenline_owner'],
    ['become the worker', 'set role havenline_worker'],
    ['become the sign-in role', 'set session authorization havenline_auth'],
    ['switch triggers off', `set session_replication_role = 'replica'`],
    ['take a policy away', 'drop policy owner_agency on app.case_file'],
    ['take the walls away', 'alter table app.referral disable row level security'],
    ['switch one trigger off', 'alter table app.consent disable trigger keep_closed_consent'],
    ['make a table', 'create table app.x (id int)'],
    ['make a table of its own', 'create temp table x (id int)'],
    ['make a table elsewhere', 'create table public.x (id int)'],
    ['make a schema', 'create schema x'],
    ['make a function', `create function app.x() returns int language sql return 1`],
    [
      'make another of our functions',
      `create or replace function app.agency_id() returns uuid language sql return null`,
    ],
    ['read a file', `select pg_read_file('/etc/hostname')`],
    ['run a command', `copy app.unit to program 'cat'`],
    ['read what the catalogue hides', 'select rolpassword from pg_authid'],
    ['see a session', 'select * from auth.session'],
    ['see a password', 'select * from auth.account'],
    ['see a job', 'select * from queue.job limit 1'],
    ['read what is to be told', 'select * from app.outbox'],
    [
      'grant itself a scope',
      `insert into app.referral_access (agency_id, referral_id, scope, case_id, opens_at, expires_at)
      values (gen_random_uuid(), gen_random_uuid(), 'HEALTH', gen_random_uuid(), now(), now())`,
    ],
    ['make a scope last', `update app.referral_access set expires_at = 'infinity'`],
    ['raise a ceiling', `insert into app.policy_ceiling values ('LAW_ENFORCEMENT', 'LEGAL_AID', 'LOCATION')`],
    ['open another state', `insert into app.policy_open_state values ('REQUESTED')`],
    ['sign an agreement', `update app.agreement set expires_at = 'infinity'`],
    ['make itself an admin', `update app.membership set roles = '{SUPERVISOR}'`],
    ['lift a suspension', `update app.agency set status = 'ACTIVE'`],
    ['forget an entry', 'delete from app.audit_entry'],
    ['change an entry', `update app.audit_entry set code = 'X'`],
    ['forget who read', 'delete from app.disclosure_ledger'],
    ['forget a mutation', 'delete from app.client_mutation'],
    ['work access out anew', 'select app.refresh_referral_access(gen_random_uuid())'],
  ])('cannot %s', async (_, text) => {
    for (const who of [null, sender, intake]) {
      expect(['42501', '42P01', '3F000']).toContain(await codeOf(as(who, text)));
    }
  });

  it('sees nothing at all until it says who asks', async () => {
    const tables = await world.sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.table_privileges
       where grantee = 'havenline_api' and privilege_type = 'SELECT' and table_name not like 'policy_%' group by 1`,
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { name } of tables) {
      expect([name, await as(null, `select 1 from ${name} limit 1`)]).toEqual([name, []]);
    }
  });

  it('gets an error, and no row, when it asks for row-level security to be off', async () => {
    await api.query('set row_security = off');
    for (const table of ['case_file', 'case_section', 'consent', 'referral']) {
      expect(await codeOf(as(intake, `select 1 from app.${table}`))).toBe(denied);
    }
    await api.query('reset row_security');
  });

  it('cannot change what was agreed to, only that it has ended', async () => {
    const changes: readonly (readonly [string, unknown])[] = [
      ['scopes', ['IDENTITY', 'LEGAL', 'HEALTH']],
      ['excluded_fields', []],
      ['expires_at', new Date(Date.now() + 80 * 86_400_000)],
      ['valid_from', new Date(0)],
      ['recipient_agency_id', sender.agencyId],
      ['recipient_unit_id', null],
      ['recipient_person_id', intake.personId],
      ['purpose', 'COMPENSATION'],
      ['case_id', randomUUID()],
      ['granted_by', 'GUARDIAN'],
      ['recorded_by', intake.personId],
      ['recorded_at', new Date(0)],
      ['understood', []],
    ];
    for (const [column, value] of changes) {
      const change = as(sender, `update app.consent set ${column} = $2 where id = $1`, [consentId, value]);
      expect([column, await codeOf(change)]).toEqual([column, denied]);
    }
    const ended = `update app.consent set state = 'WITHDRAWN', withdrawn_at = now(), version = version + 1 where id = $1 returning state`;
    expect(await as(sender, ended, [consentId])).toEqual([{ state: 'WITHDRAWN' }]);
    expect(await as(intake, ended, [consentId])).toEqual([]);
  });

  it('finds in clear text nothing that was told in confidence, whoever it says to be', async () => {
    for (const actor of [sender, intake]) {
      for (const table of ['app.case_section', 'keys.wrap', 'keys.data_key', 'app.referral', 'app.consent']) {
        const rows = await as(actor, `select t::text as text, t.* from ${table} t`);
        expect(JSON.stringify(rows)).not.toMatch(/CANARY|IRREGULAR/);
      }
    }
    const sealed = await as(intake, 'select encode(sealed, $1) as text from app.case_section', ['escape']);
    expect(sealed).toHaveLength(2);
    expect(JSON.stringify(sealed)).not.toMatch(/CANARY|IRREGULAR/);
  });
});

describe('a row that a policy hides', () => {
  const third = async (): Promise<Actor> => world.newcomer('NGO', ['CASEWORKER', 'SUPERVISOR']);

  it('answers an insert that names it as one that is not there', async () => {
    const actor = await third();
    const ownCase = await world.openCase(actor);
    const inserts: readonly (readonly [string, string, string])[] = [
      [
        'an assignment',
        caseId,
        `insert into app.case_assignment values ($1, '${actor.personId}', '${actor.agencyId}', now())`,
      ],
      [
        'a conflict',
        caseId,
        `insert into app.conflict_of_interest values ($1, '${actor.personId}', '${actor.agencyId}', now(), '${actor.personId}')`,
      ],
      [
        'an alias',
        caseId,
        `insert into app.case_alias values ($1, '${actor.agencyId}', '${actor.agencyId}', 'X1X-X1X1')`,
      ],
      [
        'a section',
        caseId,
        `insert into app.case_section values ($1, 'RISK', '${actor.agencyId}', '\\x00', 1, now(), '${actor.personId}', 1)`,
      ],
      [
        'a key for it',
        consentId,
        `insert into keys.wrap values ($1, 'RISK', 1, '${actor.agencyId}', '${actor.agencyId}', '\\x00', now())`,
      ],
      [
        'a purge of it',
        consentId,
        `insert into app.purge_request (id, consent_id, referral_id, owner_agency_id, holder_agency_id, requested_at, due_at, version)
        values (gen_random_uuid(), $1, gen_random_uuid(), '${actor.agencyId}', '${intake.agencyId}', now(), now(), 1)`,
      ],
      [
        'a request for a bed',
        caseId,
        `insert into app.placement_request values (gen_random_uuid(), $1, '${actor.agencyId}', '{}', 'URGENT', 'SHELTER', 'REQUESTED', '${actor.personId}', now(), null, 1)`,
      ],
      ['a referral', caseId, referralOf(actor)],
      ['a referral under its consent', consentId, referralOf(actor, ownCase)],
    ];
    for (const [what, there, text] of inserts) {
      const answers = [await codeOf(as(actor, text, [there])), await codeOf(as(actor, text, [randomUUID()]))];
      expect([what, ...answers]).toEqual([what, denied, denied]);
    }
  });
});

function referralOf(actor: Actor, ownCase?: string): string {
  const [theCase, consent] = ownCase === undefined ? ['$1', 'null'] : [`'${ownCase}'`, '$1'];
  return `insert into app.referral (id, kind, service_type, purpose, case_id, case_alias, sender_agency_id, recipient_agency_id,
      consent_id, state, urgency, hand_off, needs_card, info_asked, sent_by, created_at, updated_at, version)
    values (gen_random_uuid(), 'SERVICE', 'LEGAL_AID', 'LEGAL_AID', ${theCase}, 'X1X-X1X1', '${actor.agencyId}', '${intake.agencyId}',
      ${consent}, 'DRAFT', 'URGENT', 'INTRODUCED_CALL', '{}', '{}', '${actor.personId}', now(), now(), 1)`;
}
