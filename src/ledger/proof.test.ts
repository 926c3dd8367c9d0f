import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { verifyConsistency, verifyInclusion } from "./proof.ts";
import { leafHash, nodeHash } from "./range.ts";
import { createTree } from "./tree.ts";

const SIZE = 70;
const tree = createTree();
for (let index = 0; index < SIZE; index += 1) tree.append(leafHash(`act ${index}`));

const inclusion = (index: number, size: number) => ({
  index,
  size,
  leaf: tree.leaf(index),
  proof: tree.inclusionProof(index, size),
  root: tree.root(size),
});

const consistency = (size1: number, size2: number) => ({
  size1,
  size2,
  root1: tree.root(size1),
  root2: tree.root(size2),
  proof: tree.consistencyProof(size1, size2),
});

test("every leaf is proven in every tree that holds it", () => {
  for (let size = 1; size <= SIZE; size += 1) {
    for (let index = 0; index < size; index += 1) {
      assert.ok(verifyInclusion(inclusion(index, size)), `${index} in ${size}`);
    }
  }
});

test("every tree is proven to be a prefix of every later one", () => {
  for (let size2 = 1; size2 <= SIZE; size2 += 1) {
    for (let size1 = 1; size1 <= size2; size1 += 1) {
      assert.ok(verifyConsistency(consistency(size1, size2)), `${size1} to ${size2}`);
    }
  }
});

/** One change to a list of hashes: a bit turned, a hash left out, put in twice, or two swapped. */
type Damage = {
  readonly how: "turn" | "drop" | "insert" | "swap";
  readonly at: number;
  readonly bit: number;
};

const damageArbitrary: fc.Arbitrary<Damage> = fc.record({
  how: fc.constantFrom("turn", "drop", "insert", "swap"),
  at: fc.nat(100),
  bit: fc.nat(255),
});

function turnBit(hash: Uint8Array, bit: number): Buffer {
  const turned = Buffer.from(hash);
  turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return turned;
}

function damaged(proof: readonly Buffer[], { how, at, bit }: Damage): readonly Buffer[] {
  const place = proof.length === 0 ? 0 : at % proof.length;
  const hash = proof[place];
  if (hash === undefined) return [leafHash("nothing belongs here")];
  if (how === "turn") return proof.with(place, turnBit(hash, bit));
  if (how === "drop") return proof.toSpliced(place, 1);
  if (how === "insert") return proof.toSpliced(place, 0, hash);
  const other = proof[(place + 1) % proof.length] ?? hash;
  return proof.length < 2
    ? proof.with(place, turnBit(hash, bit))
    : proof.with(place, other).with((place + 1) % proof.length, hash);
}

