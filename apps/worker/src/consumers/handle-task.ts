import { Inject, Injectable } from '@nestjs/common';
import type { HappenedEvent } from '#notifications';
import { Database, type EventKind, type ReadTx } from '#platform/database';
import { Log } from '#platform/logging';
import type { Task } from '#platform/queue';
import { type Consumer, CONSUMERS, ready, wanting } from './consumer.js';
import { Queues } from './queues.js';

interface EventRow {
  readonly id: string;
  readonly kind: EventKind;
  readonly objectId: string;
  readonly actorId: string | null;
  readonly agencyIds: string[];
  readonly [column: string]: unknown;
}

/** Has one consumer do its part for one event, once, however often the task comes. */
@Injectable()
export class HandleTask {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly log: Log,
    @Inject(CONSUMERS) private readonly consumers: readonly Consumer[],
  ) {}

  async execute(task: Task): Promise<void> {
    const consumer = this.consumers.find(({ name }) => name === task.consumer);
    const event = await this.database.system((tx) => readEvent(tx, task));
    if (event === null || consumer === undefined) {
      // Done and tidied away long ago, or meant for a consumer that no longer exists.
      this.log.warn('task.without_event', { job: task.consumer, eventId: task.eventId });
      return;
    }
    if (!event.handled) await consumer.beforehand?.(event);
    const handled = await this.database.system(async (tx) => {
      // A second copy of the task waits here until the first has committed, and then finds that nothing is left to do.
      const [fresh] = await tx.query<{ event_id: string }>({
        name: 'inbox-add',
        text: `insert into app.inbox (consumer, event_id, handled_at) values ($1, $2, now())
          on conflict do nothing returning event_id`,
        values: [consumer.name, event.id],
      });
      if (fresh !== undefined) await consumer.handle(tx, event);
      return this.settle(tx, event);
    });
    // Lost if the process ends here: the next sweep finds that they are missing.
    const next = ready(wanting(this.consumers, event.kind), handled).filter(({ after }) =>
      after.includes(consumer.name),
    );
    await this.queues.add(next.map((follower) => ({ consumer: follower, eventId: event.id })));
  }

  /** Closes the event if this was the last part of it. @returns which consumers have handled it */
  private async settle(tx: ReadTx, event: HappenedEvent): Promise<ReadonlySet<string>> {
    // Two consumers that finish at once would each miss the other's note. One waits here, and its next statement sees both.
    await tx.query({
      name: 'outbox-lock',
      text: 'select 1 from app.outbox where id = $1 for no key update',
      values: [event.id],
    });
    const rows = await tx.query<{ consumer: string }>({
      name: 'inbox-of-event',
      text: 'select consumer from app.inbox where event_id = $1',
      values: [event.id],
    });
    const handled = new Set(rows.map(({ consumer }) => consumer));
    if (wanting(this.consumers, event.kind).every(({ name }) => handled.has(name))) {
      await tx.query({
        name: 'outbox-done',
        text: 'update app.outbox set done_at = now() where id = $1 and done_at is null',
        values: [event.id],
      });
    }
    return handled;
  }
}

async function readEvent(tx: ReadTx, task: Task): Promise<(HappenedEvent & { readonly handled: boolean }) | null> {
  const [row] = await tx.query<EventRow & { readonly handled: boolean }>({
    name: 'outbox-read',
    text: `select id, kind, object_id as "objectId", actor_id as "actorId", agency_ids as "agencyIds",
        exists (select 1 from app.inbox i where i.event_id = o.id and i.consumer = $2) as handled
      from app.outbox o where id = $1`,
    values: [task.eventId, task.consumer],
  });
  return row ?? null;
}
