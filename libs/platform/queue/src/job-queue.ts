import type { JobsOptions } from 'bullmq';
import { openQueue } from './backend.js';
import type { Broker } from './broker.js';
import { jobId, type JobPayload, type Task } from './job.js';

/**
 * Kept neither when done nor when given up: the outbox row says both, and a finished job left behind under this id would
 * make the broker take the next dispatch for a duplicate.
 */
const jobOptions: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
};

/** The producing side of one queue. */
export class JobQueue {
  private readonly queue: ReturnType<typeof openQueue>;

  /** @param onError hears of lost connections; BullMQ finds its way back by itself */
  constructor(broker: Broker, name: string, onError: (error: Error) => void) {
    this.queue = openQueue(broker, name);
    this.queue.on('error', onError);
  }

  async ready(): Promise<void> {
    await this.queue.waitUntilReady();
  }

  /**
   * A task that already waits or runs is not added a second time.
   * @throws when the broker cannot be reached
   */
  async add(tasks: readonly Task[]): Promise<void> {
    await Promise.all(
      tasks.map((task) => {
        const data: JobPayload = { eventId: task.eventId };
        return this.queue.add(task.consumer, data, { ...jobOptions, jobId: jobId(task) });
      }),
    );
  }

  /** How many jobs wait, are delayed or run. */
  async depth(): Promise<number> {
    const counts = await this.queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  async close(): Promise<void> {
    await this.queue.close();
  }
}
