import type { Client } from 'pg';

/** BullMQ makes its own tables; it does so in a schema that holds nothing else, as the worker. */
export async function prepareQueueSchema(admin: Client): Promise<void> {
  await admin.query('create schema if not exists queue');
  await admin.query('grant usage, create on schema queue to havenline_worker');
}
