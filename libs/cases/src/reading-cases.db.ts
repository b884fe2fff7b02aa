import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database';
import type { Actor, Role } from '#policy';
import { needsCard, ReferralWorld } from '../../../test/support/referral-world.js';
import { CaseAliases, ListCases, OpenCase, ReadCase, ReadLedger, UpdateCase, type OpenCaseInput } from './index.js';

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

describe('what is read of cases', () => {
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
  const conflict = (caseId: string, personId: string) =>
    world.sql(
      `insert into app.conflict_of_interest (case_id, person_id, owner_agency_id, marked_at, marked_by)
        values ($1, $2, $3, now(), $2)`,
      [caseId, personId, agencyId],
    );

  beforeAll(async () => {
    world = await ReferralWorld.open();
    agencyId = await world.agency('NGO');
    caseworker = await colleague('CASEWORKER');
    supervisor = await colleague('SUPERVISOR');
  });
  afterAll(() => world.close());

  describe('reading them', () => {
    it('is for who works on it and for supervisors; everybody else gets the same NOT_FOUND', async () => {
      const { id } = await open(caseworker);
      expect((await world.get(ReadCase).execute(caseworker, id)).id).toBe(id);
      expect((await world.get(ReadCase).execute(supervisor, id)).id).toBe(id);
      const others = [
        await colleague('CASEWORKER'),
        await colleague('INTAKE'),
        await colleague('AGENCY_ADMIN'),
        await colleague('PRIVACY_OFFICER'),
        await world.newcomer('NGO', ['CASEWORKER', 'SUPERVISOR']),
        await world.newcomer('LAW_ENFORCEMENT', ['LIAISON', 'SUPERVISOR']),
      ];
      const answers = await Promise.all(
        [...others.map((other) => [other, id] as const), [caseworker, randomUUID()] as const].map(([actor, asked]) =>
          world
            .get(ReadCase)
            .execute(actor, asked, { record: { HEALTH: ['conditions'] } })
            .catch((error: unknown) => String(error)),
        ),
      );
      expect(new Set(answers)).toEqual(new Set(['NotFound: Not found.']));
    });

    it('is closed by a conflict of interest, to whoever it may be', async () => {
      const { id } = await open(caseworker);
      const boss = await colleague('SUPERVISOR');
      await conflict(id, caseworker.personId);
      await conflict(id, boss.personId);
      for (const actor of [caseworker, boss]) {
        await expect(world.get(ReadCase).execute(actor, id)).rejects.toThrow(refused('NOT_FOUND'));
        await expect(world.get(UpdateCase).execute(actor, { caseId: id, ageStatus: 'ADULT' })).rejects.toThrow(
          refused('NOT_FOUND'),
        );
        const { edges } = await world.get(ListCases).execute(actor, { first: 100 });
        expect(edges.map(({ node }) => node.id)).not.toContain(id);
      }
    });

    it('goes page by page, newest first, through cursors that are the reader’s own', async () => {
      const reader = await colleague('CASEWORKER');
      const ids: string[] = [];
      for (let index = 0; index < 5; index++) ids.unshift((await open(reader)).id);
      const first = await world.get(ListCases).execute(reader, { first: 3 });
      expect(first.edges.map(({ node }) => node.id)).toEqual(ids.slice(0, 3));
      expect(first.pageInfo.hasNextPage).toBe(true);
      const after = first.pageInfo.endCursor;
      const second = await world.get(ListCases).execute(reader, { first: 3, after });
      expect(second.edges.map(({ node }) => node.id)).toEqual(ids.slice(3));
      expect(second.pageInfo.hasNextPage).toBe(false);
      await expect(world.get(ListCases).execute(supervisor, { after })).rejects.toThrow(refused('BAD_INPUT'));
    });
  });

  describe('aliases', () => {
    it('are the same for one agency each time, different for each agency, and nobody else’s to make', async () => {
      const { id } = await open(caseworker);
      const other = await open(caseworker);
      const [shelter, clinic] = [await world.agency('SHELTER'), await world.agency('HEALTH')];
      const alias = (actor: Actor, caseId: string, agency: string) =>
        world.get(Database).transaction(actor, (tx) => world.get(CaseAliases).aliasFor(tx, caseId, agency));
      const racing = await Promise.all(Array.from({ length: 6 }, () => alias(caseworker, id, shelter)));
      expect(new Set(racing).size).toBe(1);
      expect(
        new Set([racing[0], await alias(caseworker, id, clinic), await alias(caseworker, other.id, shelter)]).size,
      ).toBe(3);
      await expect(alias(await world.newcomer('NGO', ['CASEWORKER']), id, shelter)).rejects.toThrow(
        refused('NOT_FOUND'),
      );
    });
  });

  describe('the ledger', () => {
    it('tells the owner’s privacy officer who read what, by scope and page by page', async () => {
      const { id } = await open(caseworker);
      const officer = await colleague('PRIVACY_OFFICER');
      await everything(caseworker, id);
      await world.get(ReadCase).execute(supervisor, id, { record: { HEALTH: ['notes'] } });
      const page = await world.get(ReadLedger).execute(officer, id, {}, { first: 1 });
      expect(page.edges.map(({ node }) => [node.reader.id, node.fields, node.basis])).toEqual([
        [supervisor.personId, ['HEALTH.notes'], 'OWNER'],
      ]);
      const next = await world.get(ReadLedger).execute(officer, id, {}, { after: page.pageInfo.endCursor });
      expect(next.edges.map(({ node }) => node.reader.id)).toEqual([caseworker.personId]);
      const identities = await world.get(ReadLedger).execute(officer, id, { scope: 'IDENTITY' }, {});
      expect(identities.edges.map(({ node }) => node.readerAgency.id)).toEqual([agencyId]);
      await expect(
        world.get(ReadLedger).execute(officer, id, { scope: 'HEALTH' }, { after: page.pageInfo.endCursor }),
      ).rejects.toThrow(refused('BAD_INPUT'));
    });

    it('is closed to everybody else', async () => {
      const { id } = await open(caseworker);
      for (const actor of [caseworker, supervisor, await world.newcomer('NGO', ['PRIVACY_OFFICER'])]) {
        await expect(world.get(ReadLedger).execute(actor, id, {}, {})).rejects.toThrow(refused('NOT_FOUND'));
      }
    });

    it('is never changed, not even by who wrote it', async () => {
      await expect(world.sql(`update app.disclosure_ledger set fields = '{}'`)).rejects.toThrow(/never changed/);
      await expect(world.sql('delete from app.disclosure_ledger')).rejects.toThrow(/never changed/);
    });
  });
});
