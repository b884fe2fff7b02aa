import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#policy';
import type { LiveConnection } from './live-connection.js';

/** What resolvers know of the request. One object a request; over a WebSocket, one a subscription. */
export interface ApiContext {
  readonly req: FastifyRequest | null;
  readonly reply: FastifyReply | null;
  /** Loaded once; null for a caller without a live session. */
  actor: Actor | null;
  /** Set where the caller listens, null where it asks once. */
  readonly live: LiveConnection | null;
}
