// What is read aloud: the same at both sides, another for other keys, and not to be found beforehand.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { generateKeys } from "../crypto/keys.ts";
import { challengeOf, grouped, keyChangeSubject, readChallenge, readShortString, shortString } from "./short-string.ts";

const ID = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";
const aurelia = { party: "aurelia", challenge: "402913" };
const borea = { party: "borea", challenge: "771208" };

test("both sides read the same fifteen digits, whoever of them calls", () => {
  const string = shortString(ID, aurelia, borea);
  assert.equal(shortString(ID, borea, aurelia), string);
  assert.match(grouped(string), /^\d{3} \d{3} \d{3} \d{3} \d{3}$/);
  // The definition of the page, written out once more.
  const digest = createHash("sha256")
    .update(`downrung/1 read aloud\n${ID}\naurelia\n402913\nborea\n771208\n`)
    .digest("hex");
  assert.equal(string, (BigInt(`0x${digest}`) % 10n ** 15n).toString().padStart(15, "0"));
});

test("two compacts read alike under no more spoken digits than chance allows", () => {
  // Cut to three digits, what someone could prepare: two ids that read alike under one pair of challenges.
  const cut = (id: string, said: string): string => shortString(id, { ...aurelia, challenge: said }, borea).slice(-3);
  const found = new Map<string, string>();
  let twins: readonly [string, string] | undefined;
  for (let i = 0; twins === undefined; i += 1) {
    const id = createHash("sha256").update(String(i)).digest("base64url");
    const other = found.get(cut(id, "402913"));
    if (other !== undefined) twins = [id, other];
    found.set(cut(id, "402913"), id);
  }
  const [one, other] = twins;
  const alike = Array.from({ length: 20_000 }, (_, i) => String(i).padStart(6, "0")).filter(
    (said) => cut(one, said) === cut(other, said),
  ).length;
  // One in a thousand by chance: what was prepared for one challenge does not help with the next.
  assert.ok(alike < 60, String(alike));
});

test("digits are read as people type them, and nothing else is", () => {
  assert.equal(readChallenge(" 402 913 "), "402913");
  assert.equal(readChallenge("402-913"), "402913");
  assert.equal(readShortString("117 402 993 008 551"), "117402993008551");
  for (const typed of ["", "40291", "4029131", "40291a", "٤٠٢٩١٣", "402913\0"])
    assert.equal(readChallenge(typed), undefined);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (typed) => {
      const read = readShortString(typed);
      assert.ok(read === undefined || /^[0-9]{15}$/.test(read));
    }),
  );
});

test("the digits of chance are six, spread over all of them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (chance) => /^\d{6}$/.test(challengeOf(chance))),
  );
});

test("a change of keys reads otherwise for every key, party and compact", () => {
  const [before, after, other] = [generateKeys().publicKeys, generateKeys().publicKeys, generateKeys().publicKeys];
  const subjects = [
    keyChangeSubject(ID, "borea", before, after),
    keyChangeSubject(ID, "aurelia", before, after),
    keyChangeSubject(`${ID.slice(0, -1)}E`, "borea", before, after),
    keyChangeSubject(ID, "borea", after, before),
    ...(["act", "log", "witness", "line"] as const).flatMap((use) => [
      keyChangeSubject(ID, "borea", before, { ...after, [use]: other[use] }),
      keyChangeSubject(ID, "borea", { ...before, [use]: other[use] }, after),
    ]),
  ];
  assert.equal(new Set(subjects).size, subjects.length);
});
