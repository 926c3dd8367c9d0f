import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { generateKeys, openPrivateKeys, openPublicKey, openPublicKeys } from "../crypto/keys.ts";
import { keyIdOf, MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES, parseNote, printNote } from "./note.ts";
import { parseVkey } from "./vkey.ts";
import { printSignature, signNote, verifyNoteSignature, type NoteSignature } from "./note.ts";
import { printVkey } from "./vkey.ts";

const { publicKeys, privateKeys } = generateKeys();
const signer = {
  name: "downrung/c/estonia",
  publicKey: publicKeys.log,
  key: openPrivateKeys(privateKeys).log,
};
const verifier = { ...signer, key: openPublicKeys(publicKeys).log };

const TEXT = "The line is open.\n\nThe desk is staffed.\n";
const signed = printNote({ text: TEXT, signatures: [signNote(TEXT, signer)] });

const signature = (name: string, length = 64): NoteSignature => ({
  name,
  keyId: 7,
  signature: Buffer.alloc(length, 1),
});

test("a note that was signed is read back and verified, blank lines in its text and all", () => {
  const note = parseNote(signed);
  assert.ok(note);
  assert.equal(note.text, TEXT);
  assert.equal(note.signatures.length, 1);
  assert.equal(verifyNoteSignature(note, verifier), "verified");
});

test("a signature by an unknown key is ignored, even under a known name or a known id", () => {
  const other = generateKeys();
  const stranger = {
    ...signer,
    publicKey: other.publicKeys.log,
    key: openPrivateKeys(other.privateKeys).log,
  };
  const sameName = signNote(TEXT, stranger);
  const sameId = { ...signNote(TEXT, signer), name: "someone/else" };
  const note = parseNote(printNote({ text: TEXT, signatures: [sameName, sameId] }));
  assert.ok(note);
  assert.equal(verifyNoteSignature(note, verifier), "absent");
});

test("one false signature under a known key makes the note wrong, beside a true one too", () => {
  const ours = signNote(TEXT, signer);
  const wrong = { ...ours, signature: Buffer.alloc(64) };
  for (const signatures of [[wrong], [ours, wrong], [wrong, ours]]) {
    assert.equal(verifyNoteSignature({ text: TEXT, signatures }, verifier), "wrong");
  }
  const cut = { ...ours, signature: ours.signature.subarray(0, 63) };
  assert.equal(verifyNoteSignature({ text: TEXT, signatures: [cut] }, verifier), "wrong");
  assert.equal(verifyNoteSignature({ text: `${TEXT}x\n`, signatures: [ours] }, verifier), "wrong");
});

test("whatever is no note is refused", () => {
  const line = printSignature(signature("a"));
  const base64 = line.slice("— a ".length, -1);
  const broken: Readonly<Record<string, string>> = {
    "nothing at all": "",
    "no blank line": `text\n${line}`,
    "no signature": "text\n\n",
    "no text": line,
    "no newline at the end": `text\n\n${line}`.slice(0, -1),
    "a line that is no signature": `text\n\n${line}another line\n`,
    "a hyphen for the dash": `text\n\n- a ${base64}\n`,
    "two spaces": `text\n\n— a  ${base64}\n`,
    "a space after the signature": `text\n\n— a ${base64} \n`,
    "no name": `text\n\n—  ${base64}\n`,
    "a plus in the name": `text\n\n— a+b ${base64}\n`,
    "a wide space in the name": `text\n\n— a\u3000b ${base64}\n`,
    "padding left out": `text\n\n— a ${base64.replace(/=+$/, "")}\n`,
    base64url: `text\n\n— a ${base64.slice(0, -4)}__8=\n`,
    "unused bits that are not zero": `text\n\n— a ${Buffer.alloc(5).toString("base64").replace("A=", "B=")}\n`,
    "a key id and nothing more": `text\n\n— a ${Buffer.alloc(4).toString("base64")}\n`,
    "a tab": `te\txt\n\n${line}`,
    "a carriage return": `text\r\n\n${line}`,
    "a null": `te\0xt\n\n${line}`,
    "half of a pair": `te\ud800xt\n\n${line}`,
  };
  assert.ok(parseNote(`text\n\n${line}`));
  for (const [what, note] of Object.entries(broken)) assert.equal(parseNote(note), undefined, what);
});

