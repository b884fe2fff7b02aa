import { Injectable } from '@nestjs/common';
import type { ReadTx } from '#platform/database';
import { consistencyPath, type Hash, hashRange, inclusionPath, type Range, subtreesOf } from './merkle.js';
import { readSubtrees, treeSize } from './tree-store.js';

export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly path: readonly Hash[];
}

/** Proofs for whoever keeps a checkpoint and asks whether the log still says the same (RFC 9162, 2.1.3 and 2.1.4). */
@Injectable()
export class AuditProofs {
  /** That the tree of `size` leaves holds this entry. @returns null if it does not */
  async inclusion(tx: ReadTx, entryId: string, size: number): Promise<InclusionProof | null> {
    const [row] = await tx.query<{ sequence: string; hash: Hash }>({
      name: 'audit-leaf-of',
      text: 'select sequence::text, hash from app.audit_leaf where entry_id = $1',
      values: [entryId],
    });
    if (row === undefined) return null;
    const index = Number(row.sequence);
    if (index >= size || size > (await treeSize(tx))) return null;
    return { index, size, leaf: row.hash, path: await hashesOf(tx, inclusionPath(index, size)) };
  }

  /** That the tree of `size` leaves begins with the one of `older` leaves. @returns null if there are no such trees */
  async consistency(tx: ReadTx, older: number, size: number): Promise<readonly Hash[] | null> {
    if (older < 1 || older > size || size > (await treeSize(tx))) return null;
    return hashesOf(tx, consistencyPath(older, size));
  }
}

async function hashesOf(tx: ReadTx, ranges: readonly Range[]): Promise<Hash[]> {
  const lookup = await readSubtrees(tx, ranges.flatMap(subtreesOf));
  return ranges.map((range) => hashRange(range, lookup));
}
