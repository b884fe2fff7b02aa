import { canonicalJson, type Json } from './canonical-json.js';
import { type Hash, hashLeaf } from './merkle.js';

/** An entry as it is stored. */
export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor_id: string | null;
  readonly actor_agency_id: string | null;
  readonly owner_agency_id: string | null;
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly details: Json;
}

export const AUDIT_COLUMNS =
  'id, at, actor_id, actor_agency_id, owner_agency_id, action, object_type, object_id, outcome, code, details';

/** An entry as it is exported, and as its leaf is hashed: ids and enumerations, so it holds good after a case is erased. */
export function auditLeaf(row: AuditRow): { readonly [key: string]: Json } {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorId: row.actor_id,
    actorAgencyId: row.actor_agency_id,
    ownerAgencyId: row.owner_agency_id,
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    outcome: row.outcome,
    code: row.code,
    details: row.details,
  };
}

export function hashEntry(row: AuditRow): Hash {
  return hashLeaf(Buffer.from(canonicalJson(auditLeaf(row)), 'utf8'));
}
