import { randomUUID } from 'node:crypto';
import { HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError, InvalidInput, NotFound } from '#policy';
import { errorFacts, type Log } from '#platform/logging';
import { PayloadTooLarge } from './request-errors.js';

/** Plain routes refuse in the shape GraphQL does: `{ errors: [{ message, extensions: { code, … } }] }`. */
export interface ErrorBody {
  readonly errors: readonly [{ readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }];
}

const statuses: Readonly<Record<string, number>> = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  SIGN_IN_REFUSED: 401,
  SECOND_FACTOR_REFUSED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
};

export function refusalOf(error: unknown, bodyLimit: number): DomainError | null {
  if (error instanceof DomainError) return error;
  return error instanceof HttpException ? transportRefusal(error.getStatus(), bodyLimit) : null;
}

/** What the server refused before a route was reached; the framework's message would quote the address or the body. */
function transportRefusal(status: number, bodyLimit: number): DomainError | null {
  if (status === 404) return new NotFound();
  if (status === 413) return new PayloadTooLarge(bodyLimit);
  if (status === 415) return new InvalidInput('Send application/json.');
  return status >= 400 && status < 500 ? new InvalidInput('This request cannot be read: it is not valid JSON.') : null;
}

/** Answers a plain route's error; what nobody foresaw becomes a reference that only the log can resolve. */
export function sendError(
  reply: FastifyReply,
  error: unknown,
  settings: { log: Log; bodyLimit: number },
): FastifyReply {
  const refusal = refusalOf(error, settings.bodyLimit);
  if (refusal === null) return reply.code(500).send(unforeseen(error, settings.log, reply.request.id));
  reply.request.facts.code = refusal.code;
  const { code, details, message } = refusal;
  const body: ErrorBody = { errors: [{ message, extensions: { code, ...details } }] };
  return reply.code(statuses[code] ?? 400).send(body);
}

function unforeseen(error: unknown, log: Log, requestId: string): ErrorBody {
  const reference = randomUUID();
  log.error('request.failed', { requestId, reference, ...errorFacts(error) });
  return { errors: [{ message: unforeseenMessage, extensions: { code: 'INTERNAL', reference } }] };
}

export const unforeseenMessage =
  'Something went wrong here. Nothing was written; quote the reference if it happens again.';
