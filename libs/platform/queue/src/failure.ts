import { errorFacts } from '#platform/logging';

/**
 * A failed attempt as BullMQ may keep it. It stores an error's message and stack with the job, in clear text, and a driver's
 * message repeats the values it stumbled over: only the class and the SQLSTATE remain.
 */
export class TaskFailed extends Error {
  constructor(cause: unknown) {
    const { error = 'unknown', sqlState } = errorFacts(cause);
    super(sqlState === undefined ? error : `${error} ${sqlState}`);
    this.name = 'TaskFailed';
    this.stack = this.message;
  }
}
