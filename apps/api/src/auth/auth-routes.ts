import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Forbidden, InvalidInput, Unauthenticated } from '#policy';
import { parseInput } from '#platform/database';
import { type AuthEndpointName, authEndpoints, stepUpBody } from './auth-endpoints.js';
import type { AuthService } from './auth.service.js';
import { authPath } from './better-auth.js';
import type { LiveSession } from './sessions.js';

/** Mounts sign-in, second factors, step-up and sign-out under /api/auth. */
export function mountAuth(server: FastifyInstance, auth: AuthService): void {
  const post = (name: string, answer: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): void => {
    server.post(`${authPath}/${name}`, (request, reply) => {
      refuseForeignOrigin(request, auth.origin);
      return answer(request, reply);
    });
  };
  for (const name of Object.keys(authEndpoints) as AuthEndpointName[]) {
    const endpoint = authEndpoints[name];
    post(name, async (request, reply) => {
      const body = parseBody(endpoint.body, request.body);
      const session = await liveSession(request, auth);
      if (endpoint.session && session === null) throw new Unauthenticated();
      return auth.pass(name, { request, reply, session, body });
    });
  }
  post('step-up', async (request) => {
    const session = await liveSession(request, auth);
    if (session === null) throw new Unauthenticated();
    return auth.stepUp(request, session, parseBody(stepUpBody, request.body));
  });
  post('sign-out', async (request, reply) => {
    if (request.sessionToken !== null) await auth.signOut(request.sessionToken, await liveSession(request, auth));
    return reply
      .header('set-cookie', auth.emptyCookie)
      .header('clear-site-data', '"cache", "cookies", "storage"')
      .send({ signedOut: true });
  });
}

async function liveSession({ sessionToken }: FastifyRequest, auth: AuthService): Promise<LiveSession | null> {
  return sessionToken === null ? null : auth.sessions.find(sessionToken, true);
}

function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  try {
    return parseInput(schema, body);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const [, ...path] = error.details.path ?? [];
    // A schema's message could repeat what was sent, and here that is a password.
    throw new InvalidInput('This body is not what this address expects.', { path });
  }
}

/** A browser says where a request comes from; anything but our own pages has no business here. */
function refuseForeignOrigin({ headers }: FastifyRequest, origin: string): void {
  if (headers.origin !== undefined && headers.origin !== origin) {
    throw new Forbidden(`Requests from a browser are accepted from ${origin} only.`);
  }
}
