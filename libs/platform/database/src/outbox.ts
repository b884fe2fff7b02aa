import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EventKind } from './events.js';
import type { Tx } from './tx.js';

export interface OutboxEvent {
  readonly kind: EventKind;
  /** The referral, consent, offer, request or case it happened to. */
  readonly objectId: string;
  /** Who may be told; the consumers decide which people. */
  readonly agencyIds: readonly string[];
}

/** Commits with the change it announces; the worker carries it on from there. */
@Injectable()
export class Outbox {
  async add(tx: Tx, actor: { readonly personId: string } | null, event: OutboxEvent): Promise<void> {
    await tx.query({
      name: 'outbox-add',
      text: `insert into app.outbox (id, kind, object_id, actor_id, agency_ids, created_at)
        values ($1, $2, $3, $4, $5, now())`,
      values: [randomUUID(), event.kind, event.objectId, actor?.personId ?? null, event.agencyIds],
    });
  }
}
