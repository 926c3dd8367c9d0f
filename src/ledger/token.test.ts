// A token is read in one way or not at all. The vectors are for any reader; @sd-jwt/core is the oracle that
// what is signed here is an SD-JWT to others too.

import assert from "node:assert/strict";
import { createHash, randomBytes, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SDJwtInstance } from "@sd-jwt/core";
import fc from "fast-check";
import { errorOf, makeActs, type InvalidAct, type ValidAct } from "../../vectors/make-acts.ts";
import { keysOf, START } from "../../vectors/story.ts";
import type { Act } from "../core/kernel/act.ts";
import { printInstant } from "../core/kernel/instant.ts";
import { openPublicKey } from "../crypto/keys.ts";
import { leafHash } from "./range.ts";
import { saltOf, signToken } from "./sign-token.ts";
import { idOf, isSignedBy, readToken, withhold, type Token } from "./token.ts";

const vectors = <T>(name: string): readonly T[] =>
  (
    JSON.parse(readFileSync(new URL(`../../vectors/acts/${name}.json`, import.meta.url), "utf8")) as {
      cases: readonly T[];
    }
  ).cases;
const [valid, invalid] = [vectors<ValidAct>("valid"), vectors<InvalidAct>("invalid")];

const { act: key, public: publicKeys } = keysOf("aurelia");
const publicKey = openPublicKey("ed25519", publicKeys.act);

function read(token: string): Token {
  const reading = readToken(token);
  assert.ok(reading.ok, reading.ok ? "" : reading.because);
  return reading;
}

for (const { name, mode, act, withheld, token, key: raw } of valid) {
  test(`a valid act is read as it was said: ${name}`, () => {
    const reading = read(token);
    assert.deepEqual({ ...reading.act, at: printInstant(reading.act.at) }, act);
    assert.equal(reading.mode, mode);
    assert.equal(reading.withheld, withheld);
    assert.ok(isSignedBy(reading.jwt, openPublicKey("ed25519", raw)));
  });
}

for (const { name, error, token, key: raw } of invalid) {
  test(`${error}: ${name}`, () => {
    assert.equal(
      errorOf(token, (jwt) => isSignedBy(jwt, openPublicKey("ed25519", raw))),
      error,
    );
  });
}

test("the committed acts are what the script makes", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(makeActs())), { valid, invalid });
});

test("to a general SD-JWT library a valid act is an SD-JWT with the same claims", async () => {
  const hasher = (data: string | ArrayBuffer): Uint8Array =>
    createHash("sha256")
      .update(typeof data === "string" ? data : Buffer.from(data))
      .digest();
  const verifier = (data: string, signature: string): boolean =>
    verify(null, Buffer.from(data), publicKey, Buffer.from(signature, "base64url"));
  const library = new SDJwtInstance({ hasher, verifier, hashAlg: "sha-256" });
  for (const { token, act, name } of valid) {
    const { payload, header } = await library.verify(token);
    const { id: _id, body, ...rest } = act;
    assert.deepEqual({ ...(payload as object) }, { ...rest, ...body }, name);
    assert.equal(header?.["alg"], "Ed25519");
  }
  const [first] = valid;
  await assert.rejects(library.verify((first?.token ?? "").replace(".eyJf", ".eyJg")));
});

test("the id of an act is the leaf hash of its JWT", () => {
  const { act, jwt } = read(valid[0]?.token ?? "");
  assert.equal(act.id, leafHash(jwt).toString("base64url"));
  assert.equal(idOf(jwt), act.id);
});

test("with the seed and the fields anyone can rebuild the very same token", () => {
  for (const { act, seed, mode, token, withheld } of valid) {
    if (withheld > 0) continue;
    const again = signToken({ ...act, at: Date.parse(act.at) }, { mode, seed: Buffer.from(seed, "base64url"), key });
    assert.equal(again.token, token);
  }
});

test("withholding leaves the id and the signature, and no trace of the value or of the field's name", () => {
  const [whole] = valid;
  const token = withhold(whole?.token ?? "", (field) => field !== "title");
  const { act, withheld, jwt } = read(token);
  assert.equal(act.id, whole?.act.id);
  assert.equal(withheld, 1);
  assert.ok(isSignedBy(jwt, publicKey));
  const told = token
    .split(/[.~]/)
    .map((part) => Buffer.from(part, "base64url").toString())
    .join("\n");
  assert.ok(!told.includes("title") && !told.includes("Loss of supply"));
});

test("salts differ from field to field and from seed to seed, so a withheld value cannot be guessed from its digest", () => {
  const seeds = [randomBytes(16), randomBytes(16)];
  const salts = seeds.flatMap((seed) => [saltOf(seed, "title"), saltOf(seed, "people")]);
  assert.equal(new Set(salts).size, 4);
  assert.ok(salts.every((salt) => /^[A-Za-z0-9_-]{22}$/.test(salt)));
});

test("no character of a token is free: whichever is changed, it is another act, no act, or not signed", () => {
  const token = valid[0]?.token ?? "";
  const { act } = read(token);
  for (let at = 0; at < token.length; at += 1) {
    for (const other of ["A", "~", "\u0141"]) {
      if (token[at] === other) continue;
      const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
      const reading = readToken(changed);
      assert.ok(!reading.ok || !isSignedBy(reading.jwt, publicKey), `character ${at} as ${other}: ${act.id}`);
    }
  }
});

/** Any act that the schema lets through. */
const anyAct = fc.record({
  kind: fc.constantFrom("report", "a-b", "key"),
  seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  at: fc.integer({ min: START - 1e12, max: START + 1e12 }),
  seen: fc.dictionary(
    fc.stringMatching(/^[b-z][a-z0-9-]{1,8}$/),
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    { maxKeys: 5 },
  ),
  body: fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/), fc.jsonValue({ noUnicodeString: false }), {
    maxKeys: 6,
  }),
});

test("whatever is signed reads back as it was said", () => {
  fc.assert(
    fc.property(anyAct, fc.uint8Array({ minLength: 16, maxLength: 16 }), (said, seed) => {
      const rest = { by: "aurelia", to: ["borea"], matter: null, marking: "TLP:RED" as const };
      const act: Omit<Act, "id"> = { ...said, ...rest, compact: idOf("c"), prev: idOf("p") };
      const { token, id } = signToken(act, { mode: "real", seed, key });
      const reading = read(token);
      // JSON has no minus zero, and RFC 8785 prints it as zero.
      assert.deepEqual(reading.act, { ...JSON.parse(JSON.stringify(act)), id });
      assert.equal(reading.withheld, 0);
    }),
    { seed: 7, numRuns: 300 },
  );
});
