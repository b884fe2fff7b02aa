import type { ReadTx } from '#platform/database';
import type { NotificationKind, NotificationObject } from './notification-kinds.js';

/** What one person was told. Whoever may still see the object finds the rest there. */
export interface Notification {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly objectType: NotificationObject;
  readonly objectId: string;
  readonly createdAt: Date;
  /** Null until it was read. */
  readonly readAt: Date | null;
}

export const NOTIFICATION_COLUMNS = `id, kind, object_type as "objectType", object_id as "objectId", created_at as "createdAt",
  read_at as "readAt"`;

export type NotificationRow = Notification & Record<string, unknown>;

/** In the order of the ids; those that are not the reader's are left out by row-level security. */
export async function notificationsById(tx: ReadTx, ids: readonly string[]): Promise<Notification[]> {
  const rows = await tx.query<NotificationRow>({
    name: 'notifications-by-id',
    text: `select ${NOTIFICATION_COLUMNS} from app.notification where id = any ($1)`,
    values: [ids],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
