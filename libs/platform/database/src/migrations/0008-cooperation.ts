import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the police ask (seen by both), how it is reviewed (seen by the asked agency alone), and an arrangement
 * (seen by the police only from its release on, and only while it stands).
 */
export class Cooperation0008 implements MigrationInterface {
  name = 'Cooperation0000000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.cooperation_request (
        id uuid primary key, police_agency_id uuid not null references app.agency,
        asked_agency_id uuid not null references app.agency, police_case_reference text not null,
        asked text[] not null, contact_modes text[] not null, sealed bytea not null, key_version integer not null,
        submitted_by uuid not null, submitted_at timestamptz(3) not null, answer_at timestamptz(3) not null,
        answer_told_at timestamptz(3), check (police_agency_id <> asked_agency_id)
      );
      create index cooperation_request_police on app.cooperation_request (police_agency_id, submitted_at desc, id desc);
      create index cooperation_request_asked on app.cooperation_request (asked_agency_id, submitted_at desc, id desc);
      create index cooperation_request_untold on app.cooperation_request (answer_at) where answer_told_at is null;
      create table app.cooperation_review (
        request_id uuid primary key references app.cooperation_request,
        asked_agency_id uuid not null references app.agency, state text not null, case_id uuid references app.case_file,
        reviewer_id uuid, reviewed_at timestamptz(3), reflection_until timestamptz(3), decision text, decision_at timestamptz(3),
        conditions text[] not null, advocate_present boolean, closed_reason text, closed_at timestamptz(3),
        updated_at timestamptz(3) not null, version integer not null
      );
      create index cooperation_review_reflection on app.cooperation_review (reflection_until) where state = 'REFLECTION';
      create index cooperation_review_case on app.cooperation_review (case_id);
      create table app.cooperation_arrangement (
        request_id uuid primary key references app.cooperation_request,
        police_agency_id uuid not null references app.agency, asked_agency_id uuid not null references app.agency,
        contact_mode text not null, venue text, starts_at timestamptz(3) not null, ends_at timestamptz(3) not null,
        conditions text[] not null, release_at timestamptz(3) not null, revoked_at timestamptz(3), told_at timestamptz(3),
        arranged_by uuid not null, arranged_at timestamptz(3) not null,
        check ((venue is not null) = (contact_mode = 'MEETING_AT_NEUTRAL_VENUE')),
        check (ends_at > starts_at), check (starts_at >= release_at)
      );
      create index cooperation_arrangement_untold on app.cooperation_arrangement (release_at)
        where told_at is null and revoked_at is null;

      create policy parties on app.cooperation_request for select to havenline_api
        using (police_agency_id = app.agency_id() or asked_agency_id = app.agency_id());
      -- A foreign key finds agencies that a policy hides, so the asked one must be visible: a shelter's id is no id at all.
      create policy police on app.cooperation_request for insert to havenline_api
        with check (police_agency_id = app.agency_id() and app.agency_kind() = 'LAW_ENFORCEMENT'
          and submitted_by = app.person_id()
          and exists (select 1 from app.agency a
            where a.id = asked_agency_id and a.kind not in ('LAW_ENFORCEMENT', 'SHELTER') and a.status = 'ACTIVE'));
      create policy asked on app.cooperation_review to havenline_api using (asked_agency_id = app.agency_id())
        with check (asked_agency_id = app.agency_id()
          and (case_id is null or exists (select 1 from app.case_file c where c.id = case_id)));
      create policy asked on app.cooperation_arrangement for select to havenline_api
        using (asked_agency_id = app.agency_id());
      create policy asked_arranges on app.cooperation_arrangement for insert to havenline_api
        with check (asked_agency_id = app.agency_id() and revoked_at is null and told_at is null
          and exists (select 1 from app.cooperation_request r
            where r.id = request_id and r.police_agency_id = cooperation_arrangement.police_agency_id
              and r.answer_at <= release_at)
          and exists (select 1 from app.cooperation_review v
            where v.request_id = cooperation_arrangement.request_id and v.decision in ('AGREE', 'AGREE_WITH_CONDITIONS')));
      create policy police on app.cooperation_arrangement for select to havenline_api
        using (police_agency_id = app.agency_id() and release_at <= now() and revoked_at is null);
      grant select, insert on app.cooperation_request, app.cooperation_arrangement to havenline_api;
      grant select, update (state, case_id, reviewer_id, reviewed_at, reflection_until, decision, decision_at, conditions,
        advocate_present, closed_reason, closed_at, updated_at, version) on app.cooperation_review to havenline_api;

      -- A consent that names the police, or a key wrapped for them, would tell them that somebody is known.
      alter policy parties on app.consent using (owner_agency_id = app.agency_id()
        or (recipient_agency_id = app.agency_id() and app.agency_kind() <> 'LAW_ENFORCEMENT'));
      alter policy holder on keys.wrap using (owner_agency_id = app.agency_id()
        or (agency_id = app.agency_id() and app.agency_kind() <> 'LAW_ENFORCEMENT'));

      -- The review row begins with the request, written for the asked agency: the police cannot write or read it.
      create function app.begin_cooperation_review() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        insert into cooperation_review (request_id, asked_agency_id, state, conditions, updated_at, version)
        values (new.id, new.asked_agency_id, 'SUBMITTED', '{}', new.submitted_at, 1);
        return null;
      end $$;
      create trigger begin_review after insert on app.cooperation_request
        for each row execute function app.begin_cooperation_review();

      -- An arrangement stands for as long as the review says so: whoever ends it, it is closed to the police at that moment.
      create function app.revoke_cooperation_arrangement() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        update cooperation_arrangement set revoked_at = now() where request_id = new.request_id and revoked_at is null;
        return null;
      end $$;
      create trigger revoke_arrangement after update of state on app.cooperation_review
        for each row when (old.state = 'ARRANGED' and new.state <> 'ARRANGED')
        execute function app.revoke_cooperation_arrangement();

      create policy worker on app.cooperation_request to havenline_worker using (true) with check (true);
      create policy worker on app.cooperation_review to havenline_worker using (true) with check (true);
      create policy worker on app.cooperation_arrangement to havenline_worker using (true) with check (true);
      grant select (id, police_agency_id, asked_agency_id, submitted_by, submitted_at, answer_at, answer_told_at)
        on app.cooperation_request to havenline_worker;
      grant update (answer_told_at) on app.cooperation_request to havenline_worker;
      grant select on app.cooperation_review, app.cooperation_arrangement to havenline_worker;
      grant update (state, closed_reason, closed_at, updated_at, version) on app.cooperation_review to havenline_worker;
      grant update (told_at) on app.cooperation_arrangement to havenline_worker;
    `);
    for (const table of ['cooperation_request', 'cooperation_review', 'cooperation_arrangement']) {
      await db.query(`
        alter table app.${table} enable row level security; alter table app.${table} force row level security;
        create policy owner on app.${table} to havenline_owner using (true) with check (true)`);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
