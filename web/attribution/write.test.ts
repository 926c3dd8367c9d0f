// From the forms of attribution to bodies that the law takes.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LIKELIHOODS } from "../../src/core/kernel/attribution.ts";
import { digestOf } from "../../src/core/kernel/sha256.ts";
import { checkBody } from "../../src/core/law/validate.ts";
import { attributed } from "../../src/core/testing/attributing.ts";
import { climbedTo } from "../../src/core/testing/story.ts";
import { firstJudgement, readDigest, sumOf, writeEvidence, writeJudgement, type EvidenceValues } from "./write.ts";

const DIGEST = digestOf("a log");
const VALUES: EvidenceValues = {
  name: "relay-log",
  kind: "log",
  source: "B",
  information: "2",
  bind: "open",
  digest: DIGEST,
  about: { lang: "en", text: "The log of the night." },
  custody: [
    { holder: "Laboratory", at: "2026-11-23T06:00", digest: "" },
    { holder: "", at: "", digest: "" },
  ],
  shown: ["borea"],
  cost: "none",
};

test("evidence as it is typed is evidence as the law takes it", () => {
  const written = writeEvidence(VALUES);
  assert.ok("body" in written);
  assert.equal(checkBody("add-evidence", written.body), undefined);
  assert.equal(climbedTo("confirm").gives("aurelia", "add-evidence", { body: written.body }).rule, null);
});

test("what is kept back stands in its own place and is not a body that could be signed as it is", () => {
  const written = writeEvidence({ ...VALUES, bind: "kept" });
  assert.ok("body" in written);
  const [item] = written.body["items"] as readonly Readonly<Record<string, unknown>>[];
  assert.deepEqual(Object.keys(item ?? {}).includes("digest"), false);
  assert.equal(checkBody("add-evidence", written.body)?.error, "bad-body");
});

test("what is missing is named, and a row of custody is whole or empty", () => {
  const missing = (values: Partial<EvidenceValues>): readonly string[] => {
    const written = writeEvidence({ ...VALUES, ...values });
    return "missing" in written ? written.missing : [];
  };
  assert.deepEqual(missing({ name: "Relay log", digest: "abc", about: { lang: "en", text: " " } }), [
    "name",
    "digest",
    "about",
  ]);
  assert.deepEqual(missing({ custody: [{ holder: "Laboratory", at: "", digest: "" }] }), ["custody"]);
  assert.deepEqual(missing({ custody: [{ holder: "Laboratory", at: "2026-11-23T06:00", digest: "zz" }] }), ["custody"]);
});

test("a digest reads the same in both ways of writing it, and nothing else is one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const buffer = Buffer.from(bytes);
      assert.equal(readDigest(` ${buffer.toString("hex").toUpperCase()} `), buffer.toString("base64url"));
      assert.equal(readDigest(buffer.toString("base64url")), buffer.toString("base64url"));
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const read = readDigest(text);
      assert.ok(read === undefined || /^[A-Za-z0-9_-]{43}$/.test(read));
    }),
  );
});

test("a judgement begins with what is always asked, and as it begins the law takes it", () => {
  const first = firstJudgement(undefined, "en");
  assert.ok("missing" in writeJudgement(first, []));
  const written = writeJudgement({ ...first, reasons: { lang: "en", text: "One log." } }, []);
  assert.ok("body" in written);
  assert.equal(checkBody("attribute", written.body), undefined);
  const { low, high } = sumOf(first.hypotheses);
  assert.ok(low <= 100 && 100 <= high, `${low} to ${high}`);
  assert.equal(climbedTo("confirm").gives("aurelia", "attribute", { body: written.body }).rule, null);
});

test("a newer judgement begins with the marks and words of the one before", () => {
  const { story } = attributed();
  const [own] = story.matter().attribution?.judgements ?? [];
  const again = firstJudgement(own, "en");
  const items = (story.matter().attribution?.evidence ?? []).map(({ by, name }) => `${by}/${name}`);
  const written = writeJudgement({ ...again, reasons: { lang: "en", text: "Two items." } }, items);
  assert.ok("body" in written);
  assert.equal(story.gives("aurelia", "attribute", { body: written.body }).rule, null);
  const now = story.matter().attribution?.judgements[1];
  assert.deepEqual(now?.hypotheses, own?.hypotheses);
  const marked = (rows: typeof own): unknown =>
    rows?.matrix.map(({ item, marks }) => [item, Object.entries(marks).filter(([, mark]) => mark !== "n")]);
  assert.deepEqual(marked(now), marked(own));
});

test("what the words mean together is said as the law counts it", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LIKELIHOODS), { minLength: 5, maxLength: 5 }), (said) => {
      const first = firstJudgement(undefined, "en");
      const hypotheses = first.hypotheses.map((one, i) => ({ ...one, likelihood: said[i] ?? one.likelihood }));
      const { low, high } = sumOf(hypotheses);
      const written = writeJudgement({ ...first, hypotheses, reasons: { lang: "en", text: "So." } }, []);
      assert.ok("body" in written);
      const { rule } = climbedTo("confirm").gives("aurelia", "attribute", { body: written.body });
      assert.equal(rule, low <= 100 && 100 <= high ? null : "hypotheses-do-not-sum");
    }),
    { numRuns: 30 },
  );
});
