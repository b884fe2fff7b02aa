import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Consents: who, what for, what, how long, and how it was captured. */
export class Consents0004 implements MigrationInterface {
  name = 'Consents0000000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.consent (
        id uuid primary key, case_id uuid not null references app.case_file,
        owner_agency_id uuid not null references app.agency, recipient_agency_id uuid not null references app.agency,
        recipient_unit_id uuid references app.unit, recipient_person_id uuid references app.person, purpose text not null, scopes text[] not null,
        excluded_fields text[] not null, state text not null,
        valid_from timestamptz(3) not null, expires_at timestamptz(3) not null, recipient_retention_days integer not null,
        granted_by text not null, guardian_conflict_checked boolean not null, minor_assent boolean,
        language text not null, interpreter_used boolean not null, method text not null, text_version text not null,
        copy_given text not null, understood text[] not null,
        recorded_by uuid not null, recorded_at timestamptz(3) not null,
        withdrawn_at timestamptz(3), withdrawn_by uuid, superseded_by uuid, version integer not null,
        check (expires_at > valid_from), check (expires_at <= valid_from + interval '2160 hours')
      );
      create index consent_case on app.consent (case_id, recorded_at desc);
      create index consent_due on app.consent (expires_at) where state = 'ACTIVE';

      alter table app.consent enable row level security; alter table app.consent force row level security;
      create policy owner on app.consent to havenline_owner using (true) with check (true);
      create policy worker on app.consent to havenline_worker using (true) with check (true);
      create policy parties on app.consent for select to havenline_api
        using (owner_agency_id = app.agency_id() or recipient_agency_id = app.agency_id());
      create policy owner_records on app.consent for insert to havenline_api
        with check (owner_agency_id = app.agency_id() and exists (select 1 from app.case_file c where c.id = consent.case_id));
      create policy owner_changes on app.consent for update to havenline_api
        using (owner_agency_id = app.agency_id()) with check (owner_agency_id = app.agency_id());
      grant select, insert, update on app.consent to havenline_api;
      grant select, update (state, version) on app.consent to havenline_worker;

      -- A closed consent leaves no key behind: the recipient's wraps go, unless another live consent still needs them,
      -- and the data keys are retired so that what is written later is sealed under new ones.
      create function app.close_consent_keys() returns trigger language plpgsql security definer
        set search_path = app, keys, pg_temp as $$
      declare orphaned text[];
      begin
        -- Whoever seals something anew holds the case, and may be about to wrap a key for the agency that is losing it.
        perform 1 from app.case_file f where f.id = new.case_id for no key update;
        select coalesce(array_agg(s.scope), '{}') into orphaned
        from unnest(new.scopes) as s (scope)
        where not exists (
          select 1 from app.consent c
          where c.case_id = new.case_id and c.recipient_agency_id = new.recipient_agency_id and c.id <> new.id
            and c.state = 'ACTIVE' and c.expires_at > now() and s.scope = any (c.scopes));
        delete from keys.wrap w
        where w.record_id = new.case_id and w.agency_id = new.recipient_agency_id
          and w.agency_id <> w.owner_agency_id and w.compartment = any (orphaned);
        update keys.data_key k set retired_at = now()
        where k.record_id = new.case_id and k.compartment = any (orphaned) and k.retired_at is null;
        return null;
      end $$;
      create trigger close_consent_keys after update of state on app.consent
        for each row when (old.state = 'ACTIVE' and new.state <> 'ACTIVE') execute function app.close_consent_keys();

      -- Terminal states never change: an extension is a new consent.
      create function app.keep_closed_consent() returns trigger language plpgsql as $$
      begin
        if old.state in ('EXPIRED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED') then
          raise exception 'a closed consent is never changed' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger keep_closed_consent before update on app.consent
        for each row execute function app.keep_closed_consent();
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
