import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * Everything a log line may hold. A survivor's data has no place to go: there are no bodies, variables, headers, query
 * texts, addresses or names, and a key that is not listed here is dropped, whatever the caller's types say.
 */
export interface Facts {
  readonly requestId?: string | undefined;
  /** The route's pattern, never the URL that was asked for. */
  readonly route?: string | undefined;
  /** Root fields of the schema, never the name a client gave its operation. */
  readonly operation?: string | undefined;
  readonly status?: number | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** One of the documented error codes. */
  readonly code?: string | undefined;
  /** What the caller was shown in place of an unexpected error. */
  readonly reference?: string | undefined;
  /** An error's class; its message may quote what somebody typed. */
  readonly error?: string | undefined;
  readonly sqlState?: string | undefined;
  readonly constraint?: string | undefined;
  /** Where it was thrown: functions and files. */
  readonly frames?: readonly string[] | undefined;
  readonly queue?: string | undefined;
  readonly job?: string | undefined;
  readonly eventId?: string | undefined;
  readonly attempt?: number | undefined;
  readonly count?: number | undefined;
  readonly port?: number | undefined;
  readonly source?: string | undefined;
}

const allowed: Readonly<Record<keyof Facts, true>> = {
  requestId: true,
  route: true,
  operation: true,
  status: true,
  duration: true,
  code: true,
  reference: true,
  error: true,
  sqlState: true,
  constraint: true,
  frames: true,
  queue: true,
  job: true,
  eventId: true,
  attempt: true,
  count: true,
  port: true,
  source: true,
};
const keys = Object.keys(allowed) as (keyof Facts)[];

export interface LogSettings {
  readonly level: string;
  /** Which process speaks. */
  readonly process: 'api' | 'worker' | 'setup';
  /** Where lines go; standard output unless a test listens. */
  readonly destination?: DestinationStream;
}

/** Structured lines, one JSON object each. `event` is a constant of the code, such as `request.answered`. */
export class Log {
  private readonly pino: Logger;
  private readonly destination: DestinationStream;

  constructor(settings: LogSettings) {
    // Lines are gathered for a moment: writing each one by itself would cost a request more than its policy does.
    this.destination =
      settings.destination ?? pino.destination({ fd: 1, sync: false, minLength: 4096, periodicFlush: 500 });
    this.pino = pino(
      {
        level: settings.level,
        base: { process: settings.process },
        messageKey: 'event',
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }), log: onlyAllowed },
      },
      this.destination,
    );
  }

  debug(event: string, facts: Facts = {}): void {
    this.pino.debug(facts, event);
  }

  info(event: string, facts: Facts = {}): void {
    this.pino.info(facts, event);
  }

  warn(event: string, facts: Facts = {}): void {
    this.pino.warn(facts, event);
  }

  error(event: string, facts: Facts = {}): void {
    this.pino.error(facts, event);
  }

  /** Writes what is still gathered. */
  flush(): void {
    if ('flushSync' in this.destination && typeof this.destination.flushSync === 'function') {
      (this.destination as { flushSync(): void }).flushSync();
    }
  }
}

function onlyAllowed(given: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of keys) if (given[key] !== undefined) kept[key] = given[key];
  return kept;
}
