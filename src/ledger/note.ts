// Signed notes (c2sp.org/signed-note): a text, a blank line, one line a signature. spec/ledger.md

import { sha256 } from "../crypto/hash.ts";
import type { Algorithm, KeyRing } from "../crypto/keys.ts";
import { sign, verify } from "../crypto/sign.ts";

export const MAX_NOTE_BYTES = 64 * 1024;
export const MAX_NOTE_SIGNATURES = 32;

export type Key = KeyRing["log"];

/** A key as notes name it. The public key is raw bytes in base64url, as a compact holds it. */
export type NoteKey = {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly publicKey: string;
};

export type NoteSignature = {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
};

/** The text ends in a newline; the blank line before the signatures is no part of it. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

export const SIGNATURE_TYPE = { ed25519: 0x01, "ml-dsa-44": 0x06 } as const satisfies Record<Algorithm, number>;

const KEY_ID_BYTES = 4;
const SIGNATURE_LINE = /^— ([^\p{White_Space}+]+) ([\w+/=]+)$/u;
// oxlint-disable-next-line no-control-regex -- the format bans control characters
const CONTROL = /[\0-\x09\x0b-\x1f]/;

/** The note, or undefined when it is malformed, too large, or would not print to the same text. */
export function parseNote(note: string): Note | undefined {
  if (note.length > MAX_NOTE_BYTES || Buffer.byteLength(note) > MAX_NOTE_BYTES) return undefined;
  if (!note.isWellFormed() || CONTROL.test(note) || !note.endsWith("\n")) return undefined;
  const blank = note.lastIndexOf("\n\n");
  if (blank === -1) return undefined;
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > MAX_NOTE_SIGNATURES) return undefined;
  const signatures = lines.map(parseSignature).filter((signature) => signature !== undefined);
  const parsed = { text: note.slice(0, blank + 1), signatures };
  return signatures.length > 0 && joinNote(parsed) === note ? parsed : undefined;
}

/** The note's text form. Throws when these parts make no note: that is the caller's broken invariant. */
export function printNote(note: Note): string {
  const printed = joinNote(note);
  if (parseNote(printed)?.text !== note.text) throw new RangeError("these parts make no signed note");
  return printed;
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, base64] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(KEY_ID_BYTES) };
}

const joinNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(printSignature).join("")}`;

/** One signature line with its newline. Added to the end of a note, it makes a note with one signature more. */
export const printSignature = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${Buffer.concat([uint32(keyId), signature]).toString("base64")}\n`;

/** The key id: which key and which algorithm a signature line claims. */
export function keyIdOf({ name, algorithm, publicKey }: NoteKey): number {
  const key = Buffer.from(publicKey, "base64url");
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(SIGNATURE_TYPE[algorithm]), key])).readUInt32BE(0);
}

export type Ed25519Signer = {
  readonly name: string;
  readonly publicKey: string;
  readonly key: Key;
};

const asNoteKey = ({ name, publicKey }: Ed25519Signer): NoteKey => ({
  name,
  algorithm: "ed25519",
  publicKey,
});

/** The Ed25519 signature of the text. The signer's key is the private one. */
export const signNote = (text: string, signer: Ed25519Signer): NoteSignature => ({
  name: signer.name,
  keyId: keyIdOf(asNoteKey(signer)),
  signature: sign(text, signer.key),
});

/** The signatures that claim to be by this key: same name and same key id. */
export function signaturesBy(note: Note, key: NoteKey): readonly Uint8Array[] {
  const id = keyIdOf(key);
  return note.signatures.filter(({ name, keyId }) => name === key.name && keyId === id).map((by) => by.signature);
}

/** Whether the Ed25519 key signed the note. One signature under its name and id that does not fit makes it wrong. */
export function verifyNoteSignature(note: Note, signer: Ed25519Signer): "verified" | "absent" | "wrong" {
  const own = signaturesBy(note, asNoteKey(signer));
  if (own.length === 0) return "absent";
  return own.every((signature) => verify(note.text, signer.key, signature)) ? "verified" : "wrong";
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(KEY_ID_BYTES);
  bytes.writeUInt32BE(value);
  return bytes;
}
