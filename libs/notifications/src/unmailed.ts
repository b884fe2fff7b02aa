import { Injectable } from '@nestjs/common';
import type { ReadTx } from '#platform/database';

export interface UnmailedNotification {
  readonly id: string;
  readonly email: string;
  readonly locale: string;
}

/** Which notifications of an event still have to be mailed. */
@Injectable()
export class Unmailed {
  /** People who were suspended since are left out: nothing is sent to them any more. */
  async ofEvent(tx: ReadTx, eventId: string): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>({
      name: 'unmailed-of-event',
      text: `
        select n.id from app.notification n join app.person p on p.id = n.person_id
        where n.event_id = $1 and n.mailed_at is null and p.status = 'ACTIVE' order by n.id`,
      values: [eventId],
    });
    return rows.map(({ id }) => id);
  }

  /** Takes one for sending, until the transaction ends. @returns null when it was mailed, or is being mailed, elsewhere */
  async take(tx: ReadTx, id: string): Promise<UnmailedNotification | null> {
    const [row] = await tx.query<UnmailedNotification & Record<string, unknown>>({
      name: 'unmailed-take',
      text: `
        select n.id, p.email, p.locale from app.notification n join app.person p on p.id = n.person_id
        where n.id = $1 and n.mailed_at is null for no key update of n skip locked`,
      values: [id],
    });
    return row ?? null;
  }

  async markMailed(tx: ReadTx, id: string): Promise<void> {
    await tx.query({
      name: 'unmailed-mark',
      text: 'update app.notification set mailed_at = now() where id = $1',
      values: [id],
    });
  }
}
