// Letters: what is sealed comes out again, nothing else does, and no bytes from outside do harm.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { KEM_BYTES } from "../crypto/kem.ts";
import {
  ANSWER_LENGTHS,
  HEAD_BYTES,
  LETTER_CODES,
  LETTER_LENGTHS,
  openAnswer,
  openLetter,
  readHead,
  readRefusal,
  refusalBytes,
  sealAnswer,
  sealLetter,
  type LetterHead,
} from "./letter.ts";
import { ANSWER_CLASSES, LETTER_CLASSES, mostText, pad, unpad } from "./padding.ts";

const COMPACT = randomBytes(32).toString("base64url");
const KEY = randomBytes(32);

const headWith = (more: Partial<LetterHead> = {}): LetterHead => ({
  from: "aurelia",
  to: "borea",
  keyNumber: 7,
  enc: randomBytes(KEM_BYTES.enc),
  signature: randomBytes(64),
  counter: 0,
  ...more,
});

const sealed = (text: string, head = headWith()): Buffer => {
  const letter = sealLetter(COMPACT, head, KEY, text);
  assert.ok(letter !== undefined);
  return letter;
};

function opened(letter: Uint8Array, key = KEY, compact = COMPACT): string {
  const reading = readHead(letter);
  if (!reading.ok) return reading.code;
  const opening = openLetter(compact, letter, reading.head, key);
  return opening.ok ? `text ${opening.text}` : opening.code;
}

const party = fc.stringMatching(/^[a-z][a-z0-9-]{1,30}$/);

test("every text, names and counter come out of a letter as they went in", () => {
  const counter = fc.integer({ min: 0, max: 2 ** 20 - 1 });
  const number = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const texts = fc.string({ unit: "binary", maxLength: 9_000 }).map((text) => text.toWellFormed());
  fc.assert(
    fc.property(texts, party, party, counter, number, (text, from, to, count, keyNumber) => {
      const head = headWith({ from, to, counter: count, keyNumber });
      const letter = sealed(text, head);
      const reading = readHead(letter);
      assert.ok(reading.ok);
      assert.deepEqual({ ...reading.head, enc: null, signature: null }, { ...head, enc: null, signature: null });
      assert.equal(opened(letter), `text ${text}`);
    }),
  );
});

test("a letter has one of seven lengths, and which one says no more than its class", () => {
  for (const [i, size] of LETTER_CLASSES.entries()) {
    const above = (LETTER_CLASSES[i - 1] ?? 0) - 3;
    for (const length of [Math.max(0, above), size - 4]) {
      assert.equal(sealed("x".repeat(length), headWith({ from: "a1", to: "b".repeat(31) })).length, LETTER_LENGTHS[i]);
    }
  }
  assert.equal(sealLetter(COMPACT, headWith(), KEY, "x".repeat(mostText(LETTER_CLASSES) + 1)), undefined);
});

test("a flipped bit anywhere, another key, compact or counter open nothing", () => {
  const letter = sealed("an envelope");
  for (let place = 0; place < letter.length; place += 1) {
    const spoiled = Buffer.from(letter);
    spoiled[place] = (spoiled[place] ?? 0) ^ (1 << (place % 8));
    assert.doesNotMatch(opened(spoiled), /^text/, `byte ${place}`);
  }
  assert.equal(opened(letter, randomBytes(32)), "not-sealed-for-us");
  assert.equal(opened(letter, KEY, randomBytes(32).toString("base64url")), "not-sealed-for-us");
  const other = sealed("an envelope", headWith({ counter: 1 }));
  const mixed = Buffer.concat([letter.subarray(0, HEAD_BYTES), other.subarray(HEAD_BYTES)]);
  assert.equal(opened(mixed), "not-sealed-for-us");
});

test("bytes from outside are a letter's head or refused by a code, and never harm", () => {
  const codes: readonly string[] = LETTER_CODES;
  const good = sealed("an envelope");
  const cut = fc.nat(good.length).map((length) => good.subarray(0, length));
  const mixed = fc
    .tuple(fc.nat(HEAD_BYTES - 1), fc.uint8Array({ maxLength: 40 }))
    .map(([place, bytes]) =>
      Buffer.from(good).fill(bytes.length === 0 ? Buffer.of(0) : bytes, place, place + bytes.length),
    );
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 4_000 }), cut, mixed), (bytes) => {
      const reading = readHead(bytes);
      if (!reading.ok) assert.ok(codes.includes(reading.code));
      assert.ok(openAnswer(good, KEY, bytes) === undefined);
      assert.ok(readRefusal(bytes) === undefined);
    }),
  );
});

test("only the one plaintext of a text is unpadded: class, length, zeros and UTF-8 have one spelling", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(2_000),
      fc.constantFrom(1024, 4096, 1000),
      (bytes, length, size) => {
        const padded = Buffer.alloc(size);
        padded.writeUInt32BE(length);
        padded.set(bytes, 4);
        const text = unpad(padded, LETTER_CLASSES);
        if (text !== undefined) assert.deepEqual(pad(text, LETTER_CLASSES), padded);
      },
    ),
  );
  assert.equal(unpad(Buffer.alloc(3), LETTER_CLASSES), undefined);
});

test("an answer opens for the letter that it answers, and for no other", () => {
  const [letter, other] = [sealed("one"), sealed("other")];
  for (const length of [0, 1_020, 1_021, 16_380]) {
    const answer = sealAnswer(letter, KEY, randomBytes(12), "y".repeat(length));
    assert.ok(ANSWER_LENGTHS.includes(answer.length));
    assert.equal(openAnswer(letter, KEY, answer), "y".repeat(length));
    assert.equal(openAnswer(other, KEY, answer), undefined);
    assert.equal(openAnswer(letter, randomBytes(32), answer), undefined);
    answer[20] = (answer[20] ?? 0) ^ 1;
    assert.equal(openAnswer(letter, KEY, answer), undefined);
  }
  assert.equal(ANSWER_CLASSES.length, ANSWER_LENGTHS.length);
});

test("a refusal says one code of the closed list, in the length of the smallest answer", () => {
  for (const code of LETTER_CODES) {
    assert.equal(readRefusal(refusalBytes(code)), code);
    assert.equal(refusalBytes(code).length, ANSWER_LENGTHS[0]);
  }
  assert.equal(readRefusal(sealAnswer(sealed(""), KEY, randomBytes(12), "{}")), undefined);
});
