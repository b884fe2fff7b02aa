import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Referrals, and the requests to purge what one opened. */
export class Referrals0005 implements MigrationInterface {
  name = 'Referrals0000000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table app.unit add unique (id, agency_id);
      create table app.referral (
        id uuid primary key, kind text not null, service_type text not null, purpose text not null,
        case_id uuid not null references app.case_file, case_alias text not null,
        sender_agency_id uuid not null references app.agency, recipient_agency_id uuid not null references app.agency,
        recipient_unit_id uuid, consent_id uuid references app.consent,
        state text not null, urgency text not null, hand_off text not null, needs_card jsonb not null,
        info_asked text[] not null, reject_reason text, state_reason text, outcome text,
        sent_by uuid not null, created_at timestamptz(3) not null, sent_at timestamptz(3),
        acknowledged_at timestamptz(3), decided_at timestamptz(3), closed_at timestamptz(3),
        acknowledge_by timestamptz(3), decide_by timestamptz(3),
        acknowledge_alerted_at timestamptz(3), decide_alerted_at timestamptz(3),
        updated_at timestamptz(3) not null, version integer not null,
        check (sender_agency_id <> recipient_agency_id),
        foreign key (recipient_unit_id, recipient_agency_id) references app.unit (id, agency_id)
      );
      create index referral_inbox on app.referral (recipient_agency_id, created_at desc, id desc);
      create index referral_outbox on app.referral (sender_agency_id, created_at desc, id desc);
      create index referral_inbox_state on app.referral (recipient_agency_id, state, created_at desc, id desc);
      create index referral_outbox_state on app.referral (sender_agency_id, state, created_at desc, id desc);
      create index referral_consent on app.referral (consent_id);
      create index referral_case on app.referral (case_id);
      create index referral_unacknowledged on app.referral (acknowledge_by)
        where acknowledged_at is null and acknowledge_alerted_at is null and state in ('REQUESTED', 'INFO_REQUESTED');
      create index referral_undecided on app.referral (decide_by)
        where decided_at is null and decide_alerted_at is null and state in ('REQUESTED', 'INFO_REQUESTED', 'WAITLISTED');

      create table app.purge_request (
        id uuid primary key, consent_id uuid not null references app.consent, referral_id uuid not null references app.referral,
        owner_agency_id uuid not null references app.agency, holder_agency_id uuid not null references app.agency,
        requested_at timestamptz(3) not null, due_at timestamptz(3) not null,
        answer text, legal_basis text, answered_at timestamptz(3), answered_by uuid, overdue_alerted_at timestamptz(3),
        version integer not null, unique (referral_id, consent_id)
      );
      create index purge_request_owner on app.purge_request (owner_agency_id, requested_at desc);

      alter table app.purge_request enable row level security; alter table app.purge_request force row level security;
      create policy owner on app.purge_request to havenline_owner using (true) with check (true);
      create policy worker on app.purge_request to havenline_worker using (true) with check (true);
      create policy parties on app.purge_request for select to havenline_api
        using (owner_agency_id = app.agency_id() or holder_agency_id = app.agency_id());
      create policy owner_asks on app.purge_request for insert to havenline_api
        with check (owner_agency_id = app.agency_id() and exists (
          select 1 from app.consent c
          where c.id = purge_request.consent_id and c.owner_agency_id = purge_request.owner_agency_id
            and c.recipient_agency_id = purge_request.holder_agency_id));
      create policy holder_answers on app.purge_request for update to havenline_api
        using (holder_agency_id = app.agency_id()) with check (holder_agency_id = app.agency_id());
      grant select, insert on app.purge_request to havenline_api;
      grant update (answer, legal_basis, answered_at, answered_by, version) on app.purge_request to havenline_api;
      grant select, insert, update (overdue_alerted_at) on app.purge_request to havenline_worker;

      -- Whoever has an agreement to send to an agency may address one of its units.
      create policy partners on app.unit for select to havenline_api
        using (exists (select 1 from app.agreement m
          where m.recipient_agency_id = unit.agency_id and m.discloser_agency_id = app.agency_id()));

      -- What neither side can do to a referral, whatever the API does: give it another consent than its own or the one that
      -- continues it, take back that it was sent, or open it again once it has ended.
      create function app.keep_referral() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        if new.consent_id is not null and (tg_op = 'INSERT' or new.consent_id is distinct from old.consent_id)
          and not exists (
            select 1 from consent c
            where c.id = new.consent_id and c.case_id = new.case_id and c.owner_agency_id = new.sender_agency_id
              and c.recipient_agency_id = new.recipient_agency_id and c.purpose = new.purpose) then
          raise exception 'this consent is not for this referral' using errcode = 'insufficient_privilege';
        end if;
        if tg_op = 'INSERT' then return new; end if;
        if old.state in ('COMPLETED', 'FAILED', 'REJECTED', 'CANCELLED', 'CONSENT_WITHDRAWN', 'EXPIRED', 'ENTERED_IN_ERROR')
          and new.state <> old.state and not (old.state = 'COMPLETED' and new.state = 'CONSENT_WITHDRAWN') then
          raise exception 'a referral that has ended is never opened again' using errcode = 'check_violation';
        end if;
        -- A draft is new on the day it is sent; from then on its place in every list is fixed.
        if old.state <> 'DRAFT' and (new.sent_at is distinct from old.sent_at or new.created_at <> old.created_at) then
          raise exception 'when a referral was sent is never changed' using errcode = 'check_violation';
        end if;
        if old.state <> 'DRAFT' and new.consent_id is distinct from old.consent_id and not exists (
          select 1 from consent c where c.id = old.consent_id and c.superseded_by = new.consent_id) then
          raise exception 'the consent of a referral is fixed once it is sent' using errcode = 'insufficient_privilege';
        end if;
        return new;
      end $$;
      create trigger keep_referral before insert or update of state, consent_id, sent_at, created_at on app.referral
        for each row execute function app.keep_referral();
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
