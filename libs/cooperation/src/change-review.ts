import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditRecord } from '#audit';
import { may, NotFound, StaleVersion, type Actor, type VerbOf } from '#policy';
import { Database, Idempotency, Outbox, type Tx } from '#platform/database';
import { CooperationReader, type AgencyRow } from './cooperation-reader.js';
import { CooperationReview } from './cooperation-review.js';
import type { AgencyRequest } from './cooperation-views.js';
import { instanceOf, PresentRequest } from './present-request.js';
import { toReview } from './request-rows.js';
import type { Review } from './review.js';

export interface ReviewInput {
  /** Of the request. */
  readonly id: string;
  readonly clientMutationId?: string | null | undefined;
  readonly version?: number | null | undefined;
}

/** What a step of the agency's is called, and what it does. */
export interface Step {
  readonly verb: VerbOf<'Cooperation'>;
  /** The mutation; also its name in the audit trail. */
  readonly action: string;
  /** @returns the review as it stands after the step, and what the audit trail says of it */
  take(tx: Tx, review: Review, row: AgencyRow, now: Date): Promise<{ after: Review; details: AuditRecord['details'] }>;
}

/**
 * One step of the asked agency: load through its scope, check the instance, change, audit, announce. The police are named in
 * neither the audit entry nor the event, so nothing of theirs moves when the agency works.
 */
@Injectable()
export class ChangeReview {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly reader: CooperationReader,
    private readonly present: PresentRequest,
  ) {}

  /** @throws NotFound @throws StaleVersion @throws IllegalMove and whatever the step throws */
  execute(actor: Actor, input: ReviewInput, step: Step): Promise<AgencyRequest> {
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: step.action, input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.change(tx, actor, input, step));
      const row = await this.reader.agencyRow(tx, actor, id);
      if (row === undefined) throw new NotFound();
      return this.present.toAgency(actor, row, await tx.now(), { matter: true });
    });
  }

  private async change(tx: Tx, actor: Actor, input: ReviewInput, step: Step): Promise<string> {
    const row = await this.reader.agencyRowForChange(tx, actor, input.id);
    if (row === undefined || !may(actor, step.verb, instanceOf(row))) throw new NotFound();
    if (typeof input.version === 'number' && input.version !== row.version) throw new StaleVersion(row.version);
    const now = await tx.now();
    const { after, details } = await step.take(tx, toReview(row), row, now);
    await tx.manager.update(
      CooperationReview,
      { requestId: row.id },
      { ...toColumns(after), updatedAt: now, version: row.version + 1 },
    );
    await this.audit.append(tx, actor, {
      action: step.action,
      objectType: 'Cooperation',
      objectId: row.id,
      ownerAgencyId: row.asked_agency_id,
      details: { state: after.state, ...details },
    });
    await this.outbox.add(tx, actor, {
      kind: 'cooperation.changed',
      objectId: row.id,
      agencyIds: [row.asked_agency_id],
    });
    return row.id;
  }
}

function toColumns(review: Review): Partial<CooperationReview> {
  return { ...review, conditions: [...review.conditions] };
}
