import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { generateKeys, openPrivateKeys, openPublicKeys } from "../crypto/keys.ts";
import { ledgerOrigin, parseCheckpoint, printCheckpoint } from "./checkpoint.ts";
import { cosign, mergeCosignatures } from "./sign-checkpoint.ts";
import { verifyCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { signCheckpoint } from "./sign-checkpoint.ts";
import { parseNote, printNote, printSignature, signNote, type NoteSignature } from "./note.ts";
import { emptyRange, leafHash, rangeRoot } from "./range.ts";

/** A party with its keys, as its node and as its peers hold them. */
function party(name: string) {
  const { publicKeys, privateKeys } = generateKeys();
  const [ours, theirs] = [openPrivateKeys(privateKeys), openPublicKeys(publicKeys)];
  const origin = ledgerOrigin("c1", name);
  return {
    origin,
    signs: { origin, logKey: ours.log, logPublic: publicKeys.log },
    log: { origin, logKey: theirs.log, logPublic: publicKeys.log },
    cosigns: { name: origin, witnessKey: ours.witness, witnessPublic: publicKeys.witness },
    witness: { name: origin, key: theirs.witness, publicKey: publicKeys.witness },
  };
}

const [estonia, ruritania, mediator] = [party("estonia"), party("ruritania"), party("mediator")];
const checkpoint: Checkpoint = { origin: estonia.origin, size: 12, root: leafHash("the root") };
const signed = signCheckpoint({ ...checkpoint, ...estonia.signs });

const cosigned = (by: typeof estonia, timestampSeconds: number, over: Checkpoint = checkpoint): string =>
  cosign({ checkpoint: over, timestampSeconds, ...by.cosigns });

const reasonOf = (note: string, witnesses = [estonia.witness, ruritania.witness]): string => {
  const verdict = verifyCheckpoint(note, estonia.log, witnesses);
  return verdict.ok ? "ok" : verdict.reason;
};

const withText = (text: string): string =>
  printNote({
    text,
    signatures: [
      signNote(text, {
        name: estonia.origin,
        publicKey: estonia.log.logPublic,
        key: estonia.signs.logKey,
      }),
    ],
  });

test("a checkpoint that its log signed and its witnesses cosigned is verified, and says when", () => {
  const note = signed + cosigned(estonia, 1_800_000_000) + cosigned(ruritania, 1_800_000_005);
  assert.deepEqual(verifyCheckpoint(note, estonia.log, [estonia.witness, ruritania.witness]), {
    ok: true,
    checkpoint,
    cosigners: [
      { name: estonia.origin, timestampSeconds: 1_800_000_000 },
      { name: ruritania.origin, timestampSeconds: 1_800_000_005 },
    ],
  });
});

test("a party's own cosignature must be there; a peer's may be absent", () => {
  assert.equal(reasonOf(signed + cosigned(estonia, 1)), "ok");
  assert.equal(reasonOf(signed + cosigned(ruritania, 1)), "cosignature-missing");
  assert.equal(reasonOf(signed, []), "ok");
});

test("the log itself must have signed, with its own key", () => {
  const text = printCheckpoint(checkpoint);
  const byRuritania = signNote(text, {
    ...ruritania.witness,
    name: estonia.origin,
    key: ruritania.signs.logKey,
  });
  const false_ = {
    ...signNote(text, {
      name: estonia.origin,
      publicKey: estonia.log.logPublic,
      key: ruritania.signs.logKey,
    }),
  };
  const own = cosigned(estonia, 1);
  assert.equal(reasonOf(`${text}\n${own}`), "log-signature-missing");
  assert.equal(reasonOf(`${text}\n${printSignature(byRuritania)}${own}`), "log-signature-missing");
  assert.equal(reasonOf(`${text}\n${printSignature(false_)}${own}`), "log-signature-wrong");
  assert.equal(reasonOf(signed + printSignature(false_) + own), "log-signature-wrong");
});

test("a known witness's false cosignature refuses the note; an unknown witness's is ignored", () => {
  const own = cosigned(estonia, 1);
  const overAnother = cosigned(ruritania, 1, { ...checkpoint, size: 13 });
  assert.equal(reasonOf(signed + own + overAnother), "cosignature-wrong");
  assert.equal(reasonOf(signed + own + cosigned(ruritania, 1) + overAnother), "cosignature-wrong");
  assert.equal(reasonOf(signed + own + overAnother, [estonia.witness]), "ok");
  assert.equal(reasonOf(signed + own + cosigned(mediator, 1, { ...checkpoint, size: 13 })), "ok");
});

test("a cosignature binds its time, its cosigner's name, the origin, the size and the root", () => {
  const line = cosigned(ruritania, 1);
  const taken: NoteSignature | undefined = parseNote(signed + line)?.signatures[1];
  assert.ok(taken);
  const late = Buffer.from(taken.signature);
  late.writeUInt8(9, 7);
  const far = Buffer.from(taken.signature).fill(0xff, 0, 8);
  const empty = Buffer.alloc(8);
  for (const signature of [late, far, empty, Buffer.alloc(3), taken.signature.subarray(0, 100)]) {
    const changed: string = signed + cosigned(estonia, 1) + printSignature({ ...taken, signature });
    assert.equal(reasonOf(changed), "cosignature-wrong");
  }
  const renamed = { ...ruritania.witness, name: mediator.origin };
  const asMediator = cosign({
    checkpoint,
    timestampSeconds: 1,
    ...ruritania.cosigns,
    name: mediator.origin,
  });
  const id = parseNote(signed + asMediator)?.signatures[1]?.keyId ?? 0;
  const note = signed + cosigned(estonia, 1) + printSignature({ ...taken, name: mediator.origin, keyId: id });
  assert.equal(reasonOf(note, [renamed]), "cosignature-wrong");
  for (const over of [{ origin: "downrung/c2/estonia" }, { size: 11 }, { root: leafHash("another") }]) {
    const another = cosigned(ruritania, 1, { ...checkpoint, ...over });
    assert.equal(reasonOf(signed + cosigned(estonia, 1) + another), "cosignature-wrong");
  }
});

test("what a cosignature signs is the standard's structure, byte for byte", () => {
  const line = cosign({ checkpoint, timestampSeconds: 258, ...ruritania.cosigns });
  const signature = Buffer.from(line.split(" ")[2] ?? "", "base64").subarray(4);
  const message = Buffer.concat([
    Buffer.from("subtree/v1\n\0\x15downrung/c1/ruritania", "latin1"),
    Buffer.from("0000000000000102", "hex"),
    Buffer.from("\x13downrung/c1/estonia", "latin1"),
    Buffer.from("0000000000000000000000000000000c", "hex"),
    checkpoint.root,
  ]);
  assert.equal(signature.subarray(0, 8).toString("hex"), "0000000000000102");
  assert.ok(verify(null, message, ruritania.witness.key, signature.subarray(8)));
});

test("a witness that cosigned twice counts once, with its latest time", () => {
  const note = signed + cosigned(ruritania, 5) + cosigned(ruritania, 9) + cosigned(ruritania, 7);
  const verdict = verifyCheckpoint(note, estonia.log, [ruritania.witness]);
  assert.deepEqual(verdict.ok && verdict.cosigners, [{ name: ruritania.origin, timestampSeconds: 9 }]);
});

test("a checkpoint of another ledger is refused before any key is used", () => {
  const own = signCheckpoint({ ...checkpoint, ...ruritania.signs });
  assert.equal(reasonOf(own), "origin-differs");
});

test("a body that is no checkpoint is refused even when the log signed it", () => {
  const root = leafHash("the root").toString("base64");
  const bodies: Readonly<Record<string, string>> = {
    "an extension line": `${estonia.origin}\n12\n${root}\nextension\n`,
    "a leading zero": `${estonia.origin}\n012\n${root}\n`,
    "a sign": `${estonia.origin}\n+12\n${root}\n`,
    "a size of 2 ** 53": `${estonia.origin}\n9007199254740992\n${root}\n`,
    "a size of 17 digits": `${estonia.origin}\n10000000000000000\n${root}\n`,
    "a short root": `${estonia.origin}\n12\n${Buffer.alloc(31).toString("base64")}\n`,
    "unused bits that are not zero": `${estonia.origin}\n12\n${"A".repeat(42)}B=\n`,
    "no root": `${estonia.origin}\n12\n`,
    "an empty tree with the root of another": `${estonia.origin}\n0\n${root}\n`,
    "a blank line": `${estonia.origin}\n12\n${root}\n\n`,
  };
  for (const [what, body] of Object.entries(bodies)) {
    assert.equal(parseCheckpoint(body), undefined, what);
    assert.equal(reasonOf(withText(body)), "checkpoint-malformed", what);
  }
  assert.equal(parseCheckpoint(`two words\n12\n${root}\n`), undefined);
  assert.equal(parseCheckpoint(`a+b\n12\n${root}\n`), undefined);
  assert.equal(parseCheckpoint(`${"é".repeat(128)}\n12\n${root}\n`), undefined);
  assert.equal(reasonOf("no note"), "note-malformed");
});

test("checkpoints of the empty tree and of the largest size are printed and read back", () => {
  for (const each of [
    { ...checkpoint, size: 0, root: rangeRoot(emptyRange) },
    { ...checkpoint, size: Number.MAX_SAFE_INTEGER },
  ]) {
    assert.deepEqual(parseCheckpoint(printCheckpoint(each)), each);
    const note = signCheckpoint({ ...each, ...estonia.signs }) + cosigned(estonia, 1, each);
    assert.equal(reasonOf(note), "ok");
  }
});

test("nothing is signed that would be refused", () => {
  assert.throws(() => signCheckpoint({ ...checkpoint, ...estonia.signs, size: -1 }), RangeError);
  assert.throws(() => signCheckpoint({ ...checkpoint, ...estonia.signs, origin: "a b" }), RangeError);
  assert.throws(() => signCheckpoint({ ...checkpoint, ...estonia.signs, root: Buffer.alloc(31) }), RangeError);
  assert.throws(() => cosigned(estonia, -1), RangeError);
  assert.throws(() => cosigned(estonia, 1.5), RangeError);
  assert.throws(() => cosigned(estonia, 1, { ...checkpoint, root: Buffer.alloc(31) }), RangeError);
  assert.throws(() => cosign({ checkpoint, timestampSeconds: 1, ...estonia.cosigns, name: "" }), RangeError);
});

test("the cosignatures of two notes join, one line a key, and the first note's lines stand", () => {
  const own = cosigned(estonia, 1);
  const [a, b] = [signed + own + cosigned(ruritania, 1), signed + own + cosigned(mediator, 2)];
  const merged = mergeCosignatures(a, b);
  assert.ok(merged.ok);
  const witnesses = [estonia.witness, ruritania.witness, mediator.witness];
  const verdict = verifyCheckpoint(merged.note, estonia.log, witnesses);
  assert.equal(verdict.ok && verdict.cosigners.length, 3);
  assert.deepEqual(mergeCosignatures(merged.note, b), merged);
  assert.deepEqual(mergeCosignatures(a, signed + cosigned(ruritania, 9)), { ok: true, note: a });
});

test("notes with different texts, no note, or more than a note holds do not join", () => {
  const other = signCheckpoint({ ...checkpoint, ...estonia.signs, size: 13 });
  assert.deepEqual(mergeCosignatures(signed, other), { ok: false, reason: "text-differs" });
  assert.deepEqual(mergeCosignatures(signed, "no note"), { ok: false, reason: "note-malformed" });
  const many = (from: number): string =>
    Array.from({ length: 20 }, (_, at) =>
      printSignature({ name: `key/${from + at}`, keyId: 1, signature: Buffer.alloc(64) }),
    ).join("");
  const joined = mergeCosignatures(signed + many(0), signed + many(20));
  assert.deepEqual(joined, { ok: false, reason: "too-much" });
});

const C2SP = new URL("../../../shared/data/c2sp/tlog-checkpoint.md", import.meta.url);

test("the checkpoint of the standard's example is read", (t) => {
  if (!existsSync(C2SP)) return t.skip("no shared data");
  const note = parseNote(/```\n(example\.com\/behind-the-sofa\n[^`]+)```/.exec(readFileSync(C2SP, "utf8"))?.[1] ?? "");
  const parsed = parseCheckpoint(note?.text ?? "");
  assert.equal(parsed?.origin, "example.com/behind-the-sofa");
  assert.equal(parsed.size, 20_852_163);
});
