import type { FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Config } from '#platform/config';
import type { Log } from '#platform/logging';
import type { AuthEndpointName } from './auth-endpoints.js';
import { type BetterAuth, authPath, createBetterAuth } from './better-auth.js';
import type { SessionTokens } from './session-token.js';
import { withoutTrace } from './without-trace.js';

/** What better-auth answered, reduced to what we pass on. */
export interface Passed {
  readonly refused: { readonly status: number; readonly code: string; readonly message: string } | null;
  readonly body: object;
  readonly cookies: readonly string[];
  /** The token of a session that this request opened. */
  readonly token: string | null;
  readonly userId: string | null;
}

const answer = z.object({
  twoFactorRedirect: z.boolean().optional(),
  totpURI: z.string().optional(),
  backupCodes: z.array(z.string()).optional(),
  user: z.object({ id: z.string() }).optional(),
});
const refusal = z.object({ code: z.string().default(''), message: z.string().default('This was refused.') });

/** Carries a request that has been checked to better-auth, and its answer back. */
export class BetterAuthDoor {
  private readonly betterAuth: BetterAuth;
  private readonly origin: string;

  constructor(
    config: Config,
    pool: Pool,
    log: Log,
    private readonly tokens: SessionTokens,
  ) {
    this.betterAuth = createBetterAuth(config, pool, log);
    this.origin = new URL(config.env.PUBLIC_URL).origin;
  }

  /**
   * @param token of a session that was found to be live; no other session reaches better-auth, which would not notice that it
   *   idled too long or that its person was suspended
   */
  async pass(name: AuthEndpointName, request: FastifyRequest, token: string | null, body: unknown): Promise<Passed> {
    const response = await withoutTrace(() =>
      this.betterAuth.handler(
        new Request(`${this.origin}${authPath}/${name}`, {
          method: 'POST',
          headers: this.headers(request, token),
          body: JSON.stringify(body ?? {}),
        }),
      ),
    );
    if (response.status >= 500) throw new Error('better-auth failed; its own log line says how.');
    const json: unknown = await response.json().catch(() => ({}));
    if (!response.ok) {
      const { code, message } = refusal.parse(json);
      return { refused: { status: response.status, code, message }, body: {}, cookies: [], token: null, userId: null };
    }
    const { user, twoFactorRedirect, ...shown } = answer.parse(json ?? {});
    const signed = response.headers.get('set-auth-token');
    return {
      refused: null,
      body: twoFactorRedirect === true ? { signedIn: false, secondFactorRequired: true } : { signedIn: true, ...shown },
      cookies: response.headers.getSetCookie(),
      token: signed === null ? null : this.tokens.verify(signed),
      userId: user?.id ?? null,
    };
  }

  private headers({ headers }: FastifyRequest, token: string | null): Headers {
    const cookies = (headers.cookie ?? '')
      .split(';')
      .map((cookie) => cookie.trim())
      .filter((cookie) => cookie !== '' && !cookie.startsWith(`${this.tokens.cookieName}=`));
    if (token !== null) cookies.push(`${this.tokens.cookieName}=${encodeURIComponent(this.tokens.sign(token))}`);
    return new Headers({
      'content-type': 'application/json',
      // The request's own origin was compared before it came here; API clients send none.
      origin: this.origin,
      ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
    });
  }
}
