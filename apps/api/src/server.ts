import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Redis } from 'ioredis';
import { InvalidInput } from '#policy';
import type { Config } from '#platform/config';
import { errorFacts, type Log } from '#platform/logging';
import type { SessionTokens } from './auth/session-token.js';
import { TooManyRequests } from './request-errors.js';
import './request-facts.js';

export const GRAPHQL_PATH = '/graphql';
/** Bytes of one request; uploads do not pass through here. */
export const BODY_LIMIT = 1_048_576;

// Unique among all processes, and cheaper than a random id for each request.
const thisProcess = randomUUID();
let requests = 0;

export function createAdapter(config: Config): FastifyAdapter {
  const proxies = config.env.TRUSTED_PROXIES?.split(',').map((proxy) => proxy.trim());
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    logger: false,
    // An id that a caller chose would let one request's lines pass for another's.
    requestIdHeader: false,
    genReqId: () => `${thisProcess}-${(requests += 1).toString(36)}`,
    trustProxy: proxies ?? false,
    forceCloseConnections: 'idle',
  });
}

/** Headers, limits and the log line that every request gets. */
export async function prepareServer(
  app: NestFastifyApplication,
  { config, log, tokens }: { config: Config; log: Log; tokens: SessionTokens },
): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  server.decorateRequest('sessionToken', null);
  server.decorateRequest('facts');
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    hsts: config.env.PUBLIC_URL.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  // What helmet says is the same for every request, so it is asked with the first one only.
  let headers: Record<string, string> | undefined;
  server.addHook('onRequest', (request, reply, done) => {
    request.sessionToken = tokens.read(request.headers);
    request.facts = { code: undefined, operation: undefined };
    headers ??= securityHeaders(reply);
    void reply.headers(headers);
    // A query in an address would stay behind in histories and in the logs of proxies.
    const inAddress = request.routeOptions.url === GRAPHQL_PATH && request.method !== 'POST';
    done(inAddress ? new InvalidInput('Send queries by POST.') : undefined);
  });
  const { REDIS_URL, REQUESTS_PER_MINUTE, BROKER_NAMESPACE } = config.env;
  // With Redis, all processes count together.
  const redis = REDIS_URL === undefined ? null : new Redis(REDIS_URL, { maxRetriesPerRequest: 1 });
  redis?.on('error', (error) => {
    log.warn('limits.lost', errorFacts(error));
  });
  server.addHook('onClose', () => {
    redis?.disconnect();
  });
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: (request) => (request.sessionToken === null ? request.ip : `${request.ip} ${request.sessionToken}`),
    errorResponseBuilder: (_, { ttl }) => new TooManyRequests(Math.ceil(ttl / 1000)),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    nameSpace: `${BROKER_NAMESPACE}:requests:`,
    ...(redis === null ? {} : { redis, skipOnError: true }),
  });
  server.addHook('onResponse', (request, reply, done) => {
    log.info('request.answered', {
      requestId: request.id,
      route: request.routeOptions.url,
      operation: request.facts.operation,
      status: reply.statusCode,
      duration: Math.round(reply.elapsedTime * 10) / 10,
      code: request.facts.code,
    });
    done();
  });
}

function securityHeaders(reply: FastifyReply): Record<string, string> {
  reply.helmet();
  const said = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]);
  return { ...(Object.fromEntries(said) as Record<string, string>), 'cache-control': 'no-store' };
}
