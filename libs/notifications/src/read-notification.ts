import { Injectable } from '@nestjs/common';
import { type Actor, NotFound } from '#policy';
import { Database } from '#platform/database';
import { type Notification, notificationsById } from './notification.js';

@Injectable()
export class ReadNotification {
  constructor(private readonly database: Database) {}

  /** @throws NotFound for somebody else's as for one that does not exist */
  async execute(actor: Actor, id: string): Promise<Notification> {
    const [notification] = await this.database.read(actor, (tx) => notificationsById(tx, [id]));
    if (notification === undefined) throw new NotFound();
    return notification;
  }
}
