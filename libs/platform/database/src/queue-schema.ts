import type { Client } from 'pg';
import { prepareQueueSchema as prepare } from '#platform/queue';

/** BullMQ's tables, in a schema that holds nothing else: made by the owner, used by the worker alone. */
export async function prepareQueueSchema(admin: Client): Promise<void> {
  await prepare(admin, 'havenline_owner', 'havenline_worker');
}
