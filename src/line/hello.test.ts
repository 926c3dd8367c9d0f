// Hellos: only a party's own proof makes its key one to seal to, and no text from outside does harm.

import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { HELLO_LIMITS, isProven, printHello, proofOf, readHello } from "./hello.ts";

const COMPACT = randomBytes(32).toString("base64url");
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const unproven = {
  number: 9,
  key: randomBytes(1216).toString("base64url"),
  from: "2026-11-22T10:00:00.000Z",
  until: "2026-11-23T10:00:00.000Z",
  relays: true,
};
const said = { ...unproven, proof: proofOf(COMPACT, "aurelia", unproven, privateKey) };

test("a hello comes out as it went in, and its proof holds for its party, compact and fields alone", () => {
  const text = printHello(COMPACT, "aurelia", said);
  assert.ok(text.length < HELLO_LIMITS.bytes);
  assert.deepEqual(readHello(text), { compact: COMPACT, party: "aurelia", said });
  assert.ok(isProven(COMPACT, "aurelia", said, publicKey));
  assert.ok(!isProven(COMPACT, "borea", said, publicKey));
  assert.ok(!isProven(randomBytes(32).toString("base64url"), "aurelia", said, publicKey));
  assert.ok(!isProven(COMPACT, "aurelia", { ...said, number: 10 }, publicKey));
  assert.ok(!isProven(COMPACT, "aurelia", { ...said, relays: false }, publicKey));
  assert.ok(!isProven(COMPACT, "aurelia", { ...said, proof: "A".repeat(86) }, publicKey));
  assert.ok(!isProven(COMPACT, "aurelia", said, generateKeyPairSync("ed25519").publicKey));
});

test("any text is a hello with just its fields, or none", () => {
  const good = printHello(COMPACT, "aurelia", said);
  const changed = fc
    .tuple(fc.nat(good.length - 1), fc.string({ maxLength: 4 }))
    .map(([place, piece]) => good.slice(0, place) + piece + good.slice(place + 1));
  const fields = fc.json({ maxDepth: 3 });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fields, changed), (text) => {
      const hello = readHello(text);
      if (hello === undefined) return;
      assert.deepEqual(Object.keys(hello.said).toSorted(), ["from", "key", "number", "proof", "relays", "until"]);
    }),
  );
  assert.equal(readHello(`${good}${" ".repeat(HELLO_LIMITS.bytes)}`), undefined);
  assert.equal(readHello(JSON.stringify({ ...JSON.parse(good), more: 1 })), undefined);
});
