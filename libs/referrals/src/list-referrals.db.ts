import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '#platform/database';
import type { Actor } from '#policy';
import { ReferralWorld } from '../../../test/support/referral-world.js';
import { AcceptReferral, ListReferrals, type ReferralBox, type ReferralFilter, type ReferralWants } from './index.js';

describe('lists of referrals', () => {
  let world: ReferralWorld;
  let sender: Actor;
  let supervisor: Actor;
  let intake: Actor;
  let atDesk: Actor;
  /** From the newest to the oldest. */
  let ids: string[];
  let draftId: string;
  let deskId: string;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    sender = await world.newcomer('NGO', ['CASEWORKER']);
    supervisor = await world.person(sender.agencyId, 'NGO', ['SUPERVISOR']);
    intake = await world.newcomer('LEGAL_AID', ['INTAKE', 'CASEWORKER']);
    const desk = await world.unit(intake.agencyId, 'Night desk');
    atDesk = await world.person(intake.agencyId, 'LEGAL_AID', ['INTAKE'], desk);
    await world.agreement(sender.agencyId, intake.agencyId, ['LEGAL_AID']);
    const caseId = await world.openCase(sender, { legal: { immigrationStatus: 'IRREGULAR' } });
    await world.consent(sender, caseId, intake.agencyId);
    const urgencies = ['ROUTINE', 'URGENT', 'EMERGENCY', 'ROUTINE', 'URGENT'] as const;
    ids = [];
    for (const urgency of urgencies) ids.unshift((await world.send(sender, caseId, intake.agencyId, { urgency })).id);
    draftId = (await world.send(sender, caseId, intake.agencyId, { saveAsDraft: true })).id;
    deskId = (await world.send(sender, caseId, intake.agencyId, { recipientUnitId: desk })).id;
    await world.get(AcceptReferral).execute(intake, { referralId: ids[4] ?? '' });
  });
  afterAll(() => world.close());

  async function list(actor: Actor, box: ReferralBox, filter: ReferralFilter = {}, first = 100): Promise<string[]> {
    const page = await world.get(ListReferrals).execute(actor, { box, filter }, { first });
    return page.edges.map(({ node }) => node.id);
  }

  it('shows the recipient what was sent to it, newest first, and no draft', async () => {
    expect(await list(intake, 'INBOX')).toEqual(ids);
    expect(await list(intake, 'OUTBOX')).toEqual([]);
  });

  it('shows a unit what was sent to it or to the whole agency', async () => {
    expect(await list(atDesk, 'INBOX')).toEqual([deskId, ...ids]);
  });

  it('shows the sender its own, with its drafts: the supervisor all, a caseworker those of its cases', async () => {
    expect(await list(supervisor, 'OUTBOX')).toEqual([deskId, draftId, ...ids]);
    expect(await list(sender, 'OUTBOX')).toEqual([deskId, draftId, ...ids]);
    const colleague = await world.person(sender.agencyId, 'NGO', ['CASEWORKER']);
    expect(await list(colleague, 'OUTBOX')).toEqual([]);
    const door = await world.person(sender.agencyId, 'NGO', ['INTAKE']);
    expect(await list(door, 'OUTBOX')).toEqual([]);
    expect(await list(sender, 'INBOX')).toEqual([]);
  });

  it.each<[ReferralFilter, readonly number[]]>([
    [{ state: 'ACCEPTED' }, [4]],
    [{ state: 'REQUESTED', urgency: 'ROUTINE' }, [1]],
    [{ urgency: 'URGENT' }, [0, 3]],
    [{ kind: 'ASSISTANCE', urgency: 'EMERGENCY' }, [2]],
    [{ kind: 'PLACEMENT' }, []],
  ])('filters by %j', async (filter, places) => {
    expect(await list(intake, 'INBOX', filter)).toEqual(places.map((place) => ids[place]));
  });

  it('hands out page after page without losing or repeating one', async () => {
    const reader = world.get(ListReferrals);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await reader.execute(intake, { box: 'INBOX' }, { first: 2, after });
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(ids);
  });

  it('binds a cursor to its reader and its list', async () => {
    const reader = world.get(ListReferrals);
    const { pageInfo } = await reader.execute(intake, { box: 'INBOX' }, { first: 1 });
    const after = pageInfo.endCursor;
    const strange = [
      () => reader.execute(atDesk, { box: 'INBOX' }, { after }),
      () => reader.execute(intake, { box: 'INBOX', filter: { urgency: 'URGENT' } }, { after }),
      () => reader.execute(intake, { box: 'OUTBOX' }, { after }),
      () => reader.execute(intake, { box: 'INBOX' }, { first: 0 }),
    ];
    for (const each of strange) await expect(each()).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('leaves out what is closed to a person by a conflict of interest', async () => {
    const closedTo = await world.person(intake.agencyId, 'LEGAL_AID', ['INTAKE']);
    expect(await list(closedTo, 'INBOX')).toEqual(ids);
    await world.sql(
      `insert into app.conflict_of_interest
        select case_id, $1, sender_agency_id, now(), sent_by from app.referral where id = $2`,
      [closedTo.personId, draftId],
    );
    expect(await list(closedTo, 'INBOX')).toEqual([]);
  });

  it('opens the records of a page, and writes each release to the ledger', async () => {
    const wants = { terms: true, record: { LEGAL: ['immigrationStatus'] } };
    const page = await world.get(ListReferrals).execute(intake, { box: 'INBOX' }, { first: 5 }, wants);
    const opened = page.edges.map(({ node }) => node.record?.legal?.immigrationStatus ?? null);
    expect(opened).toEqual([null, null, null, null, 'IRREGULAR']);
    const released = await world.sql('select referral_id, fields from app.disclosure_ledger where reader_id = $1', [
      intake.personId,
    ]);
    expect(released).toEqual([{ referral_id: ids[4], fields: ['LEGAL.immigrationStatus'] }]);
  });

  it('costs one statement, and two more where records are opened, however many rows there are', async () => {
    const { pool } = world.get(Database);
    const client = await pool.connect();
    const query = jest.spyOn(Object.getPrototypeOf(client) as typeof client, 'query');
    client.release();
    const statements = async (first: number, wants: ReferralWants) => {
      query.mockClear();
      await world.get(ListReferrals).execute(intake, { box: 'INBOX' }, { first }, wants);
      const sent = query.mock.calls.map(([statement]) => nameOf(statement));
      return sent.filter((name) => !/^(begin|enter|commit)/.test(name));
    };
    const brief = { terms: false, record: null };
    expect(await statements(20, brief)).toEqual([expect.stringContaining('INBOX')]);
    expect(await statements(100, brief)).toHaveLength(1);
    const opened = { terms: true, record: { LEGAL: ['immigrationStatus'] } };
    expect(await statements(1, opened)).toHaveLength(1);
    expect(await statements(100, opened)).toEqual([
      expect.stringContaining('INBOX'),
      'sections-fetch',
      'ledger-append',
    ]);
    query.mockRestore();
  });

  it('says of consent and of a request to purge only when asked', async () => {
    const brief = await world.get(ListReferrals).execute(intake, { box: 'INBOX' }, {}, { terms: false, record: null });
    const whole = await world.get(ListReferrals).execute(intake, { box: 'INBOX' }, {});
    expect(whole.edges.map(({ node }) => node.consent?.state)).toEqual(Array(5).fill('ACTIVE'));
    expect(brief.edges).toEqual(whole.edges.map(({ cursor, node }) => ({ cursor, node: { ...node, consent: null } })));
  });
});

function nameOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : (statement as { readonly name: string }).name;
}
