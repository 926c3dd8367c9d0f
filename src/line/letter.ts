// A letter: one envelope sealed for one recipient. Who carries it reads sender, recipient, size class and
// time, and nothing else. Its head has a fixed layout and vouches for itself, so that a relay can check
// who speaks without opening anything. spec/seal.md

import { createCipheriv, createDecipheriv, createHash, type KeyObject } from "node:crypto";
import { PARTY_PATTERN, type PartyId } from "../core/kernel/act.ts";
import { KEM_BYTES } from "../crypto/kem.ts";
import { verify } from "../crypto/sign.ts";
import { ANSWER_CLASSES, LETTER_CLASSES, pad, unpad } from "./padding.ts";

export const LETTER_CODES = [
  "not-a-letter",
  "too-large",
  "wrong-recipient",
  "unknown-party",
  "wrong-session-signature",
  "old-key",
  "not-sealed-for-us",
  "badly-padded",
  "replayed",
  "over-quota",
  "not-json",
  "not-an-envelope",
] as const;
export type LetterCode = (typeof LETTER_CODES)[number];

export type LetterRefusal = { readonly ok: false; readonly code: LetterCode; readonly because: string };

export const LETTER_MAGIC = Buffer.from("DRL1", "ascii");
const ANSWER_MAGIC = Buffer.from("DRA1", "ascii");
const REFUSAL_MAGIC = Buffer.from("DRN1", "ascii");

const NAME_BYTES = 32;
const SIGNATURE_BYTES = 64;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const AT = {
  from: 4,
  to: 4 + NAME_BYTES,
  keyNumber: 4 + 2 * NAME_BYTES,
  enc: 8 + 2 * NAME_BYTES,
  signature: 8 + 2 * NAME_BYTES + KEM_BYTES.enc,
  counter: 8 + 2 * NAME_BYTES + KEM_BYTES.enc + SIGNATURE_BYTES,
} as const;

/** The bytes before the ciphertext, the same for every letter. */
export const HEAD_BYTES = AT.counter + 6;

/** The exact lengths that a letter can have. */
export const LETTER_LENGTHS: readonly number[] = LETTER_CLASSES.map((size) => HEAD_BYTES + size + TAG_BYTES);

const ANSWER_HEAD = ANSWER_MAGIC.length + NONCE_BYTES;

/** The exact lengths that an answer can have; a refusal has the least of them. */
export const ANSWER_LENGTHS: readonly number[] = ANSWER_CLASSES.map((size) => ANSWER_HEAD + size + TAG_BYTES);

export const LETTER_LIMITS = {
  bytes: LETTER_LENGTHS.at(-1) ?? 0,
  answerBytes: ANSWER_LENGTHS.at(-1) ?? 0,
  /** Letters of one session. */
  letters: 2 ** 20,
} as const;

/** How a session begins: for whom, to which of its keys, and the sender's signature over that. */
export type Opening = {
  readonly from: PartyId;
  readonly to: PartyId;
  readonly keyNumber: number;
  readonly enc: Uint8Array;
  readonly signature: Uint8Array;
};

export type LetterHead = Opening & { readonly counter: number };

const name = (party: PartyId): Buffer => {
  const bytes = Buffer.alloc(NAME_BYTES);
  bytes.write(party, "ascii");
  return bytes;
};

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const compactBytes = (compact: string): Buffer => Buffer.from(compact, "base64url");

/** HPKE's `info`: a session is for one sender, one recipient and one key under one compact. */
export const infoOf = (compact: string, { from, to, keyNumber }: Omit<Opening, "enc" | "signature">): Buffer =>
  Buffer.concat([Buffer.from("downrung/1 letter\0"), compactBytes(compact), name(from), name(to), number(keyNumber)]);

/** What the sender's `line` key signs when it opens a session. */
export const openingMessage = (compact: string, opening: Omit<Opening, "signature">): Buffer =>
  Buffer.concat([
    Buffer.from("downrung/1 opening\0"),
    compactBytes(compact),
    name(opening.from),
    name(opening.to),
    number(opening.keyNumber),
    opening.enc,
  ]);

/** The session is the sender's: whoever carries a letter can check it. */
export const isOpenedBy = (compact: string, opening: Opening, lineKey: KeyObject): boolean =>
  verify(openingMessage(compact, opening), lineKey, opening.signature);

/** Eight bytes that name a session to both its sides. */
export const sessionName = (enc: Uint8Array): string => createHash("sha256").update(enc).digest("hex").slice(0, 16);

function headBytes(head: LetterHead): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES);
  bytes.set(LETTER_MAGIC, 0);
  bytes.set(name(head.from), AT.from);
  bytes.set(name(head.to), AT.to);
  bytes.writeUInt32BE(head.keyNumber, AT.keyNumber);
  bytes.set(head.enc, AT.enc);
  bytes.set(head.signature, AT.signature);
  bytes.writeUIntBE(head.counter, AT.counter, 6);
  return bytes;
}

const counterNonce = (counter: number): Buffer => {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntBE(counter, NONCE_BYTES - 6, 6);
  return nonce;
};

