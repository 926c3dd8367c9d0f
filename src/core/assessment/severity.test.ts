// What severity owes to people who must not be misled: it is never a point, it is wider while less is known,
// and every end has a rule that puts it there.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { comparisonsOf } from "../compact/condition.ts";
import { FACT_NAMES, FACTS, NO_FACTS, type FactName, type Facts, type FactType } from "../compact/facts.ts";
import { anyFacts } from "../testing/conditions.ts";
import { SCHEME_IDS, type SchemeId } from "./scheme.ts";
import { schemeOf, SCHEMES } from "./schemes.ts";
import { completed, severityOf } from "./severity.ts";

const typeOf = (name: FactName): FactType => FACTS[name];
const span = (facts: Partial<Facts>, scheme: SchemeId = "downrung-1"): readonly [number, number] => {
  const { low, high } = severityOf({ ...NO_FACTS, ...facts }, scheme);
  return [low, high];
};
const anyScheme = fc.constantFrom(...SCHEME_IDS);

const isOpen = (facts: Facts, name: FactName): boolean => {
  const type = typeOf(name);
  return facts[name] === null || (type.is === "word" && facts[name] === type.unknown);
};

/** Any value that is an answer. */
function answer(name: FactName): fc.Arbitrary<Facts[FactName]> {
  const type = typeOf(name);
  if (type.is === "word") return fc.constantFrom(...type.values.filter((value) => value !== type.unknown));
  if (type.is === "set") return fc.subarray([...type.values]);
  return type.unit === "people" ? fc.constantFrom(0, 1, 40_000, 100_000, 2_000_000) : fc.integer({ min: 0, max: 10 });
}
const answers: fc.Arbitrary<Facts> = fc
  .tuple(...FACT_NAMES.map(answer))
  .map((values) => ({ ...NO_FACTS, ...Object.fromEntries(FACT_NAMES.map((name, i) => [name, values[i]])) }));

/** What is known with every unknown answered; what is known to follow is not answered otherwise. */
function completion(facts: Facts, more: Facts): Facts {
  const known = completed(facts);
  return Object.fromEntries(FACT_NAMES.map((name) => [name, isOpen(known, name) ? more[name] : known[name]])) as Facts;
}

test("what is unknown never makes an interval narrower than any way in which it may turn out", () => {
  fc.assert(
    fc.property(anyFacts, answers, anyScheme, (facts, more, scheme) => {
      const wide = severityOf(facts, scheme);
      const narrow = severityOf(completion(facts, more), scheme);
      assert.ok(wide.low <= narrow.low && narrow.high <= wide.high, `${scheme} ${wide.low}–${wide.high}`);
    }),
    { numRuns: 4_000 },
  );
});

test("one more fact narrows an interval or leaves it, in every scheme", () => {
  fc.assert(
    fc.property(anyFacts, answers, anyScheme, fc.constantFrom(...FACT_NAMES), (facts, more, scheme, name) => {
      const before = completed(facts);
      if (!isOpen(before, name)) return;
      const [low, high] = span(before, scheme);
      const [nextLow, nextHigh] = span({ ...before, [name]: more[name] }, scheme);
      assert.ok(low <= nextLow && nextHigh <= high);
    }),
    { numRuns: 3_000 },
  );
});

test("each end of an interval on a described scale is reached by some way in which the unknown may turn out", () => {
  const described = SCHEME_IDS.filter((id) => SCHEMES[id].parts.length === 1);
  const stories: readonly Partial<Facts>[] = [
    {},
    { nature: "disruption" },
    { nature: "collection", information: "proprietary" },
    { nature: "sabotage", sectors: ["energy"], effect: "interrupted" },
    { nature: "undetermined", effect: "none", physical: "none", deaths: "none" },
  ];
  for (const story of stories) {
    for (const scheme of described) {
      const facts = { ...NO_FACTS, ...story };
      const [low, high] = span(facts, scheme);
      let [least, most] = [Infinity, -Infinity];
      for (const more of fc.sample(answers, { numRuns: 3_000, seed: 5 })) {
        // Nothing happened beyond what is stated: the mildest answers are few among many.
        const mild: Partial<Facts> = { effect: "none", information: "none", physical: "none", deaths: "none" };
        const calm: Partial<Facts> = { prepositioned: "no", campaign: "no", recovery: "regular", spread: "one-system" };
        const milder = { ...more, ...mild, ...calm, civilians: "no", people: 0, duration: "hours" };
        for (const full of [completion(facts, more), completion(facts, milder)]) {
          const [fullLow, fullHigh] = span(full, scheme);
          least = Math.min(least, fullLow);
          most = Math.max(most, fullHigh);
        }
      }
      assert.deepEqual([least, most], [low, high], `${scheme} ${JSON.stringify(story)}`);
    }
  }
});

test("an interval is never a point and never leaves its scale", () => {
  fc.assert(
    fc.property(fc.oneof(anyFacts, answers), anyScheme, (facts, id) => {
      const { low, high } = severityOf(facts, id);
      const scheme = SCHEMES[id];
      assert.ok(Number.isInteger(low) && Number.isInteger(high));
      assert.ok(scheme.low <= low && high <= scheme.high && high - low >= scheme.grain, `${id} ${low}–${high}`);
    }),
    { numRuns: 3_000 },
  );
});

test("nothing known is the whole scale, and says which facts would narrow it", () => {
  for (const id of SCHEME_IDS) {
    const { low, high, unknown } = severityOf(NO_FACTS, id);
    const scheme = SCHEMES[id];
    assert.deepEqual([low, high], [scheme.low, scheme.high], id);
    assert.ok(unknown.length >= 5, id);
  }
});

