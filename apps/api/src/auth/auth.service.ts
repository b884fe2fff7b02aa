import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { InvalidInput, STEP_UP_MINUTES, type DomainError } from '#policy';
import { AuditTrail } from '#audit';
import { Config } from '#platform/config';
import { Database } from '#platform/database';
import { Log } from '#platform/logging';
import { LiveBus } from '#platform/queue';
import { SecondFactorRefused, SignInRefused } from '../request-errors.js';
import { Attempts, type Attempt } from './attempts.js';
import { type AuthEndpointName, authEndpoints } from './auth-endpoints.js';
import { cookieNameOf, isSecure, openAuthPool } from './better-auth.js';
import { BetterAuthDoor, type Passed } from './better-auth-door.js';
import { Credentials } from './credentials.js';
import { SessionTokens } from './session-token.js';
import { Sessions, type LiveSession } from './sessions.js';

/** Live messages on this topic carry the id of a session that just ended. */
export const SESSION_ENDED = 'session:ended';

export interface Passage {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly session: LiveSession | null;
  readonly body: unknown;
}

type StepUp = { readonly password: string } | { readonly code: string };

/** Signing in and out, and proving again who one is. */
@Injectable()
export class AuthService implements OnApplicationShutdown {
  readonly origin: string;
  readonly emptyCookie: string;
  readonly tokens: SessionTokens;
  private readonly pool: Pool;
  private readonly door: BetterAuthDoor;
  private readonly attempts: Attempts;
  private readonly credentials: Credentials;

  constructor(
    @Inject(Config) config: Config,
    @Inject(Log) log: Log,
    @Inject(Sessions) readonly sessions: Sessions,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(LiveBus) private readonly bus: LiveBus,
  ) {
    const cookie = cookieNameOf('session_token', config);
    this.origin = new URL(config.env.PUBLIC_URL).origin;
    this.emptyCookie = `${cookie}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict${isSecure(config) ? '; Secure' : ''}`;
    this.tokens = new SessionTokens(config.env.AUTH_SECRET, cookie);
    this.pool = openAuthPool(config);
    this.door = new BetterAuthDoor(config, this.pool, log, this.tokens);
    this.attempts = new Attempts(this.pool, config.env.AUTH_SECRET);
    this.credentials = new Credentials(this.pool, config.env.AUTH_SECRET);
  }

  /** Hands a request on to better-auth, with attempts counted before and the outcome written down after. */
  async pass(name: AuthEndpointName, { request, reply, session, body }: Passage): Promise<object> {
    const { proves, audited } = authEndpoints[name];
    const attempt: Attempt = { account: accountOf(session, body, request), address: request.ip };
    const held = proves ? await this.attempts.hold(attempt) : null;
    const passed = await this.door.pass(name, request, session === null ? null : request.sessionToken, body);
    if (passed.refused !== null) throw await this.refused(session, audited, refusal(name, passed.refused));
    if (name === 'two-factor/verify-totp' && !(await this.firstUse(passed, body))) {
      throw await this.refused(session, audited, new SecondFactorRefused());
    }
    await held?.forget();
    const now = passed.token === null ? session : await this.sessions.find(passed.token, false);
    if (now !== null) await this.done(now, audited);
    if (passed.cookies.length > 0) void reply.header('set-cookie', passed.cookies);
    return {
      ...passed.body,
      ...(passed.token === null || isBrowser(request) ? {} : { token: this.tokens.sign(passed.token) }),
    };
  }

  /** Proves again who is using this session. @returns until when fields that ask for it are open */
  async stepUp(request: FastifyRequest, session: LiveSession, proof: StepUp): Promise<{ steppedUpUntil: string }> {
    const attempt: Attempt = { account: session.authUserId, address: request.ip };
    const held = await this.attempts.hold(attempt);
    const error = await this.proofError(request, session, proof).catch(async (mistake: unknown) => {
      await held.forget();
      throw mistake;
    });
    if (error !== null) throw await this.refused(session, 'stepUp', error);
    await held.forget();
    const at = await this.credentials.stepUp(session.actor.sessionId);
    await this.done(session, 'stepUp');
    return { steppedUpUntil: new Date(at.getTime() + STEP_UP_MINUTES * 60_000).toISOString() };
  }

  async signOut(token: string, session: LiveSession | null): Promise<void> {
    await this.credentials.endSession(token);
    if (session === null) return;
    await this.done(session, 'signOut');
    // Subscriptions notice at their next look; this makes it now.
    await this.bus.publish([{ topic: SESSION_ENDED, id: session.actor.sessionId }]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async proofError(request: FastifyRequest, session: LiveSession, proof: StepUp): Promise<DomainError | null> {
    if (await this.credentials.hasSecondFactor(session.authUserId)) {
      if (!('code' in proof)) throw new InvalidInput('Send the code of your second factor.', { path: ['code'] });
      const { refused } = await this.door.pass('two-factor/verify-totp', request, request.sessionToken, proof);
      const fresh = refused === null && (await this.credentials.spend(session.authUserId, proof.code));
      return fresh ? null : new SecondFactorRefused();
    }
    if (!('password' in proof)) throw new InvalidInput('Send your password.', { path: ['password'] });
    return (await this.credentials.isPassword(session.authUserId, proof.password)) ? null : new SignInRefused();
  }

  /** A code that opened something before opens nothing more: the session it just made is taken back. */
  private async firstUse(passed: Passed, body: unknown): Promise<boolean> {
    const { code } = body as { code: string };
    if (passed.userId !== null && (await this.credentials.spend(passed.userId, code))) return true;
    if (passed.token !== null) await this.credentials.endSession(passed.token);
    return false;
  }

  private async done({ actor }: LiveSession, action: string): Promise<void> {
    await this.database.transaction(actor, (tx) =>
      this.audit.append(tx, actor, { action, objectType: 'Session', objectId: actor.sessionId }),
    );
  }

  private async refused(session: LiveSession | null, action: string, error: DomainError): Promise<DomainError> {
    if (session === null) return error;
    const { actor } = session;
    await this.database.transaction(actor, (tx) =>
      this.audit.append(tx, actor, {
        action,
        objectType: 'Session',
        objectId: actor.sessionId,
        outcome: 'REFUSED',
        code: error.code,
      }),
    );
    return error;
  }
}

/** A page's scripts never hold the token: a browser has the cookie, and gets nothing else. */
function isBrowser({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

function accountOf(session: LiveSession | null, body: unknown, request: FastifyRequest): string {
  if (session !== null) return session.authUserId;
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined;
  // The second step of a sign-in names nobody; better-auth itself locks that account, and here its address counts.
  return typeof email === 'string' ? email.toLowerCase() : `second step from ${request.ip}`;
}

function refusal(name: AuthEndpointName, refused: NonNullable<Passed['refused']>): DomainError {
  if (name.startsWith('two-factor/verify-')) return new SecondFactorRefused();
  // Their messages are constants, such as "Password too short".
  return refused.status === 400 && refused.code !== 'INVALID_PASSWORD'
    ? new InvalidInput(refused.message)
    : new SignInRefused();
}
