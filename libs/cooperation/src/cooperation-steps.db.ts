import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { CooperationWorld } from '../../../test/support/cooperation-world.js';
import type { ArrangeCooperation } from './arrange-cooperation.js';
import { EndReflections } from './end-reflections.js';
import { OpenReflection } from './open-reflection.js';

const day = 24 * 3_600_000;

describe('what an agency does about a request', () => {
  let world: CooperationWorld;
  let liaison: Actor;
  let advocate: Actor;
  let supervisor: Actor;
  let colleague: Actor;

  beforeAll(async () => {
    world = await CooperationWorld.open();
    liaison = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
    advocate = await world.newcomer('NGO', ['CASEWORKER']);
    supervisor = await world.colleague(advocate, ['SUPERVISOR']);
    colleague = await world.colleague(advocate, ['CASEWORKER']);
  });
  afterAll(() => world.close());

  const asked = async (): Promise<string> => (await world.submit(liaison, advocate.agencyId)).id;
  const reviewed = async (caseId?: string): Promise<string> => {
    const id = await asked();
    await world.review(advocate, id, caseId ?? (await world.stored.caseOf(advocate)));
    return id;
  };

  it('goes from the question to an arrangement', async () => {
    const id = await asked();
    const caseId = await world.stored.caseOf(advocate);
    expect(await world.agencyView(advocate, id)).toMatchObject({
      reference: 'BP-2026/117',
      asked: ['INITIAL_CONVERSATION', 'STATEMENT'],
      policeAgency: { id: liaison.agencyId },
      review: { state: 'SUBMITTED', version: 1, caseId: null },
    });
    expect((await world.review(advocate, id, caseId)).review).toMatchObject({
      state: 'ADVOCATE_REVIEW',
      caseId,
      version: 2,
    });
    const { review } = await world.reflect(advocate, id);
    expect(review).toMatchObject({ state: 'REFLECTION', version: 3 });
    expect((review.reflectionUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(29.9 * day);
    await expect(world.decide(advocate, id, 'AGREE')).rejects.toMatchObject({ code: 'REFLECTION_RUNNING' });
    const wish = { endedBySurvivor: true, advocatePresent: true, conditions: ['NO_RECORDING' as const] };
    expect((await world.decide(advocate, id, 'AGREE_WITH_CONDITIONS', wish)).review).toMatchObject({
      state: 'SURVIVOR_DECISION',
      decision: 'AGREE_WITH_CONDITIONS',
      advocatePresent: true,
    });
    const meeting = { contactMode: 'MEETING_AT_NEUTRAL_VENUE', venue: 'INTERVIEW_SUITE' } as const;
    expect(await world.arrange(advocate, id, meeting)).toMatchObject({
      review: { state: 'ARRANGED', version: 5 },
      arrangement: { ...meeting, conditions: ['NO_RECORDING'], revokedAt: null },
    });
    const events = await world.stored.sql(
      `select kind, agency_ids from app.outbox where object_id = $1 order by created_at`,
      [id],
    );
    expect(events).toEqual([
      { kind: 'cooperation.submitted', agency_ids: [advocate.agencyId] },
      ...Array.from({ length: 4 }, () => ({ kind: 'cooperation.changed', agency_ids: [advocate.agencyId] })),
    ]);
    const entries = await world.stored.sql<{ text: string }>(
      `select e::text as text from app.audit_entry e where object_id = $1 and action <> 'submitCooperationRequest'`,
      [id],
    );
    expect(entries).toHaveLength(4);
    for (const { text } of entries) expect(text).not.toContain(liaison.agencyId);
  });

  it('links only a case that the advocate may read', async () => {
    const id = await asked();
    const stranger = await world.newcomer('NGO', ['CASEWORKER']);
    const foreign = await world.stored.caseOf(stranger);
    const unassigned = await world.stored.caseOf(colleague);
    for (const caseId of [foreign, unassigned, randomUUID()]) {
      await expect(world.review(advocate, id, caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect((await world.review(supervisor, id, unassigned)).review.caseId).toBe(unassigned);
    // The advocate of another case sees that somebody deals with it, and not about whom.
    expect((await world.agencyView(advocate, id)).review).toMatchObject({ state: 'ADVOCATE_REVIEW', caseId: null });
  });

  it('is closed to a person with a conflict of interest, alone and in the list', async () => {
    const caseId = await world.stored.caseOf(advocate);
    const id = await reviewed(caseId);
    await world.stored.sql(
      `insert into app.conflict_of_interest (case_id, person_id, owner_agency_id, marked_at, marked_by) values ($1, $2, $3, now(), $4)`,
      [caseId, colleague.personId, advocate.agencyId, supervisor.personId],
    );
    await expect(world.agencyView(colleague, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.decide(colleague, id, 'AGREE')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const ids = async (actor: Actor) => (await world.list(actor, { first: 100 })).edges.map(({ node }) => node.id);
    expect(await ids(colleague)).not.toContain(id);
    expect(await ids(supervisor)).toContain(id);
  });

  it.each<[string, 'INTAKE' | 'PRIVACY_OFFICER' | 'AGENCY_ADMIN']>([
    ['intake', 'INTAKE'],
    ['a privacy officer', 'PRIVACY_OFFICER'],
    ['an administrator', 'AGENCY_ADMIN'],
  ])('is not for %s', async (_, role) => {
    const id = await asked();
    const actor = await world.colleague(advocate, [role]);
    await expect(world.agencyView(actor, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.review(actor, id, null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(() => world.list(actor)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  it('cannot be done by the police, nor asked by anybody else', async () => {
    const id = await reviewed();
    await expect(world.decide(liaison, id, 'AGREE')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.review(liaison, id, null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(() => world.submit(advocate, advocate.agencyId)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    await expect(world.submit(liaison, liaison.agencyId)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('names the moves that are open when one is not, and writes nothing', async () => {
    const id = await asked();
    await expect(world.arrange(advocate, id)).rejects.toMatchObject({
      code: 'ILLEGAL_MOVE',
      details: { current: 'SUBMITTED', allowed: ['ADVOCATE_REVIEW', 'CLOSED'] },
    });
    await world.review(advocate, id, null);
    await expect(world.reflect(advocate, id)).rejects.toMatchObject({
      code: 'ILLEGAL_MOVE',
      details: { current: 'CLOSED', allowed: [] },
    });
    expect((await world.agencyView(advocate, id)).review).toMatchObject({ closedReason: 'NOT_KNOWN', version: 2 });
  });

  it('gives the second of two who edit a CONFLICT', async () => {
    const id = await reviewed();
    const open = world.api.get(OpenReflection);
    const both = await Promise.allSettled([
      open.execute(advocate, { id, version: 2 }),
      open.execute(supervisor, { id, version: 2 }),
    ]);
    const refused = both.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'CONFLICT', details: { current: 3 } });
  });

  it('is done once, however often it is sent', async () => {
    const clientMutationId = randomUUID();
    const first = await world.submit(liaison, advocate.agencyId, { clientMutationId });
    const again = await world.submit(liaison, advocate.agencyId, { clientMutationId });
    expect(again).toEqual(first);
    await expect(
      world.submit(liaison, advocate.agencyId, { clientMutationId, reference: 'another' }),
    ).rejects.toMatchObject({ code: 'MUTATION_ID_REUSED' });
    await world.review(advocate, first.id, await world.stored.caseOf(advocate));
    const step = { id: first.id, clientMutationId: randomUUID() };
    const [one, two] = [
      await world.api.get(OpenReflection).execute(advocate, step),
      await world.api.get(OpenReflection).execute(advocate, step),
    ];
    expect(two).toEqual(one);
    expect(await world.stored.sql(`select 1 from app.outbox where object_id = $1`, [first.id])).toHaveLength(3);
  });

  it.each<[string, Record<string, unknown>, (string | number)[]]>([
    ['nothing asked', { asked: [] }, ['input', 'asked']],
    ['the same asked twice', { asked: ['STATEMENT', 'STATEMENT'] }, ['input', 'asked']],
    ['an unknown word', { asked: ['INTERROGATION'] }, ['input', 'asked', 0]],
    ['a way that is no way', { contactModes: ['HOME_VISIT'] }, ['input', 'contactModes', 0]],
    ['no text', { matter: '  ' }, ['input', 'matter']],
    ['too long a text', { matter: 'x'.repeat(2_001) }, ['input', 'matter']],
    ['a reference of two lines', { reference: 'a\nb' }, ['input', 'reference']],
    ['no id', { agencyId: 'lantern' }, ['input', 'agencyId']],
  ])('refuses a question with %s', async (_, wrong, path) => {
    const attempt = async () => world.submit(liaison, advocate.agencyId, wrong);
    await expect(attempt()).rejects.toMatchObject({ code: 'BAD_INPUT', details: { path } });
  });

  it('refuses conditions without an agreement to them, and an arrangement that makes no sense', async () => {
    const id = await reviewed();
    const decide = async (...args: Parameters<CooperationWorld['decide']>) => world.decide(...args);
    const wrong = { code: 'BAD_INPUT', details: { path: ['input', 'conditions'] } };
    await expect(decide(advocate, id, 'AGREE_WITH_CONDITIONS')).rejects.toMatchObject(wrong);
    await expect(decide(advocate, id, 'DECLINE', { conditions: ['NO_RECORDING'] })).rejects.toMatchObject(wrong);
    await world.decide(advocate, id, 'AGREE');
    const arrange = async (more: Partial<Parameters<ArrangeCooperation['execute']>[1]>) =>
      world.arrange(advocate, id, more);
    const soon = new Date(Date.now() + 60_000);
    for (const [more, path] of [
      [{ venue: 'PUBLIC_LIBRARY' }, 'venue'],
      [{ contactMode: 'MEETING_AT_NEUTRAL_VENUE' }, 'venue'],
      [{ startsAt: new Date(Date.now() + 30 * day) }, 'endsAt'],
      [{ endsAt: new Date(Date.now() + 90 * day) }, 'endsAt'],
      // The police hear of it in a week at the earliest.
      [{ startsAt: soon, endsAt: new Date(soon.getTime() + day) }, 'startsAt'],
    ] as const) {
      await expect(arrange(more)).rejects.toMatchObject({ code: 'BAD_INPUT', details: { path: ['input', path] } });
    }
  });

  it('is refused by the database when the survivor has not agreed, or before the answer', async () => {
    const [without, early] = [await reviewed(), await reviewed()];
    await world.decide(advocate, early, 'AGREE');
    const insert = (id: string, releaseAt: string) =>
      world.asApi(
        advocate,
        `insert into app.cooperation_arrangement (request_id, police_agency_id, asked_agency_id, contact_mode, starts_at, ends_at,
          conditions, release_at, arranged_by, arranged_at) values ($1, $2, $3, 'WRITTEN_QUESTIONS', now() + interval '20 days',
          now() + interval '21 days', '{}', ${releaseAt}, $4, now())`,
        [id, liaison.agencyId, advocate.agencyId, advocate.personId],
      );
    await expect(insert(without, `now() + interval '10 days'`)).rejects.toMatchObject({ code: '42501' });
    await expect(insert(early, 'now()')).rejects.toMatchObject({ code: '42501' });
    await expect(insert(early, `now() + interval '10 days'`)).resolves.toEqual([]);
  });

  it('opens a decision when the reflection period is over, whether or not the clock’s job has run', async () => {
    const [before, after] = [await reviewed(), await reviewed()];
    for (const id of [before, after]) await world.reflect(advocate, id);
    await world.stored.sql(`update app.cooperation_review set reflection_until = now() where request_id = any ($1)`, [
      [before, after],
    ]);
    expect((await world.agencyView(advocate, before)).review.state).toBe('SURVIVOR_DECISION');
    expect((await world.decide(advocate, before, 'AGREE')).review.state).toBe('SURVIVOR_DECISION');
    expect(await world.worker.get(EndReflections).execute()).toBe(1);
    expect((await world.agencyView(advocate, after)).review).toMatchObject({ state: 'SURVIVOR_DECISION', version: 4 });
    const events = await world.stored.sql(
      `select agency_ids from app.outbox where object_id = $1 and actor_id is null`,
      [after],
    );
    expect(events).toEqual([{ agency_ids: [advocate.agencyId] }]);
  });

  it('pages newest first, with cursors that open for one reader only', async () => {
    const police = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.unshift((await world.submit(police, advocate.agencyId)).id);
    const first = await world.list(police, { first: 3 });
    const rest = await world.list(police, { first: 3, after: first.pageInfo.endCursor });
    expect([...first.edges, ...rest.edges].map(({ node }) => node.id)).toEqual(ids);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const partner = await world.colleague(police, ['LIAISON']);
    const after = first.pageInfo.endCursor;
    for (const reader of [partner, advocate]) {
      expect(() => world.list(reader, { after })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    }
  });
});
