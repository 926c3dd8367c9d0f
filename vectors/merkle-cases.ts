// The Merkle cases of vectors/proofs: the acts that they are about, and what is wrong with the invalid ones.

import { leafHash } from "../src/ledger/range.ts";
import { createTree, type Tree } from "../src/ledger/tree.ts";

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
export const act = (index: number): string => `act ${index}`;

export function treeOf(count: number, say = act): Tree {
  const tree = createTree();
  for (let index = 0; index < count; index += 1) tree.append(leafHash(say(index)));
  return tree;
}

export const tree = treeOf(20);

function turned(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(0) ^ 1, 0);
  return copy;
}

export type Case = { readonly name: string; readonly valid: boolean } & Readonly<Record<string, unknown>>;

export function inclusionCases(): readonly Case[] {
  const claim = (index: number, size: number) => ({
    index,
    size,
    leaf: base64(tree.leaf(index)),
    proof: tree.inclusionProof(index, size).map(base64),
    root: base64(tree.root(size)),
  });
  const valid = [1, 2, 3, 7, 8, 13, 20].flatMap((size) =>
    [...new Set([0, size >> 1, size - 1])].map((index) => ({
      name: `act ${index} of ${size}`,
      valid: true,
      ...claim(index, size),
    })),
  );
  const base = claim(4, 7);
  const path = tree.inclusionProof(4, 7);
  const wrong = (name: string, change: object): Case => ({
    name,
    valid: false,
    ...base,
    ...change,
  });
  return [
    ...valid,
    wrong("one bit of a sibling is turned", {
      proof: path.with(0, turned(path[0] ?? tree.root())).map(base64),
    }),
    wrong("the last hash is left out", { proof: base.proof.slice(0, -1) }),
    wrong("the root is added to the path", { proof: [...base.proof, base.root] }),
    wrong("the path is upside down", { proof: base.proof.toReversed() }),
    wrong("no path", { proof: [] }),
    wrong("a hash of 31 bytes", { proof: [base64(Buffer.alloc(31)), ...base.proof.slice(1)] }),
    wrong("an empty hash first", { proof: ["", ...base.proof] }),
    wrong("another index", { index: 5 }),
    wrong("an index outside the tree", { index: 7 }),
    wrong("a negative index", { index: -1 }),
    wrong("an index that is no whole number", { index: 4.5 }),
    wrong("an empty tree", { size: 0 }),
    wrong("a size of 2 ** 53", { size: 2 ** 53 }),
    wrong("another leaf", { leaf: base64(tree.leaf(5)) }),
    wrong("the leaf's data in place of its hash", { leaf: base64(Buffer.from(act(4))) }),
    wrong("the root of another size", { root: base64(tree.root(8)) }),
    wrong("an empty root", { root: "" }),
  ];
}

export function consistencyCases(): readonly Case[] {
  const claim = (size1: number, size2: number) => ({
    size1,
    size2,
    root1: base64(tree.root(size1)),
    root2: base64(tree.root(size2)),
    proof: tree.consistencyProof(size1, size2).map(base64),
  });
  const pairs = [
    [1, 1],
    [1, 2],
    [1, 20],
    [2, 3],
    [3, 7],
    [4, 7],
    [4, 8],
    [6, 8],
    [7, 7],
    [7, 13],
    [16, 20],
    [19, 20],
  ];
  const valid = pairs.map(([m = 0, n = 0]) => ({
    name: `${m} is a prefix of ${n}`,
    valid: true,
    ...claim(m, n),
  }));
  const [base, power] = [claim(6, 13), claim(8, 13)];
  const wrong = (name: string, change: object): Case => ({
    name,
    valid: false,
    ...base,
    ...change,
  });
  return [
    ...valid,
    wrong("the last hash is left out", { proof: base.proof.slice(0, -1) }),
    wrong("a hash too many", { proof: [...base.proof, base.root1] }),
    wrong("the proof is upside down", { proof: base.proof.toReversed() }),
    wrong("no proof", { proof: [] }),
    wrong("the roots change places", { root1: base.root2, root2: base.root1 }),
    wrong("the first root is of another size", { root1: base64(tree.root(7)) }),
    wrong("the second root is of another size", { root2: base64(tree.root(14)) }),
    wrong("the first tree is the larger", { size1: 13, size2: 6 }),
    wrong("a hash of 33 bytes", { proof: [base64(Buffer.alloc(33)), ...base.proof.slice(1)] }),
    wrong("the root of a complete first tree is repeated in the proof", {
      ...power,
      proof: [power.root1, ...power.proof],
    }),
    wrong("equal sizes and different roots", { size2: 6, proof: [] }),
    wrong("equal sizes and a proof", { size2: 6, root2: base.root1 }),
    wrong("an empty first tree", { size1: 0, root1: base64(tree.root(0)), proof: [] }),
    wrong("two empty trees", {
      size1: 0,
      size2: 0,
      root1: base64(tree.root(0)),
      root2: base64(tree.root(0)),
      proof: [],
    }),
    wrong("a negative size", { size1: -6 }),
    wrong("a size of 2 ** 53", { size2: 2 ** 53 }),
  ];
}
