import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rights that nothing needs. */
export class NarrowerRights0013 implements MigrationInterface {
  name = 'NarrowerRights0000000000013';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What a survivor agreed to is written once. Afterwards it can end, and nothing else about it can change.
      revoke update on app.consent from havenline_api;
      grant update (state, withdrawn_at, withdrawn_by, superseded_by, version) on app.consent to havenline_api;

      -- Nobody in particular saw every agency but the shelters.
      alter policy directory on app.agency
        using (app.agency_id() is not null and (app.agency_kind() <> 'LAW_ENFORCEMENT' or kind <> 'SHELTER'));

      -- PostgreSQL lets everybody call a new function. Most of ours belong to triggers and run as the owner: whoever could hang
      -- one on a table of their own would move what is not theirs.
      revoke execute on all functions in schema app from public;
      grant execute on function app.agency_id(), app.person_id(), app.agency_kind() to havenline_api, havenline_worker;
      alter default privileges revoke execute on functions from public;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