test("every fact named as widening is unknown, and where none is named every fact that rules ask is known", () => {
  fc.assert(
    fc.property(anyFacts, answers, anyScheme, (facts, more, scheme) => {
      const { unknown, low, high } = severityOf(facts, scheme);
      for (const name of unknown) assert.ok(isOpen(completed(facts), name), name);
      if (unknown.length > 0) return;
      assert.deepEqual(span(completion(facts, more), scheme), [low, high]);
    }),
    { numRuns: 2_000 },
  );
});

test("every end has its reason, with the facts that it rests on", () => {
  const { low, high, reasons } = severityOf(
    { ...NO_FACTS, nature: "disruption", effect: "interrupted", sectors: ["energy"], duration: "days" },
    "downrung-1",
  );
  assert.equal(reasons.find(({ sets }) => sets !== "high")?.low, low);
  assert.equal(reasons.find(({ sets }) => sets !== "low")?.high, high);
  assert.deepEqual(reasons.find(({ sets }) => sets === "low")?.from, ["effect", "sectors", "duration"]);
  assert.equal(reasons.find(({ sets }) => sets === "high")?.rule, "many-deaths");
});

test("a fuller report is a narrower judgement: a blackout told in five steps", () => {
  const told: readonly Partial<Facts>[] = [
    { nature: "disruption", effect: "interrupted", sectors: ["energy"] },
    { physical: "none" },
    { deaths: "none", information: "none" },
    { duration: "days", people: 225_000, prepositioned: "no", spread: "many-networks" },
    { recovery: "regular", campaign: "no", civilians: "yes" },
  ];
  const widths = told.map((_step, i) => {
    const facts = Object.assign({}, ...told.slice(0, i + 1)) as Partial<Facts>;
    const [low, high] = span(facts);
    return high - low;
  });
  assert.deepEqual(
    widths,
    widths.toSorted((a, b) => b - a),
  );
  assert.ok((widths[0] ?? 0) >= 8 && (widths.at(-1) ?? 9) <= 3, widths.join(" "));
});

test("on the scale that runs down the graver incident has the smaller number", () => {
  const calm = { effect: "none", information: "none", physical: "none", deaths: "none", nature: "undetermined" };
  const quiet = { ...calm, prepositioned: "no", spread: "one-system" };
  const [, mild] = span({ ...quiet, nature: "disruption", effect: "degraded", civilians: "no" }, "uk-ncsc-2018");
  const [worst, bad] = span({ nature: "sabotage", physical: "wide", deaths: "many" }, "uk-ncsc-2018");
  assert.deepEqual([worst, bad], [1, 2]);
  assert.equal(mild, 6);
});

test("strategic systems shorten the way to contact and do not raise a severity", () => {
  for (const id of SCHEME_IDS) {
    const asked = [...SCHEMES[id].parts, ...(SCHEMES[id].factor === null ? [] : [SCHEMES[id].factor])]
      .flatMap(({ rules }) => rules)
      .flatMap(({ when }) => (when === null ? [] : comparisonsOf(when)));
    assert.ok(
      asked.every(({ comparison }) => comparison.field !== "strategic"),
      id,
    );
  }
});

test("no rule asks whether a thing is unknown, no rule is a point on a described scale, and names differ within a part", () => {
  for (const id of SCHEME_IDS) {
    const { parts, factor, grain } = SCHEMES[id];
    for (const { part, rules } of factor === null ? parts : [...parts, factor]) {
      assert.equal(new Set(rules.map(({ rule }) => rule)).size, rules.length, `${id} ${part}`);
      assert.ok(rules.some(({ when }) => when === null));
      for (const { rule, when, low, high } of rules) {
        assert.ok(high - low >= (parts.length === 1 ? grain : 0), `${id} ${rule}`);
        for (const { comparison } of when === null ? [] : comparisonsOf(when)) {
          const type = typeOf(comparison.field);
          const words = "is" in comparison ? [comparison.is] : "in" in comparison ? comparison.in : [];
          if (type.is === "word") for (const word of words) assert.notEqual(word, type.unknown, rule);
          if (type.is !== "count") {
            const asked = "has" in comparison ? comparison.has : words;
            assert.ok(
              asked.every((word) => type.values.includes(word)),
              `${id} ${rule}`,
            );
          }
        }
      }
    }
  }
});

test("the weighted mean of NCISS is stretched from its least sum to its greatest", () => {
  const { parts, sums } = SCHEMES.nciss;
  const sum = (end: "low" | "high"): number =>
    parts.reduce((total, { weight, rules }) => {
      const values = rules.map((rule) => rule[end]);
      return total + weight * (end === "low" ? Math.min(...values) : Math.max(...values));
    }, 0);
  assert.deepEqual(sums, { least: sum("low"), most: sum("high") });
});

test("who did it and where it stood are never known, so NCISS is never narrower than these make it", () => {
  fc.assert(
    fc.property(answers, (facts) => {
      const [low, high] = span(facts, "nciss");
      assert.ok(high - low >= 39, `${low}–${high}`);
    }),
  );
});

test("a compact's scale names a scheme that it fits into, or none", () => {
  assert.equal(schemeOf({ name: "PPD-41", low: 0, high: 5 }), "ppd-41");
  assert.equal(schemeOf({ name: "EuRepoC weighted intensity", low: 1, high: 15 }), "eurepoc-1.3");
  assert.equal(schemeOf({ name: "DCID", low: 0, high: 10 }), "dcid-2.0");
  assert.equal(schemeOf({ name: "NCISS", low: 0, high: 100 }), "nciss");
  assert.equal(schemeOf({ name: "three", low: 0, high: 10 }), "downrung-1");
  assert.equal(schemeOf({ name: "three", low: 0, high: 3 }), null);
});
