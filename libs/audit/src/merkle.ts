import { createHash } from 'node:crypto';

/**
 * The tree of RFC 9162, section 2.1, with SHA-256. A tree is never held as a whole: it is worked out from its perfect
 * subtrees, named by level (0 for leaves) and index from the left, of which at most one a level is needed.
 */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** Leaves `start` up to and without `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Hash = Buffer;
export type Lookup = (subtree: Subtree) => Hash;

const leafPrefix = Buffer.of(0x00);
const nodePrefix = Buffer.of(0x01);

export function hashLeaf(entry: Uint8Array): Hash {
  return createHash('sha256').update(leafPrefix).update(entry).digest();
}

export function hashNode(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = createHash('sha256').digest();

/**
 * The perfect subtrees a range consists of, from left to right and so from large to small.
 * The range must be one that the tree's own divisions produce: its start a multiple of its size rounded up to a power of two.
 */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  let at = start;
  while (at < end) {
    const level = Math.floor(Math.log2(end - at));
    subtrees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
}

/** The hash over a range, as MTH in RFC 9162 defines it. */
export function hashRange(range: Range, lookup: Lookup): Hash {
  const [smallest, ...larger] = subtreesOf(range).map(lookup).reverse();
  if (smallest === undefined) return EMPTY_ROOT;
  return larger.reduce((right, left) => hashNode(left, right), smallest);
}

export function rootOf(size: number, lookup: Lookup): Hash {
  return hashRange({ start: 0, end: size }, lookup);
}

/** The ranges whose hashes prove that a tree of `size` holds leaf `index` (RFC 9162, 2.1.3.1), nearest to the leaf first. */
export function inclusionPath(index: number, size: number): Range[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError('No such leaf.');
  const path: Range[] = [];
  let range: Range = { start: 0, end: size };
  while (range.end - range.start > 1) {
    const middle = range.start + splitOf(range);
    const [mine, other] =
      index < middle
        ? [
            { ...range, end: middle },
            { ...range, start: middle },
          ]
        : [
            { ...range, start: middle },
            { ...range, end: middle },
          ];
    path.unshift(other);
    range = mine;
  }
  return path;
}

/** The ranges whose hashes prove that a tree of `size` begins with the tree of `older` leaves (RFC 9162, 2.1.4.1). */
export function consistencyPath(older: number, size: number): Range[] {
  if (!Number.isSafeInteger(older) || older < 1 || older > size) throw new RangeError('No such tree.');
  const path: Range[] = [];
  let range: Range = { start: 0, end: size };
  // Whoever checks the proof knows the older root, so it is left out where it stands whole in the way.
  let known = true;
  while (range.end !== older) {
    const middle = range.start + splitOf(range);
    if (older <= middle) {
      path.unshift({ ...range, start: middle });
      range = { ...range, end: middle };
    } else {
      path.unshift({ ...range, end: middle });
      range = { ...range, start: middle };
      known = false;
    }
  }
  if (!known) path.unshift(range);
  return path;
}

/** The largest power of two below the number of leaves: where the left half of a tree ends. */
function splitOf({ start, end }: Range): number {
  return 2 ** Math.floor(Math.log2(end - start - 1));
}

/** A perfect subtree and its hash. */
export interface Node extends Subtree {
  readonly hash: Hash;
}

/**
 * The right edge of a growing tree: at most one perfect subtree a level, enough to append leaves and to know the root.
 */
export class Frontier {
  private readonly nodes: Node[];

  /** @param lookup gives the hashes of the tree's perfect subtrees, `subtreesOf` all of it */
  constructor(
    private leaves: number,
    lookup: Lookup,
  ) {
    this.nodes = subtreesOf({ start: 0, end: leaves }).map((subtree) => ({ ...subtree, hash: lookup(subtree) }));
  }

  get size(): number {
    return this.leaves;
  }

  /** @returns the subtrees that this leaf completes, smallest first; each is to be kept for proofs */
  append(leaf: Hash): Node[] {
    const completed: Node[] = [];
    let node: Node = { level: 0, index: this.leaves, hash: leaf };
    while (node.index % 2 === 1) {
      const left = this.nodes.pop();
      if (left === undefined) throw new Error('The frontier lacks a subtree.');
      node = { level: node.level + 1, index: left.index / 2, hash: hashNode(left.hash, node.hash) };
      completed.push(node);
    }
    this.nodes.push(node);
    this.leaves += 1;
    return completed;
  }

  root(): Hash {
    const [smallest, ...larger] = this.nodes.map((node) => node.hash).reverse();
    if (smallest === undefined) return EMPTY_ROOT;
    return larger.reduce((right, left) => hashNode(left, right), smallest);
  }
}
