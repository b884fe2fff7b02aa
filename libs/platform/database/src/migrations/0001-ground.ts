import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemas, and the two facts of a transaction that every row-level policy reads. */
export class Ground0001 implements MigrationInterface {
  name = 'Ground0000000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create schema if not exists app;
      create schema if not exists keys;
      revoke all on schema app, keys from public;
      grant usage on schema app, keys to havenline_api, havenline_worker;
      grant usage on schema app to havenline_auth;

      -- Empty and absent both mean "nobody": after a transaction-local setting ends, PostgreSQL leaves '' behind.
      create function app.agency_id() returns uuid language sql stable parallel safe
        return nullif(current_setting('app.agency_id', true), '')::uuid;
      create function app.person_id() returns uuid language sql stable parallel safe
        return nullif(current_setting('app.person_id', true), '')::uuid;
      create function app.agency_kind() returns text language sql stable parallel safe
        return nullif(current_setting('app.agency_kind', true), '');

      create function app.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed', tg_table_name using errcode = 'insufficient_privilege';
      end $$;

      -- The rules of libs/policy, written here after every migration so that this wall reads the same tables.
      create table app.policy_ceiling (
        kind text not null, purpose text not null, scope text not null,
        primary key (kind, purpose, scope)
      );
      create table app.policy_open_state (state text primary key);
      grant select on app.policy_ceiling, app.policy_open_state to havenline_api, havenline_worker;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
