import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromBase45, toBase45 } from "./base45.ts";

const ascii = (text: string): Uint8Array => Buffer.from(text, "latin1");

test("the examples of RFC 9285 come out as they stand there", () => {
  assert.equal(toBase45(ascii("AB")), "BB8");
  assert.equal(toBase45(ascii("Hello!!")), "%69 VD92EX0");
  assert.equal(toBase45(ascii("base-45")), "UJCLQE7W581");
  assert.deepEqual(Buffer.from(fromBase45("QED8WEX0") ?? []), ascii("ietf!"));
});

test("what RFC 9285 forbids is refused: a value too large, a strange letter, a letter too few", () => {
  for (const text of ["GGW", ":::", "::", "A", "BB8A", "bb8", "BB\n", "é00"])
    assert.equal(fromBase45(text), undefined, text);
});

test("all bytes come back, and every text that reads prints again to itself", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
      assert.deepEqual(fromBase45(toBase45(bytes)), bytes);
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const bytes = fromBase45(text);
      if (bytes !== undefined) assert.equal(toBase45(bytes), text);
    }),
  );
});
