import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sha256Base64url } from "../../crypto/hash.ts";
import { digestOf } from "./sha256.ts";

test("the law's digest is that of every other implementation, at every length around a block", () => {
  for (let length = 0; length <= 200; length += 1) {
    const text = "x".repeat(length);
    assert.equal(digestOf(text), sha256Base64url(text), String(length));
  }
});

test("the law's digest is that of every other implementation, in every script", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
      assert.equal(digestOf(text), sha256Base64url(text));
    }),
  );
});
