import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database, ReadTx } from '#platform/database';
import { disclosureFor, SCOPES, type Actor } from '#policy';
import { ReferralWorld } from '../../../test/support/referral-world.js';
import { CaseReader, ListCases, ReadCase, RecordReader, UpdateCase, type RecordRequest } from './index.js';

const canary = `canary-${randomUUID()}`;
const record = {
  identity: { legalName: `${canary} name`, preferredName: 'Vesna', documents: [{ type: 'PASSPORT', number: canary }] },
  contact: { channels: [{ type: 'PHONE', value: canary, safe: 'YES' }] },
  location: { address: { street: canary }, areaNote: canary },
  health: { conditions: [canary], notes: canary },
  legal: { immigrationStatus: 'RESIDENT', representation: { name: canary } },
  account: { exploitationTypes: ['FORCED_LABOUR'], narrative: canary },
  risk: { safetyPlan: canary, peopleToKeepAway: [{ name: canary }] },
  family: { dependants: [{ name: canary, withSurvivor: true }] },
  support: { carePlan: canary },
} as const;
const identity: RecordRequest = { IDENTITY: ['legalName', 'preferredName'] };

describe('the record of a case', () => {
  let world: ReferralWorld;
  let caseworker: Actor;
  let lawyer: Actor;
  let caseId: string;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    caseworker = await world.newcomer('NGO', ['CASEWORKER']);
    lawyer = await world.newcomer('LEGAL_AID', ['SUPERVISOR']);
    await world.agreement(caseworker.agencyId, lawyer.agencyId, ['LEGAL_AID']);
    caseId = await world.openCase(caseworker, record as never);
  });
  afterAll(() => world.close());

  const steppedUp = (actor: Actor): Actor => ({ ...actor, stepUpAt: new Date() });
  const read = (actor: Actor, id: string, asked: RecordRequest = identity) =>
    world.get(ReadCase).execute(actor, id, { record: asked });
  const ledger = (id: string) =>
    world.sql<{ fields: string[]; basis: string; reader_id: string; basis_id: string | null }>(
      'select fields, basis, reader_id, basis_id from app.disclosure_ledger where case_id = $1 order by at, id',
      [id],
    );
  it('stands in the database as ciphertext only', async () => {
    const tables = await world.sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_schema in ('app', 'keys') and table_type = 'BASE TABLE'`,
    );
    const sections = await world.sql(`select 1 from app.case_section where case_id = $1`, [caseId]);
    expect(sections).toHaveLength(9);
    for (const { name } of tables) {
      const rows = await world.sql(`select 1 from ${name} t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0`, [
        canary,
        Buffer.from(canary).toString('hex'),
      ]);
      expect([name, rows.length]).toEqual([name, 0]);
    }
  });

  it('opens to its caseworker, what was asked for and no more, and into the ledger', async () => {
    const before = (await ledger(caseId)).length;
    const { record: opened } = await read(steppedUp(caseworker), caseId, { ...identity, HEALTH: ['notes'] });
    expect(opened?.identity).toEqual({
      legalName: `${canary} name`,
      preferredName: 'Vesna',
      aliases: null,
      dateOfBirth: null,
      nationalities: null,
      documents: null,
      photo: null,
    });
    expect(opened?.health).toMatchObject({ notes: canary, conditions: null });
    expect([opened?.legal, opened?.risk, opened?.contact]).toEqual([null, null, null]);
    expect(opened?.disclosure.map(({ scope, state }) => [scope, state])).toEqual(
      SCOPES.map((scope) => [scope, 'OPEN']),
    );
    expect((await ledger(caseId)).slice(before)).toEqual([
      {
        fields: ['IDENTITY.legalName', 'IDENTITY.preferredName', 'HEALTH.notes'],
        basis: 'OWNER',
        reader_id: caseworker.personId,
        basis_id: null,
      },
    ]);
  });

  it('writes nothing into the ledger when only the reasons are asked for', async () => {
    const before = (await ledger(caseId)).length;
    expect((await read(caseworker, caseId, {})).record?.disclosure).toHaveLength(9);
    expect((await ledger(caseId)).length).toBe(before);
  });

  it('asks for a step-up where a scope does', async () => {
    const { record: opened } = await read(caseworker, caseId, { ...identity, HEALTH: ['notes'] });
    expect(opened?.identity).toBeNull();
    expect(opened?.health?.notes).toBe(canary);
    expect(opened?.disclosure.find(({ scope }) => scope === 'IDENTITY')).toMatchObject({
      state: 'WITHHELD',
      reason: 'STEP_UP_REQUIRED',
    });
  });

  it('does not open when the ledger cannot be written', async () => {
    await world.sql('revoke insert on app.disclosure_ledger from havenline_api');
    try {
      await expect(read(steppedUp(caseworker), caseId)).rejects.toThrow(/permission denied/);
    } finally {
      await world.sql('grant insert on app.disclosure_ledger to havenline_api');
    }
    expect((await read(steppedUp(caseworker), caseId)).record?.identity?.preferredName).toBe('Vesna');
  });

  it('does not open in a transaction that cannot write', async () => {
    const at = new Date();
    const file = await world.get(Database).read(caseworker, (tx) => world.get(CaseReader).facts(tx, caseId));
    const disclosure = disclosureFor({
      reader: caseworker,
      case: file,
      referral: null,
      consent: null,
      agreement: null,
      emergency: null,
      at,
    });
    const request = {
      key: 'it',
      caseId,
      ownerAgencyId: file.ownerAgencyId,
      referralId: null,
      purpose: null,
      disclosure,
      requested: { HEALTH: ['notes'] },
    };
    await expect(
      world.get(Database).read(caseworker, (tx) => world.get(RecordReader).open(tx, caseworker, [request])),
    ).rejects.toThrow(/read-only/);
  });

  it('is in no row that another agency can see', async () => {
    const rows = await world.get(Database).transaction(lawyer, (tx) =>
      tx.query<{ seen: string }>({
        name: 'seen',
        text: `select (select count(*) from app.case_file) + (select count(*) from app.case_section)
          + (select count(*) from app.case_assignment) + (select count(*) from app.case_alias)
          + (select count(*) from app.conflict_of_interest) + (select count(*) from keys.data_key)
          + (select count(*) from keys.wrap) + (select count(*) from app.disclosure_ledger)
          + (select count(*) from app.consent) as seen`,
      }),
    );
    expect(rows).toEqual([{ seen: '0' }]);
  });

  it('cannot be written into by another agency, nor can a case be opened in its name', async () => {
    const strangers = world.get(Database);
    const attempts = [
      `insert into app.case_section (case_id, scope, owner_agency_id, sealed, key_version, updated_at, updated_by, version)
        values ($1, 'IDENTITY', app.agency_id(), '\\x00', 1, now(), app.person_id(), 1)`,
      `insert into app.conflict_of_interest (case_id, person_id, owner_agency_id, marked_at, marked_by)
        values ($1, app.person_id(), app.agency_id(), now(), app.person_id())`,
      `insert into keys.wrap (record_id, compartment, version, agency_id, owner_agency_id, wrapped, created_at)
        values ($1, 'IDENTITY', 1, app.agency_id(), app.agency_id(), '\\x00', now())`,
    ];
    for (const [index, text] of attempts.entries()) {
      await expect(
        strangers.transaction(lawyer, (tx) => tx.query({ name: `attempt-${index}`, text, values: [caseId] })),
      ).rejects.toThrow(/row-level security/);
    }
  });

  it('is KEYRING_UNAVAILABLE to an owner without its key, never empty, and is not written over', async () => {
    const id = await world.openCase(caseworker, record as never);
    await world.sql(`delete from keys.wrap where record_id = $1 and compartment = 'HEALTH'`, [id]);
    const lost = expect.objectContaining({ code: 'KEYRING_UNAVAILABLE' });
    await expect(read(caseworker, id, { HEALTH: ['notes'] })).rejects.toThrow(lost);
    const change = { caseId: id, record: { health: { notes: 'new' } } };
    await expect(world.get(UpdateCase).execute(caseworker, change)).rejects.toThrow(lost);
    expect((await read(caseworker, id, { SUPPORT: ['carePlan'] })).record?.support?.carePlan).toBe(canary);
  });

  it('opens in a list with three statements, however many cases there are', async () => {
    for (let more = 0; more < 3; more++) await world.openCase(caseworker, record as never);
    const statements = jest.spyOn(ReadTx.prototype, 'query');
    try {
      const page = await world.get(ListCases).execute(caseworker, {}, { record: { FAMILY: ['dependants'] } });
      expect(page.edges.length).toBeGreaterThan(2);
      expect(page.edges.map(({ node }) => node.record?.family?.dependants?.[0]?.name)).toEqual(
        page.edges.map(() => canary),
      );
      expect(page.edges.every(({ node }) => node.record?.identity === null)).toBe(true);
      expect(statements.mock.calls.map(([query]) => query.name)).toEqual([
        'case-page-assigned',
        'sections-fetch',
        'ledger-append',
      ]);
    } finally {
      statements.mockRestore();
    }
  });
});
