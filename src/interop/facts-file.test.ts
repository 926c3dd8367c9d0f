// Facts from outside: what a person writes, and whatever else may come.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { severityOf } from "../core/assessment/severity.ts";
import { FACT_NAMES, FACTS, NO_FACTS, type Facts } from "../core/compact/facts.ts";
import { bodyFor } from "../core/testing/story.ts";
import { readFacts } from "./facts-file.ts";

const told = (document: unknown): readonly string[] => {
  const reading = readFacts(document);
  return reading.ok ? [] : reading.errors.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

test("the body of a report, an act that holds it and facts by their names are read alike", () => {
  const body = bodyFor("report", undefined);
  const [plain, act, named] = [
    readFacts(body),
    readFacts({ kind: "report", body }),
    readFacts({ effect: "degraded", sectors: ["energy"], nature: "undetermined", "cross-border": "unknown" }),
  ];
  assert.ok(plain.ok && act.ok && named.ok);
  assert.deepEqual(plain.facts, act.facts);
  assert.deepEqual([plain.facts.effect, plain.facts.sectors, plain.facts.people], ["degraded", ["energy"], null]);
  assert.deepEqual([named.facts.effect, named.facts["cross-border"]], ["degraded", "unknown"]);
});

test("a slip of the pen is named with the word that was meant, and never read as silence", () => {
  assert.match(told({ efect: "degraded" })[0] ?? "", /^efect: there is no such fact; did you mean "effect"\?/);
  assert.match(told({ effect: "degradd" })[0] ?? "", /degraded/);
  assert.match(told({ sectors: ["energi"] })[0] ?? "", /did you mean "energy"/);
  assert.match(told({ civilians: true })[0] ?? "", /in quotes/);
  assert.match(told({ nature: { toString: 0 } })[0] ?? "", /^nature: it is one of/);
  assert.match(told({ people: "many" })[0] ?? "", /whole number/);
  assert.match(told({ sectors: "energy" })[0] ?? "", /a list/);
  assert.match(told({ "severity-low": 3 })[0] ?? "", /no such fact/);
  assert.equal(told({ body: { efect: "none" } })[0]?.startsWith("body.efect"), true);
});

test("facts that cannot both be so are refused by the law's own rule, at their place", () => {
  assert.deepEqual(told({ nature: "collection", information: "destroyed" }), [
    'information: facts-contradict: this and "nature" cannot both be so',
  ]);
});

test("whatever is read is sound: each fact has a value of its own type, and a severity follows from it", () => {
  const word = fc.constantFrom(
    "effect",
    "people",
    "sectors",
    "body",
    "crossBorder",
    "__proto__",
    "constructor",
    "title",
  );
  const value = fc.oneof(
    fc.anything(),
    fc.constantFrom("degraded", "unknown", "yes", "energy", null, 0, 1e12, ["energy"], ["energy", "energy"], []),
  );
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.dictionary(fc.oneof(word, fc.constantFrom(...FACT_NAMES)), value)),
      (document) => {
        const reading = readFacts(document);
        if (!reading.ok) {
          assert.ok(reading.errors.length > 0);
          return;
        }
        assert.deepEqual(Object.keys(reading.facts).toSorted(), Object.keys(NO_FACTS).toSorted());
        for (const name of FACT_NAMES) {
          const type = FACTS[name];
          const stated: Facts[typeof name] = reading.facts[name];
          if (stated === null) continue;
          if (type.is === "count") assert.ok(Number.isInteger(stated));
          else for (const one of [stated].flat()) assert.ok((type.values as readonly unknown[]).includes(one), name);
        }
        const { low, high } = severityOf(reading.facts, "ppd-41");
        assert.ok(low < high);
      },
    ),
    { numRuns: 2_000 },
  );
});
