// Conditions and facts for tests, made by chance from the closed table of facts, and a second evaluator
// that shares nothing with the first.

import fc from "fast-check";
import type { Condition } from "../compact/condition.ts";
import { FACT_NAMES, FACTS, NO_FACTS, type FactName, type Facts, type FactType } from "../compact/facts.ts";

const typeOf = (name: FactName): FactType => FACTS[name];
const wordsOf = (name: FactName): readonly string[] => {
  const type = typeOf(name);
  return type.is === "count" ? [] : type.values;
};
const anyFact = fc.constantFrom(...FACT_NAMES);
const some = (words: readonly string[], least: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...words), { minLength: least, maxLength: 4 });

const comparison: fc.Arbitrary<Condition> = anyFact.chain((field): fc.Arbitrary<Condition> => {
  const type = typeOf(field);
  if (type.is === "count") {
    const count = fc.integer({ min: 0, max: 12 });
    return fc.oneof(
      count.map((limit) => ({ field, "at-least": limit })),
      count.map((limit) => ({ field, "at-most": limit })),
    );
  }
  const words = wordsOf(field);
  if (type.is === "set") return some(words, 1).map((has) => ({ field, has }));
  return fc.oneof(
    fc.constantFrom(...words).map((is) => ({ field, is })),
    some(words, 1).map((list) => ({ field, in: list })),
  );
});

const upTo = (depth: number): fc.Arbitrary<Condition> => {
  if (depth <= 1) return comparison;
  const inner = upTo(depth - 1);
  const parts = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    comparison,
    parts.map((all) => ({ all })),
    parts.map((any) => ({ any })),
    inner.map((not) => ({ not })),
  );
};

/** Any condition that a compact may hold, small enough to read. */
export const anyCondition = upTo(4);

const valueOf = (name: FactName): fc.Arbitrary<Facts[FactName]> => {
  const type = typeOf(name);
  if (type.is === "count") return fc.integer({ min: 0, max: 12 });
  return type.is === "set" ? some(wordsOf(name), 0) : fc.constantFrom(...wordsOf(name));
};

/** Facts of which each is known or not. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .tuple(...FACT_NAMES.map((name) => fc.option(valueOf(name), { nil: null })))
  .map((values) => ({ ...NO_FACTS, ...Object.fromEntries(FACT_NAMES.map((name, i) => [name, values[i]])) }));

/** Kleene's three values as numbers: `all` is the least, `any` the greatest, `not` the mirror of one half. */
export function worthOf(condition: Condition, facts: Facts): number {
  if ("all" in condition) return Math.min(...condition.all.map((part) => worthOf(part, facts)));
  if ("any" in condition) return Math.max(...condition.any.map((part) => worthOf(part, facts)));
  if ("not" in condition) return 1 - worthOf(condition.not, facts);
  const value = facts[condition.field];
  const type = typeOf(condition.field);
  if (type.is === "word") {
    const said = value ?? type.unknown;
    const asked = "is" in condition ? [condition.is] : "in" in condition ? condition.in : [];
    if (asked.some((word) => word === said)) return 1;
    return said === type.unknown ? 0.5 : 0;
  }
  if (value === null) return 0.5;
  if ("has" in condition) return condition.has.some((word) => (value as readonly string[]).includes(word)) ? 1 : 0;
  const [low, high] = "at-least" in condition ? [condition["at-least"], value] : [value, limitOf(condition)];
  return Number(low) <= Number(high) ? 1 : 0;
}

const limitOf = (condition: Condition): number => ("at-most" in condition ? condition["at-most"] : Number.NaN);
