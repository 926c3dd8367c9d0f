// Items of a back-channel: what is proven and to whom, what opens for whom, and bytes that are none.

import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { DAY, printInstant } from "../core/kernel/instant.ts";
import { createKem, KEM_BYTES } from "../crypto/kem.ts";
import { CHANNEL_LIMITS, LONGEST_CHANNEL } from "../core/line/channel-limits.ts";
import { authorityDigest, endsAt, isProvenBy, judgeTimes, proven, readItem, type Authority } from "./channel.ts";
import { closeBox, makePair, openBox, openSaid, sealSaid, takePair, type Said } from "./channel-seal.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const COMPACT = "C".repeat(43);
const CHANNEL = "h".repeat(22);
const kem = createKem();
const line = generateKeyPairSync("ed25519");

const authority = (publicKey: Uint8Array, more: Partial<Authority> = {}): Authority =>
  proven(
    {
      downrung: "channel-authority/1",
      compact: COMPACT,
      channel: CHANNEL,
      party: "aurelia",
      with: "borea",
      role: "political-desk",
      use: "without-prejudice",
      may: { lang: "en", text: "The pumps, and nothing else." },
      from: printInstant(NOON),
      until: printInstant(NOON + DAY),
      key: Buffer.from(publicKey).toString("base64url"),
      answer: null,
      ...more,
    },
    line.privateKey,
  );

/** Aurelia has opened and Borea has answered: what each holds. */
async function bothSides() {
  const [a, b] = [await kem.generate(), await kem.generate()];
  const opening = authority(a.publicKey);
  const { enc, pairKey } = await makePair(opening, "borea", kem);
  const answer = { of: authorityDigest(opening), enc };
  const answering = authority(b.publicKey, { party: "borea", with: "aurelia", answer });
  return { a, b, opening, answering, pairKey };
}

const said: Said = { is: "words", text: { lang: "en", text: "We would not object to a quiet restart." } };
const between = { channel: CHANNEL, from: "aurelia", to: "borea", number: 1 } as const;

test("the proof of an authority holds for every field of it, and for no other key", async () => {
  const { answering } = await bothSides();
  assert.deepEqual(readItem(JSON.stringify(answering)), { ok: true, item: answering });
  assert.ok(isProvenBy(answering, line.publicKey));
  assert.ok(!isProvenBy(answering, generateKeyPairSync("ed25519").publicKey));
  const other: Partial<Authority> = {
    compact: "D".repeat(43),
    channel: "i".repeat(22),
    party: "cassia",
    with: "delmar",
    role: "watch-desk",
    may: { lang: "fr", text: answering.may.text },
    use: "no-use",
    from: printInstant(NOON + 1),
    until: printInstant(NOON + 1),
    key: answering.key.replace(/^./, (first) => (first === "A" ? "B" : "A")),
    answer: { of: "E".repeat(43), enc: answering.answer?.enc ?? "" },
  };
  for (const [field, value] of Object.entries(other))
    assert.ok(!isProvenBy({ ...answering, [field]: value }, line.publicKey), field);
  assert.ok(!isProvenBy({ ...answering, answer: null }, line.publicKey));
});

test("an authority begins about now, ends later, and lasts at most thirty days; the shorter of two decides", () => {
  const times = (from: number, until: number) =>
    judgeTimes({ from: printInstant(NOON + from), until: printInstant(NOON + until) }, NOON);
  assert.equal(times(0, LONGEST_CHANNEL), null);
  assert.equal(times(0, LONGEST_CHANNEL + 1), "wrong-times");
  assert.equal(times(DAY, 2 * DAY), "wrong-times");
  assert.equal(times(-DAY, -1), "expired");
  assert.equal(times(0, 0), "wrong-times");
  assert.equal(judgeTimes({ from: "soon", until: "later" }, NOON), "wrong-times");
  const until = (at: number) => ({ until: printInstant(NOON + at) });
  assert.equal(endsAt(until(5), null, until(3)), NOON + 3);
});

test("both sides come to one secret, and words open for their reader alone", async () => {
  const { a, b, opening, answering, pairKey } = await bothSides();
  const taken = await takePair(opening, answering, a.seed, kem);
  assert.deepEqual(taken && Buffer.from(taken), Buffer.from(pairKey));
  assert.equal(await takePair(opening, opening, a.seed, kem), undefined, "no answer, no secret");
  const otherTerms = { ...opening, may: { lang: "en", text: "Everything." } } as const;
  assert.notDeepEqual(await takePair(otherTerms, answering, a.seed, kem), taken, "it is bound to the terms");
  const sealed = (await sealSaid(said, between, b.publicKey, pairKey, kem)) ?? "";
  assert.deepEqual(await openSaid(sealed, between, b.seed, pairKey, kem), said);
  assert.equal(await openSaid(sealed, between, a.seed, pairKey, kem), undefined);
  assert.equal(
    await openSaid(sealed, between, b.seed, randomBytes(32), kem),
    undefined,
    "not without the pair's secret",
  );
  for (const moved of [{ number: 2 }, { from: "cassia" }, { channel: "i".repeat(22) }])
    assert.equal(await openSaid(sealed, { ...between, ...moved }, b.seed, pairKey, kem), undefined);
});

