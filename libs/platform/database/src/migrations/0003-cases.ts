import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases, their sealed sections, and the wrapped keys in a schema of their own. */
export class Cases0003 implements MigrationInterface {
  name = 'Cases0000000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.case_file (
        id uuid primary key, owner_agency_id uuid not null references app.agency, case_code text not null unique,
        advocate_id uuid not null references app.person, guardian_advocate_id uuid references app.person,
        age_status text not null, pillars text[] not null, needs_card jsonb not null,
        risk_level text not null, risk_review_due_at timestamptz(3) not null, status text not null,
        created_by uuid not null, created_at timestamptz(3) not null, updated_at timestamptz(3) not null, version integer not null
      );
      create index case_file_newest on app.case_file (owner_agency_id, created_at desc, id desc);
      create table app.case_assignment (
        case_id uuid not null references app.case_file, person_id uuid not null references app.person,
        owner_agency_id uuid not null references app.agency, assigned_at timestamptz(3) not null,
        primary key (case_id, person_id)
      );
      create index case_assignment_person on app.case_assignment (person_id, case_id);
      create table app.conflict_of_interest (
        case_id uuid not null references app.case_file, person_id uuid not null references app.person,
        owner_agency_id uuid not null references app.agency, marked_at timestamptz(3) not null, marked_by uuid not null,
        primary key (case_id, person_id)
      );
      create table app.case_alias (
        case_id uuid not null references app.case_file, agency_id uuid not null references app.agency,
        owner_agency_id uuid not null references app.agency, alias text not null unique,
        primary key (case_id, agency_id)
      );
      create table app.case_section (
        case_id uuid not null references app.case_file, scope text not null,
        owner_agency_id uuid not null references app.agency, sealed bytea not null, key_version integer not null,
        updated_at timestamptz(3) not null, updated_by uuid not null, version integer not null,
        primary key (case_id, scope)
      );

      -- Whatever a record seals: a case's nine scopes, or the one compartment of a cooperation request.
      create table keys.data_key (
        record_id uuid not null, compartment text not null, version integer not null,
        owner_agency_id uuid not null references app.agency, created_at timestamptz(3) not null, retired_at timestamptz(3),
        primary key (record_id, compartment, version)
      );
      create table keys.wrap (
        record_id uuid not null, compartment text not null, version integer not null, agency_id uuid not null references app.agency,
        owner_agency_id uuid not null references app.agency, wrapped bytea not null, created_at timestamptz(3) not null,
        primary key (record_id, compartment, version, agency_id),
        foreign key (record_id, compartment, version) references keys.data_key on delete cascade
      );

      create policy owner_agency on app.case_file to havenline_api
        using (owner_agency_id = app.agency_id()) with check (owner_agency_id = app.agency_id());
      create policy system on app.case_file for select to havenline_worker using (true);
    `);
    for (const table of ['case_assignment', 'conflict_of_interest', 'case_alias', 'case_section']) {
      // A foreign key finds rows that a policy hides, so belonging to a visible case is demanded here as well.
      await db.query(`
        create policy owner_agency on app.${table} to havenline_api using (owner_agency_id = app.agency_id())
          with check (owner_agency_id = app.agency_id()
            and exists (select 1 from app.case_file c where c.id = ${table}.case_id))`);
    }
    await db.query(`
      -- People carry their conflicts into whichever agency they work for; they see their own marks and nobody else's.
      create policy own on app.conflict_of_interest for select to havenline_api using (person_id = app.person_id());
      create policy worker on app.case_assignment for select to havenline_worker using (true);
      create policy owner_agency on keys.data_key to havenline_api
        using (owner_agency_id = app.agency_id()) with check (owner_agency_id = app.agency_id());
      create policy holder on keys.wrap for select to havenline_api
        using (agency_id = app.agency_id() or owner_agency_id = app.agency_id());
      create policy owner_adds on keys.wrap for insert to havenline_api
        with check (owner_agency_id = app.agency_id() and exists (
          select 1 from keys.data_key k
          where k.record_id = wrap.record_id and k.compartment = wrap.compartment and k.version = wrap.version));
      create policy owner_removes on keys.wrap for delete to havenline_api using (owner_agency_id = app.agency_id());

      grant select, insert, update on app.case_file, app.case_section to havenline_api;
      grant select, insert, delete on app.case_assignment, app.conflict_of_interest to havenline_api;
      grant select, insert on app.case_alias to havenline_api;
      grant select, insert, update on keys.data_key to havenline_api;
      grant select, insert, delete on keys.wrap to havenline_api;
      -- The worker learns who to tell about a case and when a review is due; sections and keys stay out of its reach.
      grant select (id, owner_agency_id, advocate_id, guardian_advocate_id, risk_level, risk_review_due_at, status)
        on app.case_file to havenline_worker;
      grant select on app.case_assignment to havenline_worker;
    `);
    for (const table of [
      'app.case_file',
      'app.case_assignment',
      'app.conflict_of_interest',
      'app.case_alias',
      'app.case_section',
      'keys.data_key',
      'keys.wrap',
    ]) {
      await db.query(`
        alter table ${table} enable row level security; alter table ${table} force row level security;
        create policy owner on ${table} to havenline_owner using (true) with check (true)`);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
