import type { HappenedEvent } from '#notifications';
import type { EventKind, Tx } from '#platform/database';

/**
 * Consumers that need nothing but our own database and broker share one queue; what waits for another machine has a queue
 * of its own, so that a slow mail server holds back nothing but mail. A queue for each consumer would part them as well,
 * at the price of three database connections each.
 */
export const QUEUES = ['events', 'mail'] as const;
export type QueueName = (typeof QUEUES)[number];

/** One thing that is done about events. Its name goes into the inbox and never changes. */
export interface Consumer {
  readonly name: string;
  readonly queue: QueueName;
  /** Consumers that must have handled the event first, where they want it. */
  readonly after: readonly string[];
  wants(kind: EventKind): boolean;
  /**
   * What cannot be undone and so cannot be part of the transaction. It may run again for the same event and has to find out
   * by itself what was done already.
   */
  beforehand?(event: HappenedEvent): Promise<void>;
  /** The effect, committed together with the note in the inbox: exactly once for each event. */
  handle(tx: Tx, event: HappenedEvent): Promise<void>;
}

/** Every consumer of this process. */
export const CONSUMERS = Symbol('CONSUMERS');

/** Those that want an event of this kind. */
export function wanting(consumers: readonly Consumer[], kind: EventKind): Consumer[] {
  return consumers.filter((consumer) => consumer.wants(kind));
}

/** Of those that want the event, the ones that have not handled it and need not wait for another. */
export function ready(wanted: readonly Consumer[], handled: ReadonlySet<string>): Consumer[] {
  const names = new Set(wanted.map(({ name }) => name));
  return wanted.filter(
    ({ name, after }) => !handled.has(name) && after.every((first) => !names.has(first) || handled.has(first)),
  );
}
