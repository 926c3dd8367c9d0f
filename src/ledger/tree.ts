// The Merkle tree of one ledger, growing in memory (RFC 6962, section 2.1). Appending only stores the leaf: the nodes
// above are hashed level by level when something first reads the tree, so a batch of acts costs one pass. spec/ledger.md

import { sha256 } from "../crypto/hash.ts";
import { HASH_BYTES, rootOver, type Range } from "./range.ts";

/** Hashes in one chunk of a level: a full C2SP tile. */
const CHUNK_HASHES = 256;

export type Tree = {
  readonly size: number;
  /** Adds a leaf hash and returns its index. */
  readonly append: (leaf: Uint8Array) => number;
  /** The root now, or at any past size. */
  readonly root: (size?: number) => Buffer;
  readonly rangeAt: (size: number) => Range;
  readonly leaf: (index: number) => Buffer;
  /** The root of the `index`-th complete subtree of 2 ** level leaves. */
  readonly subtree: (level: number, index: number) => Buffer;
  /** `count` neighbouring subtree roots of one level, concatenated: what a tile holds. */
  readonly subtrees: (level: number, index: number, count: number) => Buffer;
  readonly inclusionProof: (index: number, size?: number) => readonly Buffer[];
  /** From size m to size n, with 0 < m <= n. */
  readonly consistencyProof: (m: number, n?: number) => readonly Buffer[];
  /** Forgets every leaf from `size` on: a write that was rolled back. */
  readonly truncate: (size: number) => void;
};

/** An empty tree, about 64 bytes a leaf. Asking it for what it does not hold is a broken invariant and throws. */
export function createTree(): Tree {
  const levels: Level[] = [emptyLevel()];
  const leaves = present(levels[0]);
  let settledSize = 0;

  const subtrees = (level: number, index: number, count: number): Buffer => {
    if (settledSize !== leaves.count) settle(levels);
    settledSize = leaves.count;
    return readHashes(levels[level] ?? emptyLevel(), index, count);
  };
  const subtree: Subtree = (level, index) => subtrees(level, index, 1);
  const within = (size: number): number => {
    demand(Number.isInteger(size) && size >= 0 && size <= leaves.count, "the tree has not that size");
    return size;
  };

  return {
    get size() {
      return leaves.count;
    },
    append: (leaf) => {
      demand(leaf.length === HASH_BYTES, "a leaf hash is 32 bytes");
      pushHash(leaves, leaf);
      return leaves.count - 1;
    },
    root: (size = leaves.count) => rootOver(cover(subtree, 0, within(size))),
    rangeAt: (size) => ({ size, hashes: cover(subtree, 0, within(size)) }),
    leaf: (index) => subtree(0, index),
    subtree,
    subtrees,
    inclusionProof: (index, size = leaves.count) => inclusionPath(subtree, index, within(size)),
    consistencyProof: (m, n = leaves.count) => consistencyPath(subtree, m, within(n)),
    truncate: (size) => {
      truncateLevels(levels, within(size));
      settledSize = -1;
    },
  };
}

// The preimage of one node, 0x01 || left || right, used again for every node: nothing here is asynchronous.
const preimage = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

// One level of the tree: `count` hashes in chunks that never move once they are allocated.
type Level = { readonly chunks: Buffer[]; count: number };
type Subtree = (level: number, index: number) => Buffer;

const emptyLevel = (): Level => ({ chunks: [], count: 0 });

function pushHash(level: Level, hash: Uint8Array): void {
  const at = level.count % CHUNK_HASHES;
  if (at === 0) level.chunks.push(Buffer.allocUnsafeSlow(CHUNK_HASHES * HASH_BYTES));
  present(level.chunks.at(-1)).set(hash, at * HASH_BYTES);
  level.count += 1;
}

function readHashes(level: Level, index: number, count: number): Buffer {
  demand(index >= 0 && count >= 0 && index + count <= level.count, "the tree has not that subtree");
  const bytes = Buffer.allocUnsafe(count * HASH_BYTES);
  for (let done = 0; done < count;) {
    const at = (index + done) % CHUNK_HASHES;
    const take = Math.min(CHUNK_HASHES - at, count - done);
    const chunk = present(level.chunks[Math.floor((index + done) / CHUNK_HASHES)]);
    chunk.copy(bytes, done * HASH_BYTES, at * HASH_BYTES, (at + take) * HASH_BYTES);
    done += take;
  }
  return bytes;
}

/** Hashes every pair of siblings that has no parent yet. Siblings lie side by side in one chunk. */
function settle(levels: Level[]): void {
  for (let k = 0; ; k += 1) {
    const below = present(levels[k]);
    if (below.count < 2) return;
    const above = (levels[k + 1] ??= emptyLevel());
    while (above.count * 2 + 1 < below.count) {
      const from = above.count * 2;
      const chunk = present(below.chunks[Math.floor(from / CHUNK_HASHES)]);
      const at = (from % CHUNK_HASHES) * HASH_BYTES;
      chunk.copy(preimage, 1, at, at + 2 * HASH_BYTES);
      pushHash(above, sha256(preimage));
    }
  }
}

function truncateLevels(levels: readonly Level[], size: number): void {
  for (const [k, level] of levels.entries()) {
    level.count = Math.min(level.count, Math.floor(size / 2 ** k));
    level.chunks.length = Math.ceil(level.count / CHUNK_HASHES);
  }
}

/** The largest power of two that is not above n, as an exponent. A tree in memory stays far below 2 ** 32 leaves. */
const log2Floor = (n: number): number => 31 - Math.clz32(n);

/** The complete subtrees that cover the leaves from `low` up to `high`; `low` starts a subtree at least as large. */
function cover(subtree: Subtree, low: number, high: number): Buffer[] {
  const hashes: Buffer[] = [];
  for (let at = low; at < high;) {
    const level = log2Floor(high - at);
    hashes.push(subtree(level, at / 2 ** level));
    at += 2 ** level;
  }
  return hashes;
}

/** PATH of RFC 6962, section 2.1.1, walked from the root down and handed back from the leaf up. */
function inclusionPath(subtree: Subtree, index: number, size: number): readonly Buffer[] {
  demand(Number.isInteger(index) && index >= 0 && index < size, "no leaf has that index");
  const path: Buffer[] = [];
  let [low, high] = [0, size];
  while (high - low > 1) {
    const middle = low + 2 ** log2Floor(high - low - 1);
    const left = index < middle;
    path.push(rootOver(left ? cover(subtree, middle, high) : cover(subtree, low, middle)));
    [low, high] = left ? [low, middle] : [middle, high];
  }
  return path.reverse();
}

/** PROOF of RFC 6962, section 2.1.2. */
function consistencyPath(subtree: Subtree, m: number, n: number): readonly Buffer[] {
  demand(
    Number.isInteger(m) && m > 0 && m <= n,
    "consistency starts from a tree with a leaf, and not from a larger one",
  );
  const path: Buffer[] = [];
  let [low, high] = [0, n];
  while (m !== high) {
    const middle = low + 2 ** log2Floor(high - low - 1);
    const left = m <= middle;
    path.push(rootOver(left ? cover(subtree, middle, high) : cover(subtree, low, middle)));
    [low, high] = left ? [low, middle] : [middle, high];
  }
  // The verifier already has the old root, which is this subtree exactly when the walk never went right.
  if (low !== 0) path.push(rootOver(cover(subtree, low, high)));
  return path.reverse();
}

function demand(held: boolean, invariant: string): asserts held {
  if (!held) throw new RangeError(invariant);
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("a tree holds every subtree below its size");
  return value;
}
