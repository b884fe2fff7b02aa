import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What recording a consent has to know of another agency. */
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
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
