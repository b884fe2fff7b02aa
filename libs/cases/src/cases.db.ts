import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '#policy';
import { needsCard, ReferralWorld } from '../../../test/support/referral-world.js';
import { OpenCase, ReadCase, UpdateCase, type OpenCaseInput } from './index.js';

const input: OpenCaseInput = {
  ageStatus: 'ADULT',
  pillars: ['INDIVIDUAL_SUPPORT', 'JUSTICE_REDRESS'],
  needsCard,
  risk: { level: 'HIGH', survivorView: 'He knows the street.' },
  record: { identity: { legalName: 'Vesna', preferredName: 'Vesna' }, health: { conditions: ['Asthma'] } },
};
const refused = (code: string, ...path: string[]): unknown =>
  expect.objectContaining({
    code,
    ...(path.length === 0 ? {} : { details: expect.objectContaining({ path: ['input', ...path] }) as unknown }),
  });

describe('cases', () => {
  let world: ReferralWorld;
  let agencyId: string;
  let caseworker: Actor;
  let supervisor: Actor;

  const colleague = (...roles: Role[]) => world.person(agencyId, 'NGO', roles);
  const open = (actor: Actor, more: Partial<OpenCaseInput> = {}) =>
    world.get(OpenCase).execute(actor, { ...input, ...more });
  const everything = async (actor: Actor, id: string) =>
    (
      await world.get(ReadCase).execute({ ...actor, stepUpAt: new Date() }, id, {
        record: { IDENTITY: ['legalName', 'preferredName'], HEALTH: ['conditions', 'notes'], RISK: ['assessments'] },
      })
    ).record;
  const count = async (table: string, where: string, values: unknown[]) =>
    Number((await world.sql<{ n: string }>(`select count(*) as n from ${table} where ${where}`, values))[0]?.n);
  beforeAll(async () => {
    world = await ReferralWorld.open();
    agencyId = await world.agency('NGO');
    caseworker = await colleague('CASEWORKER');
    supervisor = await colleague('SUPERVISOR');
  });
  afterAll(() => world.close());

  describe('opening one', () => {
    it('makes the actor its advocate, and leaves an audit entry and an event that name no survivor', async () => {
      const opened = await open(caseworker);
      expect(opened).toMatchObject({
        ownerAgencyId: agencyId,
        advocate: { id: caseworker.personId },
        assignedPersonIds: [caseworker.personId],
        riskLevel: 'HIGH',
        needsCard: { ...needsCard, riskLevel: 'HIGH' },
        status: 'OPEN',
        version: 1,
        record: null,
      });
      expect(opened.riskReviewDueAt.getTime() - opened.createdAt.getTime()).toBe(7 * 86_400_000);
      const [entry] = await world.sql<{ details: unknown }>(
        'select details from app.audit_entry where object_id = $1',
        [opened.id],
      );
      expect(entry?.details).toEqual({
        ageStatus: 'ADULT',
        riskLevel: 'HIGH',
        advocateId: caseworker.personId,
        fields: ['IDENTITY.legalName', 'IDENTITY.preferredName', 'HEALTH.conditions', 'RISK.assessments'],
      });
      expect(await world.sql('select kind, agency_ids from app.outbox where object_id = $1', [opened.id])).toEqual([
        { kind: 'case.changed', agency_ids: [agencyId] },
      ]);
    });

    it('keeps the first assessment of risk in the record', async () => {
      const { id } = await open(caseworker);
      expect((await everything(caseworker, id))?.risk?.assessments).toMatchObject([
        { level: 'HIGH', survivorView: 'He knows the street.', assessorId: caseworker.personId },
      ]);
    });

    it.each(['CHILD', 'PRESUMED_CHILD'] as const)(
      'for a %s needs a guardian-advocate, who works on it too',
      async (ageStatus) => {
        await expect(open(caseworker, { ageStatus })).rejects.toThrow(
          refused('GUARDIAN_ADVOCATE_REQUIRED', 'guardianAdvocateId'),
        );
        const guardian = await colleague('CASEWORKER');
        const opened = await open(caseworker, { ageStatus, guardianAdvocateId: guardian.personId });
        expect([...opened.assignedPersonIds].sort()).toEqual([caseworker.personId, guardian.personId].sort());
        expect((await world.get(ReadCase).execute(guardian, opened.id)).guardianAdvocateId).toBe(guardian.personId);
      },
    );

    it.each([
      ['nobody at all', () => Promise.resolve(randomUUID())],
      ['somebody of another agency', async () => (await world.newcomer('NGO', ['CASEWORKER'])).personId],
      ['a privacy officer', async () => (await colleague('PRIVACY_OFFICER')).personId],
    ])('has no advocate who is %s', async (_, person) => {
      const before = await count('app.case_file', 'true', []);
      await expect(open(caseworker, { advocateId: await person() })).rejects.toThrow(
        refused('BAD_INPUT', 'advocateId'),
      );
      expect(await count('app.case_file', 'true', [])).toBe(before);
    });

    it.each([
      ['police', 'LAW_ENFORCEMENT', ['LIAISON']],
      ['intake', 'SHELTER', ['INTAKE']],
      ['a privacy officer', 'NGO', ['PRIVACY_OFFICER']],
      ['police with a caseworker’s role', 'LAW_ENFORCEMENT', ['CASEWORKER', 'SUPERVISOR']],
    ] as const)('is not for %s', async (_, kind, roles) => {
      await expect(open(await world.newcomer(kind, roles))).rejects.toThrow(refused('FORBIDDEN'));
    });

    it('sent twice happens once, and another input under the same name is refused', async () => {
      const clientMutationId = randomUUID();
      const [first, second] = await Promise.all([
        open(caseworker, { clientMutationId }),
        open(caseworker, { clientMutationId }),
      ]);
      expect(second.id).toBe(first.id);
      expect(await count('app.audit_entry', 'object_id = $1', [first.id])).toBe(1);
      await expect(
        open(caseworker, { clientMutationId, ageStatus: 'CHILD', guardianAdvocateId: caseworker.personId }),
      ).rejects.toThrow(refused('MUTATION_ID_REUSED'));
    });

    it('leaves nothing behind when a key cannot be had', async () => {
      const elsewhere = randomUUID();
      await world.sql(
        `insert into app.agency (id, name, kind, jurisdiction, time_zone, languages, status, forbids_identity, created_at)
          values ($1, 'Without a key', 'NGO', 'RS', 'Europe/Belgrade', '{sr}', 'ACTIVE', false, now())`,
        [elsewhere],
      );
      await expect(open(await world.person(elsewhere, 'NGO', ['CASEWORKER']))).rejects.toThrow(
        refused('KEYRING_UNAVAILABLE'),
      );
      expect(await count('app.case_file', 'owner_agency_id = $1', [elsewhere])).toBe(0);
    });
  });

  describe('changing one', () => {
    const update = (actor: Actor, caseId: string, change: object) =>
      world.get(UpdateCase).execute(actor, { caseId, ...change });

    it('changes what is given, clears what is null and leaves the rest', async () => {
      const { id } = await open(caseworker);
      const changed = await update(caseworker, id, {
        pillars: ['SOCIAL_INCLUSION'],
        record: { identity: { preferredName: null }, health: { notes: 'Inhaler at night.' } },
      });
      expect(changed).toMatchObject({ version: 2, pillars: ['SOCIAL_INCLUSION'], ageStatus: 'ADULT' });
      const record = await everything(caseworker, id);
      expect(record?.identity).toMatchObject({ legalName: 'Vesna', preferredName: null });
      expect(record?.health).toMatchObject({ conditions: ['Asthma'], notes: 'Inhaler at night.' });
    });

    it('adds an assessment to the earlier ones, and the card follows', async () => {
      const { id } = await open(caseworker);
      const changed = await update(supervisor, id, { risk: { level: 'IMMINENT' } });
      expect(changed).toMatchObject({ riskLevel: 'IMMINENT', needsCard: { riskLevel: 'IMMINENT' } });
      expect((await everything(caseworker, id))?.risk?.assessments?.map(({ level }) => level)).toEqual([
        'HIGH',
        'IMMINENT',
      ]);
    });

    it('of two people who read the same version, the second gets CONFLICT and nothing is lost', async () => {
      const { id } = await open(caseworker);
      const results = await Promise.allSettled([
        update(caseworker, id, { version: 1, record: { health: { notes: 'first' } } }),
        update(supervisor, id, { version: 1, record: { identity: { legalName: 'second' } } }),
      ]);
      const lost = results.filter((result) => result.status === 'rejected');
      expect(lost.map(({ reason }) => reason as unknown)).toEqual([
        expect.objectContaining({ code: 'CONFLICT', details: { current: 2 } }),
      ]);
      const record = await everything(caseworker, id);
      const written = [record?.health?.notes === 'first', record?.identity?.legalName === 'second'];
      expect(written.filter(Boolean)).toHaveLength(1);
      expect(record?.health?.conditions).toEqual(['Asthma']);
    });

    it('without a version, changes to different fields at the same moment both stand', async () => {
      const { id } = await open(caseworker);
      await Promise.all([
        update(caseworker, id, { record: { health: { notes: 'first' } } }),
        update(supervisor, id, { record: { health: { conditions: ['second'] } } }),
      ]);
      expect((await everything(caseworker, id))?.health).toMatchObject({ notes: 'first', conditions: ['second'] });
    });

    it('into a child asks for a guardian-advocate', async () => {
      const { id } = await open(caseworker);
      await expect(update(caseworker, id, { ageStatus: 'CHILD' })).rejects.toThrow(
        refused('GUARDIAN_ADVOCATE_REQUIRED'),
      );
      const guardian = await colleague('CASEWORKER');
      await update(caseworker, id, { ageStatus: 'CHILD', guardianAdvocateId: guardian.personId });
      expect((await world.get(ReadCase).execute(guardian, id)).ageStatus).toBe('CHILD');
    });

    it.each([
      ['an unknown field', { record: { identity: { shoeSize: 40 } } }, ['record', 'identity']],
      ['a word that is not in the list', { ageStatus: 'TEENAGER' }, ['ageStatus']],
      [
        'a review a month late',
        { risk: { level: 'HIGH', nextReviewAt: '2199-01-01T00:00:00Z' } },
        ['risk', 'nextReviewAt'],
      ],
    ])('refuses %s and writes nothing', async (_, change, path) => {
      const { id } = await open(caseworker);
      await expect(update(caseworker, id, change)).rejects.toThrow(refused('BAD_INPUT', ...path));
      expect((await world.get(ReadCase).execute(caseworker, id)).version).toBe(1);
    });
  });
});
