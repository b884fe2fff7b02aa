import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beds by category, blind requests, and the holds that acceptances make. */
export class Placements0007 implements MigrationInterface {
  name = 'Placements0000000000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.bed_category (
        id uuid primary key, agency_id uuid not null references app.agency, suits text[] not null,
        accessibility text[] not null, languages text[] not null, security_level text not null, area_band text not null,
        capacity integer not null, occupied integer not null, held integer not null,
        as_of timestamptz(3) not null, version integer not null,
        check (capacity >= 0 and occupied >= 0 and held >= 0 and occupied + held <= capacity)
      );
      create index bed_category_agency on app.bed_category (agency_id);
      create table app.placement_request (
        id uuid primary key, case_id uuid not null references app.case_file,
        owner_agency_id uuid not null references app.agency, needs_card jsonb not null, urgency text not null,
        service_type text not null, state text not null, requested_by uuid not null,
        created_at timestamptz(3) not null, closed_at timestamptz(3), version integer not null
      );
      create index placement_request_newest on app.placement_request (owner_agency_id, created_at desc, id desc);
      create table app.placement_offer (
        id uuid primary key, request_id uuid not null references app.placement_request,
        owner_agency_id uuid not null references app.agency, shelter_agency_id uuid not null references app.agency,
        case_alias text not null, needs_card jsonb not null, urgency text not null, state text not null,
        bed_category_id uuid references app.bed_category, held_until timestamptz(3), decline_reason text,
        referral_id uuid references app.referral, answered_by uuid, answered_at timestamptz(3),
        arrived_at timestamptz(3), departed_at timestamptz(3),
        created_at timestamptz(3) not null, version integer not null,
        unique (request_id, shelter_agency_id)
      );
      create index placement_offer_shelter on app.placement_offer (shelter_agency_id, created_at desc, id desc);
      create index placement_offer_held on app.placement_offer (held_until) where state = 'ACCEPTED';
      create index placement_offer_referral on app.placement_offer (referral_id);

      create policy board on app.bed_category for select to havenline_api
        using (app.agency_kind() <> 'LAW_ENFORCEMENT' and app.agency_id() is not null);
      create policy shelter_adds on app.bed_category for insert to havenline_api with check (agency_id = app.agency_id());
      create policy shelter_changes on app.bed_category for update to havenline_api
        using (agency_id = app.agency_id()) with check (agency_id = app.agency_id());
      create policy requester on app.placement_request to havenline_api using (owner_agency_id = app.agency_id())
        with check (owner_agency_id = app.agency_id() and exists (select 1 from app.case_file c where c.id = case_id));
      create policy requester on app.placement_offer to havenline_api using (owner_agency_id = app.agency_id())
        with check (owner_agency_id = app.agency_id()
          and exists (select 1 from app.placement_request r where r.id = request_id));
      -- A shelter sees a request while it may still answer it or was chosen; once another was chosen it sees nothing of it.
      create policy shelter on app.placement_offer for select to havenline_api
        using (shelter_agency_id = app.agency_id() and state in ('REQUESTED', 'ACCEPTED', 'CONFIRMED'));
      create policy shelter_answers on app.placement_offer for update to havenline_api
        using (shelter_agency_id = app.agency_id() and state in ('REQUESTED', 'ACCEPTED', 'CONFIRMED'))
        with check (shelter_agency_id = app.agency_id());
      grant select, insert on app.bed_category, app.placement_request, app.placement_offer to havenline_api;
      grant update (suits, accessibility, languages, security_level, area_band, capacity, occupied, held, as_of, version)
        on app.bed_category to havenline_api;
      grant update (state, closed_at, version) on app.placement_request to havenline_api;
      grant update (state, bed_category_id, held_until, decline_reason, referral_id, answered_by, answered_at, arrived_at,
        departed_at, version) on app.placement_offer to havenline_api;

      create policy worker on app.placement_offer to havenline_worker using (true) with check (true);
      grant select (id, request_id, owner_agency_id, shelter_agency_id, state, bed_category_id, held_until, referral_id, version)
        on app.placement_offer to havenline_worker;
      grant update (state, version) on app.placement_offer to havenline_worker;
      create policy worker on app.placement_request for select to havenline_worker using (true);
      grant select (id, case_id, owner_agency_id, requested_by, state) on app.placement_request to havenline_worker;

      -- The count of held beds follows the offers, whoever moves them: the owner who confirms another shelter cannot write
      -- that shelter's beds, and need not. The CHECK on bed_category is what two acceptances of the last bed meet.
      create function app.keep_bed_count() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        if new.state in ('ACCEPTED', 'CONFIRMED') and old.state = 'REQUESTED' then
          update bed_category set held = held + 1, version = version + 1
          where id = new.bed_category_id and agency_id = new.shelter_agency_id and occupied + held < capacity;
          if not found then
            raise exception 'no bed of this category is free' using errcode = 'HL001';
          end if;
        elsif old.state = 'ACCEPTED' and new.state not in ('ACCEPTED', 'CONFIRMED') then
          update bed_category set held = held - 1, version = version + 1 where id = old.bed_category_id;
        elsif old.state = 'CONFIRMED' and new.state not in ('CONFIRMED', 'CLOSED') then
          raise exception 'a confirmed placement only closes' using errcode = 'check_violation';
        end if;
        if old.arrived_at is null and new.arrived_at is not null then
          update bed_category set held = held - 1, occupied = occupied + 1, version = version + 1 where id = new.bed_category_id;
        end if;
        if old.departed_at is null and new.departed_at is not null then
          update bed_category set occupied = occupied - 1, version = version + 1 where id = new.bed_category_id;
        elsif old.state = 'CONFIRMED' and new.state = 'CLOSED' and new.arrived_at is null then
          update bed_category set held = held - 1, version = version + 1 where id = old.bed_category_id;
        end if;
        return null;
      end $$;
      create trigger keep_bed_count after update on app.placement_offer
        for each row execute function app.keep_bed_count();
    `);
    for (const table of ['bed_category', 'placement_request', 'placement_offer']) {
      await db.query(`
        alter table app.${table} enable row level security; alter table app.${table} force row level security;
        create policy owner on app.${table} to havenline_owner using (true) with check (true)`);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
