import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, InvalidInput } from '#policy';
import { errorFacts, type Log } from '#platform/logging';
import { unforeseenMessage } from '../http-errors.js';
import { QueryTooComplex } from '../request-errors.js';
import { type AskedWith, explainValueError, isAboutValue } from './input-errors.js';

/** What Apollo and graphql-js call a request they cannot carry out. */
const requestCodes: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Turns whatever went wrong into what a caller is told. The one place that does. */
export class ErrorMapper {
  constructor(private readonly log: Log) {}

  /** @param asked what the request was, where that is known; with it, complaints about values name their place */
  map(error: unknown, asked: AskedWith | null, requestId?: string): GraphQLFormattedError {
    const domain = domainErrorIn(error, asked);
    if (domain !== null) return shown(domain, error);
    const reference = randomUUID();
    this.log.error('request.failed', { requestId, reference, ...errorFacts(rootCause(error)) });
    return { message: unforeseenMessage, ...pathOf(error), extensions: { code: 'INTERNAL', reference } };
  }
}

/** The error meant for the caller, if there is one. */
export function domainErrorIn(error: unknown, asked: AskedWith | null): DomainError | null {
  const cause = rootCause(error);
  if (cause instanceof DomainError) return cause;
  if (!(error instanceof GraphQLError)) return null;
  const complaint = wrappers(error).find(isAboutValue);
  if (complaint !== undefined) {
    return asked === null ? new InvalidInput('A value is not valid.') : explainValueError(complaint, asked);
  }
  if (!(cause instanceof GraphQLError)) return null;
  if (/^Syntax Error: (Document|Source) contains more tha[nt] \d+ /.test(cause.message)) {
    return new QueryTooComplex('This query is too long.');
  }
  // Without a path it was refused before anything ran: by the parser, the validation, or the transport.
  const refusedBefore = error.path === undefined && requestCodes.has(error.extensions['code']);
  return refusedBefore ? new InvalidInput(cause.message) : null;
}

/** What was thrown, under the wrappers that say where. */
export function rootCause(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  const innermost = wrappers(error).at(-1);
  return innermost?.originalError ?? innermost;
}

function wrappers(error: GraphQLError): GraphQLError[] {
  const chain = [error];
  let { originalError } = error;
  while (originalError instanceof GraphQLError) {
    chain.push(originalError);
    ({ originalError } = originalError);
  }
  return chain;
}

function shown({ message, code, details }: DomainError, error: unknown): GraphQLFormattedError {
  return { message, ...pathOf(error), ...locationsOf(error), extensions: { code, ...details } };
}

function pathOf(error: unknown): Pick<GraphQLFormattedError, 'path'> {
  return error instanceof GraphQLError && error.path !== undefined ? { path: error.path } : {};
}

/** Useful where the query itself is wrong; beside a path they only repeat it. */
function locationsOf(error: unknown): Pick<GraphQLFormattedError, 'locations'> {
  const located = error instanceof GraphQLError && error.path === undefined && error.locations !== undefined;
  return located ? { locations: error.locations } : {};
}
