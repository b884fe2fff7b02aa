import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import type { Position, ReadTx } from '#platform/database';
import {
  arrangementColumns,
  questionColumns,
  reviewColumns,
  type ArrangementRow,
  type QuestionRow,
  type ReviewRow,
} from './request-rows.js';

export type PoliceRow = QuestionRow & ArrangementRow;
export type AgencyRow = QuestionRow & ArrangementRow & ReviewRow;

const wrap = `left join keys.wrap w on w.record_id = r.id and w.compartment = 'COOPERATION' and w.version = r.key_version
  and w.agency_id = $1`;

// The review is not even named here, and an arrangement joins in only while it stands and is released.
const forPolice = `select ${questionColumns}, ${arrangementColumns}
  from app.cooperation_request r
  join app.agency g on g.id = r.asked_agency_id
  left join app.cooperation_arrangement a on a.request_id = r.id and a.revoked_at is null and a.release_at <= now()
  ${wrap}
  where r.police_agency_id = $1`;

const forAgency = `select ${questionColumns}, ${arrangementColumns}, ${reviewColumns}
  from app.cooperation_request r
  join app.cooperation_review v on v.request_id = r.id
  join app.agency g on g.id = r.police_agency_id
  join app.agency o on o.id = r.asked_agency_id
  left join app.cooperation_arrangement a on a.request_id = r.id
  ${wrap}
  where r.asked_agency_id = $1
    and not exists (select 1 from app.conflict_of_interest x where x.case_id = v.case_id and x.person_id = $2)`;

const page = (from: number): string => `
  and ($${from}::timestamptz is null or (r.submitted_at, r.id) < ($${from}, $${from + 1}::uuid))
  order by r.submitted_at desc, r.id desc limit $${from + 2}`;

/** Reads requests from the side on which the reader stands, and from no other. */
@Injectable()
export class CooperationReader {
  async policeRow(tx: ReadTx, actor: Actor, id: string): Promise<PoliceRow | undefined> {
    const values = [actor.agencyId, id];
    const [row] = await tx.query<PoliceRow>({
      name: 'cooperation-police',
      text: `${forPolice} and r.id = $2`,
      values,
    });
    return row;
  }

  /** @param limit one more than is shown */
  policePage(tx: ReadTx, actor: Actor, before: Position | null, limit: number): Promise<PoliceRow[]> {
    return tx.query<PoliceRow>({
      name: 'cooperation-police-page',
      text: forPolice + page(2),
      values: [actor.agencyId, before?.at ?? null, before?.id ?? null, limit],
    });
  }

  async agencyRow(tx: ReadTx, actor: Actor, id: string): Promise<AgencyRow | undefined> {
    const [row] = await tx.query<AgencyRow>({
      name: 'cooperation-agency',
      text: `${forAgency} and r.id = $3`,
      values: [actor.agencyId, actor.personId, id],
    });
    return row;
  }

  /** As `agencyRow`, and holds the review until the transaction ends: two advocates change it one after the other. */
  async agencyRowForChange(tx: ReadTx, actor: Actor, id: string): Promise<AgencyRow | undefined> {
    await tx.query({
      name: 'cooperation-hold',
      text: 'select 1 from app.cooperation_review where request_id = $1 and asked_agency_id = $2 for no key update',
      values: [id, actor.agencyId],
    });
    return this.agencyRow(tx, actor, id);
  }

  agencyPage(tx: ReadTx, actor: Actor, before: Position | null, limit: number): Promise<AgencyRow[]> {
    return tx.query<AgencyRow>({
      name: 'cooperation-agency-page',
      text: forAgency + page(3),
      values: [actor.agencyId, actor.personId, before?.at ?? null, before?.id ?? null, limit],
    });
  }

  /** @returns the kind of an active agency that the transaction may see; undefined for any other */
  async askable(tx: ReadTx, agencyId: string): Promise<string | undefined> {
    const [row] = await tx.query<{ kind: string }>({
      name: 'cooperation-askable',
      text: `select kind from app.agency where id = $1 and status = 'ACTIVE' and kind <> 'SHELTER'`,
      values: [agencyId],
    });
    return row?.kind;
  }
}
