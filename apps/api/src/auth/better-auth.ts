import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { bearer, twoFactor } from 'better-auth/plugins';
import { Pool } from 'pg';
import type { Config } from '#platform/config';
import { errorFacts, type Log } from '#platform/logging';

export const authPath = '/api/auth';
/** Hours a session lasts at most, however busy it is. */
const longestSession = 12;
const cookieKinds = ['session_token', 'session_data', 'account_data', 'dont_remember', 'two_factor', 'trust_device'];

/** The sign-in role's own few connections; sessions are looked up elsewhere. */
export function openAuthPool(config: Config): Pool {
  return new Pool({
    connectionString: config.need('AUTH_DATABASE_URL'),
    application_name: 'havenline-auth',
    max: 4,
    idleTimeoutMillis: 60_000,
    options: '-c search_path=auth',
  });
}

export function isSecure(config: Config): boolean {
  return config.env.PUBLIC_URL.startsWith('https:');
}

/** `__Host-` binds the cookie to this very host and to TLS; browsers refuse that name without TLS. */
export function cookieNameOf(kind: string, config: Config): string {
  return isSecure(config) ? `__Host-havenline.${kind}` : `havenline.${kind}`;
}

/** Passwords, second factors and the making and ending of sessions. Nobody signs up: people are entered by their agency. */
export function createBetterAuth(config: Config, pool: Pool, log: Log) {
  return betterAuth({
    appName: 'Havenline',
    baseURL: config.env.PUBLIC_URL,
    basePath: authPath,
    secret: config.env.AUTH_SECRET,
    trustedOrigins: [new URL(config.env.PUBLIC_URL).origin],
    database: pool,
    telemetry: { enabled: false },
    // Its messages may quote an address or a stored row; which endpoint failed and how is logged where it is mounted.
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { expiresIn: longestSession * 3_600, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // Attempts are counted where it is mounted, for all processes together.
    rateLimit: { enabled: false },
    advanced: {
      // It would put `__Secure-` before the name.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure(config) },
      cookies: Object.fromEntries(cookieKinds.map((kind) => [kind, { name: cookieNameOf(kind, config) }])),
      database: { generateId: () => randomUUID() },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [twoFactor({ issuer: 'Havenline' }), bearer({ requireSignature: true })],
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            const { rows } = await pool.query<{ open: boolean }>('select app.may_sign_in($1) as open', [
              session.userId,
            ]);
            // A closed account answers as a wrong password does.
            if (rows[0]?.open !== true) throw refusedSignIn();
            return { data: { ...session, userAgent: null } };
          },
        },
      },
    },
    onAPIError: {
      onError: (error) => {
        if (!(error instanceof APIError)) log.error('auth.failed', errorFacts(error));
      },
    },
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;

function refusedSignIn(): APIError {
  return new APIError('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' });
}
