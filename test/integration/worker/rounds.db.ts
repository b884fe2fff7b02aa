import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until, WorkerWorld } from '../../support/worker-world.js';

/** Long enough for every round to have come again, several times. */
const severalRounds = 800;

describe('what the clock brings about, with two workers looking', () => {
  let world: WorkerWorld;
  beforeAll(async () => {
    world = await WorkerWorld.open('postgres');
  }, 60_000);
  afterEach(() => world.rest());
  afterAll(() => world.close());

  const toldOf = async (kind: string): Promise<string[]> =>
    (await world.told())
      .filter((row) => row.kind === kind)
      .map((row) => row.person_id)
      .sort();

  it('alerts both supervisors once for each deadline that was missed', async () => {
    const { stored, supervisor, intake } = world;
    const decider = await stored.person(intake.agencyId, 'LEGAL_AID', ['SUPERVISOR']);
    const referral = await world.send();
    const miss = (deadline: string) =>
      stored.sql(`update app.referral set ${deadline} = now() - interval '1 minute' where id = $1`, [referral.id]);
    const both = [supervisor.personId, decider.personId].sort();

    await miss('acknowledge_by');
    const workers = await Promise.all([world.start(), world.start()]);
    await until(async () => (await toldOf('DEADLINE_MISSED')).length >= 2);
    await pause(severalRounds);
    await world.allDone();
    expect(await toldOf('DEADLINE_MISSED')).toEqual(both);

    await miss('decide_by');
    await until(async () => (await toldOf('DEADLINE_MISSED')).length >= 4);
    await pause(severalRounds);
    await world.allDone();
    expect(await toldOf('DEADLINE_MISSED')).toEqual([...both, ...both].sort());
    // No round failed, and nobody had anything else to complain about.
    expect(workers.flatMap(({ lines }) => lines)).toEqual([]);
    await stored.sql('delete from app.membership where person_id = $1', [decider.personId]);
  }, 40_000);

  it('expires a consent, ends what rested on it, asks for a purge, and says when that is overdue', async () => {
    const { stored, caseworker, supervisor, intake, consentId } = world;
    const privacy = await stored.person(intake.agencyId, 'LEGAL_AID', ['PRIVACY_OFFICER']);
    const referral = await world.send();
    await stored.sql(`update app.referral set state = 'ACCEPTED', decided_at = now() where id = $1`, [referral.id]);
    await stored.sql(
      `update app.consent set valid_from = now() - interval '2 days', expires_at = now() + interval '1 second' where id = $1`,
      [consentId],
    );
    await Promise.all([world.start(), world.start()]);
    await until(async () => (await toldOf('CONSENT_EXPIRED')).length >= 3);
    await pause(severalRounds);
    await world.allDone();
    expect(await toldOf('CONSENT_EXPIRED')).toEqual([caseworker.personId, intake.personId, privacy.personId].sort());
    const states = await stored.sql(
      `select c.state as consent, r.state as referral, q.answer
        from app.consent c join app.referral r on r.consent_id = c.id join app.purge_request q on q.referral_id = r.id
        where r.id = $1`,
      [referral.id],
    );
    expect(states).toEqual([{ consent: 'EXPIRED', referral: 'EXPIRED', answer: null }]);

    expect(await toldOf('PURGE_OVERDUE')).toEqual([]);
    await stored.sql(`update app.purge_request set due_at = now() - interval '1 minute'`);
    await until(async () => (await toldOf('PURGE_OVERDUE')).length >= 2);
    await pause(severalRounds);
    await world.allDone();
    expect(await toldOf('PURGE_OVERDUE')).toEqual([privacy.personId, supervisor.personId].sort());
  }, 40_000);

  it('forgets events that were done a month ago, and no others', async () => {
    const event = (age: string, done: string): Promise<unknown> =>
      world.stored.sql(
        `with event as (
            insert into app.outbox (id, kind, object_id, agency_ids, created_at, dispatched_at, done_at)
            values (gen_random_uuid(), 'case.changed', gen_random_uuid(), '{}', now() - interval '${age}', now(), ${done})
            returning id)
          insert into app.inbox (consumer, event_id, handled_at) select 'audit', id, now() from event`,
      );
    await event('40 days', `now() - interval '31 days'`);
    await event('40 days', `now() - interval '29 days'`);
    await event('40 days', 'null');
    await world.start();
    const left = async () =>
      world.stored.sql<{ events: number; notes: number }>(
        'select (select count(*)::int from app.outbox) as events, (select count(*)::int from app.inbox) as notes',
      );
    await until(async () => (await left())[0]?.events === 2);
    expect(await left()).toEqual([{ events: 2, notes: 2 }]);
  }, 30_000);
});