test("a reader can make by itself whatever it could show as the other's words, so that they prove nothing", async () => {
  const { b, pairKey } = await bothSides();
  const invented: Said = { is: "words", text: { lang: "en", text: "We did it." } };
  // With nothing of Aurelia's: Borea's own public key, and the secret that both hold.
  const forged = (await sealSaid(invented, between, b.publicKey, pairKey, kem)) ?? "";
  assert.deepEqual(await openSaid(forged, between, b.seed, pairKey, kem), invented);
});

test("the length of sealed words tells their class and no more, and words beyond the largest are not sealed", async () => {
  const { b, pairKey } = await bothSides();
  const lengthOf = async (characters: number, character = "x") =>
    (
      await sealSaid(
        { is: "words", text: { lang: "en", text: character.repeat(characters) } },
        between,
        b.publicKey,
        pairKey,
        kem,
      )
    )?.length;
  assert.equal(await lengthOf(1), await lengthOf(900));
  assert.equal(await lengthOf(1_200), await lengthOf(CHANNEL_LIMITS.wordCharacters));
  assert.ok(((await lengthOf(CHANNEL_LIMITS.wordCharacters, "水")) ?? Infinity) < CHANNEL_LIMITS.itemBytes);
  assert.equal(await lengthOf(CHANNEL_LIMITS.wordCharacters, "\u0001"), undefined);
});

test("a key under a passphrase opens with that passphrase, in whatever way its letters are written, and in its channel", async () => {
  const secret = randomBytes(64);
  const box = await closeBox(secret, "caf\u00e9 at the harbour", CHANNEL, randomBytes);
  assert.deepEqual(await openBox(box, "cafe\u0301 at the harbour", CHANNEL), secret);
  assert.equal(await openBox(box, "cafe at the harbour", CHANNEL), undefined);
  assert.equal(await openBox(box, "caf\u00e9 at the harbour", "i".repeat(22)), undefined);
  assert.equal(await openBox(box.subarray(0, 40), "caf\u00e9 at the harbour", CHANNEL), undefined);
  assert.ok(!box.includes(secret.subarray(0, 8)));
});

test("no text makes the reader of items fail, and what it takes comes back the same", () => {
  const check = (text: string): void => {
    const read = readItem(text);
    if (!read.ok) return;
    assert.ok(text.length <= CHANNEL_LIMITS.itemBytes);
    assert.deepEqual(readItem(JSON.stringify(read.item)), read);
  };
  const whole = JSON.stringify(authority(randomBytes(KEM_BYTES.publicKey)));
  const words = JSON.stringify({ downrung: "channel-words/1", channel: CHANNEL, number: 1, sealed: "AAAA" });
  assert.ok(readItem(whole).ok && readItem(words).ok);
  assert.deepEqual(readItem(" ".repeat(CHANNEL_LIMITS.itemBytes + 1)), { ok: false, code: "too-large" });
  const bent = fc
    .tuple(fc.constantFrom(whole, words), fc.nat(), fc.nat({ max: 40 }), fc.string({ maxLength: 20 }))
    .map(([text, at, cut, put]) => text.slice(0, at % text.length) + put + text.slice((at % text.length) + cut));
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), bent), check), { numRuns: 2_000 });
});

test("no sealed text and no box makes its opener fail", async () => {
  const { b, pairKey } = await bothSides();
  const sealed = (await sealSaid(said, between, b.publicKey, pairKey, kem)) ?? "";
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.base64String({ minLength: 4, maxLength: 12 }), async (at, put) => {
      const bent =
        sealed.slice(0, at % sealed.length) + put.replaceAll(/[+/=]/g, "A") + sealed.slice(at % sealed.length);
      assert.equal(await openSaid(bent, between, b.seed, pairKey, kem), undefined);
      assert.equal(await openSaid(sealed.slice(0, at % sealed.length), between, b.seed, pairKey, kem), undefined);
    }),
    { numRuns: 60 },
  );
  assert.equal(await openSaid(sealed.slice(0, KEM_BYTES.enc), between, b.seed, pairKey, kem), undefined);
});
