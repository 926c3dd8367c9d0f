import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sha256 } from "../crypto/hash.ts";
import { carriesOf, COURIER_LIMITS, packCourier, readCourier } from "./courier.ts";
import { LETTER_LENGTHS, sealLetter } from "./letter.ts";

const COMPACT = Buffer.alloc(32, 7).toString("base64url");

/** A letter with a head as it must be; whether it opens is not asked here. */
const letter = (from: string, to: string, counter: number): Buffer => {
  const head = { from, to, keyNumber: 1, enc: new Uint8Array(1120), signature: new Uint8Array(64), counter };
  const sealed = sealLetter(COMPACT, head, Buffer.alloc(32, 1), `words of letter ${counter}`);
  assert.ok(sealed);
  return sealed;
};

const LETTERS = [letter("aurelia", "borea", 1), letter("aurelia", "borea", 2), letter("aurelia", "cassia", 1)];
const { file: FILE } = packCourier(LETTERS);
const HEAD = 19 + 4;
/** One letter with the length before it. */
const STEP = 4 + (LETTER_LENGTHS[0] ?? 0);

/** The file again with some bytes changed and a digest that fits, as a forger makes it. */
const forged = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(FILE.subarray(0, -32));
  change(bytes);
  return Buffer.concat([bytes, sha256(bytes)]);
};

const damageOf = (file: Uint8Array): string => {
  const read = readCourier(file);
  return read.ok ? (read.damage?.code ?? "whole") : read.code;
};
const lettersOf = (file: Uint8Array): readonly Uint8Array[] => {
  const read = readCourier(file);
  return read.ok ? read.letters : [];
};

test("a file gives back its letters in their order, for whichever recipients", () => {
  const read = readCourier(FILE);
  assert.ok(read.ok);
  assert.equal(read.damage, null);
  assert.deepEqual(read.letters.map(Buffer.from), LETTERS);
  assert.deepEqual(carriesOf(read.letters), {
    letters: [
      { from: "aurelia", to: "borea", count: 2 },
      { from: "aurelia", to: "cassia", count: 1 },
    ],
    keys: [],
    unread: 0,
  });
});

test("an empty file is a courier file, for one who has nothing to bring", () => {
  assert.deepEqual(readCourier(packCourier([]).file), { ok: true, letters: [], damage: null });
});

test("who carries the file reads names and lengths, and no word of a letter", () => {
  assert.ok(!FILE.includes("words of letter"));
  assert.ok(FILE.includes("aurelia"));
});

test("a file cut short anywhere says so and still gives every letter that is whole", () => {
  for (let end = 19; end < FILE.length; end += 101) {
    const cut = FILE.subarray(0, end);
    assert.equal(damageOf(cut), "cut-short");
    const wholeOnes = Math.min(LETTERS.length, Math.max(0, Math.floor((end - HEAD) / STEP)));
    assert.deepEqual(lettersOf(cut).map(Buffer.from), LETTERS.slice(0, wholeOnes), `cut at ${end}`);
  }
});

test("what is no courier file, or of another version, or too large, is refused whole", () => {
  assert.equal(damageOf(Buffer.from("PK\u0003\u0004")), "not-a-courier-file");
  assert.equal(damageOf(new Uint8Array()), "not-a-courier-file");
  assert.equal(damageOf(FILE.subarray(0, 10)), "not-a-courier-file");
  assert.equal(damageOf(Buffer.from("downrung courier 2\n")), "other-version");
  assert.equal(damageOf(Buffer.alloc(COURIER_LIMITS.bytes + 1)), "too-large");
});

test("a count beyond the limit, or beyond what is there, takes no room and loses no letter before it", () => {
  const most = forged((bytes) => bytes.writeUInt32BE(0xffffffff, 19));
  assert.equal(damageOf(most), "too-many");
  const more = forged((bytes) => bytes.writeUInt32BE(COURIER_LIMITS.letters, 19));
  assert.equal(damageOf(more), "bad-length");
  assert.equal(lettersOf(more).length, LETTERS.length);
  const fewer = forged((bytes) => bytes.writeUInt32BE(1, 19));
  assert.equal(damageOf(fewer), "trailing-bytes");
  assert.equal(lettersOf(fewer).length, 1);
});

test("a length that no letter has ends the reading there", () => {
  const spoilt = forged((bytes) => bytes.writeUInt32BE(0xfffffff0, HEAD + STEP));
  assert.equal(damageOf(spoilt), "bad-length");
  assert.deepEqual(lettersOf(spoilt).map(Buffer.from), LETTERS.slice(0, 1));
});

test("swapped and repeated letters are given out as they stand: each vouches for itself", () => {
  const [one, two, three] = LETTERS as [Buffer, Buffer, Buffer];
  const swapped = packCourier([three, two, one, one]).file;
  assert.deepEqual(lettersOf(swapped).map(Buffer.from), [three, two, one, one]);
  const moved = Buffer.concat([
    FILE.subarray(0, HEAD),
    FILE.subarray(HEAD + STEP, HEAD + 2 * STEP),
    FILE.subarray(HEAD, HEAD + STEP),
    FILE.subarray(HEAD + 2 * STEP),
  ]);
  assert.equal(damageOf(moved), "wrong-digest");
  assert.deepEqual(lettersOf(moved).map(Buffer.from), [two, one, three]);
});

test("where not all letters have room, those that go are the first", () => {
  const many = Array.from({ length: COURIER_LIMITS.letters + 5 }, () => LETTERS[0] as Buffer);
  const packed = packCourier(many);
  assert.equal(packed.leftOut, 5);
  assert.equal(damageOf(packed.file), "whole");
  const large = new Uint8Array(4 * 1024 * 1024);
  const heavy = packCourier(Array.from({ length: 20 }, () => large));
  assert.equal(heavy.leftOut, 5);
  assert.ok(heavy.file.length <= COURIER_LIMITS.bytes);
});

test("whatever the bytes, the reading ends, throws nothing, and gives only parts of the file", () => {
  const spoilt = fc
    .array(fc.record({ at: fc.nat(FILE.length - 1), value: fc.nat(255) }), { maxLength: 12 })
    .map((changes) => {
      const bytes = Buffer.from(FILE);
      for (const { at, value } of changes) bytes[at] = value;
      return bytes;
    });
  const any = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([FILE.subarray(0, 19), bytes]));
  fc.assert(
    fc.property(fc.oneof(spoilt, any, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const read = readCourier(bytes);
      if (!read.ok) return;
      assert.ok(read.letters.reduce((sum, { length }) => sum + length, 0) <= bytes.length);
      assert.ok(carriesOf(read.letters).unread <= read.letters.length);
      if (read.damage === null) assert.deepEqual(packCourier(read.letters).file, Buffer.from(bytes));
    }),
    { numRuns: 500 },
  );
});
