// Makes vectors/proofs/*.json: `node vectors/make-proofs.ts`. Keys, acts and times are fixed, so the files come out the
// same on every run, but for ML-DSA-44 signatures, which have chance in them: those that still fit are kept.

import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { rawPublicKey } from "../src/crypto/keys.ts";
import { parseCheckpoint, printCheckpoint, verifyCheckpoint } from "../src/ledger/checkpoint.ts";
import { cosign, signCheckpoint } from "../src/ledger/sign-checkpoint.ts";
import type { Checkpoint } from "../src/ledger/checkpoint.ts";
import { parseNote, printNote, printSignature, signNote } from "../src/ledger/note.ts";
import { printVkey } from "../src/ledger/vkey.ts";
import { printTlogProof } from "../src/ledger/tlog-proof.ts";
import type { Tree } from "../src/ledger/tree.ts";
import { act, base64, consistencyCases, inclusionCases, tree, treeOf, type Case } from "./merkle-cases.ts";

const FOLDER = new URL("proofs/", import.meta.url);
const FILES = ["inclusion", "consistency", "checkpoint", "tlog-proof", "fork"] as const;

/** Signs nothing but these vectors: the seeds are public. */
const SEED_PREFIX = {
  ed25519: "302e020100300506032b657004220420",
  "ml-dsa-44": "3034020100300b060960864801650304031104228020",
} as const;