/** Seals a text. Undefined when it is too long for the largest class. */
export function sealLetter(compact: string, head: LetterHead, key: Uint8Array, text: string): Buffer | undefined {
  const plaintext = pad(text, LETTER_CLASSES);
  if (plaintext === undefined) return undefined;
  const before = headBytes(head);
  const cipher = createCipheriv("aes-256-gcm", key, counterNonce(head.counter));
  cipher.setAAD(Buffer.concat([before, compactBytes(compact)]));
  return Buffer.concat([before, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

const refuse = (code: LetterCode, because: string): LetterRefusal => ({ ok: false, code, because });

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const PARTY = new RegExp(PARTY_PATTERN);

/** A name as it must stand: ASCII, then zeros to the end of its field. */
function nameAt(bytes: Buffer, place: number): PartyId | undefined {
  const field = bytes.subarray(place, place + NAME_BYTES);
  const end = field.indexOf(0);
  const party = field.subarray(0, Math.max(0, end)).toString("latin1");
  return PARTY.test(party) && field.subarray(end).every((byte) => byte === 0) ? party : undefined;
}

export type HeadReading = { readonly ok: true; readonly head: LetterHead } | LetterRefusal;

/** Reads what everybody may read. The bytes of the head are views into the letter. */
export function readHead(letter: Uint8Array): HeadReading {
  const bytes = view(letter);
  if (bytes.length > LETTER_LIMITS.bytes)
    return refuse("too-large", `at most ${LETTER_LIMITS.bytes} bytes in a letter`);
  if (bytes.length < HEAD_BYTES || !bytes.subarray(0, LETTER_MAGIC.length).equals(LETTER_MAGIC)) {
    return refuse("not-a-letter", "the bytes do not begin as a letter does");
  }
  if (!LETTER_LENGTHS.includes(bytes.length)) {
    return refuse("not-a-letter", `${bytes.length} bytes are the length of no letter`);
  }
  const [from, to] = [nameAt(bytes, AT.from), nameAt(bytes, AT.to)];
  if (from === undefined || to === undefined) return refuse("not-a-letter", "a name in the head is none");
  const counter = bytes.readUIntBE(AT.counter, 6);
  if (counter >= LETTER_LIMITS.letters)
    return refuse("not-a-letter", "a session has fewer letters than this counter says");
  const [enc, signature] = [bytes.subarray(AT.enc, AT.signature), bytes.subarray(AT.signature, AT.counter)];
  return { ok: true, head: { from, to, keyNumber: bytes.readUInt32BE(AT.keyNumber), enc, signature, counter } };
}

export type LetterOpening = { readonly ok: true; readonly text: string } | LetterRefusal;

/** Opens a letter whose head has been read. */
export function openLetter(
  compact: string,
  letter: Uint8Array,
  { counter }: LetterHead,
  key: Uint8Array,
): LetterOpening {
  const bytes = view(letter);
  const decipher = createDecipheriv("aes-256-gcm", key, counterNonce(counter));
  decipher.setAAD(Buffer.concat([bytes.subarray(0, HEAD_BYTES), compactBytes(compact)]));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  let plaintext: Buffer;
  try {
    const opened = decipher.update(bytes.subarray(HEAD_BYTES, bytes.length - TAG_BYTES));
    plaintext = Buffer.concat([opened, decipher.final()]);
  } catch {
    return refuse("not-sealed-for-us", "the letter does not open with the session's key");
  }
  const text = unpad(plaintext, LETTER_CLASSES);
  return text === undefined
    ? refuse("badly-padded", "the text is not filled up as its class asks")
    : { ok: true, text };
}

/** Binds an answer to the very letter that it answers. */
const answerAad = (letter: Uint8Array): Buffer =>
  Buffer.concat([ANSWER_MAGIC, createHash("sha256").update(letter).digest()]);

/**
 * Seals the answer to a letter. The nonce is chance and not the letter's counter: a letter that is brought
 * again after a restart may be answered otherwise, and no key serves one nonce twice.
 */
export function sealAnswer(letter: Uint8Array, key: Uint8Array, nonce: Uint8Array, text: string): Buffer {
  const plaintext = pad(text, ANSWER_CLASSES);
  if (plaintext === undefined) throw new Error("invariant: an answer is longer than its largest class");
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(answerAad(letter));
  return Buffer.concat([ANSWER_MAGIC, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

export const ANSWER_NONCE_BYTES = NONCE_BYTES;

/** Opens the answer to a letter; undefined when it is not the recipient's. */
export function openAnswer(letter: Uint8Array, key: Uint8Array, answer: Uint8Array): string | undefined {
  const bytes = view(answer);
  if (!ANSWER_LENGTHS.includes(bytes.length) || !bytes.subarray(0, ANSWER_MAGIC.length).equals(ANSWER_MAGIC)) {
    return undefined;
  }
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(ANSWER_MAGIC.length, ANSWER_HEAD));
  decipher.setAAD(answerAad(letter));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    const opened = decipher.update(bytes.subarray(ANSWER_HEAD, bytes.length - TAG_BYTES));
    return unpad(Buffer.concat([opened, decipher.final()]), ANSWER_CLASSES);
  } catch {
    return undefined;
  }
}

/** The answer to a letter that was not opened. It is in clear, and so anyone on the way may have made it. */
export function refusalBytes(code: LetterCode): Buffer {
  const bytes = Buffer.alloc(ANSWER_LENGTHS[0] ?? 0);
  bytes.set(REFUSAL_MAGIC, 0);
  bytes.write(code, REFUSAL_MAGIC.length, "ascii");
  return bytes;
}

/** The code of a refusal in clear; undefined when the bytes are none. */
export function readRefusal(answer: Uint8Array): LetterCode | undefined {
  const bytes = view(answer);
  if (bytes.length !== ANSWER_LENGTHS[0] || !bytes.subarray(0, REFUSAL_MAGIC.length).equals(REFUSAL_MAGIC)) {
    return undefined;
  }
  return LETTER_CODES.find((code) => refusalBytes(code).equals(bytes));
}
