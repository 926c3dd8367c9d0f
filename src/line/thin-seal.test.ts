import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openThin, sealThin, THIN_SEAL, type ThinKey } from "./thin-seal.ts";

const COMPACT = "C".repeat(43);
const keyOf = (from: string, to: string, name: number, byte: number): ThinKey => ({
  from,
  to,
  name: Buffer.alloc(8, name),
  key: Buffer.alloc(32, byte),
});
const KEY = keyOf("aurelia", "borea", 1, 7);
const NONCE = Buffer.alloc(THIN_SEAL.nonceBytes, 9);
const anyAct = fc.uint8Array({ minLength: 1, maxLength: 300 });

test("what was sealed opens with its key, also among others of the same name, and costs 22 bytes more", () => {
  const others = [keyOf("aurelia", "borea", 1, 8), keyOf("cassia", "borea", 1, 9), KEY];
  fc.assert(
    fc.property(anyAct, (act) => {
      const sealed = sealThin(act, KEY, COMPACT, NONCE);
      assert.equal(sealed.length, act.length + THIN_SEAL.overhead);
      const opened = openThin(sealed, others, COMPACT);
      assert.ok(opened.ok);
      assert.equal(opened.from, "aurelia");
      assert.deepEqual(opened.coded, Buffer.from(act));
    }),
  );
});

test("no bit of a sealed act is free, and it opens for no other parties, compact or key", () => {
  const sealed = sealThin(Buffer.from("an act"), KEY, COMPACT, NONCE);
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >>> 3] = (changed[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(openThin(changed, [KEY], COMPACT).ok, false, `bit ${bit}`);
  }
  const codes = [
    openThin(sealed, [{ ...KEY, from: "cassia" }], COMPACT),
    openThin(sealed, [{ ...KEY, from: "borea", to: "aurelia" }], COMPACT),
    openThin(sealed, [KEY], "D".repeat(43)),
    openThin(sealed, [keyOf("aurelia", "borea", 1, 8)], COMPACT),
    openThin(sealed, [keyOf("aurelia", "borea", 2, 7)], COMPACT),
    openThin(sealed.subarray(0, THIN_SEAL.overhead), [KEY], COMPACT),
  ].map((opening) => (opening.ok ? "opened" : opening.code));
  assert.deepEqual(codes, [...Array.from({ length: 4 }, () => "not-sealed-for-us"), "no-thin-key", "not-thin"]);
});

test("bytes of any kind are opened or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => assert.equal(openThin(bytes, [KEY], COMPACT).ok, false)),
  );
});