const pairArbitrary = fc
  .tuple(fc.integer({ min: 1, max: SIZE }), fc.integer({ min: 1, max: SIZE }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

test("a damaged inclusion proof, leaf, root or index is refused", () => {
  fc.assert(
    fc.property(pairArbitrary, damageArbitrary, fc.nat(255), ([after, size], damage, bit) => {
      const claim = inclusion(after - 1, size);
      assert.ok(verifyInclusion(claim));
      assert.ok(!verifyInclusion({ ...claim, proof: damaged(claim.proof, damage) }));
      assert.ok(!verifyInclusion({ ...claim, leaf: turnBit(claim.leaf, bit) }));
      assert.ok(!verifyInclusion({ ...claim, root: turnBit(claim.root, bit) }));
      assert.ok(!verifyInclusion({ ...claim, index: claim.index + 1 }));
      assert.ok(!verifyInclusion({ ...claim, index: claim.index - 1 }));
    }),
    { numRuns: 500 },
  );
});

test("a damaged consistency proof or root is refused", () => {
  fc.assert(
    fc.property(pairArbitrary, damageArbitrary, fc.nat(255), ([size1, size2], damage, bit) => {
      const claim = consistency(size1, size2);
      assert.ok(verifyConsistency(claim));
      assert.ok(!verifyConsistency({ ...claim, proof: damaged(claim.proof, damage) }));
      assert.ok(!verifyConsistency({ ...claim, root1: turnBit(claim.root1, bit) }));
      assert.ok(!verifyConsistency({ ...claim, root2: turnBit(claim.root2, bit) }));
    }),
    { numRuns: 500 },
  );
});

/** The root that a proof leads to, from the top down and in BigInt; it takes as many hashes as it needs. */
function rootFrom(index: bigint, size: bigint, leaf: Buffer, next: () => Buffer): [Buffer, Buffer[]] {
  if (size === 1n) return [leaf, []];
  let k = 1n;
  while (k * 2n < size) k *= 2n;
  const left = index < k;
  const [below, path] = left ? rootFrom(index, k, leaf, next) : rootFrom(index - k, size - k, leaf, next);
  const sibling = next();
  return [left ? nodeHash(below, sibling) : nodeHash(sibling, below), [...path, sibling]];
}

test("inclusion holds up to the largest size, where bit operators no longer reach", () => {
  const count = fc.bigInt({ min: 1n, max: BigInt(Number.MAX_SAFE_INTEGER) });
  fc.assert(
    fc.property(count, count, (a, b) => {
      const [index, size] = a < b ? [a - 1n, b] : [b - 1n, a];
      let made = 0;
      const next = (): Buffer => leafHash(`sibling ${(made += 1)}`);
      const leaf = leafHash("the act");
      const [root, proof] = rootFrom(index, size, leaf, next);
      const claim = { index: Number(index), size: Number(size), leaf, proof, root };
      assert.ok(verifyInclusion(claim));
      // A tree of one leaf has an empty proof, from which nothing can be missing.
      assert.ok(size === 1n || !verifyInclusion({ ...claim, proof: proof.slice(1) }));
    }),
  );
});

test("odd numbers and hashes of a wrong length are false, never an error", () => {
  const odd = [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 64];
  const short = Buffer.alloc(31);
  const one = inclusion(2, 5);
  for (const n of odd) {
    assert.equal(verifyInclusion({ ...one, index: n }), false);
    assert.equal(verifyInclusion({ ...one, size: n }), false);
    assert.equal(verifyConsistency({ ...consistency(3, 5), size1: n }), false);
    assert.equal(verifyConsistency({ ...consistency(3, 5), size2: n }), false);
  }
  assert.equal(verifyInclusion({ ...one, leaf: short }), false);
  assert.equal(verifyInclusion({ ...one, root: short }), false);
  assert.equal(verifyInclusion({ ...one, proof: [short] }), false);
  assert.equal(verifyInclusion({ ...one, proof: Array<Buffer>(10_000).fill(leafHash("x")) }), false);
  assert.equal(verifyConsistency({ ...consistency(4, 5), root1: short }), false);
  assert.equal(verifyConsistency({ ...consistency(3, 5), proof: [short] }), false);
  assert.equal(verifyConsistency({ ...consistency(3, 5), proof: [] }), false);
});

test("the empty tree proves nothing about a later one", () => {
  const empty = { size1: 0, root1: tree.root(0), proof: [] };
  assert.equal(verifyConsistency({ ...empty, size2: 5, root2: tree.root(5) }), false);
  assert.equal(verifyConsistency({ ...empty, size2: 0, root2: tree.root(0) }), false);
});

const SHARED = new URL("../../../shared/data/crypto/merkle_vectors.json", import.meta.url);

type PublicVector = {
  readonly kind: "inclusion" | "consistency" | "subtreeinclusion" | "subtreeconsistency";
  readonly file: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
} & Readonly<Record<"leafIdx" | "treeSize" | "size1" | "size2" | "start" | "end" | "size", number>> &
  Readonly<Record<"leafHash" | "root" | "root1" | "root2", string>>;

const bytes = (base64: string): Buffer => Buffer.from(base64, "base64");

/** A range of leaves that is a subtree: it starts at a multiple of the power of two that holds it. */
const isSubtree = ({ start, end }: PublicVector): boolean => {
  if (start >= end) return false;
  let span = 1;
  while (span < end - start) span *= 2;
  return start % span === 0;
};

/** What this verifier says to a public vector; undefined for what no ledger here has: empty subtrees. */
function verdict(vector: PublicVector): boolean | undefined {
  const proof = (vector.proof ?? []).map(bytes);
  if (vector.kind === "inclusion" || vector.kind === "subtreeinclusion") {
    const { leafIdx, start, end } = vector;
    const [index, size] = vector.kind === "inclusion" ? [leafIdx, vector.treeSize] : [leafIdx - start, end - start];
    if (vector.kind === "subtreeinclusion" && !isSubtree(vector)) return false;
    return verifyInclusion({
      index,
      size,
      leaf: bytes(vector.leafHash),
      proof,
      root: bytes(vector.root),
    });
  }
  const roots = { root1: bytes(vector.root1), root2: bytes(vector.root2), proof };
  if (vector.kind === "consistency") {
    return verifyConsistency({ size1: vector.size1, size2: vector.size2, ...roots });
  }
  if (vector.start === vector.end) return undefined;
  if (vector.start === 0) return verifyConsistency({ size1: vector.end, size2: vector.size, ...roots });
  return isSubtree(vector) ? undefined : false;
}

test("the public Merkle vectors get the verdicts that they ask for", (t) => {
  if (!existsSync(SHARED)) return t.skip("no shared data");
  const vectors = JSON.parse(readFileSync(SHARED, "utf8")) as readonly PublicVector[];
  const judged = vectors.map((vector) => [vector, verdict(vector)] as const);
  const ours = judged.filter(([, valid]) => valid !== undefined);
  for (const [vector, valid] of ours) assert.equal(valid, !vector.wantErr, vector.file);
  assert.equal(vectors.length, 518);
  const left = judged.filter(([, valid]) => valid === undefined);
  assert.ok(left.every(([{ kind, start, end }]) => kind === "subtreeconsistency" && start === end));
  t.diagnostic(`${ours.length} of ${vectors.length} apply; ${left.length} are about empty subtrees`);
  assert.equal(ours.length, 499);
});
