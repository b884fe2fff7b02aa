import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agencies, their people, what they signed with each other and what they offer. */
export class Agencies0002 implements MigrationInterface {
  name = 'Agencies0000000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.agency (
        id uuid primary key, name text not null, kind text not null, jurisdiction char(2) not null, time_zone text not null,
        languages text[] not null, status text not null, forbids_identity boolean not null, created_at timestamptz(3) not null
      );
      create table app.unit (
        id uuid primary key, agency_id uuid not null references app.agency, name text not null,
        unique (agency_id, name)
      );
      create table app.person (
        id uuid primary key, auth_user_id text not null unique, display_name text not null, email text not null unique,
        locale text not null, status text not null, created_at timestamptz(3) not null
      );
      create table app.membership (
        person_id uuid primary key references app.person, agency_id uuid not null references app.agency,
        unit_id uuid references app.unit, roles text[] not null
      );
      create index membership_agency on app.membership (agency_id);
      create table app.agreement (
        id uuid primary key, discloser_agency_id uuid not null references app.agency,
        recipient_agency_id uuid not null references app.agency,
        purposes text[] not null, scopes text[] not null, signed_at timestamptz(3) not null, expires_at timestamptz(3) not null,
        document_sha256 bytea not null check (length(document_sha256) = 32), status text not null,
        check (discloser_agency_id <> recipient_agency_id)
      );
      create index agreement_parties on app.agreement (discloser_agency_id, recipient_agency_id);
      create table app.service (
        id uuid primary key, agency_id uuid not null references app.agency, type text not null, name text not null,
        languages text[] not null, active boolean not null
      );
      create index service_agency on app.service (agency_id);

      alter table app.agency enable row level security;      alter table app.agency force row level security;
      alter table app.unit enable row level security;        alter table app.unit force row level security;
      alter table app.person enable row level security;      alter table app.person force row level security;
      alter table app.membership enable row level security;  alter table app.membership force row level security;
      alter table app.agreement enable row level security;   alter table app.agreement force row level security;
      alter table app.service enable row level security;     alter table app.service force row level security;

      -- The directory is open to every agency, but the police never learn which shelters there are.
      create policy directory on app.agency for select to havenline_api
        using (app.agency_kind() <> 'LAW_ENFORCEMENT' or kind <> 'SHELTER');
      create policy directory on app.unit for select to havenline_api using (agency_id = app.agency_id());
      create policy directory on app.service for select to havenline_api
        using (app.agency_kind() <> 'LAW_ENFORCEMENT' and app.agency_id() is not null);
      create policy colleagues on app.membership for select to havenline_api using (agency_id = app.agency_id());
      create policy colleagues on app.person for select to havenline_api
        using (exists (select 1 from app.membership m where m.person_id = person.id));
      create policy parties on app.agreement for select to havenline_api
        using (discloser_agency_id = app.agency_id() or recipient_agency_id = app.agency_id());
      create policy worker on app.agency for select to havenline_worker using (true);
      create policy worker on app.person for select to havenline_worker using (true);
      create policy worker on app.membership for select to havenline_worker using (true);
      create policy worker on app.agreement for select to havenline_worker using (true);
      grant select on app.agency, app.unit, app.person, app.membership, app.agreement, app.service to havenline_api;
      grant select on app.agency, app.person, app.membership, app.agreement to havenline_worker;
    `);
    for (const table of ['agency', 'unit', 'person', 'membership', 'agreement', 'service']) {
      await db.query(`create policy owner on app.${table} to havenline_owner using (true) with check (true)`);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
