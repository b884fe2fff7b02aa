import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WithdrawConsent } from '#consents';
import { AnnounceAnswers } from '#cooperation';
import { type HappenedEvent, NotifyPeople } from '#notifications';
import { Database } from '#platform/database';
import type { Actor } from '#policy';
import { CooperationWorld } from '../support/cooperation-world.js';

interface Notice {
  readonly object_id: string;
  readonly kind: string;
}

/** Mail and screen follow the notifications, so what is not written here reaches nobody. */
describe('what the police are notified of', () => {
  let world: CooperationWorld;
  let liaison: Actor;
  let advocate: Actor;
  let supervisor: Actor;

  beforeAll(async () => {
    world = await CooperationWorld.open();
    // One who holds every role that an event could be meant for.
    liaison = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON', 'SUPERVISOR', 'PRIVACY_OFFICER', 'AGENCY_ADMIN']);
    advocate = await world.newcomer('NGO', ['CASEWORKER']);
    supervisor = await world.colleague(advocate, ['SUPERVISOR']);
  });
  afterAll(() => world.close());

  /** Does with every event that waits what the worker does. */
  async function notify(): Promise<void> {
    const events = await world.stored.sql<HappenedEvent>(
      `update app.outbox set done_at = now() where done_at is null
        returning id, kind, object_id as "objectId", actor_id as "actorId", agency_ids as "agencyIds"`,
    );
    const people = new NotifyPeople();
    for (const event of events) await world.worker.get(Database).system((tx) => people.execute(tx, event));
  }
  const noticesOf = (actor: Actor): Promise<Notice[]> =>
    world.stored.sql('select object_id, kind from app.notification where person_id = $1 order by object_id', [
      actor.personId,
    ]);

  it('is one notice for each request at the time of its answer, whatever the agency did, and nothing else', async () => {
    const caseId = await world.stored.caseOf(advocate);
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.push((await world.submit(liaison, advocate.agencyId)).id);
    const [untouched, declined, withdrew] = ids as [string, string, string];
    for (const id of [declined, withdrew]) await world.review(advocate, id, caseId);
    // The advocate knows that this officer must not come near the case; the officer must not learn it from a silence.
    await world.stored.sql(
      `insert into app.conflict_of_interest (case_id, person_id, owner_agency_id, marked_at, marked_by) values ($1, $2, $3, now(), $4)`,
      [caseId, liaison.personId, advocate.agencyId, advocate.personId],
    );
    await world.decide(advocate, declined, 'DECLINE');
    await world.decide(advocate, withdrew, 'AGREE');
    await world.arrange(advocate, withdrew);
    const more = { purpose: 'JUSTICE_CONTACT', scopes: ['IDENTITY'] };
    const consentId = await world.stored.consent(advocate, caseId, liaison.agencyId, more);
    await world.api.get(WithdrawConsent).execute(advocate, { consentId });
    await notify();
    expect(await noticesOf(liaison)).toEqual([]);

    await world.letPass(30);
    await world.worker.get(AnnounceAnswers).execute();
    await notify();
    const answered = [untouched, declined, withdrew].sort();
    expect(await noticesOf(liaison)).toEqual(
      answered.map((object_id) => ({ object_id, kind: 'COOPERATION_ANSWERED' })),
    );
  });

  it('is nothing that the agency itself goes without', async () => {
    const kinds = new Set((await noticesOf(supervisor)).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['COOPERATION_SUBMITTED', 'COOPERATION_CHANGED']));
  });
});
