import assert from "node:assert/strict";
import { test } from "node:test";
import { generateKeys, openPrivateKeys, openPublicKeys } from "../crypto/keys.ts";
import { signCheckpoint } from "./sign-checkpoint.ts";
import { forkOfOneSize, verifyForkProof, type ForkProof } from "./fork.ts";
import { leafHash } from "./range.ts";
import { createTree, type Tree } from "./tree.ts";

const { publicKeys, privateKeys } = generateKeys();
const origin = "downrung/c1/ruritania";
const log = { origin, logKey: openPublicKeys(publicKeys).log, logPublic: publicKeys.log };
const ours = openPrivateKeys(privateKeys).log;

const treeOf = (...acts: readonly string[]): Tree => {
  const tree = createTree();
  for (const act of acts) tree.append(leafHash(act));
  return tree;
};

const signed = (tree: Tree, size = tree.size, key = ours): string =>
  signCheckpoint({ origin, size, root: tree.root(size), logKey: key, logPublic: publicKeys.log });

const toTallinn = treeOf("report", "we test the line", "we deny");
const toGeneva = treeOf("report", "we test the line", "we confirm", "we regret");

const forkBetween = (first: Tree, second: Tree): ForkProof => ({
  first: signed(first),
  second: signed(second),
  prefixRoot: second.root(first.size),
  proof: second.consistencyProof(first.size),
});

test("two trees of one size under one signature are a fork that anyone can check", () => {
  const proof = forkOfOneSize(signed(toTallinn), signed(toGeneva, 3));
  assert.ok(proof);
  assert.deepEqual(verifyForkProof(proof, log), { ok: true, origin, size: 3 });
});

test("a longer tree that never was the shorter one is a fork too", () => {
  assert.deepEqual(verifyForkProof(forkBetween(toTallinn, toGeneva), log), {
    ok: true,
    origin,
    size: 3,
  });
});

test("a ledger that only grew is no fork", () => {
  const verdict = verifyForkProof(forkBetween(treeOf("report", "we test the line"), toGeneva), log);
  assert.deepEqual(verdict, { ok: false, reason: "no-fork" });
  const same = forkOfOneSize(signed(toGeneva), signed(toGeneva));
  assert.deepEqual(same && verifyForkProof(same, log), { ok: false, reason: "no-fork" });
});

test("nobody can frame a log: each root must be shown and each note signed", () => {
  const honest = forkBetween(treeOf("report", "we test the line"), toGeneva);
  const invented = { ...honest, prefixRoot: leafHash("invented") };
  assert.deepEqual(verifyForkProof(invented, log), { ok: false, reason: "prefix-not-proven" });
  const backwards = forkOfOneSize(signed(toGeneva), signed(toTallinn));
  assert.deepEqual(backwards && verifyForkProof(backwards, log), {
    ok: false,
    reason: "prefix-not-proven",
  });
  const another = openPrivateKeys(generateKeys().privateKeys).log;
  const forged = { ...forkBetween(toTallinn, toGeneva), second: signed(toGeneva, 4, another) };
  assert.deepEqual(verifyForkProof(forged, log), { ok: false, reason: "log-signature-wrong" });
  const cut = { ...forkBetween(toTallinn, toGeneva), first: "no note" };
  assert.deepEqual(verifyForkProof(cut, log), { ok: false, reason: "note-malformed" });
});

test("the empty tree forks from nothing", () => {
  const empty = treeOf();
  const claim = {
    first: signed(empty),
    second: signed(toGeneva),
    prefixRoot: leafHash("x"),
    proof: [],
  };
  assert.deepEqual(verifyForkProof(claim, log), { ok: false, reason: "prefix-not-proven" });
  assert.equal(forkOfOneSize(signed(toGeneva), "no note"), undefined);
});
