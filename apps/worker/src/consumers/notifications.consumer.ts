import { Injectable } from '@nestjs/common';
import { audienceOf, type HappenedEvent, NotifyPeople } from '#notifications';
import type { EventKind, Tx } from '#platform/database';
import type { Consumer } from './consumer.js';

/** Notifications in the product. */
@Injectable()
export class NotificationsConsumer implements Consumer {
  readonly name = 'notifications';
  readonly queue = 'events';
  readonly after = [];

  constructor(private readonly notifyPeople: NotifyPeople) {}

  wants(kind: EventKind): boolean {
    return audienceOf(kind) !== null;
  }

  async handle(tx: Tx, event: HappenedEvent): Promise<void> {
    await this.notifyPeople.execute(tx, event);
  }
}
