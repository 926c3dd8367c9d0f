import assert from "node:assert/strict";
import { test } from "node:test";
import { generateKeys, openPrivateKeys, openPublicKeys } from "../crypto/keys.ts";
import { ledgerOrigin, parseCheckpoint } from "./checkpoint.ts";
import { cosign, signCheckpoint } from "./sign-checkpoint.ts";
import { parseNote } from "./note.ts";
import { leafHash } from "./range.ts";
import { parseTlogProof, printTlogProof, verifyTlogProof } from "./tlog-proof.ts";
import { createTree } from "./tree.ts";

const { publicKeys, privateKeys } = generateKeys();
const [ours, theirs] = [openPrivateKeys(privateKeys), openPublicKeys(publicKeys)];
const origin = ledgerOrigin("c1", "estonia");
const log = { origin, logKey: theirs.log, logPublic: publicKeys.log };
const own = { name: origin, publicKey: publicKeys.witness, key: theirs.witness };

const SIZE = 7;
const tree = createTree();
for (let index = 0; index < SIZE; index += 1) tree.append(leafHash(`act ${index}`));

const signed = signCheckpoint({
  origin,
  size: SIZE,
  root: tree.root(),
  logKey: ours.log,
  logPublic: publicKeys.log,
});
const checkpoint = parseCheckpoint(parseNote(signed)?.text ?? "");
assert.ok(checkpoint);
const keys = { witnessKey: ours.witness, witnessPublic: publicKeys.witness };
const note = signed + cosign({ checkpoint, name: origin, timestampSeconds: 1_800_000_000, ...keys });

const proofOf = (index: number): string =>
  printTlogProof({ index, hashes: tree.inclusionProof(index), checkpoint: note });

test("an act's proof is printed, read back and verified, wherever the act stands", () => {
  for (let index = 0; index < SIZE; index += 1) {
    const text = proofOf(index);
    const parsed = parseTlogProof(text);
    assert.ok(parsed);
    assert.equal(printTlogProof(parsed), text);
    const cosigners = [{ name: origin, timestampSeconds: 1_800_000_000 }];
    assert.deepEqual(verifyTlogProof(text, tree.leaf(index), log, [own]), {
      ok: true,
      index,
      checkpoint,
      cosigners,
    });
  }
});

test("a proof for another leaf, or at another index, is not included", () => {
  const refused = { ok: false, reason: "not-included" };
  assert.deepEqual(verifyTlogProof(proofOf(3), tree.leaf(4), log, [own]), refused);
  const moved = proofOf(3).replace("index 3", "index 4");
  assert.deepEqual(verifyTlogProof(moved, tree.leaf(3), log, [own]), refused);
  const outside = proofOf(3).replace("index 3", "index 7");
  assert.deepEqual(verifyTlogProof(outside, tree.leaf(3), log, [own]), refused);
});

test("a proof is worth no more than its checkpoint", () => {
  const bare = printTlogProof({ index: 3, hashes: tree.inclusionProof(3), checkpoint: signed });
  const verdict = verifyTlogProof(bare, tree.leaf(3), log, [own]);
  assert.deepEqual(verdict, { ok: false, reason: "cosignature-missing" });
  const other = verifyTlogProof(proofOf(3), tree.leaf(3), { ...log, origin: "downrung/c1/x" }, [own]);
  assert.deepEqual(other, { ok: false, reason: "origin-differs" });
});

test("extra data is read but printed no more", () => {
  const extra = Buffer.from("out of band");
  const text = proofOf(3).replace("index", `extra ${extra.toString("base64")}\nindex`);
  const parsed = parseTlogProof(text);
  assert.deepEqual(parsed?.extra, extra);
  assert.equal(printTlogProof(parsed), proofOf(3));
  assert.ok(verifyTlogProof(text, tree.leaf(3), log, [own]).ok);
});

test("whatever is no proof is refused", () => {
  const text = proofOf(3);
  const hash = tree.leaf(0).toString("base64");
  const broken: Readonly<Record<string, string>> = {
    "nothing at all": "",
    "another version": text.replace("@v1", "@v2"),
    "no index": text.replace("index 3\n", ""),
    "an index with a leading zero": text.replace("index 3", "index 03"),
    "an index of 2 ** 53": text.replace("index 3", "index 9007199254740992"),
    "a negative index": text.replace("index 3", "index -3"),
    "a hash that is too short": text.replace("index 3\n", "index 3\nAAAA\n"),
    "a hash with unused bits": text.replace("index 3\n", `index 3\n${"A".repeat(42)}B=\n`),
    "a space after a hash": text.replace("index 3\n", `index 3\n${hash} \n`),
    "more hashes than a tree is high": text.replace("index 3\n", `index 3\n${`${hash}\n`.repeat(52)}`),
    "extra data after the index": text.replace("index 3\n", "index 3\nextra AAAA\n"),
    "extra data twice": text.replace("index", "extra AAAA\nextra AAAA\nindex"),
    "empty extra data": text.replace("index", "extra \nindex"),
    "extra data that is no base64": text.replace("index", "extra A_A-\nindex"),
    "too much extra data": text.replace("index", `extra ${"A".repeat(8192)}\nindex`),
    "carriage returns": text.replaceAll("\n", "\r\n"),
    "a text without end": text + "x".repeat(100_000),
  };
  for (const [what, proof] of Object.entries(broken)) {
    const verdict = verifyTlogProof(proof, tree.leaf(3), log, [own]);
    assert.deepEqual(verdict, { ok: false, reason: "proof-malformed" }, what);
  }
  const noCheckpoint = text.slice(0, text.indexOf("\n\n") + 2);
  const verdict = verifyTlogProof(noCheckpoint, tree.leaf(3), log, [own]);
  assert.deepEqual(verdict, { ok: false, reason: "note-malformed" });
});