function testKey(algorithm: keyof typeof SEED_PREFIX, fill: number) {
  const der = Buffer.concat([Buffer.from(SEED_PREFIX[algorithm], "hex"), Buffer.alloc(32, fill)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key);
  return { key, publicKey, raw: rawPublicKey(publicKey) };
}

const ORIGIN = "downrung/c1/estonia";
const PEER = "downrung/c1/ruritania";
const TIME = 1_800_000_000;
const logKey = testKey("ed25519", 1);
const ownKey = testKey("ml-dsa-44", 2);
const peerKey = testKey("ml-dsa-44", 3);
const strangerKey = testKey("ed25519", 4);

const SIGNER = { name: ORIGIN, publicKey: logKey.raw, key: logKey.key };
const signedText = (text: string): string => printNote({ text, signatures: [signNote(text, SIGNER)] });
const signed = ({ size, root }: { readonly size: number; readonly root: Uint8Array }): string =>
  signCheckpoint({ origin: ORIGIN, size, root, logKey: logKey.key, logPublic: logKey.raw });

type CosignatureOf = (note: string, who: "own" | "peer", timestampSeconds: number) => string;

/** Cosigns, or takes a line from the files as they are when it fits: so a second run changes nothing. */
function cosignerFrom(previous: string): CosignatureOf {
  const kept = previous.match(/— [^ ]+ [A-Za-z0-9+/=]{3000,}/g) ?? [];
  return (note, who, timestampSeconds) => {
    const [name, key] = who === "own" ? ([ORIGIN, ownKey] as const) : ([PEER, peerKey] as const);
    const checkpoint: Checkpoint | undefined = parseCheckpoint(parseNote(note)?.text ?? "");
    if (checkpoint === undefined) throw new RangeError("only checkpoints are cosigned");
    const log = { origin: ORIGIN, logKey: logKey.publicKey, logPublic: logKey.raw };
    const fits = (line: string): boolean => {
      const verdict = verifyCheckpoint(note + line, log, [{ name, key: key.publicKey, publicKey: key.raw }]);
      return verdict.ok && verdict.cosigners[0]?.timestampSeconds === timestampSeconds;
    };
    const old = kept.map((line) => `${line}\n`).find(fits);
    const keys = { witnessKey: key.key, witnessPublic: key.raw };
    return old ?? cosign({ checkpoint, name, timestampSeconds, ...keys });
  };
}

const TEXT = printCheckpoint({ origin: ORIGIN, size: 7, root: tree.root(7) });
const BARE = signed({ size: 7, root: tree.root(7) });

function goodCheckpoints(cosignature: CosignatureOf): readonly Case[] {
  const own = cosignature(BARE, "own", TIME);
  const peer = cosignature(BARE, "peer", TIME + 5);
  const byStranger = printSignature(
    signNote(TEXT, {
      name: "example.com/stranger",
      publicKey: strangerKey.raw,
      key: strangerKey.key,
    }),
  );
  const empty = signed({ size: 0, root: tree.root(0) });
  const ours = { name: ORIGIN, timestampSeconds: TIME };
  const both = [ours, { name: PEER, timestampSeconds: TIME + 5 }];
  const good = (name: string, note: string, cosigners: object): Case => ({
    name,
    valid: true,
    note,
    cosigners,
  });
  return [
    good("signed and cosigned by its party", BARE + own, [ours]),
    good("cosigned by a peer too", BARE + own + peer, both),
    good("cosigned by the peer first", BARE + peer + own, both),
    good("a signature by a stranger is ignored", BARE + byStranger + own, [ours]),
    good("a cosigner that signed twice counts once", BARE + own + own, [ours]),
    good("the empty ledger", empty + cosignature(empty, "own", TIME), [ours]),
  ];
}

function badCheckpoints(cosignature: CosignatureOf): readonly Case[] {
  const later = signed({ size: 8, root: tree.root(8) });
  const own = cosignature(BARE, "own", TIME);
  const root = base64(tree.root(7));
  const forged = printSignature(signNote(TEXT, { ...SIGNER, key: strangerKey.key }));
  const bad = (name: string, reason: string, note: string): Case => ({
    name,
    valid: false,
    reason,
    note,
  });
  const malformed = (name: string, note: string): Case => bad(name, "note-malformed", note);
  const noCheckpoint = (name: string, from: string, to: string): Case =>
    bad(name, "checkpoint-malformed", signedText(TEXT.replace(from, to)));
  return [
    malformed("no blank line", (BARE + own).replace("\n\n", "\n")),
    malformed("no newline at the end", (BARE + own).slice(0, -1)),
    malformed("a carriage return", (BARE + own).replace("\n", "\r\n")),
    malformed("33 signatures", BARE + forged.repeat(32)),
    noCheckpoint("an extension line", `${root}\n`, `${root}\nmore\n`),
    noCheckpoint("a size with a leading zero", "\n7\n", "\n07\n"),
    noCheckpoint("a size of 2 ** 53", "\n7\n", "\n9007199254740992\n"),
    noCheckpoint("a root of 31 bytes", root, base64(Buffer.alloc(31))),
    noCheckpoint("the empty ledger with a root of its own", "\n7\n", "\n0\n"),
    bad("another party's origin", "origin-differs", signedText(TEXT.replace(ORIGIN, PEER))),
    bad("not signed by the log", "log-signature-missing", `${TEXT}\n${own}`),
    bad("signed with another key under the log's id", "log-signature-wrong", `${TEXT}\n${forged}${own}`),
    bad("signed by the log, and falsely beside it", "log-signature-wrong", BARE + forged + own),
    bad("not cosigned by its party", "cosignature-missing", BARE + cosignature(BARE, "peer", TIME + 5)),
    bad("the party's cosignature is over another size", "cosignature-wrong", BARE + cosignature(later, "own", TIME)),
    bad("a peer's is over another size", "cosignature-wrong", BARE + own + cosignature(later, "peer", TIME)),
  ];
}

function tlogProofCases(cosignature: CosignatureOf): readonly Case[] {
  const bare = signed({ size: 20, root: tree.root() });
  const checkpoint = bare + cosignature(bare, "own", TIME);
  const text = (index: number): string => printTlogProof({ index, hashes: tree.inclusionProof(index), checkpoint });
  const good = (name: string, index: number, proof = text(index)): Case => ({
    name,
    valid: true,
    leafData: act(index),
    index,
    proof,
  });
  const bad = (name: string, reason: string, proof: string, leafData = act(6)): Case => ({
    name,
    valid: false,
    reason,
    leafData,
    proof,
  });
  const six = text(6);
  const uncosigned = printTlogProof({ index: 6, hashes: tree.inclusionProof(6), checkpoint: bare });
  const small = signed({ size: 1, root: tree.root(1) });
  const alone = small + cosignature(small, "own", TIME);
  return [
    good("the first act", 0),
    good("an act in the middle", 6),
    good("the last act", 19),
    good("the only act, without a path", 0, printTlogProof({ index: 0, hashes: [], checkpoint: alone })),
    good("with extra data", 6, six.replace("index", "extra b3V0IG9mIGJhbmQ=\nindex")),
    bad("another act", "not-included", six, act(7)),
    bad("another index", "not-included", six.replace("index 6", "index 7")),
    bad("an index outside the ledger", "not-included", six.replace("index 6", "index 20")),
    bad("a path that is too short", "not-included", six.replace(/(index 6\n).*\n/, "$1")),
    bad("another version", "proof-malformed", six.replace("@v1", "@v2")),
    bad("an index with a leading zero", "proof-malformed", six.replace("index 6", "index 06")),
    bad("a hash of 30 bytes", "proof-malformed", six.replace(/(index 6\n).*\n/, `$1${base64(Buffer.alloc(30))}\n`)),
    bad("extra data after the index", "proof-malformed", six.replace("index 6\n", "index 6\nextra AAAA\n")),
    bad("no checkpoint", "note-malformed", six.slice(0, six.indexOf("\n\n") + 2)),
    bad("a checkpoint without the party's cosignature", "cosignature-missing", uncosigned),
  ];
}

function forkCases(): readonly Case[] {
  const other = treeOf(20, (index) => (index === 6 ? "another act" : act(index)));
  const claim = (one: Tree, size1: number, two: Tree, size2: number) => ({
    first: signed({ size: size1, root: one.root(size1) }),
    second: signed({ size: size2, root: two.root(size2) }),
    prefixRoot: base64(two.root(size1)),
    proof: two.consistencyProof(size1, size2).map(base64),
  });
  const framed = { ...claim(tree, 7, tree, 20), prefixRoot: base64(other.root(7)) };
  const backwards = {
    ...claim(tree, 7, other, 20),
    first: signed({ size: 20, root: tree.root() }),
  };
  return [
    { name: "two roots of one size", valid: true, ...claim(tree, 7, other, 7) },
    {
      name: "a later ledger that never was the earlier one",
      valid: true,
      ...claim(tree, 7, other, 20),
    },
    { name: "a ledger that grew", valid: false, reason: "no-fork", ...claim(tree, 7, tree, 20) },
    {
      name: "they differ only after both",
      valid: false,
      reason: "no-fork",
      ...claim(tree, 6, other, 6),
    },
    { name: "an invented prefix", valid: false, reason: "prefix-not-proven", ...framed },
    { name: "the larger tree first", valid: false, reason: "prefix-not-proven", ...backwards },
  ];
}

const LOG_VKEY = printVkey({ name: ORIGIN, algorithm: "ed25519", publicKey: logKey.raw });
const WITNESS_VKEYS = [
  printVkey({ name: ORIGIN, algorithm: "ml-dsa-44", publicKey: ownKey.raw }),
  printVkey({ name: PEER, algorithm: "ml-dsa-44", publicKey: peerKey.raw }),
];

/** Every file's text by name, given the texts as they are. */
export function makeProofs(previous: string): Readonly<Record<(typeof FILES)[number], string>> {
  const cosignature = cosignerFrom(previous);
  const keys = { log: LOG_VKEY, witnesses: WITNESS_VKEYS };
  const file = (about: string, content: object): string => `${JSON.stringify({ about, ...content }, null, 2)}\n`;
  return {
    inclusion: file("`leaf` is a leaf hash. Bytes are in base64.", { cases: inclusionCases() }),
    consistency: file("Bytes are in base64.", { cases: consistencyCases() }),
    checkpoint: file("The first witness is the log's own party.", {
      ...keys,
      cases: [...goodCheckpoints(cosignature), ...badCheckpoints(cosignature)],
    }),
    "tlog-proof": file("`leafData` is hashed as a leaf.", {
      ...keys,
      cases: tlogProofCases(cosignature),
    }),
    fork: file("`prefixRoot` is the second tree's root at the first one's size.", {
      log: LOG_VKEY,
      cases: forkCases(),
    }),
  };
}

/** The files as they are committed, one after another; a file that is not there is empty. */
export function readProofs(): string {
  const read = (name: string): string => {
    try {
      return readFileSync(new URL(`${name}.json`, FOLDER), "utf8");
    } catch {
      return "";
    }
  };
  return FILES.map(read).join("");
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(makeProofs(readProofs()))) {
    writeFileSync(new URL(`${name}.json`, FOLDER), text);
  }
}
