import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { appendLeaf, emptyRange, leafHash, nodeHash, rangeRoot, type Range } from "./range.ts";
import { createTree, type Tree } from "./tree.ts";

const SIZE = 70;

const sha = (...parts: readonly (Uint8Array | string)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

/** RFC 6962 as it is written, recursion and all, over hashes in hex. */
function reference(leaves: readonly Uint8Array[]) {
  const memo = new Map<string, string>();
  const split = (n: number): number => {
    let k = 1;
    while (k * 2 < n) k *= 2;
    return k;
  };
  const root = (low: number, high: number): string => {
    const known = memo.get(`${low} ${high}`);
    if (known !== undefined) return known;
    const hash = compute(low, high);
    memo.set(`${low} ${high}`, hash);
    return hash;
  };
  const compute = (low: number, high: number): string => {
    if (high === low) return sha("");
    if (high - low === 1) return Buffer.from(leaves[low] ?? "").toString("hex");
    const middle = low + split(high - low);
    return sha(Buffer.of(1), Buffer.from(root(low, middle), "hex"), Buffer.from(root(middle, high), "hex"));
  };
  const path = (m: number, low: number, high: number): string[] => {
    if (high - low === 1) return [];
    const k = split(high - low);
    return m < k
      ? [...path(m, low, low + k), root(low + k, high)]
      : [...path(m - k, low + k, high), root(low, low + k)];
  };
  const subproof = (m: number, low: number, high: number, whole: boolean): string[] => {
    if (m === high - low) return whole ? [] : [root(low, high)];
    const k = split(high - low);
    return m <= k
      ? [...subproof(m, low, low + k, whole), root(low + k, high)]
      : [...subproof(m - k, low + k, high, false), root(low, low + k)];
  };
  return {
    root: (size: number) => root(0, size),
    inclusion: (index: number, size: number) => path(index, 0, size),
    consistency: (m: number, n: number) => subproof(m, 0, n, true),
  };
}

const hex = (hashes: readonly Uint8Array[]): string[] => hashes.map((hash) => Buffer.from(hash).toString("hex"));

const numberedLeaves = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) => leafHash(`act ${index}`));

const treeOf = (leaves: readonly Uint8Array[]): Tree => {
  const tree = createTree();
  for (const leaf of leaves) tree.append(leaf);
  return tree;
};

const leavesArbitrary = fc.array(
  fc.uint8Array({ maxLength: 8 }).map((data) => leafHash(data)),
  { maxLength: SIZE },
);

test("a leaf and a node are hashed apart, and a string is hashed as its UTF-8", () => {
  assert.equal(leafHash("né").toString("hex"), sha(Buffer.of(0), "né"));
  assert.deepEqual(leafHash("né"), leafHash(Buffer.from("né")));
  const [left, right] = [leafHash("l"), leafHash("r")];
  assert.equal(nodeHash(left, right).toString("hex"), sha(Buffer.of(1), left, right));
  assert.throws(() => nodeHash(left.subarray(1), right), RangeError);
});

test("the root of the empty tree is SHA-256 of nothing", () => {
  assert.equal(createTree().root().toString("hex"), sha(""));
  assert.equal(rangeRoot(emptyRange).toString("hex"), sha(""));
});

test("a tree has the root of the recursive definition, now and at every past size", () => {
  fc.assert(
    fc.property(leavesArbitrary, (leaves) => {
      const [tree, naive] = [treeOf(leaves), reference(leaves)];
      for (let size = 0; size <= leaves.length; size += 1) {
        assert.equal(tree.root(size).toString("hex"), naive.root(size));
      }
      assert.equal(tree.root().toString("hex"), naive.root(leaves.length));
    }),
  );
});

test("every inclusion proof is the one of the recursive definition", () => {
  const leaves = numberedLeaves(SIZE);
  const [tree, naive] = [treeOf(leaves), reference(leaves)];
  for (let size = 1; size <= SIZE; size += 1) {
    for (let index = 0; index < size; index += 1) {
      assert.deepEqual(hex(tree.inclusionProof(index, size)), naive.inclusion(index, size));
    }
  }
});

