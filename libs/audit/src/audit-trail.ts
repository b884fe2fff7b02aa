import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ReadTx } from '#platform/database';

type Detail = string | number | boolean | null | readonly string[];

/** Ids, enumerations and counts. Nothing of a survivor's record belongs here: entries outlive the case they speak of. */
export interface AuditRecord {
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string | null;
  /** The agency whose case it concerns; its privacy officer sees the entry too. */
  readonly ownerAgencyId?: string | null;
  readonly outcome?: 'DONE' | 'REFUSED';
  /** The error's code, when refused. */
  readonly code?: string;
  readonly details?: Readonly<Record<string, Detail>>;
}

/** Appends to the audit trail, in the transaction that the entry describes. */
@Injectable()
export class AuditTrail {
  async append(
    tx: ReadTx,
    actor: { readonly personId: string; readonly agencyId: string } | null,
    record: AuditRecord,
  ): Promise<void> {
    await tx.query({
      name: 'audit-append',
      text: `insert into app.audit_entry
          (id, at, actor_id, actor_agency_id, owner_agency_id, action, object_type, object_id, outcome, code, details)
        values ($1, now(), $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      values: [
        randomUUID(),
        actor?.personId ?? null,
        actor?.agencyId ?? null,
        record.ownerAgencyId ?? null,
        record.action,
        record.objectType,
        record.objectId,
        record.outcome ?? 'DONE',
        record.code ?? null,
        JSON.stringify(record.details ?? {}),
      ],
    });
  }
}
