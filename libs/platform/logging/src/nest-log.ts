import type { LoggerService } from '@nestjs/common';
import { errorFacts } from './error-facts.js';
import type { Log } from './log.js';

/** What the framework has to say, through the same narrow door: which part spoke and which error it met. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(_message: unknown, ...rest: unknown[]): void {
    this.target.debug('framework.note', { source: sourceOf(rest) });
  }

  debug(_message: unknown, ...rest: unknown[]): void {
    this.target.debug('framework.note', { source: sourceOf(rest) });
  }

  verbose(_message: unknown, ...rest: unknown[]): void {
    this.target.debug('framework.note', { source: sourceOf(rest) });
  }

  warn(_message: unknown, ...rest: unknown[]): void {
    this.target.warn('framework.warning', { source: sourceOf(rest) });
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error('framework.error', {
      source: sourceOf(rest),
      ...(message instanceof Error ? errorFacts(message) : {}),
    });
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}

/** Nest passes the name of the class that speaks as the last argument. */
function sourceOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && /^[A-Za-z]{1,60}$/.test(last) ? last : undefined;
}
