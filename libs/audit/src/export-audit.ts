import { Injectable } from '@nestjs/common';
import { Database, type Scope } from '#platform/database';
import { AUDIT_COLUMNS, auditLeaf, type AuditRow } from './audit-leaf.js';

const pageOfLeaves = 1_000;

type LeafRow = { readonly sequence: string; readonly hash: Buffer } & (AuditRow | { readonly id: null });

/**
 * The log as one agency may take it away: its own entries in full, everybody else's as hashes, so that the whole can be
 * checked against a checkpoint with tools/audit-verify.mjs and tells nothing of others.
 */
@Injectable()
export class ExportAudit {
  constructor(private readonly database: Database) {}

  /** The newest signed head, or null if none was signed yet. */
  async checkpoint(reader: Scope): Promise<{ readonly size: number; readonly note: string } | null> {
    const [row] = await this.database.read(reader, (tx) =>
      tx.query<{ size: string; note: string }>({
        name: 'audit-newest-checkpoint',
        text: 'select size::text, note from app.audit_checkpoint order by size desc limit 1',
      }),
    );
    return row === undefined ? null : { size: Number(row.size), note: row.note };
  }

  /** The first `size` leaves, one JSON text each. */
  async *lines(reader: Scope, size: number): AsyncGenerator<string> {
    for (let from = 0; from < size; from += pageOfLeaves) {
      const rows = await this.database.read(reader, (tx) =>
        tx.query<LeafRow>({
          name: 'audit-export',
          // Row-level security decides which entries the join finds.
          text: `select l.sequence::text, l.hash, ${AUDIT_COLUMNS}
            from app.audit_leaf l left join app.audit_entry e on e.id = l.entry_id
            where l.sequence >= $1 and l.sequence < $2 order by l.sequence`,
          values: [from, Math.min(from + pageOfLeaves, size)],
        }),
      );
      for (const row of rows) yield JSON.stringify(lineOf(row));
    }
  }
}

function lineOf(row: LeafRow): object {
  const sequence = Number(row.sequence);
  const hash = row.hash.toString('hex');
  return row.id === null ? { sequence, hash } : { sequence, hash, entry: auditLeaf(row) };
}
