import type { ReadTx } from '#platform/database';
import type { Hash, Lookup, Node, Subtree } from './merkle.js';

/** Whoever changes the tree holds this lock until its transaction ends, so that leaves are numbered without a gap. */
export async function lockTree(tx: ReadTx): Promise<void> {
  await tx.query({ name: 'audit-lock', text: `select pg_advisory_xact_lock(hashtext('audit tree'))` });
}

export async function treeSize(tx: ReadTx): Promise<number> {
  const [row] = await tx.query<{ size: string }>({
    name: 'audit-size',
    text: 'select coalesce(max(sequence) + 1, 0)::text as size from app.audit_leaf',
  });
  return Number(row?.size ?? 0);
}

/** Reads the hashes of the subtrees named, leaves and inner nodes alike, in one statement. */
export async function readSubtrees(tx: ReadTx, subtrees: readonly Subtree[]): Promise<Lookup> {
  const rows = await tx.query<{ level: number; index: string; hash: Hash }>({
    name: 'audit-subtrees',
    text: `
      with asked as (select * from unnest($1::smallint[], $2::bigint[]) as t (level, index))
      select 0::smallint as level, l.sequence::text as index, l.hash
      from asked join app.audit_leaf l on asked.level = 0 and l.sequence = asked.index
      union all
      select n.level, n.index::text, n.hash
      from asked join app.audit_node n on n.level = asked.level and n.index = asked.index`,
    values: [subtrees.map(({ level }) => level), subtrees.map(({ index }) => index)],
  });
  const hashes = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
  return ({ level, index }) => {
    const hash = hashes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`The audit tree has no subtree ${level}/${index}.`);
    return hash;
  };
}

export async function writeNodes(tx: ReadTx, nodes: readonly Node[]): Promise<void> {
  if (nodes.length === 0) return;
  await tx.query({
    name: 'audit-nodes-add',
    text: `insert into app.audit_node (level, index, hash)
      select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    values: [nodes.map(({ level }) => level), nodes.map(({ index }) => index), nodes.map(({ hash }) => hash)],
  });
}
