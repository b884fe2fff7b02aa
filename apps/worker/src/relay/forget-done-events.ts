import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { Round } from '../rounds/round.js';

const keptDays = 30;

/** Events that were done long ago go, and the notes of who handled them. What happened is in the audit log. */
@Injectable()
export class ForgetDoneEvents implements Round {
  constructor(private readonly database: Database) {}

  execute(): Promise<number> {
    return this.database.system(async (tx) => {
      const [row] = await tx.query<{ forgotten: number }>({
        name: 'outbox-forget',
        text: `
          with old as (
            select id from app.outbox where done_at < now() - make_interval(days => ${keptDays})
            order by done_at limit 100 for update skip locked),
          notes as (delete from app.inbox where event_id in (select id from old)),
          events as (delete from app.outbox where id in (select id from old) returning 1)
          select count(*)::int as forgotten from events`,
      });
      return row?.forgotten ?? 0;
    });
  }
}
