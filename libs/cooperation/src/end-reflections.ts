import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Database, Outbox } from '#platform/database';

/**
 * Lets the advocate know that a reflection period is over. Nothing depends on when this runs: the period ends at the moment
 * it names. The police are told nothing.
 */
@Injectable()
export class EndReflections {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many ended; at most a hundred at a time */
  execute(): Promise<number> {
    return this.database.system(async (tx) => {
      const ended = await tx.query<{ id: string; agency_id: string }>({
        name: 'cooperation-end-reflections',
        text: `update app.cooperation_review v
          set state = 'SURVIVOR_DECISION', updated_at = now(), version = v.version + 1
          where v.request_id in (select d.request_id from app.cooperation_review d
            where d.state = 'REFLECTION' and d.reflection_until <= now()
            order by d.reflection_until limit 100 for no key update skip locked)
          returning v.request_id as id, v.asked_agency_id as agency_id`,
      });
      for (const { id, agency_id: agencyId } of ended) {
        await this.audit.append(tx, null, {
          action: 'endReflection',
          objectType: 'Cooperation',
          objectId: id,
          ownerAgencyId: agencyId,
        });
        await this.outbox.add(tx, null, { kind: 'cooperation.changed', objectId: id, agencyIds: [agencyId] });
      }
      return ended.length;
    });
  }
}
