import assert from "node:assert/strict";
import { createCipheriv } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { LANGUAGES, LIMITS } from "../core/kernel/act.ts";
import { commitmentOf } from "../crypto/commitment.ts";
import { createKem } from "../crypto/kem.ts";
import { pad } from "./padding.ts";
import { openWords, sealWords, type Between, type SaltedWords } from "./sealed-words.ts";

const kem = createKem();
const BETWEEN: Between = { compact: "C".repeat(43), from: "borea", to: "cassia", key: 3 };
const salted = (text: string, lang: SaltedWords["words"]["lang"] = "en"): SaltedWords => ({
  salt: "S".repeat(21) + "A",
  words: { lang, text },
});

const mine = await kem.generate();
const other = await kem.generate();

test("only the holder of the key reads the words, and only as from their author", async () => {
  const made = await sealWords(salted("We could open our logs."), BETWEEN, mine.publicKey, kem);
  assert.ok(made !== undefined);
  assert.deepEqual(await openWords(made, BETWEEN, mine.seed, kem), salted("We could open our logs."));
  assert.equal(await openWords(made, BETWEEN, other.seed, kem), undefined);
  for (const wrong of [{ from: "aurelia" }, { to: "delmar" }, { key: 4 }, { compact: "D".repeat(43) }])
    assert.equal(await openWords(made, { ...BETWEEN, ...wrong }, mine.seed, kem), undefined, JSON.stringify(wrong));
});

test("words that were changed, or are under another commitment, are not shown", async () => {
  const made = await sealWords(salted("Yes."), BETWEEN, mine.publicKey, kem);
  assert.ok(made !== undefined);
  const bytes = Buffer.from(made.sealed, "base64url");
  for (const at of [0, 1_119, 1_120, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const sealed = changed.toString("base64url");
    assert.equal(await openWords({ ...made, sealed }, BETWEEN, mine.seed, kem), undefined, String(at));
  }
  const commitment = commitmentOf(salted("No."));
  assert.equal(await openWords({ ...made, commitment }, BETWEEN, mine.seed, kem), undefined);
});

test("an author who seals other words than it commits to shows the reader nothing", async () => {
  const commitment = commitmentOf(salted("We always will."));
  const info = Buffer.from(`downrung/1 sealed words\n${BETWEEN.compact}\nborea\ncassia\n3\n`);
  const { enc, keys } = await kem.seal(mine.publicKey, info);
  const sealedAs = (said: SaltedWords): string => {
    const cipher = createCipheriv("aes-256-gcm", keys.letter, Buffer.alloc(12));
    cipher.setAAD(Buffer.from(commitment, "ascii"));
    const padded = pad(JSON.stringify(said), [1024]) ?? Buffer.alloc(0);
    return Buffer.concat([enc, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString("base64url");
  };
  const honest = { sealed: sealedAs(salted("We always will.")), commitment };
  assert.deepEqual(await openWords(honest, BETWEEN, mine.seed, kem), salted("We always will."));
  const double = { sealed: sealedAs(salted("We never will.")), commitment };
  assert.equal(await openWords(double, BETWEEN, mine.seed, kem), undefined);
});

test("the length of what is sealed tells its class and no more, and the longest fits its limit", async () => {
  const length = async (text: string): Promise<number> =>
    (await sealWords(salted(text), BETWEEN, mine.publicKey, kem))?.sealed.length ?? 0;
  assert.equal(await length("Yes."), await length("x".repeat(900)));
  assert.ok((await length("у".repeat(LIMITS.textCharacters))) <= LIMITS.sealedCharacters);
  assert.equal(await length("\u0001".repeat(LIMITS.textCharacters)), 0, "what no class holds is not sealed");
});

test("a commitment tells languages, salts and words apart", () => {
  const all = [
    salted("a"),
    salted("b"),
    salted("a", "fr"),
    { ...salted("a"), salt: "T".repeat(21) + "A" },
    salted("fr\na"),
  ].map(commitmentOf);
  assert.equal(new Set(all).size, all.length);
});

test("whatever is sealed comes out as it was, and whatever is not sealed comes out as nothing", async () => {
  const plain = { noNullPrototype: true } as const;
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 });
  const words = fc.record(
    {
      salt: fc.constant("S".repeat(21) + "A"),
      words: fc.record({ lang: fc.constantFrom(...LANGUAGES), text }, plain),
    },
    plain,
  );
  await fc.assert(
    fc.asyncProperty(words, async (said) => {
      const made = await sealWords(said, BETWEEN, mine.publicKey, kem);
      assert.ok(made !== undefined);
      assert.deepEqual(await openWords(made, BETWEEN, mine.seed, kem), said);
    }),
    { numRuns: 20 },
  );
  const noise = fc.tuple(fc.uint8Array({ maxLength: 3_000 }), fc.string({ maxLength: 60 }));
  await fc.assert(
    fc.asyncProperty(noise, async ([bytes, commitment]) => {
      const sealed = Buffer.from(bytes).toString("base64url");
      assert.equal(await openWords({ sealed, commitment }, BETWEEN, mine.seed, kem), undefined);
    }),
    { numRuns: 100 },
  );
});
