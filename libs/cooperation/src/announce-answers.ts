import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '#platform/database';

/**
 * Tells the police that there is an answer: at the moment fixed when they asked, for every request alike, and once more at the
 * release of an arrangement that was made later. A revocation tells them nothing.
 */
@Injectable()
export class AnnounceAnswers {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many requests were announced; at most two hundred at a time, the longest due first */
  execute(): Promise<number> {
    return this.database.system(async (tx) => {
      const told = await tx.query<{ id: string; agency_id: string }>({
        name: 'cooperation-announce',
        text: `with answered as (
            update app.cooperation_request r set answer_told_at = now()
            where r.id in (select d.id from app.cooperation_request d
              where d.answer_told_at is null and d.answer_at <= now()
              order by d.answer_at, d.id limit 100 for no key update skip locked)
            returning r.id, r.police_agency_id),
          arranged as (
            update app.cooperation_arrangement a set told_at = now()
            where a.request_id in (select d.request_id from app.cooperation_arrangement d
              where d.told_at is null and d.revoked_at is null and d.release_at <= now()
              order by d.release_at, d.request_id limit 100 for no key update skip locked)
            returning a.request_id, a.police_agency_id)
          select id, police_agency_id as agency_id from answered union select request_id, police_agency_id from arranged`,
      });
      for (const { id, agency_id: agencyId } of told) {
        await this.outbox.add(tx, null, { kind: 'cooperation.answered', objectId: id, agencyIds: [agencyId] });
      }
      return told.length;
    });
  }
}
