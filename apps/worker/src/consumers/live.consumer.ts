import { Injectable } from '@nestjs/common';
import { audienceOf, FindLiveChanges, type HappenedEvent } from '#notifications';
import type { EventKind, Tx } from '#platform/database';
import { LiveBus } from '#platform/queue';
import type { Consumer } from './consumer.js';

/** Wakes open subscriptions. Once more than needed does no harm: they only look again. */
@Injectable()
export class LiveConsumer implements Consumer {
  readonly name = 'live';
  readonly queue = 'events';
  // Notifications are announced once they can be read.
  readonly after = ['notifications'];

  constructor(
    private readonly changes: FindLiveChanges,
    private readonly bus: LiveBus,
  ) {}

  wants(kind: EventKind): boolean {
    return audienceOf(kind) !== null || this.changes.wants(kind);
  }

  async handle(tx: Tx, event: HappenedEvent): Promise<void> {
    const objects = await this.changes.execute(tx, event);
    const notifications = await this.changes.notifications(tx, event.id);
    await this.bus.publish([...objects, ...notifications]);
  }
}
