import { type Hash, hashNode } from './merkle.js';

/** Checks an inclusion proof as RFC 9162, 2.1.3.2, prescribes. */
export function provesInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let [fn, sn] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = hashNode(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = hashNode(hash, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && hash.equals(root);
}

/** Checks a consistency proof as RFC 9162, 2.1.4.2, prescribes. */
export function provesConsistency(
  older: number,
  size: number,
  proof: readonly Hash[],
  olderRoot: Hash,
  root: Hash,
): boolean {
  if (!Number.isSafeInteger(older) || !Number.isSafeInteger(size) || older < 1 || older > size) return false;
  if (older === size) return proof.length === 0 && olderRoot.equals(root);
  const path = isPowerOfTwo(older) ? [olderRoot, ...proof] : [...proof];
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let [fn, sn] = [older - 1, size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr] = [first, first];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = hashNode(hash, fr);
      sr = hashNode(hash, sr);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = hashNode(sr, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && fr.equals(olderRoot) && sr.equals(root);
}

// Sizes may pass 2^31, where bit operators on numbers go wrong.
function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}
