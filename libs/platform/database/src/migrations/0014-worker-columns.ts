import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of a referral the worker reads whom to tell and what is due, and nothing about the survivor. */
export class WorkerColumns0014 implements MigrationInterface {
  name = 'WorkerColumns0000000000014';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      revoke select on app.referral from havenline_worker;
      grant select (id, kind, service_type, purpose, case_id, sender_agency_id, recipient_agency_id, recipient_unit_id, consent_id,
        state, state_reason, urgency, sent_by, created_at, sent_at, acknowledged_at, decided_at, closed_at, acknowledge_by,
        decide_by, acknowledge_alerted_at, decide_alerted_at, updated_at, version) on app.referral to havenline_worker;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