test("every consistency proof is the one of the recursive definition", () => {
  const leaves = numberedLeaves(SIZE);
  const [tree, naive] = [treeOf(leaves), reference(leaves)];
  for (let n = 1; n <= SIZE; n += 1) {
    for (let m = 1; m <= n; m += 1) {
      assert.deepEqual(hex(tree.consistencyProof(m, n)), naive.consistency(m, n));
    }
  }
});

test("a compact range follows the tree leaf by leaf and leaves its former self alone", () => {
  const leaves = numberedLeaves(SIZE);
  const tree = treeOf(leaves);
  let range: Range = emptyRange;
  for (const [size, leaf] of leaves.entries()) {
    assert.deepEqual(tree.rangeAt(size), range);
    assert.deepEqual(rangeRoot(range), tree.root(size));
    const before = structuredClone(range);
    const next = appendLeaf(range, leaf);
    assert.deepEqual(hex(range.hashes), hex(before.hashes));
    range = next;
  }
  assert.deepEqual(tree.rangeAt(SIZE), range);
});

test("appending, reading and rolling back in any order leaves the tree of the leaves that remain", () => {
  const step = fc.oneof(
    fc.record({ does: fc.constant("append" as const), count: fc.integer({ min: 1, max: 20 }) }),
    fc.record({
      does: fc.constant("truncate" as const),
      keep: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({ does: fc.constant("read" as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const tree = createTree();
      const leaves: Uint8Array[] = [];
      let next = 0;
      for (const each of steps) {
        if (each.does === "read") tree.root();
        if (each.does === "truncate") {
          leaves.length = Math.floor(each.keep * leaves.length);
          tree.truncate(leaves.length);
        }
        for (let done = 0; each.does === "append" && done < each.count; done += 1, next += 1) {
          leaves.push(leafHash(`act ${next}`));
          assert.equal(tree.append(leafHash(`act ${next}`)), leaves.length - 1);
        }
      }
      assert.equal(tree.size, leaves.length);
      assert.equal(tree.root().toString("hex"), reference(leaves).root(leaves.length));
    }),
  );
});

test("a tree of many chunks keeps its leaves, its subtrees and its past", () => {
  const leaves = numberedLeaves(1300);
  const [tree, naive] = [treeOf(leaves), reference(leaves)];
  for (const size of [255, 256, 257, 511, 512, 1023, 1024, 1025, 1300]) {
    assert.equal(tree.root(size).toString("hex"), naive.root(size));
  }
  assert.deepEqual(tree.leaf(1299), leaves[1299]);
  assert.deepEqual(tree.subtree(1, 600), nodeHash(tree.leaf(1200), tree.leaf(1201)));
  assert.deepEqual(tree.subtrees(0, 250, 600), Buffer.concat(leaves.slice(250, 850)));
  tree.truncate(700);
  tree.append(leafHash("another"));
  const others = [...leaves.slice(0, 700), leafHash("another")];
  assert.equal(tree.root().toString("hex"), reference(others).root(701));
});

test("what a tree hands out is a copy: writing to it changes nothing", () => {
  const tree = treeOf(numberedLeaves(5));
  const root = tree.root();
  tree.leaf(0).fill(0);
  tree.root().fill(0);
  tree.root(4).fill(0);
  for (const hash of [...tree.inclusionProof(0), ...tree.consistencyProof(2)]) hash.fill(0);
  for (const hash of tree.rangeAt(4).hashes) hash.fill(0);
  createTree().root().fill(0);
  assert.deepEqual(tree.root(), root);
  assert.equal(createTree().root().toString("hex"), sha(""));
});

test("asking a tree for what it does not hold is a broken invariant", () => {
  const tree = treeOf(numberedLeaves(5));
  const wrong: readonly (() => unknown)[] = [
    () => tree.root(6),
    () => tree.root(-1),
    () => tree.root(1.5),
    () => tree.leaf(5),
    () => tree.subtree(1, 2),
    () => tree.subtree(9, 0),
    () => tree.inclusionProof(5),
    () => tree.inclusionProof(4, 4),
    () => tree.consistencyProof(0),
    () => tree.consistencyProof(5, 4),
    () => tree.truncate(6),
    () => tree.append(Buffer.alloc(31)),
    () => appendLeaf({ size: 1, hashes: [] }, leafHash("x")),
  ];
  for (const ask of wrong) assert.throws(ask, RangeError);
});
