import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What recording a consent has to know of another agency, and what an extended consent takes over from the earlier one. */
export class ConsentParties0012 implements MigrationInterface {
  name = 'ConsentParties0000000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Another agency's units and people are not listed to anybody. Whoever was given an id may ask whether it belongs there.
      create function app.unit_name(unit uuid, agency uuid) returns text language sql stable security definer
        set search_path = app, pg_temp as $$
          select u.name from unit u where u.id = unit_name.unit and u.agency_id = unit_name.agency
        $$;
      create function app.works_for(person uuid, agency uuid) returns boolean language sql stable security definer
        set search_path = app, pg_temp as $$
          select exists (select 1 from membership m join person p on p.id = m.person_id
            where m.person_id = works_for.person and m.agency_id = works_for.agency and p.status = 'ACTIVE')
        $$;
      revoke all on function app.unit_name(uuid, uuid), app.works_for(uuid, uuid) from public;
      grant execute on function app.unit_name(uuid, uuid), app.works_for(uuid, uuid) to havenline_api;

      -- An extension is a new consent: the referrals that rest on the earlier one go on under it. Nobody can move a referral
      -- to another consent by hand.
      create function app.follow_successor() returns trigger language plpgsql security definer
        set search_path = app, pg_temp as $$
      begin
        update referral r set consent_id = s.id
        from consent s
        where s.id = new.superseded_by and s.case_id = new.case_id and s.purpose = new.purpose and s.state = 'ACTIVE'
          and s.recipient_agency_id = new.recipient_agency_id and r.consent_id = new.id
          and r.state not in ('REJECTED', 'FAILED', 'CANCELLED', 'CONSENT_WITHDRAWN', 'EXPIRED', 'ENTERED_IN_ERROR');
        return null;
      end $$;
      create trigger follow_successor after update of state on app.consent
        for each row when (new.state = 'SUPERSEDED') execute function app.follow_successor();
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
