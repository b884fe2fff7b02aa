import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the worker keeps for itself: which audit entries have no place in the tree yet, the tree's inner nodes, and tidying. */
export class Worker0011 implements MigrationInterface {
  name = 'Worker0000000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Entries become visible in the order of their commits, not of their times: a list of those that wait is the only
      -- thing that misses none and does not grow with the log.
      create table app.audit_pending (entry_id uuid primary key references app.audit_entry);
      insert into app.audit_pending (entry_id)
        select id from app.audit_entry e where not exists (select 1 from app.audit_leaf l where l.entry_id = e.id);
      create function app.await_sequence() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin insert into audit_pending (entry_id) values (new.id); return null; end $$;
      create trigger await_sequence after insert on app.audit_entry
        for each row execute function app.await_sequence();

      -- Perfect subtrees above the leaves, each written once when its last leaf arrives: roots and proofs of a tree of any
      -- size are worked out from a few dozen rows.
      create table app.audit_node (
        level smallint not null check (level > 0), index bigint not null, hash bytea not null check (length(hash) = 32),
        primary key (level, index)
      );
      create trigger never_changed before update or delete on app.audit_node
        for each row execute function app.refuse_change();

      grant select, delete on app.audit_pending to havenline_worker;
      grant select, insert on app.audit_node to havenline_worker;
      grant select on app.audit_node to havenline_api;
      -- Nobody is told of a case that a conflict of interest closes to them.
      grant select (case_id, person_id) on app.conflict_of_interest to havenline_worker;
      create policy worker on app.conflict_of_interest for select to havenline_worker using (true);

      -- Events that are done are forgotten after a while, with the marks of who handled them.
      grant delete on app.outbox, app.inbox to havenline_worker;
      create index outbox_done on app.outbox (done_at) where done_at is not null;
      create index inbox_event on app.inbox (event_id);
    `);
    for (const table of ['audit_pending', 'audit_node']) {
      await db.query(`
        alter table app.${table} enable row level security; alter table app.${table} force row level security;
        create policy owner on app.${table} to havenline_owner using (true) with check (true);
        create policy worker on app.${table} to havenline_worker using (true) with check (true)`);
    }
    await db.query(`
      create policy readers on app.audit_node for select to havenline_api using (app.agency_id() is not null);
      create index purge_request_unanswered on app.purge_request (due_at)
        where answered_at is null and overdue_alerted_at is null;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
