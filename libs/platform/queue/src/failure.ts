/**
 * What of an error may be written down. Messages are left out: a driver's repeats the values it stumbled over, and logs
 * and queues hold none. What remains is the error's name and code, and where it was thrown.
 */
export function describeFailure(error: unknown): { readonly name: string; readonly code: string; readonly at: string } {
  if (!(error instanceof Error)) return { name: typeof error, code: '', at: '' };
  const { code } = error as { code?: unknown };
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return { name: error.name, code: typeof code === 'string' ? code : '', at: frame?.trim() ?? '' };
}

/** The same for BullMQ, which stores a failed attempt's message and stack with the job. */
export class TaskFailed extends Error {
  constructor(cause: unknown) {
    const { name, code } = describeFailure(cause);
    super(code === '' ? name : `${name} ${code}`);
    this.name = 'TaskFailed';
    this.stack = this.message;
  }
}
