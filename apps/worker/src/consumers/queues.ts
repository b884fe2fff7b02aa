import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { errorFacts, Log } from '#platform/logging';
import { BROKER, type Broker, JobQueue } from '#platform/queue';
import { type Consumer, type QueueName, QUEUES } from './consumer.js';
import { seldom } from './seldom.js';

/** The producing side of every queue. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly queues: ReadonlyMap<QueueName, JobQueue>;

  constructor(@Inject(BROKER) broker: Broker, log: Log) {
    this.queues = new Map(
      QUEUES.map((name) => [
        name,
        new JobQueue(
          broker,
          name,
          seldom((error) => {
            log.warn('queue.lost', { queue: name, ...errorFacts(error) });
          }),
        ),
      ]),
    );
  }

  async ready(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.ready()));
  }

  /** @throws when the broker cannot be reached; some of the tasks may have been added then */
  async add(tasks: readonly { readonly consumer: Consumer; readonly eventId: string }[]): Promise<void> {
    for (const [name, queue] of this.queues) {
      const own = tasks.filter(({ consumer }) => consumer.queue === name);
      await queue.add(own.map(({ consumer, eventId }) => ({ consumer: consumer.name, eventId })));
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }
}
