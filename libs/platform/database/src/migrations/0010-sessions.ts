import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The one door from a session to the person behind it. The API has no right to read sessions, only to ask about one it was shown. */
export class Sessions0010 implements MigrationInterface {
  name = 'Sessions0000000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- No row: signed out, twelve hours old, idle for too long, or the person or their agency is not active (any more).
      create function app.session_actor(shown_token text, longest_idle interval)
      returns table (
        session_id text, auth_user_id text, step_up_at timestamptz(3), activity_due boolean, expires_at timestamptz(3),
        person_id uuid, display_name text, agency_id uuid, agency_kind text, unit_id uuid, roles text[]
      )
      language sql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
        select s.id, s."userId", s."stepUpAt", s."lastActivityAt" < now() - interval '1 minute',
          least(s."expiresAt", s."createdAt" + interval '12 hours'),
          p.id, p.display_name, a.id, a.kind, m.unit_id, m.roles
        from auth.session s
        join app.person p on p.auth_user_id = s."userId" and p.status = 'ACTIVE'
        join app.membership m on m.person_id = p.id
        join app.agency a on a.id = m.agency_id and a.status = 'ACTIVE'
        where s.token = shown_token and s."expiresAt" > now() and s."createdAt" > now() - interval '12 hours'
          and s."lastActivityAt" > now() - longest_idle
      $$;

      -- At most one write a minute and session, so the last minute of an idle period may be missing from it.
      create function app.session_used(shown_token text) returns void
      language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
        update auth.session set "lastActivityAt" = now()
        where token = shown_token and "lastActivityAt" < now() - interval '1 minute'
      $$;

      -- Whether a new session would open anything; asked before one is made.
      create function app.may_sign_in(auth_user text) returns boolean
      language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select exists (
          select 1 from app.person p
          join app.membership m on m.person_id = p.id
          join app.agency a on a.id = m.agency_id
          where p.auth_user_id = auth_user and p.status = 'ACTIVE' and a.status = 'ACTIVE')
      $$;

      revoke all on function app.session_actor(text, interval) from public;
      revoke all on function app.session_used(text) from public;
      revoke all on function app.may_sign_in(text) from public;
      grant execute on function app.session_actor(text, interval) to havenline_api;
      grant execute on function app.session_used(text) to havenline_api;
      grant execute on function app.may_sign_in(text) to havenline_auth;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
