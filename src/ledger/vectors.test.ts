import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { makeProofs, readProofs } from "../../vectors/make-proofs.ts";
import { openPublicKey } from "../crypto/keys.ts";
import { verifyCheckpoint, type CheckpointVerdict, type Log, type Witness } from "./checkpoint.ts";
import { verifyForkProof } from "./fork.ts";
import { parseVkey } from "./vkey.ts";
import { verifyConsistency, verifyInclusion } from "./proof.ts";
import { leafHash } from "./range.ts";
import { verifyTlogProof } from "./tlog-proof.ts";

type Case = { readonly name: string; readonly valid: boolean; readonly reason?: string };
type Keys = { readonly log: string; readonly witnesses: readonly string[] };
type File<Content, Header = object> = Header & { readonly cases: readonly (Case & Content)[] };

const read = <Content, Header = object>(name: string): File<Content, Header> =>
  JSON.parse(readFileSync(new URL(`../../vectors/proofs/${name}.json`, import.meta.url), "utf8")) as File<
    Content,
    Header
  >;

const bytes = (base64: string): Buffer => Buffer.from(base64, "base64");

function opened(vkey: string): Witness {
  const key = parseVkey(vkey);
  assert.ok(key);
  return {
    name: key.name,
    publicKey: key.publicKey,
    key: openPublicKey(key.algorithm, key.publicKey),
  };
}

function logOf(vkey: string): Log {
  const { name, publicKey, key } = opened(vkey);
  return { origin: name, logPublic: publicKey, logKey: key };
}

const wanted = ({ valid, reason }: Case): string | undefined => (valid ? "ok" : reason);
const got = (verdict: { readonly ok: true } | { readonly ok: false; readonly reason: string }): string =>
  verdict.ok ? "ok" : verdict.reason;

type Bytes<Name extends string> = Readonly<Record<Name, string>> & {
  readonly proof: readonly string[];
};

test("the inclusion vectors get their verdicts", () => {
  type Content = Bytes<"leaf" | "root"> & { readonly index: number; readonly size: number };
  for (const each of read<Content>("inclusion").cases) {
    const hashes = { leaf: bytes(each.leaf), root: bytes(each.root), proof: each.proof.map(bytes) };
    assert.equal(verifyInclusion({ ...each, ...hashes }), each.valid, each.name);
  }
});

test("the consistency vectors get their verdicts", () => {
  type Content = Bytes<"root1" | "root2"> & { readonly size1: number; readonly size2: number };
  for (const each of read<Content>("consistency").cases) {
    const hashes = {
      root1: bytes(each.root1),
      root2: bytes(each.root2),
      proof: each.proof.map(bytes),
    };
    assert.equal(verifyConsistency({ ...each, ...hashes }), each.valid, each.name);
  }
});

test("the checkpoint vectors get their verdicts and their cosigners", () => {
  type Content = { readonly note: string; readonly cosigners?: unknown };
  const { log, witnesses, cases } = read<Content, Keys>("checkpoint");
  for (const each of cases) {
    const verdict: CheckpointVerdict = verifyCheckpoint(each.note, logOf(log), witnesses.map(opened));
    assert.equal(got(verdict), wanted(each), each.name);
    assert.deepEqual(verdict.ok ? verdict.cosigners : undefined, each.cosigners, each.name);
  }
});

test("the portable proof vectors get their verdicts", () => {
  type Content = { readonly leafData: string; readonly proof: string; readonly index?: number };
  const { log, witnesses, cases } = read<Content, Keys>("tlog-proof");
  for (const each of cases) {
    const verdict = verifyTlogProof(each.proof, leafHash(each.leafData), logOf(log), witnesses.map(opened));
    assert.equal(got(verdict), wanted(each), each.name);
    assert.equal(verdict.ok ? verdict.index : undefined, each.index, each.name);
  }
});

test("the fork vectors get their verdicts", () => {
  type Content = Bytes<"first" | "second" | "prefixRoot">;
  const { log, cases } = read<Content, Pick<Keys, "log">>("fork");
  for (const each of cases) {
    const fork = { ...each, prefixRoot: bytes(each.prefixRoot), proof: each.proof.map(bytes) };
    assert.equal(got(verifyForkProof(fork, logOf(log))), wanted(each), each.name);
  }
});

test("the committed vectors are what the script makes", () => {
  const committed = readProofs();
  assert.equal(Object.values(makeProofs(committed)).join(""), committed);
});
