import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import { Cursors, Database, type Page, type PageArgs, pageSize } from '#platform/database';
import { type Notification, NOTIFICATION_COLUMNS, type NotificationRow } from './notification.js';

export interface ListNotificationsInput extends PageArgs {
  readonly unreadOnly?: boolean | null | undefined;
}

/** The reader's own, newest first. */
@Injectable()
export class ListNotifications {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** @throws InvalidInput for a page or a cursor that cannot be */
  async execute(actor: Actor, input: ListNotificationsInput): Promise<Page<Notification>> {
    const limit = pageSize(input);
    const unreadOnly = input.unreadOnly ?? false;
    const filter = `notifications/${unreadOnly ? 'unread' : 'all'}`;
    const after = typeof input.after === 'string' ? this.cursors.decode(actor, filter, input.after) : null;
    const rows = await this.database.read(actor, (tx) =>
      tx.query<NotificationRow>({
        name: 'notifications-page',
        text: `
          select ${NOTIFICATION_COLUMNS} from app.notification
          where person_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
            and (not $4 or read_at is null)
          order by created_at desc, id desc limit $5`,
        values: [actor.personId, after?.at ?? null, after?.id ?? null, unreadOnly, limit + 1],
      }),
    );
    const positionOf = ({ createdAt, id }: Notification) => ({ at: createdAt, id });
    return this.cursors.page(actor, filter, limit, rows, positionOf, (row: Notification) => row);
  }
}
