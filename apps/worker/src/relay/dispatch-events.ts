import { Inject, Injectable } from '@nestjs/common';
import { Config } from '#platform/config';
import { Database, type EventKind } from '#platform/database';
import { type Consumer, CONSUMERS, ready, wanting } from '../consumers/consumer.js';
import { Queues } from '../consumers/queues.js';

const atOnce = 100;
/** Seconds. However long an event has been failing, it is tried again at least this often. */
const longestWait = 3_600;

interface WaitingRow {
  readonly id: string;
  readonly kind: EventKind;
  readonly handled: string[];
  readonly [column: string]: unknown;
}

/**
 * Dispatches the events that nobody has dispatched, and again those that were not done in time: the broker may have lost
 * them, and it may lose everything at any moment. An event that keeps failing waits longer each time.
 */
@Injectable()
export class DispatchEvents {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly config: Config,
    @Inject(CONSUMERS) private readonly consumers: readonly Consumer[],
  ) {}

  /** Any number of workers may do so at once. @returns how many there were, at most 100 */
  async execute(): Promise<number> {
    return this.database.system(async (tx) => {
      const events = await tx.query<WaitingRow>({
        name: 'outbox-waiting',
        text: `
          select o.id, o.kind, array(select consumer from app.inbox i where i.event_id = o.id) as handled
          from app.outbox o
          where o.done_at is null and (o.dispatched_at is null or o.dispatched_at <= now() - greatest(
            make_interval(secs => $1), least((o.dispatched_at - o.created_at) / 2, make_interval(secs => ${longestWait}))))
          order by o.created_at limit ${atOnce}
          for no key update of o skip locked`,
        values: [this.config.env.REDISPATCH_SECONDS],
      });
      const parts = events.map(({ id, kind, handled }) => {
        const wanted = wanting(this.consumers, kind);
        const done = new Set(handled);
        return { id, finished: wanted.every(({ name }) => done.has(name)), next: ready(wanted, done) };
      });
      if (parts.length === 0) return 0;
      // Should this transaction fail afterwards, they are dispatched twice, which the inbox makes harmless.
      await this.queues.add(parts.flatMap(({ id, next }) => next.map((consumer) => ({ consumer, eventId: id }))));
      await tx.query({
        name: 'outbox-dispatched',
        text: `update app.outbox set dispatched_at = now(), done_at = case when id = any ($2) then now() end
          where id = any ($1)`,
        values: [parts.map(({ id }) => id), parts.filter(({ finished }) => finished).map(({ id }) => id)],
      });
      return parts.length;
    });
  }
}
