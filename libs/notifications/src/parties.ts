import type { NamedQuery, ReadTx } from '#platform/database';
import type { Matter, Side } from './audiences.js';
import type { Party } from './choose-people.js';
import type { NotificationObject } from './notification-kinds.js';

/*
 * Who has part in what an event is about, read as the worker, which sees ids, states and parties and no content. These
 * statements read other features' tables instead of asking the features: they run for whoever did something, and none of a
 * feature's rules about readers applies.
 */

interface PartyRow {
  readonly side: Side;
  readonly agency_id: string;
  readonly unit_id: string | null;
  readonly people: readonly string[];
  readonly object_type: NotificationObject;
  readonly object_id: string;
  readonly case_id: string | null;
  readonly [column: string]: unknown;
}

export interface FoundParty extends Party {
  /** The case that a conflict of interest may close to people of this agency; null if it knows of none. */
  readonly caseId: string | null;
}

const advocates = 'array_remove(array[c.advocate_id, c.guardian_advocate_id], null)';

const statements: Record<Matter, Omit<NamedQuery, 'values'>> = {
  REFERRAL: {
    name: 'parties-of-referral',
    text: `
      select side, agency_id, unit_id, people, 'REFERRAL' as object_type, r.id as object_id, r.case_id
      from app.referral r join app.case_file c on c.id = r.case_id
      cross join lateral (values
        ('HOME', r.sender_agency_id, null::uuid, ${advocates} || r.sent_by),
        ('AWAY', r.recipient_agency_id, r.recipient_unit_id, '{}'::uuid[])) as p (side, agency_id, unit_id, people)
      where r.id = $1`,
  },
  CONSENT: {
    name: 'parties-of-consent',
    text: `
      select side, agency_id, unit_id, people, 'CONSENT' as object_type, s.id as object_id, s.case_id
      from app.consent s join app.case_file c on c.id = s.case_id
      cross join lateral (values
        ('HOME', s.owner_agency_id, null::uuid, ${advocates} || s.recorded_by),
        ('AWAY', s.recipient_agency_id, s.recipient_unit_id, '{}'::uuid[])) as p (side, agency_id, unit_id, people)
      where s.id = $1`,
  },
  PURGE: {
    name: 'parties-of-purge',
    text: `
      select side, agency_id, unit_id, people, 'PURGE_REQUEST' as object_type, q.id as object_id, r.case_id
      from app.purge_request q
      join app.referral r on r.id = q.referral_id join app.case_file c on c.id = r.case_id
      cross join lateral (values
        ('HOME', q.owner_agency_id, null::uuid, ${advocates}),
        ('AWAY', q.holder_agency_id, r.recipient_unit_id, '{}'::uuid[])) as p (side, agency_id, unit_id, people)
      where q.id = $1`,
  },
  PLACEMENT: {
    name: 'parties-of-placement',
    text: `
      select 'HOME' as side, q.owner_agency_id as agency_id, null::uuid as unit_id, ${advocates} || q.requested_by as people,
        'PLACEMENT_REQUEST' as object_type, q.id as object_id, q.case_id
      from app.placement_request q join app.case_file c on c.id = q.case_id
      where q.id = $1 or q.id = (select request_id from app.placement_offer where id = $1)
      union all
      select 'AWAY', o.shelter_agency_id, null, '{}', 'PLACEMENT_OFFER', o.id, q.case_id
      from app.placement_offer o join app.placement_request q on q.id = o.request_id
      where o.id = $1 or o.request_id = $1`,
  },
  COOPERATION: {
    name: 'parties-of-cooperation',
    text: `
      select side, agency_id, null::uuid as unit_id, people, 'COOPERATION_REQUEST' as object_type, q.id as object_id, p.case_id
      from app.cooperation_request q join app.cooperation_review v on v.request_id = q.id
      left join app.case_file c on c.id = v.case_id
      cross join lateral (values
        ('HOME', q.asked_agency_id, array_remove(${advocates} || v.reviewer_id, null), v.case_id),
        -- A message that stays away because of the case would tell the police that there is one.
        ('AWAY', q.police_agency_id, array[q.submitted_by], null::uuid)) as p (side, agency_id, people, case_id)
      where q.id = $1`,
  },
};

/** @returns no party when the object is gone */
export async function findParties(tx: ReadTx, of: Matter, objectId: string): Promise<FoundParty[]> {
  const rows = await tx.query<PartyRow>({ ...statements[of], values: [objectId] });
  return rows.map((row) => ({
    side: row.side,
    agencyId: row.agency_id,
    unitId: row.unit_id,
    people: row.people,
    objectType: row.object_type,
    objectId: row.object_id,
    caseId: row.case_id,
  }));
}
