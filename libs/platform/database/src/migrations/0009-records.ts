import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept about what happened: ledger, audit, outbox and inbox, notifications, and mutations already done. */
export class Records0009 implements MigrationInterface {
  name = 'Records0000000000009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.disclosure_ledger (
        id uuid primary key, at timestamptz(3) not null, reader_id uuid not null, reader_agency_id uuid not null,
        owner_agency_id uuid not null, case_id uuid not null, referral_id uuid, fields text[] not null,
        purpose text, basis text not null, basis_id uuid
      );
      create index disclosure_ledger_case on app.disclosure_ledger (case_id, at desc, id desc);
      create policy reader_writes on app.disclosure_ledger for insert to havenline_api
        with check (reader_agency_id = app.agency_id() and reader_id = app.person_id());
      create policy owner_reads on app.disclosure_ledger for select to havenline_api using (owner_agency_id = app.agency_id());
      grant select, insert on app.disclosure_ledger to havenline_api;

      create table app.audit_entry (
        id uuid primary key, at timestamptz(3) not null, actor_id uuid, actor_agency_id uuid, owner_agency_id uuid,
        action text not null, object_type text not null, object_id uuid, outcome text not null, code text, details jsonb not null
      );
      create index audit_entry_actor on app.audit_entry (actor_agency_id, at desc, id desc);
      create index audit_entry_owner on app.audit_entry (owner_agency_id, at desc, id desc);
      create policy parties on app.audit_entry for select to havenline_api
        using (actor_agency_id = app.agency_id() or owner_agency_id = app.agency_id());
      create policy actor_writes on app.audit_entry for insert to havenline_api
        with check (actor_agency_id = app.agency_id() and actor_id = app.person_id());
      create policy worker on app.audit_entry to havenline_worker using (true) with check (true);
      grant select, insert on app.audit_entry to havenline_api, havenline_worker;

      -- The entry's place in the Merkle tree, given by the worker, and the signed heads of that tree.
      create table app.audit_leaf (
        sequence bigint primary key, entry_id uuid not null unique references app.audit_entry, hash bytea not null
      );
      create table app.audit_checkpoint (
        size bigint primary key, root bytea not null, note text not null, signed_at timestamptz(3) not null
      );
      grant select, insert on app.audit_leaf, app.audit_checkpoint to havenline_worker;
      grant select on app.audit_leaf, app.audit_checkpoint to havenline_api;

      create trigger never_changed before update or delete on app.disclosure_ledger
        for each row execute function app.refuse_change();
      create trigger never_changed before update or delete on app.audit_entry
        for each row execute function app.refuse_change();
      create trigger never_changed before update or delete on app.audit_leaf
        for each row execute function app.refuse_change();
      create trigger never_changed before update or delete on app.audit_checkpoint
        for each row execute function app.refuse_change();

      -- Ids only. "kind" says what happened, "object_id" to what; the consumers look up the rest as themselves.
      create table app.outbox (
        id uuid primary key, kind text not null, object_id uuid not null, actor_id uuid, agency_ids uuid[] not null,
        created_at timestamptz(3) not null, dispatched_at timestamptz(3), done_at timestamptz(3)
      );
      create index outbox_waiting on app.outbox (created_at) where done_at is null;
      create policy api_adds on app.outbox for insert to havenline_api with check (app.agency_id() is not null);
      create policy worker on app.outbox to havenline_worker using (true) with check (true);
      grant insert on app.outbox to havenline_api;
      grant select, insert, update (dispatched_at, done_at) on app.outbox to havenline_worker;
      create function app.wake_relay() returns trigger language plpgsql as $$
      begin perform pg_notify('outbox', ''); return null; end $$;
      create trigger wake_relay after insert on app.outbox for each statement execute function app.wake_relay();

      create table app.inbox (
        consumer text not null, event_id uuid not null, handled_at timestamptz(3) not null, primary key (consumer, event_id)
      );
      grant select, insert on app.inbox to havenline_worker;

      create table app.notification (
        id uuid primary key, person_id uuid not null references app.person, agency_id uuid not null references app.agency,
        kind text not null, object_type text not null, object_id uuid not null, created_at timestamptz(3) not null,
        read_at timestamptz(3), mailed_at timestamptz(3), event_id uuid not null, unique (event_id, person_id)
      );
      create index notification_newest on app.notification (person_id, created_at desc, id desc);
      create policy own on app.notification to havenline_api
        using (person_id = app.person_id() and agency_id = app.agency_id())
        with check (person_id = app.person_id() and agency_id = app.agency_id());
      create policy worker on app.notification to havenline_worker using (true) with check (true);
      grant select, update (read_at) on app.notification to havenline_api;
      grant select, insert, update (mailed_at) on app.notification to havenline_worker;

      create table app.client_mutation (
        person_id uuid not null, client_mutation_id text not null, mutation text not null, input_mac bytea not null,
        result_id uuid not null, at timestamptz(3) not null, primary key (person_id, client_mutation_id)
      );
      create policy own on app.client_mutation to havenline_api
        using (person_id = app.person_id()) with check (person_id = app.person_id());
      grant select, insert on app.client_mutation to havenline_api;
    `);
    for (const table of [
      'disclosure_ledger',
      'audit_entry',
      'audit_leaf',
      'audit_checkpoint',
      'outbox',
      'inbox',
      'notification',
      'client_mutation',
    ]) {
      await db.query(`
        alter table app.${table} enable row level security; alter table app.${table} force row level security;
        create policy owner on app.${table} to havenline_owner using (true) with check (true)`);
    }
    await db.query(`
      create policy worker on app.audit_leaf to havenline_worker using (true) with check (true);
      create policy readers on app.audit_leaf for select to havenline_api using (app.agency_id() is not null);
      create policy worker on app.audit_checkpoint to havenline_worker using (true) with check (true);
      create policy readers on app.audit_checkpoint for select to havenline_api using (app.agency_id() is not null);
      create policy worker on app.inbox to havenline_worker using (true) with check (true);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
