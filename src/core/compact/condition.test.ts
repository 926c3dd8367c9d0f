import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Compile } from "typebox/compile";
import { anyCondition, anyFacts, worthOf } from "../testing/conditions.ts";
import {
  comparisonProblem,
  comparisonsOf,
  CONDITION_LIMITS,
  ConditionSchema,
  evaluate,
  type Condition,
} from "./condition.ts";
import { FACT_NAMES, FACTS, NO_FACTS, type FactName, type Facts } from "./facts.ts";
import { conditionFaults } from "./faults.ts";

const RUNS = { seed: 20_261_122, numRuns: 600 };
const WORTH = { yes: 1, unknown: 0.5, no: 0 } as const;
const some = fc.array(anyCondition, { minLength: 1, maxLength: 4 });

/** Asks somewhere whether a thing is unknown. */
const asksForUnknown = (condition: Condition): boolean =>
  comparisonsOf(condition).some(({ comparison }) => {
    const type = FACTS[comparison.field];
    const words = "is" in comparison ? [comparison.is] : "in" in comparison ? comparison.in : [];
    return type.is === "word" && words.includes(type.unknown);
  });

test("a condition has the truth that a second evaluator gives it", () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, (condition, facts) => {
      assert.equal(WORTH[evaluate(condition, facts)], worthOf(condition, facts));
    }),
    RUNS,
  );
});

test("`not` turns yes into no and leaves unknown unknown, and twice is once", () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, (condition, facts) => {
      const truth = evaluate(condition, facts);
      assert.equal(WORTH[evaluate({ not: condition }, facts)], 1 - WORTH[truth]);
      assert.equal(evaluate({ not: { not: condition } }, facts), truth);
    }),
    RUNS,
  );
});

test("the order and the repetition of parts change nothing, and De Morgan's laws hold", () => {
  fc.assert(
    fc.property(some, anyFacts, (parts, facts) => {
      const reversed = parts.toReversed();
      assert.equal(evaluate({ all: parts }, facts), evaluate({ all: [...reversed, ...parts] }, facts));
      assert.equal(evaluate({ any: parts }, facts), evaluate({ any: [...reversed, ...parts] }, facts));
      const denied = parts.map((part) => ({ not: part }));
      assert.equal(evaluate({ not: { all: parts } }, facts), evaluate({ any: denied }, facts));
      assert.equal(evaluate({ not: { any: parts } }, facts), evaluate({ all: denied }, facts));
    }),
    RUNS,
  );
});

test("where nothing is known nothing holds: unknown never becomes yes", () => {
  fc.assert(
    fc.property(anyCondition, (condition) => {
      fc.pre(!asksForUnknown(condition));
      assert.equal(evaluate(condition, NO_FACTS), "unknown");
    }),
    RUNS,
  );
});

test("what is certain stays so when more becomes known", () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, anyFacts, (condition, facts, more) => {
      fc.pre(!asksForUnknown(condition));
      const fuller = Object.fromEntries(
        FACT_NAMES.map((name) => [name, isKnown(facts, name) ? facts[name] : more[name]]),
      );
      const before = evaluate(condition, facts);
      if (before !== "unknown") assert.equal(evaluate(condition, { ...NO_FACTS, ...fuller }), before);
    }),
    RUNS,
  );
});

function isKnown(facts: Facts, name: FactName): boolean {
  const type = FACTS[name];
  return facts[name] !== null && !(type.is === "word" && facts[name] === type.unknown);
}

test("that a thing is unknown can be asked, and the answer is certain", () => {
  for (const name of FACT_NAMES) {
    const type = FACTS[name];
    if (type.is !== "word") continue;
    for (const said of [null, ...type.values]) {
      const truth = evaluate({ field: name, is: type.unknown }, { ...NO_FACTS, [name]: said });
      assert.equal(truth, said === null || said === type.unknown ? "yes" : "no", `${name} ${said}`);
    }
  }
});

