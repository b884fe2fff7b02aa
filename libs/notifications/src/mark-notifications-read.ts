import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { type Actor, NotFound } from '#policy';
import { Database, Idempotency, parseInput } from '#platform/database';
import { z } from 'zod';
import { type Notification, notificationsById } from './notification.js';

const mostAtOnce = 100;

export const markNotificationsReadInput = z.strictObject({
  notificationIds: z.array(z.guid()).min(1).max(mostAtOnce),
  clientMutationId: z.string().min(1).max(64).nullish(),
});
export type MarkNotificationsReadInput = z.input<typeof markNotificationsReadInput>;

@Injectable()
export class MarkNotificationsRead {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * @returns them as they are now, in the order asked for; one that was read before keeps the time it was read first
   * @throws NotFound when one of them is not the actor's own; then none is marked
   * @throws InvalidInput @throws MutationIdReused
   */
  async execute(actor: Actor, input: MarkNotificationsReadInput): Promise<Notification[]> {
    const { clientMutationId, ...asked } = parseInput(markNotificationsReadInput, input);
    const ids = [...new Set(asked.notificationIds)];
    const key = { mutation: 'markNotificationsRead', input: asked, clientMutationId };
    return this.database.transaction(actor, async (tx) => {
      await this.idempotency.once(tx, actor, key, async () => {
        const { length: own } = await notificationsById(tx, ids);
        if (own < ids.length) throw new NotFound();
        await tx.query({
          name: 'notifications-read',
          text: 'update app.notification set read_at = now() where id = any ($1) and read_at is null',
          values: [ids],
        });
        await this.audit.append(tx, actor, {
          action: 'markNotificationsRead',
          objectType: 'Notification',
          objectId: null,
          details: { count: ids.length },
        });
        return ids[0] as string;
      });
      return notificationsById(tx, ids);
    });
  }
}
