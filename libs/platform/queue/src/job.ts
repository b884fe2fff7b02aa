import { z } from 'zod';

/** Everything a job may carry. Payloads lie in clear text in the broker, so they name an event and nothing else. */
export const jobPayload = z.strictObject({ eventId: z.uuid() });
export type JobPayload = z.infer<typeof jobPayload>;

/** One consumer's part in one event. */
export interface Task {
  readonly consumer: string;
  readonly eventId: string;
}

/** The same part of the same event is one job, however often it is dispatched (BullMQ ids may not hold a colon). */
export function jobId(task: Task): string {
  return `${task.consumer}.${task.eventId}`;
}
