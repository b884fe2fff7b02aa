import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  consistencyPath,
  EMPTY_ROOT,
  Frontier,
  type Hash,
  hashLeaf,
  hashNode,
  hashRange,
  inclusionPath,
  type Lookup,
  rootOf,
  type Subtree,
} from './merkle.js';
import { provesConsistency, provesInclusion } from './merkle-proof.js';

/** RFC 9162, 2.1.1, to the letter: the whole list, split again and again. */
function naiveRoot(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (only === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hashNode(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** RFC 9162, 2.1.3.1. */
function naiveInclusion(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return [];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return m < k
    ? [...naiveInclusion(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naiveInclusion(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

/** RFC 9162, 2.1.4.1. */
function naiveConsistency(m: number, leaves: readonly Hash[], whole = true): Hash[] {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return m <= k
    ? [...naiveConsistency(m, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...naiveConsistency(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}

/** What the worker stores: each leaf, and each perfect subtree when it is completed. */
class Stored {
  readonly nodes = new Map<string, Hash>();
  readonly completed: string[] = [];
  readonly lookup: Lookup = ({ level, index }: Subtree) => {
    const hash = this.nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`subtree ${level}/${index} was never completed`);
    return hash;
  };
  size = 0;
  root: Hash = EMPTY_ROOT;

  append(leaves: readonly Hash[]): void {
    const frontier = new Frontier(this.size, this.lookup);
    for (const leaf of leaves) {
      this.nodes.set(`0/${frontier.size}`, leaf);
      for (const { level, index, hash } of frontier.append(leaf)) {
        this.nodes.set(`${level}/${index}`, hash);
        this.completed.push(`${level}/${index}`);
      }
    }
    this.size = frontier.size;
    this.root = frontier.root();
  }
}

const leavesOf = (size: number): Hash[] =>
  Array.from({ length: size }, (_, index) => hashLeaf(Buffer.from(`${index}`)));
const batches = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 });

describe('the tree', () => {
  it('hashes leaves and nodes as RFC 9162 does', () => {
    // The test vectors that Certificate Transparency implementations share.
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hashLeaf(Buffer.alloc(0)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    const vectors = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const tree = new Stored();
    tree.append(vectors.map((hex) => hashLeaf(Buffer.from(hex, 'hex'))));
    expect(rootOf(8, tree.lookup).toString('hex')).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    );
  });

  it('has the root of the naive tree, at every size it ever had', () => {
    fc.assert(
      fc.property(batches, (sizes) => {
        const tree = new Stored();
        const all = leavesOf(sizes.reduce((sum, size) => sum + size, 0));
        for (const size of sizes) {
          tree.append(all.slice(tree.size, tree.size + size));
          expect(tree.root).toEqual(naiveRoot(all.slice(0, tree.size)));
        }
        for (let size = 0; size <= tree.size; size += 1) {
          expect(rootOf(size, tree.lookup)).toEqual(naiveRoot(all.slice(0, size)));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('completes each perfect subtree exactly once, however the leaves arrive', () => {
    fc.assert(
      fc.property(batches, (sizes) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const tree = new Stored();
        for (const size of sizes) tree.append(leavesOf(size));
        const expected = new Set<string>();
        for (let level = 1; 2 ** level <= total; level += 1) {
          for (let index = 0; (index + 1) * 2 ** level <= total; index += 1) expected.add(`${level}/${index}`);
        }
        expect(new Set(tree.completed)).toEqual(expected);
        expect(tree.completed).toHaveLength(expected.size);
      }),
    );
  });
});

const treeAndLeaf = fc.integer({ min: 1, max: 130 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));

describe('a proof', () => {
  const tree = new Stored();
  const leaves = leavesOf(130);
  tree.append(leaves);
  const hashes = (ranges: { start: number; end: number }[]): Hash[] =>
    ranges.map((range) => hashRange(range, tree.lookup));

  it('of inclusion is the naive one, and is accepted', () => {
    fc.assert(
      fc.property(treeAndLeaf, ([size, index]) => {
        const proof = hashes(inclusionPath(index, size));
        expect(proof).toEqual(naiveInclusion(index, leaves.slice(0, size)));
        expect(provesInclusion(leaves[index] as Hash, index, size, proof, naiveRoot(leaves.slice(0, size)))).toBe(true);
      }),
    );
  });

  it('of consistency is the naive one, and is accepted', () => {
    fc.assert(
      fc.property(treeAndLeaf, ([size, older]) => {
        const proof = hashes(consistencyPath(older + 1, size));
        expect(proof).toEqual(naiveConsistency(older + 1, leaves.slice(0, size)));
        const [olderRoot, root] = [naiveRoot(leaves.slice(0, older + 1)), naiveRoot(leaves.slice(0, size))];
        expect(provesConsistency(older + 1, size, proof, olderRoot, root)).toBe(true);
      }),
    );
  });

  it('convinces nobody of another leaf, place, size or root', () => {
    const wrong = fc.constantFrom('leaf', 'index', 'root', 'shorter', 'longer', 'changed');
    fc.assert(
      fc.property(treeAndLeaf, wrong, ([size, index], kind) => {
        const root = naiveRoot(leaves.slice(0, size));
        const leaf = leaves[index] as Hash;
        const proof = hashes(inclusionPath(index, size));
        const forged = {
          leaf: () => provesInclusion(hashLeaf(Buffer.from('x')), index, size, proof, root),
          index: () => size > 1 && provesInclusion(leaf, (index + 1) % size, size, proof, root),
          root: () => provesInclusion(leaf, index, size, proof, hashLeaf(root)),
          shorter: () => size > 1 && provesInclusion(leaf, index, size, proof.slice(1), root),
          longer: () => provesInclusion(leaf, index, size, [...proof, root], root),
          changed: () => size > 1 && provesInclusion(leaf, index, size, [hashLeaf(root), ...proof.slice(1)], root),
        }[kind];
        expect(forged()).toBe(false);
      }),
    );
  });

  it('does not make a rewritten past consistent', () => {
    fc.assert(
      fc.property(treeAndLeaf, fc.nat(), ([size, older], pick) => {
        const past = leaves.slice(0, older + 1);
        const rewritten = past.with(pick % past.length, hashLeaf(Buffer.from('rewritten')));
        const proof = hashes(consistencyPath(older + 1, size));
        const root = naiveRoot(leaves.slice(0, size));
        expect(provesConsistency(older + 1, size, proof, naiveRoot(rewritten), root)).toBe(false);
      }),
    );
  });

  it('cannot be asked for beyond the tree', () => {
    expect(() => inclusionPath(3, 3)).toThrow(RangeError);
    expect(() => consistencyPath(4, 3)).toThrow(RangeError);
    expect(() => consistencyPath(0, 3)).toThrow(RangeError);
  });
});
