import type { Job } from 'bullmq';
import { openWorker, type RunnerSettings } from './backend.js';
import type { Broker } from './broker.js';
import { TaskFailed } from './failure.js';
import { jobPayload, type Task } from './job.js';

export interface RunnerReports {
  /** An attempt failed. `final`: the broker gives the job up, and only the sweep of the outbox will bring it back. */
  failed(task: Task, error: unknown, final: boolean): void;
  /** The broker was lost, or the runner's own machinery failed. */
  error(error: Error): void;
}

/** The consuming side of one queue. */
export class JobRunner {
  private readonly worker: ReturnType<typeof openWorker>;

  constructor(
    broker: Broker,
    name: string,
    handle: (task: Task) => Promise<void>,
    settings: RunnerSettings,
    private readonly reports: RunnerReports,
  ) {
    this.worker = openWorker(broker, name, (job) => this.process(job, handle), settings);
    this.worker.on('error', (error) => {
      reports.error(error);
    });
    this.worker.on('failed', (job, error) => {
      // Given up without being run again: it stalled, or was started, too often.
      if (job !== undefined && !(error instanceof TaskFailed)) reports.failed(taskOf(job), error, true);
    });
  }

  /** Begins to take jobs. @throws when the broker cannot be reached */
  async start(): Promise<void> {
    await this.worker.waitUntilReady();
    this.worker.run().catch((error: unknown) => {
      this.reports.error(error instanceof Error ? error : new TaskFailed(error));
    });
  }

  /** Takes no further job and waits for those that run. */
  async close(): Promise<void> {
    await this.worker.close();
  }

  private async process(job: Job<unknown>, handle: (task: Task) => Promise<void>): Promise<void> {
    try {
      await handle(taskOf(job));
    } catch (error) {
      this.reports.failed(taskOf(job), error, job.attemptsMade + 1 >= (job.opts.attempts ?? 1));
      throw new TaskFailed(error);
    }
  }
}

function taskOf(job: Job<unknown>): Task {
  return { consumer: job.name, eventId: jobPayload.parse(job.data).eventId };
}
