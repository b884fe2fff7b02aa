/** What is remembered of a request until it is answered, for one line in the log. */
export interface RequestFacts {
  code: string | undefined;
  operation: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The session token it carries, if we signed it; whether the session stands is another question. */
    sessionToken: string | null;
    facts: RequestFacts;
  }
}
