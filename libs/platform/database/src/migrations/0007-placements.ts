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
      create index bed_category_newest on app.bed_category (as_of desc, id desc);
      create table app.placement_request (
        id uuid primary key, case_id uuid not null references app.case_file,
        owner_agency_id uuid not null references app.agency, needs_card jsonb not null, urgency text not null,
        service_type text not null, state text not null, requested_by uuid not null,
        created_at timestamptz(3) not null, closed_at timestamptz(3), version integer not null
      );
      create index placement_request_newest on app.placement_request (owner_agency_id, created_at desc, id desc);
      create index placement_request_case on app.placement_request (case_id);
      -- The shelter's own copy of what it may know of a request: the request itself, and who else was asked, it never sees.
      create table app.placement_offer (
        id uuid primary key, request_id uuid not null references app.placement_request,
        owner_agency_id uuid not null references app.agency, shelter_agency_id uuid not null references app.agency,
        case_alias text not null, needs_card jsonb not null, urgency text not null, service_type text not null,
        state text not null, bed_category_id uuid references app.bed_category, held_until timestamptz(3),
        decline_reason text, referral_id uuid references app.referral, meeting_point text,
        answered_by uuid, answered_at timestamptz(3), arrived_at timestamptz(3), departed_at timestamptz(3),
        created_at timestamptz(3) not null, version integer not null,
        unique (request_id, shelter_agency_id),
        check (owner_agency_id <> shelter_agency_id),
        check (state not in ('HELD', 'LAPSED', 'CHOSEN', 'RELEASED') or (bed_category_id is not null and held_until is not null)),
        check (state <> 'CHOSEN' or referral_id is not null),
        check (state <> 'DECLINED' or decline_reason is not null),
        check (arrived_at is null or state = 'CHOSEN'),
        check (departed_at is null or departed_at >= arrived_at)
      );
      create unique index placement_offer_chosen on app.placement_offer (request_id) where state = 'CHOSEN';
      create index placement_offer_shelter on app.placement_offer (shelter_agency_id, created_at desc, id desc);
      create index placement_offer_held on app.placement_offer (held_until) where state = 'HELD';
      create index placement_offer_referral on app.placement_offer (referral_id);

      create policy board on app.bed_category for select to havenline_api
        using (app.agency_kind() <> 'LAW_ENFORCEMENT' and app.agency_id() is not null);
      create policy shelter_adds on app.bed_category for insert to havenline_api
        with check (agency_id = app.agency_id() and occupied = 0 and held = 0);
      create policy shelter_changes on app.bed_category for update to havenline_api
        using (agency_id = app.agency_id()) with check (agency_id = app.agency_id());
      create policy requester on app.placement_request to havenline_api using (owner_agency_id = app.agency_id())
        with check (owner_agency_id = app.agency_id() and exists (select 1 from app.case_file c where c.id = case_id));
      create policy requester on app.placement_offer for select to havenline_api using (owner_agency_id = app.agency_id());
      create policy requester_asks on app.placement_offer for insert to havenline_api
        with check (owner_agency_id = app.agency_id() and state = 'ASKED' and bed_category_id is null and referral_id is null
          and exists (select 1 from app.placement_request r where r.id = request_id));
      create policy requester_decides on app.placement_offer for update to havenline_api
        using (owner_agency_id = app.agency_id())
        with check (owner_agency_id = app.agency_id() and state in ('CHOSEN', 'RELEASED', 'CLOSED'));

      -- A conflict of interest closes a case to a person wherever they work; the case itself stays out of the shelter's sight.
      create function app.placement_closed_to_reader(target uuid) returns boolean language sql stable security definer
        set search_path = app, pg_temp return exists (
          select 1 from app.placement_request r join app.conflict_of_interest x on x.case_id = r.case_id
          where r.id = target and x.person_id = app.person_id());
      revoke all on function app.placement_closed_to_reader(uuid) from public;
      grant execute on function app.placement_closed_to_reader(uuid) to havenline_api;

      -- A shelter sees a request while it may still answer it or was chosen. Once it declined or another was chosen it sees
      -- nothing of it; its own decline it still sees inside the transaction that writes it, or it could not write it.
      create policy shelter on app.placement_offer for select to havenline_api
        using (shelter_agency_id = app.agency_id()
          and (state in ('ASKED', 'HELD', 'LAPSED', 'CHOSEN')
            or (state = 'DECLINED' and answered_by = app.person_id() and answered_at = now()::timestamptz(3)))
          and not app.placement_closed_to_reader(request_id));
      create policy shelter_answers on app.placement_offer for update to havenline_api
        using (shelter_agency_id = app.agency_id() and state in ('ASKED', 'HELD', 'LAPSED', 'CHOSEN')
          and not app.placement_closed_to_reader(request_id))
        with check (shelter_agency_id = app.agency_id() and state in ('HELD', 'DECLINED', 'CHOSEN'));
      grant select, insert on app.bed_category, app.placement_request, app.placement_offer to havenline_api;
      -- Occupied and held follow from the offers alone: nobody writes them.
      grant update (suits, accessibility, languages, security_level, area_band, capacity, as_of, version)
        on app.bed_category to havenline_api;
      grant update (state, closed_at, version) on app.placement_request to havenline_api;
      grant update (state, bed_category_id, held_until, decline_reason, referral_id, meeting_point, answered_by, answered_at,
        arrived_at, departed_at, version) on app.placement_offer to havenline_api;

      create policy worker on app.placement_offer to havenline_worker using (true) with check (true);
      grant select (id, request_id, owner_agency_id, shelter_agency_id, state, bed_category_id, held_until, referral_id, version)
        on app.placement_offer to havenline_worker;
      grant update (state, version) on app.placement_offer to havenline_worker;
      create policy worker on app.placement_request for select to havenline_worker using (true);
      grant select (id, case_id, owner_agency_id, requested_by, state) on app.placement_request to havenline_worker;

      -- What neither side can do to the other, whatever the API does: only the shelter holds a bed, only the owner chooses,
      -- a hold lapses only when its time is over, and what is over stays so.
      create function app.keep_offer() returns trigger language plpgsql security definer set search_path = app, pg_temp as $$
      -- In milliseconds, as the stored times are: a hold is over or not, to everybody who asks at one moment.
      declare moment timestamptz := date_trunc('milliseconds', now());
      begin
        if old.state in ('DECLINED', 'RELEASED', 'CLOSED') then
          raise exception 'an offer that is over is never changed' using errcode = 'check_violation';
        end if;
        if new.state = 'HELD' and old.state <> 'HELD' and app.agency_id() is distinct from new.shelter_agency_id
          or new.state = 'CHOSEN' and old.state <> 'CHOSEN'
            and (old.state <> 'HELD' or app.agency_id() is distinct from new.owner_agency_id) then
          raise exception 'this move belongs to the other side' using errcode = 'insufficient_privilege';
        end if;
        if old.state = 'CHOSEN' and (new.state not in ('CHOSEN', 'RELEASED') or new.referral_id is distinct from old.referral_id
            or new.bed_category_id is distinct from old.bed_category_id)
          or old.arrived_at is not null and new.arrived_at is distinct from old.arrived_at
          or old.departed_at is not null and new.departed_at is distinct from old.departed_at then
          raise exception 'a placement that was confirmed is not rewritten' using errcode = 'check_violation';
        end if;
        if old.state = 'HELD' and (new.state = 'LAPSED' and old.held_until > moment or new.state = 'CHOSEN' and old.held_until <= moment) then
          raise exception 'the hold and the clock disagree' using errcode = 'check_violation';
        end if;
        if new.bed_category_id is distinct from old.bed_category_id and not exists (
          select 1 from bed_category b where b.id = new.bed_category_id and b.agency_id = new.shelter_agency_id) then
          raise exception 'this bed is not one of the shelter''s' using errcode = 'insufficient_privilege';
        end if;
        return new;
      end $$;
      create trigger keep_offer before update on app.placement_offer for each row execute function app.keep_offer();

      create function app.bed_use(state text, arrived_at timestamptz, departed_at timestamptz) returns text
        language sql immutable parallel safe return case
          when departed_at is not null then null
          when arrived_at is not null then 'OCCUPIED'
          when state in ('HELD', 'CHOSEN') then 'HELD'
        end;

      -- The count follows the offers by the difference each statement makes, whoever moves them: the owner who confirms one
      -- shelter cannot write the other's beds, and need not. Beds are taken in the order of their ids and last of all, so
      -- that transactions which touch several of them cannot wait for each other in a circle.
      create function app.keep_bed_count() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      declare bed record;
      begin
        update placement_request r set state = moved.state, version = r.version + 1
        from (
          select a.request_id, case
            when b.departed_at is null and a.departed_at is not null then 'DEPARTED'
            when b.arrived_at is null and a.arrived_at is not null then 'ARRIVED'
            when b.state = 'CHOSEN' and a.state = 'RELEASED' then 'CANCELLED' end as state
          from offers_after a join offers_before b on b.id = a.id
        ) moved where r.id = moved.request_id and moved.state is not null;

        for bed in
          select u.id, sum(u.sign) filter (where u.use = 'HELD') as held, sum(u.sign) filter (where u.use = 'OCCUPIED') as occupied
          from (
            select bed_category_id as id, -1 as sign, app.bed_use(state, arrived_at, departed_at) as use from offers_before
            union all
            select bed_category_id, 1, app.bed_use(state, arrived_at, departed_at) from offers_after
          ) u where u.id is not null and u.use is not null
          group by u.id
          having sum(u.sign) filter (where u.use = 'HELD') <> 0 or sum(u.sign) filter (where u.use = 'OCCUPIED') <> 0
          order by u.id
        loop
          -- Two acceptances of the last bed meet here: the second waits for the first, then finds no bed free.
          update bed_category b
          set held = b.held + coalesce(bed.held, 0), occupied = b.occupied + coalesce(bed.occupied, 0)
          where b.id = bed.id and (coalesce(bed.held, 0) + coalesce(bed.occupied, 0) <= 0
            or b.occupied + b.held + coalesce(bed.held, 0) + coalesce(bed.occupied, 0) <= b.capacity);
          if not found then
            raise exception 'no bed of this category is free' using errcode = 'HL001';
          end if;
        end loop;
        return null;
      end $$;
      create trigger keep_bed_count after update on app.placement_offer
        referencing old table as offers_before new table as offers_after
        for each statement execute function app.keep_bed_count();

      -- A bed is not held for somebody whose referral has ended before they came, whichever way it ended.
      create function app.release_bed_of_referral() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        update placement_offer set state = 'RELEASED', version = version + 1
        where referral_id = new.id and state = 'CHOSEN' and arrived_at is null;
        return null;
      end $$;
      create trigger release_bed after update of state on app.referral for each row
        when (new.kind = 'PLACEMENT' and new.state in ('COMPLETED', 'FAILED', 'REJECTED', 'CANCELLED', 'CONSENT_WITHDRAWN',
          'EXPIRED', 'ENTERED_IN_ERROR'))
        execute function app.release_bed_of_referral();
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
