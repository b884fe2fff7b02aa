import { Injectable } from '@nestjs/common';
import type { ReadTx } from '#platform/database';
import { AUDIT_COLUMNS, type AuditRow, hashEntry } from './audit-leaf.js';
import { Frontier, subtreesOf } from './merkle.js';
import { lockTree, readSubtrees, treeSize, writeNodes } from './tree-store.js';

/** Gives the entries that have none yet their place in the tree, in the order of their times as far as they have arrived. */
@Injectable()
export class SequenceAudit {
  /**
   * In the caller's transaction, as the worker.
   * @returns how many entries found their place; fewer than `limit` means that none waits any more
   */
  async execute(tx: ReadTx, limit = 500): Promise<number> {
    await lockTree(tx);
    const entries = await tx.query<AuditRow>({
      name: 'audit-waiting',
      text: `
        select ${AUDIT_COLUMNS} from app.audit_entry
        where id in (select entry_id from app.audit_pending)
        order by at, id limit $1`,
      values: [limit],
    });
    if (entries.length === 0) return 0;
    const size = await treeSize(tx);
    const frontier = new Frontier(size, await readSubtrees(tx, subtreesOf({ start: 0, end: size })));
    const hashes = entries.map(hashEntry);
    const completed = hashes.flatMap((hash) => frontier.append(hash));
    await tx.query({
      name: 'audit-leaves-add',
      text: `
        with placed as (
          insert into app.audit_leaf (sequence, entry_id, hash)
          select $1::bigint + n - 1, entry_id, hash
          from unnest($2::uuid[], $3::bytea[]) with ordinality as t (entry_id, hash, n)
          returning entry_id)
        delete from app.audit_pending where entry_id in (select entry_id from placed)`,
      values: [size, entries.map(({ id }) => id), hashes],
    });
    await writeNodes(tx, completed);
    return entries.length;
  }
}
