import { Inject, Injectable } from '@nestjs/common';
import type { HappenedEvent } from '#notifications';
import { Database, type EventKind, type NamedQuery, type Tx } from '#platform/database';
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
  /** Whether it is this consumer's to do. */
  readonly open: boolean;
  readonly [column: string]: unknown;
}

const event = `o.id, o.kind, o.object_id as "objectId", o.actor_id as "actorId", o.agency_ids as "agencyIds"`;

const look: NamedQuery = {
  name: 'event-look',
  text: `select ${event}, not exists (select 1 from app.inbox i where i.event_id = o.id and i.consumer = $2) as open
    from app.outbox o where o.id = $1`,
};

/** A second copy of the task waits here until the first has committed, and then finds that nothing is left to do. */
const take: NamedQuery = {
  name: 'event-take',
  text: `
    with noted as (
      insert into app.inbox (consumer, event_id, handled_at) select $2, id, now() from app.outbox where id = $1
      on conflict do nothing returning 1)
    select ${event}, exists (select 1 from noted) as open from app.outbox o where o.id = $1`,
};

/** Two consumers that finish at once would each miss the other's note. One waits here, and what it asks next sees both. */
const lock: NamedQuery = { name: 'event-lock', text: 'select 1 from app.outbox where id = $1 for no key update' };

const settle: NamedQuery = {
  name: 'event-settle',
  text: `
    with handled as (select array_agg(consumer) as names from app.inbox where event_id = $1),
    closed as (
      update app.outbox set done_at = now() from handled where id = $1 and done_at is null and names @> $2::text[])
    select names from handled`,
};

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
    const next = consumer === undefined ? null : await this.handle(consumer, task);
    if (next === null) {
      // Done and forgotten long ago, or meant for a consumer that no longer exists.
      this.log.warn('task.without_event', { job: task.consumer, eventId: task.eventId });
      return;
    }
    // Lost if the process ends here: the next sweep finds that they are missing.
    await this.queues.add(next.map((follower) => ({ consumer: follower, eventId: task.eventId })));
  }

  /** @returns the consumers that waited for this one, or null if there is no such event */
  private async handle(consumer: Consumer, { eventId }: Task): Promise<Consumer[] | null> {
    const values = [eventId, consumer.name];
    if (consumer.beforehand !== undefined) {
      const [row] = await this.database.system((tx) => tx.query<EventRow>({ ...look, values }));
      if (row?.open === true) await consumer.beforehand(row);
    }
    return this.database.system(async (tx) => {
      const [row] = await tx.query<EventRow>({ ...take, values });
      if (row === undefined) return null;
      if (row.open) await consumer.handle(tx, row);
      const wanted = wanting(this.consumers, row.kind);
      const handled = await this.settle(tx, row, wanted);
      return ready(wanted, handled).filter(({ after }) => after.includes(consumer.name));
    });
  }

  /** Closes the event if this was the last part of it. @returns who has handled it */
  private async settle(tx: Tx, { id }: HappenedEvent, wanted: readonly Consumer[]): Promise<ReadonlySet<string>> {
    // Both are sent at once and still run one after the other, each seeing what was committed when it began.
    const [, [row]] = await Promise.all([
      tx.query({ ...lock, values: [id] }),
      tx.query<{ names: string[] }>({ ...settle, values: [id, wanted.map(({ name }) => name)] }),
    ]);
    return new Set(row?.names);
  }
}
