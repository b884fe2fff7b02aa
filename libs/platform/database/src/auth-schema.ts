import type { Client } from 'pg';

/**
 * Passwords, second factors and sessions, in a schema that only the sign-in role reaches. The columns are those of
 * better-auth 1.7, whose own check finds nothing to add; what it does not know of is said beside it.
 */
export async function prepareAuthSchema(admin: Client): Promise<void> {
  await admin.query('create schema if not exists auth authorization havenline_owner');
  await admin.query('begin');
  await admin.query('set local role havenline_owner');
  await admin.query(`
    create table if not exists auth."user" (
      id text primary key, name text not null, email text not null unique, "emailVerified" boolean not null, image text,
      "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(),
      "twoFactorEnabled" boolean default false
    );
    create table if not exists auth.session (
      id text primary key, "expiresAt" timestamptz not null, token text not null unique,
      "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text,
      "userId" text not null references auth."user" on delete cascade,
      -- Ours: signing in proves who it is, and counts as the first activity.
      "stepUpAt" timestamptz not null default now(), "lastActivityAt" timestamptz not null default now()
    );
    create index if not exists "session_userId_idx" on auth.session ("userId");
    create table if not exists auth.account (
      id text primary key, "accountId" text not null, "providerId" text not null,
      "userId" text not null references auth."user" on delete cascade,
      "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz,
      "refreshTokenExpiresAt" timestamptz, scope text, password text,
      "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null
    );
    create index if not exists "account_userId_idx" on auth.account ("userId");
    create table if not exists auth.verification (
      id text primary key, identifier text not null, value text not null, "expiresAt" timestamptz not null,
      "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now()
    );
    create index if not exists verification_identifier_idx on auth.verification (identifier);
    create table if not exists auth."twoFactor" (
      id text primary key, secret text not null, "backupCodes" text not null,
      "userId" text not null references auth."user" on delete cascade, verified boolean default true,
      "failedVerificationCount" integer default 0, "lockedUntil" timestamptz
    );
    create index if not exists "twoFactor_secret_idx" on auth."twoFactor" (secret);
    create index if not exists "twoFactor_userId_idx" on auth."twoFactor" ("userId");

    -- Ours: failed attempts are counted per account and per address across all processes; the keys are MACs of both.
    create table if not exists auth.failed_attempt (key bytea not null, at timestamptz not null default now());
    create index if not exists failed_attempt_key on auth.failed_attempt (key, at);
    -- Ours: a one-time code opens one thing once.
    create table if not exists auth.spent_code (
      user_id text not null, code bytea not null, at timestamptz not null default now(), primary key (user_id, code)
    );

    grant usage on schema auth to havenline_auth;
    grant select, insert, update, delete on all tables in schema auth to havenline_auth;
  `);
  await admin.query('commit');
}
