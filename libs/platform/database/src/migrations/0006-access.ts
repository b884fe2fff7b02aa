import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may see which scope of which referral, worked out when something changes and merely looked up when something is read.
 * Only these triggers write the table: no agency can grant itself a scope, whatever the API does.
 */
export class Access0006 implements MigrationInterface {
  name = 'Access0000000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.referral_access (
        agency_id uuid not null, referral_id uuid not null references app.referral on delete cascade,
        scope text not null, case_id uuid not null, consent_id uuid,
        opens_at timestamptz(3) not null, expires_at timestamptz(3) not null,
        primary key (agency_id, referral_id, scope)
      );
      create index referral_access_case on app.referral_access (agency_id, case_id, scope);
      create index referral_access_referral on app.referral_access (referral_id);
      alter table app.referral_access enable row level security; alter table app.referral_access force row level security;
      create policy owner on app.referral_access to havenline_owner using (true) with check (true);
      create policy own on app.referral_access for select to havenline_api using (agency_id = app.agency_id());
      grant select on app.referral_access to havenline_api;

      create function app.refresh_referral_access(target uuid) returns void language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        -- An acceptance and a withdrawal may meet here: whoever is second must see what the first one wrote.
        perform 1 from app.referral where id = target for no key update;
        delete from app.referral_access where referral_id = target;
        insert into app.referral_access (agency_id, referral_id, scope, case_id, consent_id, opens_at, expires_at)
        select r.sender_agency_id, r.id, 'REFERRAL', r.case_id, null::uuid, '-infinity'::timestamptz(3), 'infinity'::timestamptz(3)
        from app.referral r where r.id = target
        union all
        select r.recipient_agency_id, r.id, 'REFERRAL', r.case_id, null::uuid, '-infinity'::timestamptz(3), 'infinity'::timestamptz(3)
        -- Of a draft, and of one that was cancelled before it was sent, the recipient never hears.
        from app.referral r where r.id = target and r.state <> 'DRAFT' and r.sent_at is not null
        union all
        select r.recipient_agency_id, r.id, s.scope, r.case_id, c.id, c.valid_from, least(c.expires_at, max(m.expires_at))
        from app.referral r
        join app.policy_open_state o on o.state = r.state
        join app.agency a on a.id = r.recipient_agency_id and a.status = 'ACTIVE'
        join app.agency d on d.id = r.sender_agency_id and d.status = 'ACTIVE'
        join app.consent c on c.id = r.consent_id and c.case_id = r.case_id and c.state = 'ACTIVE'
          and c.recipient_agency_id = r.recipient_agency_id and c.purpose = r.purpose
        cross join unnest(c.scopes) as s (scope)
        join app.policy_ceiling p on p.kind = a.kind and p.purpose = r.purpose and p.scope = s.scope
        join app.agreement m on m.discloser_agency_id = r.sender_agency_id and m.recipient_agency_id = r.recipient_agency_id
          and m.status = 'ACTIVE' and m.expires_at > now() and r.purpose = any (m.purposes) and s.scope = any (m.scopes)
        -- Where identity may not travel, nothing but the needs card does.
        where r.id = target and not d.forbids_identity
        group by r.recipient_agency_id, r.id, s.scope, r.case_id, c.id, c.valid_from, c.expires_at;
      end $$;
      revoke all on function app.refresh_referral_access(uuid) from public;

      create function app.referral_changed() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin perform app.refresh_referral_access(new.id); return null; end $$;
      create trigger refresh_access_insert after insert on app.referral
        for each row execute function app.referral_changed();
      create trigger refresh_access_update after update of state, consent_id, purpose on app.referral
        for each row execute function app.referral_changed();

      create function app.consent_changed() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        -- An extension is a new consent: what was sent under the old one goes on under the new one.
        if new.state = 'SUPERSEDED' and old.state <> 'SUPERSEDED' then
          update referral r set consent_id = c.id
          from consent c
          where r.consent_id = new.id and c.id = new.superseded_by and c.case_id = r.case_id
            and c.recipient_agency_id = r.recipient_agency_id and c.purpose = r.purpose
            and r.state not in ('FAILED', 'REJECTED', 'CANCELLED', 'CONSENT_WITHDRAWN', 'EXPIRED', 'ENTERED_IN_ERROR');
        end if;
        perform app.refresh_referral_access(r.id) from app.referral r where r.consent_id = new.id order by r.id;
        return null;
      end $$;
      create trigger refresh_access after update on app.consent for each row execute function app.consent_changed();

      create function app.agreement_changed() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        perform app.refresh_referral_access(r.id) from app.referral r
        where r.sender_agency_id = new.discloser_agency_id and r.recipient_agency_id = new.recipient_agency_id order by r.id;
        return null;
      end $$;
      create trigger refresh_access after insert or update on app.agreement
        for each row execute function app.agreement_changed();

      create function app.agency_changed() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        perform app.refresh_referral_access(r.id) from app.referral r
        where (r.sender_agency_id = new.id or r.recipient_agency_id = new.id) order by r.id;
        return null;
      end $$;
      create trigger refresh_access after update of status, kind, forbids_identity on app.agency
        for each row execute function app.agency_changed();

      alter table app.referral enable row level security; alter table app.referral force row level security;
      create policy owner on app.referral to havenline_owner using (true) with check (true);
      create policy worker on app.referral to havenline_worker using (true) with check (true);
      -- OFFSET keeps this a lookup for each row that is read: left to itself PostgreSQL would first gather every referral of the
      -- agency, to show twenty of them.
      create policy access on app.referral for select to havenline_api
        using (exists (select 1 from app.referral_access a
          where a.agency_id = app.agency_id() and a.referral_id = referral.id and a.scope = 'REFERRAL' offset 0));
      create policy sender on app.referral for insert to havenline_api
        with check (sender_agency_id = app.agency_id() and exists (select 1 from app.case_file c where c.id = case_id));
      create policy parties on app.referral for update to havenline_api
        using (sender_agency_id = app.agency_id() or recipient_agency_id = app.agency_id())
        with check (sender_agency_id = app.agency_id() or recipient_agency_id = app.agency_id());
      grant select, insert on app.referral to havenline_api;
      -- Case, parties and purpose are fixed when a referral is written, its consent when it is sent: a recipient cannot turn
      -- it into another one.
      grant update (state, consent_id, needs_card, info_asked, reject_reason, state_reason, outcome, hand_off, created_at,
        sent_at, acknowledged_at, decided_at, closed_at, acknowledge_by, decide_by, updated_at, version) on app.referral to havenline_api;
      grant select, update (state, state_reason, closed_at, acknowledge_alerted_at, decide_alerted_at, updated_at, version)
        on app.referral to havenline_worker;

      create policy opened on app.case_section for select to havenline_api
        using (exists (select 1 from app.referral_access a
          where a.agency_id = app.agency_id() and a.case_id = case_section.case_id and a.scope = case_section.scope
            and a.opens_at <= now() and a.expires_at > now()));
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
