import { Injectable } from '@nestjs/common';
import { Forbidden, may, ofAgency, type Actor, type AgencyKind } from '#policy';
import { Cursors, Database, pageSize, type Page, type PageArgs } from '#platform/database';
import type { AuditRecord } from './audit-trail.js';

/** Null or absent: not asked for. */
export interface AuditFilter {
  readonly action?: string | null | undefined;
  readonly objectType?: string | null | undefined;
  readonly objectId?: string | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly outcome?: 'DONE' | 'REFUSED' | null | undefined;
  /** From this moment on. */
  readonly from?: Date | null | undefined;
  /** Before this moment. */
  readonly until?: Date | null | undefined;
}

export interface AuditView extends Required<Omit<AuditRecord, 'code' | 'ownerAgencyId'>> {
  readonly id: string;
  readonly at: Date;
  readonly code: string | null;
  /** Null for what the clock did. The name is told of one's own staff only. */
  readonly actor: { readonly id: string; readonly displayName: string | null } | null;
  readonly actorAgency: { readonly id: string; readonly name: string; readonly kind: AgencyKind } | null;
}

interface AuditEntryRow {
  [column: string]: unknown;
  id: string;
  at: Date;
  actor_id: string | null;
  actor_name: string | null;
  agency_id: string | null;
  agency_name: string | null;
  agency_kind: AgencyKind | null;
  action: string;
  object_type: string;
  object_id: string | null;
  outcome: 'DONE' | 'REFUSED';
  code: string | null;
  details: AuditView['details'];
}

const wanted = `($2::text is null or e.action = $2) and ($3::text is null or e.object_type = $3)
  and ($4::uuid is null or e.object_id = $4) and ($5::uuid is null or e.actor_id = $5)
  and ($6::text is null or e.outcome = $6) and ($7::timestamptz is null or e.at >= $7)
  and ($8::timestamptz is null or e.at < $8) and ($9::timestamptz is null or (e.at, e.id) < ($9, $10::uuid))
  order by e.at desc, e.id desc limit $11`;

/** What the agency's people did and were refused, and what others did about its cases. Newest first. */
@Injectable()
export class ReadAuditTrail {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** @throws Forbidden @throws InvalidInput on a cursor of another list */
  async execute(actor: Actor, filter: AuditFilter, page: PageArgs): Promise<Page<AuditView>> {
    if (!may(actor, 'read', ofAgency('Audit', actor.agencyId))) throw new Forbidden();
    const { action, objectType, objectId, actorId, outcome, from, until } = filter;
    const asked = [action, objectType, objectId, actorId, outcome, from, until].map((value) => value ?? null);
    const list = `auditTrail ${JSON.stringify(asked)}`;
    const limit = pageSize(page);
    const after = page.after ?? null;
    const before = after === null ? null : this.cursors.decode(actor, list, after);
    return this.database.read(actor, async (tx) => {
      const rows = await tx.query<AuditEntryRow>({
        name: 'audit-page',
        // Two ordered scans, each along its own index; one scan for "either agency" would have to sort them all.
        text: `select e.*, p.display_name as actor_name, a.id as agency_id, a.name as agency_name, a.kind as agency_kind
          from (
            (select * from app.audit_entry e where e.actor_agency_id = $1 and ${wanted})
            union all
            (select * from app.audit_entry e
              where e.owner_agency_id = $1 and e.actor_agency_id is distinct from $1 and ${wanted})
          ) as e
          left join app.person p on p.id = e.actor_id
          left join app.agency a on a.id = e.actor_agency_id
          order by e.at desc, e.id desc limit $11`,
        values: [actor.agencyId, ...asked, before?.at ?? null, before?.id ?? null, limit + 1],
      });
      return this.cursors.page(actor, list, limit, rows, ({ at, id }) => ({ at, id }), toView);
    });
  }
}

function toView(row: AuditEntryRow): AuditView {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor_id === null ? null : { id: row.actor_id, displayName: row.actor_name },
    actorAgency:
      row.agency_id === null || row.agency_name === null || row.agency_kind === null
        ? null
        : { id: row.agency_id, name: row.agency_name, kind: row.agency_kind },
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    outcome: row.outcome,
    code: row.code,
    details: row.details,
  };
}