test("a note has at most 32 signatures and 64 KiB, in bytes and not in characters", () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => signature(`key/${at}`));
  const full = printNote({ text: "x\n", signatures: many(MAX_NOTE_SIGNATURES) });
  assert.equal(parseNote(full)?.signatures.length, MAX_NOTE_SIGNATURES);
  assert.equal(parseNote(full + printSignature(signature("one/more"))), undefined);
  const tail = `\n\n${printSignature(signature("a"))}`;
  const room = MAX_NOTE_BYTES - Buffer.byteLength(tail);
  assert.ok(parseNote("x".repeat(room) + tail));
  assert.equal(parseNote("x".repeat(room + 1) + tail), undefined);
  assert.equal(parseNote("é".repeat(room - 10) + tail), undefined);
});

test("sixteen ML-DSA-44 cosignatures fit, as the format demands", () => {
  const name = `downrung/${"c".repeat(40)}/${"p".repeat(40)}`;
  const signatures = Array.from({ length: 16 }, (_, at) => signature(`${name}${at}`, 8 + 2420));
  assert.ok(parseNote(printNote({ text: "x\n", signatures })));
});

test("parts that make no note are not printed", () => {
  assert.throws(() => printNote({ text: "no newline", signatures: [signature("a")] }), RangeError);
  assert.throws(() => printNote({ text: "x\n", signatures: [] }), RangeError);
  assert.throws(() => printNote({ text: "x\n", signatures: [signature("a b")] }), RangeError);
});

test("a note that is read prints to the same text, whatever one changes in it", () => {
  const change = fc.record({
    at: fc.nat(signed.length - 1),
    cut: fc.nat(2),
    put: fc.oneof(fc.constantFrom("\n", "\n\n", " ", "— ", "=", "+", "_"), fc.string({ unit: "binary", maxLength: 2 })),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
      let note = signed;
      for (const { at, cut, put } of changes) note = note.slice(0, at) + put + note.slice(at + cut);
      const parsed = parseNote(note);
      if (parsed !== undefined) assert.equal(printNote(parsed), note);
      const verdict = parsed && verifyNoteSignature(parsed, verifier);
      if (parsed?.text !== TEXT) assert.notEqual(verdict, "verified");
    }),
    { numRuns: 500 },
  );
});

test("a verifier key is printed and read back for both algorithms", () => {
  const log = {
    name: "downrung/c/estonia",
    algorithm: "ed25519",
    publicKey: publicKeys.log,
  } as const;
  const witness = { ...log, algorithm: "ml-dsa-44", publicKey: publicKeys.witness } as const;
  for (const key of [log, witness]) assert.deepEqual(parseVkey(printVkey(key)), key);
  assert.notEqual(keyIdOf(log), keyIdOf(witness));
});

test("a verifier key with a false id, another type or a wrong length is refused", () => {
  const key = { name: "a", algorithm: "ed25519", publicKey: publicKeys.log } as const;
  const vkey = printVkey(key);
  const [name, id, base64] = vkey.split("+", 2).concat(vkey.slice(11));
  const typed = (type: number, length: number): string => Buffer.alloc(length, 1).fill(type, 0, 1).toString("base64");
  assert.equal(`${name}+${id}+${base64}`, vkey);
  for (const wrong of [
    "",
    "a",
    `b+${id}+${base64}`,
    `a+00000000+${base64}`,
    `a+${id?.toUpperCase()}A+${base64}`,
    `a+${id}+${base64} `,
    `a+${id}+${typed(4, 33)}`,
    `a+${id}+${typed(1, 32)}`,
    `a+${id}+${typed(6, 33)}`,
  ]) {
    assert.equal(parseVkey(wrong), undefined, wrong);
  }
});

const C2SP = new URL("../../../shared/data/c2sp/signed-note.md", import.meta.url);

test("the example of the standard verifies", (t) => {
  if (!existsSync(C2SP)) return t.skip("no shared data");
  const page = readFileSync(C2SP, "utf8");
  const key = parseVkey(/^ {4}(example\.com\/foo\+\S+)$/m.exec(page)?.[1] ?? "");
  const note = parseNote(/```\n(This is an example message\.\n[^`]+)```/.exec(page)?.[1] ?? "");
  assert.ok(key && note);
  const opened = {
    name: key.name,
    publicKey: key.publicKey,
    key: openPublicKey("ed25519", key.publicKey),
  };
  assert.equal(verifyNoteSignature(note, opened), "verified");
  assert.equal(verifyNoteSignature({ ...note, text: "This is another message.\n" }, opened), "wrong");
});
