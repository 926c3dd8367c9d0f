// RFC 6962 hashing, and the compact range: all that a verifier needs to follow a growing tree. spec/ledger.md

import { sha256 } from "../crypto/hash.ts";

export const HASH_BYTES = 32;

const LEAF_PREFIX = Buffer.of(0);
const EMPTY_ROOT = sha256("");

// One node's preimage, 0x01 || left || right, used again for every node: nothing here is asynchronous.
const preimage = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** The hash of a leaf. A string is hashed as UTF-8. */
export const leafHash = (data: Uint8Array | string): Buffer =>
  sha256(typeof data === "string" ? `\0${data}` : Buffer.concat([LEAF_PREFIX, data]));

/** The hash of an inner node over its two children, 32 bytes each. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError("a node hash is 32 bytes");
  preimage.set(left, 1);
  preimage.set(right, 1 + HASH_BYTES);
  return sha256(preimage);
}

/** A compact range: the roots of the complete subtrees that cover the first `size` leaves, largest first. */
export type Range = { readonly size: number; readonly hashes: readonly Uint8Array[] };

export const emptyRange: Range = { size: 0, hashes: [] };

export function appendLeaf(range: Range, leaf: Uint8Array): Range {
  const hashes = [...range.hashes, leaf];
  for (let n = range.size; n % 2 === 1; n = (n - 1) / 2) {
    const [left, right] = hashes.splice(-2);
    if (left === undefined || right === undefined) throw new RangeError("a range has a hash for each bit of its size");
    hashes.push(nodeHash(left, right));
  }
  return { size: range.size + 1, hashes };
}

export const rangeRoot = (range: Range): Buffer => rootOver(range.hashes);

/** The root over adjoining subtrees, largest first. */
export function rootOver(hashes: readonly Uint8Array[]): Buffer {
  if (hashes.length === 0) return Buffer.from(EMPTY_ROOT);
  return Buffer.from(hashes.reduceRight((right, left) => nodeHash(left, right)));
}
