// Checking Merkle proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2). Odd input is false, never an error. spec/ledger.md

import { HASH_BYTES, nodeHash } from "./range.ts";

/** A tree below 2 ** 53 leaves is at most 53 levels high, and a consistency proof holds one hash more. */
export const MAX_PROOF_HASHES = 54;

export type InclusionClaim = {
  readonly index: number;
  readonly size: number;
  /** The leaf hash, not the leaf's data. */
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** True when the leaf stands at `index` in the tree of that size and root. */
export function verifyInclusion({ index, size, leaf, proof, root }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (!isHash(leaf) || !areHashes(proof)) return false;
  let hash = leaf;
  let [node, last] = [index, size - 1];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      [node, last] = climbToRightChild(node, last);
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(hash, root);
}

export type ConsistencyClaim = {
  readonly size1: number;
  readonly size2: number;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/**
 * True when the first tree is a prefix of the second. An empty first tree proves nothing and is false:
 * whoever knows only the empty tree accepts any tree without a proof.
 */
export function verifyConsistency({ size1, size2, root1, root2, proof }: ConsistencyClaim): boolean {
  if (!isCount(size1) || !isCount(size2) || size1 < 1 || size1 > size2) return false;
  if (size1 === size2) return proof.length === 0 && equal(root1, root2);
  if (!areHashes(proof)) return false;
  let [node, last] = [size1 - 1, size2 - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // When the first tree is one complete subtree, its root is left out of the proof.
  const [seed, ...rest] = node === 0 ? [root1, ...proof] : proof;
  if (seed === undefined || !isHash(seed)) return false;
  let [hash1, hash2] = [seed, seed];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      [hash1, hash2] = [nodeHash(sibling, hash1), nodeHash(sibling, hash2)];
      [node, last] = climbToRightChild(node, last);
    } else {
      hash2 = nodeHash(hash2, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(hash1, root1) && equal(hash2, root2);
}

/** On the right edge a node may be the only child of several levels: it climbs until it is a right child. */
function climbToRightChild(node: number, last: number): [number, number] {
  let [at, end] = [node, last];
  while (!isOdd(at) && at !== 0) [at, end] = [half(at), half(end)];
  return [at, end];
}

// Sizes go up to 2 ** 53, beyond what bit operators hold.
const isOdd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;
const areHashes = (proof: readonly Uint8Array[]): boolean => proof.length <= MAX_PROOF_HASHES && proof.every(isHash);
const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
