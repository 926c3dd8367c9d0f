// Building a Merkle tree of many leaves beside one bare hash call a node.

import { hash, randomBytes } from "node:crypto";
import { createTree } from "../src/ledger/tree.ts";
import { inTurn, rowOf, type Row } from "./measure.ts";

const LEAVES = 2 ** 17;

export function merkle(): readonly Row[] {
  const leaves = randomBytes(32 * LEAVES);
  const node = randomBytes(65);
  const ours = (): number => {
    const began = performance.now();
    const tree = createTree();
    for (let i = 0; i < LEAVES; i += 1) tree.append(leaves.subarray(32 * i, 32 * i + 32));
    tree.root();
    return (LEAVES * 1000) / (performance.now() - began);
  };
  const bare = (): number => {
    const began = performance.now();
    for (let i = 0; i < LEAVES; i += 1) hash("sha256", node, "buffer");
    return (LEAVES * 1000) / (performance.now() - began);
  };
  return [
    rowOf("Merkle tree", "one crypto.hash call a node", "leaves/s", inTurn(ours, bare, 5), { at: "least", ratio: 4 }),
  ];
}
