import { runMigrations } from 'bullmq';
import type { Client } from 'pg';

/** Holds nothing but BullMQ's own tables, so that the queue's rows never mix with the product's. */
export const QUEUE_SCHEMA = 'queue';

/**
 * Brings BullMQ's schema to the version of the installed package. Run at set-up, as a role that may create schemas:
 * BullMQ would do it on connecting (`migrate: true`), but only for a role that may create schemas in this database, which
 * the worker has no other reason to be. The worker gets the rows and the functions, and can change neither's shape. That is
 * enough as long as every job comes with an id of its own and is added by itself: BullMQ makes a sequence for jobs without
 * one, and a temporary table for each bulk.
 * @param owner owns the tables afterwards
 */
export async function prepareQueueSchema(admin: Client, owner: string, worker: string): Promise<void> {
  await admin.query(`set role ${admin.escapeIdentifier(owner)}`);
  try {
    await runMigrations(admin, QUEUE_SCHEMA);
    const role = admin.escapeIdentifier(worker);
    await admin.query(`grant usage on schema ${QUEUE_SCHEMA} to ${role}`);
    await admin.query(`grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${role}`);
    await admin.query(`grant usage, select on all sequences in schema ${QUEUE_SCHEMA} to ${role}`);
    await admin.query(`revoke execute on all functions in schema ${QUEUE_SCHEMA} from public`);
    await admin.query(`grant execute on all functions in schema ${QUEUE_SCHEMA} to ${role}`);
  } finally {
    await admin.query('reset role');
  }
}
