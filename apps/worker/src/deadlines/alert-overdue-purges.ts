import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Database, Outbox } from '#platform/database';
import type { Round } from '../rounds/round.js';

interface OverdueRow {
  readonly id: string;
  readonly owner_agency_id: string;
  readonly holder_agency_id: string;
  readonly [column: string]: unknown;
}

/** Alerts both sides, once, when a request to purge was not answered in time. */
@Injectable()
export class AlertOverduePurges implements Round {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  execute(): Promise<number> {
    return this.database.system(async (tx) => {
      const overdue = await tx.query<OverdueRow>({
        name: 'purges-overdue',
        text: `
          update app.purge_request q set overdue_alerted_at = now() from (
            select id from app.purge_request where answered_at is null and overdue_alerted_at is null and due_at <= now()
            order by due_at limit 100 for no key update skip locked) late
          where q.id = late.id returning q.id, q.owner_agency_id, q.holder_agency_id`,
      });
      for (const { id, owner_agency_id: owner, holder_agency_id: holder } of overdue) {
        await this.audit.append(tx, null, {
          action: 'alertOverduePurge',
          objectType: 'PurgeRequest',
          objectId: id,
          ownerAgencyId: owner,
        });
        await this.outbox.add(tx, null, { kind: 'purge.overdue', objectId: id, agencyIds: [owner, holder] });
      }
      return overdue.length;
    });
  }
}