test("zero people and no sectors are facts; nothing said of them is not", () => {
  const none: Facts = { ...NO_FACTS, people: 0, sectors: [] };
  assert.equal(evaluate({ field: "people", "at-least": 1 }, none), "no");
  assert.equal(evaluate({ field: "people", "at-most": 0 }, none), "yes");
  assert.equal(evaluate({ field: "sectors", has: ["energy"] }, none), "no");
  assert.equal(evaluate({ field: "people", "at-most": 0 }, NO_FACTS), "unknown");
  assert.equal(evaluate({ field: "sectors", has: ["energy"] }, NO_FACTS), "unknown");
});

test("every condition that the schema lets in has no faults, and every other value has one", () => {
  const schema = Compile(ConditionSchema);
  const rest = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom("all", "any", "not", "field", "is", "in", "has", "at-least", "x"), fc.jsonValue()),
    fc
      .tuple(anyCondition, fc.constantFrom("all", "any", "not", "is", "has", "field", "at-least"), fc.jsonValue())
      .map(([condition, key, value]) => ({ ...condition, [key]: value })),
    anyCondition.map((condition) => ({ not: { not: condition } })),
  );
  fc.assert(
    fc.property(fc.oneof(anyCondition, rest), (value) => {
      const faults = conditionFaults(value);
      assert.equal(faults.length === 0, schema.Check(value), JSON.stringify(faults));
    }),
    { ...RUNS, numRuns: 3_000 },
  );
});

test("conditions nest as deep as the limit says and no deeper", () => {
  const deep = (levels: number): unknown =>
    levels <= 1 ? { field: "nature", is: "sabotage" } : { not: deep(levels - 1) };
  assert.deepEqual(conditionFaults(deep(CONDITION_LIMITS.depth)), []);
  const [fault] = conditionFaults(deep(CONDITION_LIMITS.depth + 1));
  assert.match(fault?.message ?? "", /nest at most 4 deep/);
  assert.deepEqual(fault?.path, ["not", "not", "not", "not"]);
  assert.equal(conditionFaults(deep(5_000)).length, 1, "however deep it is, it is told once");
});

const advice = (value: unknown): string =>
  conditionFaults(value)
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("\n");

test("a faulty condition gets one sentence that says what to write", () => {
  assert.equal(
    advice({ field: "nature", iz: "x" }),
    'iz: "iz" is no comparison; write is, in, has, at-least or at-most',
  );
  assert.equal(advice({ field: "natrue", is: "x" }), 'field: there is no fact "natrue"; did you mean "nature"?');
  assert.match(advice({ field: "colour", is: "x" }), /^field: there is no fact "colour"; it is one of nature, effect/);
  assert.equal(advice({ ALL: [] }), 'ALL: "ALL" begins no condition; did you mean "all"?');
  assert.match(advice({ sectors: ["energy"] }), /^sectors: write the fact after `field`, as in \{ field: sectors, has/);
  assert.equal(advice({ field: "people" }), ': say how "people" compares: at-least or at-most');
  assert.match(advice({ field: "nature", is: "sabotage", in: ["x"] }), /^in: one comparison at a time/);
  assert.match(advice({ all: [{ field: "nature", is: "x" }], any: [] }), /^any: `all` stands alone/);
  assert.match(advice([]), /a list of conditions needs `all` or `any`/);
  assert.match(advice({ field: "ongoing", is: true }), /`is` takes one word, one of yes, no, unknown/);
  assert.match(advice({ field: "people", "at-least": -1 }), /"-1" is no count/);
  assert.match(advice(null), /a condition is needed here/);
});

test("a comparison that its fact does not have, and a word that it never takes, are told", () => {
  const scale = { low: 0, high: 5 };
  const told = (comparison: Parameters<typeof comparisonProblem>[0]): string =>
    comparisonProblem(comparison, scale) ?? "";
  assert.match(told({ field: "people", is: "many" }), /a count; compare it with at-least or at-most/);
  assert.match(told({ field: "sectors", is: "energy" }), /several words; compare it with has/);
  assert.match(told({ field: "nature", has: ["sabotage"] }), /one word; compare it with is or in/);
  assert.match(told({ field: "nature", "at-least": 1 }), /not a count/);
  assert.match(told({ field: "nature", is: "sabotaje" }), /never "sabotaje"/);
  assert.match(told({ field: "severity-low", "at-least": 6 }), /from 0 to 5/);
  assert.equal(told({ field: "severity-low", "at-least": 5 }), "");
});
