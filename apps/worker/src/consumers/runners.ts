import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Config } from '#platform/config';
import { errorFacts, Log } from '#platform/logging';
import { BROKER, type Broker, JobRunner } from '#platform/queue';
import { type QueueName, QUEUES } from './consumer.js';
import { HandleTask } from './handle-task.js';
import { seldom } from './seldom.js';

const concurrency: Record<QueueName, number> = { events: 8, mail: 4 };

/** The consuming side of every queue. */
@Injectable()
export class Runners implements BeforeApplicationShutdown {
  private readonly runners: readonly JobRunner[];

  constructor(@Inject(BROKER) broker: Broker, config: Config, handleTask: HandleTask, log: Log) {
    this.runners = QUEUES.map(
      (queue) =>
        new JobRunner(
          broker,
          queue,
          (task) => handleTask.execute(task),
          { concurrency: concurrency[queue], lockSeconds: config.env.JOB_LOCK_SECONDS },
          {
            failed: ({ consumer, eventId }, error, final) => {
              const facts = { queue, job: consumer, eventId, ...errorFacts(error) };
              // An alert: somebody should look. The event itself is not lost, the sweep of the outbox brings it back.
              if (final) log.error('task.given_up', facts);
              else log.warn('task.failed', facts);
            },
            error: seldom((error) => {
              log.warn('queue.lost', { queue, ...errorFacts(error) });
            }),
          },
        ),
    );
  }

  async start(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.start()));
  }

  /** What runs is finished before connections are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.close()));
  }
}
