import { Injectable } from '@nestjs/common';
import type { EventKind, ReadTx } from '#platform/database';
import { audienceOf } from './audiences.js';
import { choosePeople, type StaffMember } from './choose-people.js';
import { findParties } from './parties.js';

/** What happened, as the outbox has it. */
export interface HappenedEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly objectId: string;
  /** Null when the clock did it. */
  readonly actorId: string | null;
  readonly agencyIds: readonly string[];
}

/** Writes a notification for each person who is to be told of an event. */
@Injectable()
export class NotifyPeople {
  /** In the caller's transaction, as the worker. */
  async execute(tx: ReadTx, event: HappenedEvent): Promise<void> {
    const audience = audienceOf(event.kind);
    if (audience === null) return;
    const found = await findParties(tx, audience.of, event.objectId);
    const parties = found.filter((party) => event.agencyIds.includes(party.agencyId));
    const staff = await tx.query<StaffMember & Record<string, unknown>>({
      name: 'notify-staff',
      text: `
        select m.person_id as "personId", m.agency_id as "agencyId", m.unit_id as "unitId", m.roles
        from app.membership m
        join app.person p on p.id = m.person_id and p.status = 'ACTIVE'
        join app.agency a on a.id = m.agency_id and a.status = 'ACTIVE'
        join unnest($1::uuid[], $2::uuid[]) as t (agency_id, case_id) on t.agency_id = m.agency_id
        where not exists (
          select 1 from app.conflict_of_interest x where x.case_id = t.case_id and x.person_id = m.person_id)`,
      values: [parties.map(({ agencyId }) => agencyId), parties.map(({ caseId }) => caseId)],
    });
    const recipients = choosePeople(audience, parties, staff, event.actorId);
    if (recipients.length === 0) return;
    await tx.query({
      name: 'notify-write',
      text: `
        insert into app.notification (id, person_id, agency_id, kind, object_type, object_id, created_at, event_id)
        select uuidv7(), person_id, agency_id, $1, object_type, object_id, now(), $2
        from unnest($3::uuid[], $4::uuid[], $5::text[], $6::uuid[]) as t (person_id, agency_id, object_type, object_id)
        on conflict (event_id, person_id) do nothing`,
      values: [
        audience.tells,
        event.id,
        recipients.map(({ personId }) => personId),
        recipients.map(({ agencyId }) => agencyId),
        recipients.map(({ objectType }) => objectType),
        recipients.map(({ objectId }) => objectId),
      ],
    });
  }
}
