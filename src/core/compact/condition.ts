// A condition: structured data that both sides evaluate alike and that renders as a sentence. It is
// closed (`all`, `any`, `not` and one comparison of one fact with a value) so that no compact carries
// code. What is not known makes a condition undetermined, never true by default. spec/condition.md

import { Type, type Static } from "typebox";
import { FACT_NAMES, FACTS, type FactName, type Facts } from "./facts.ts";

/** How deep conditions nest, a comparison being one level, and how many parts, words and comparisons one may hold. */
export const CONDITION_LIMITS = { depth: 4, parts: 16, words: 20, comparisons: 32 } as const;
/** More people than there are. */
export const COUNT_LIMIT = 10_000_000_000;
export const WORD_PATTERN = "^[a-z][a-z-]{0,40}$";

const closed = { additionalProperties: false } as const;
const Word = Type.String({ pattern: WORD_PATTERN });
const Words = Type.Array(Word, { minItems: 1, maxItems: CONDITION_LIMITS.words, uniqueItems: true });
const count = (description: string) => Type.Integer({ minimum: 0, maximum: COUNT_LIMIT, description });
const field = Type.Enum(FACT_NAMES as [FactName, ...FactName[]], { description: "The fact that is compared." });
const itIs = Type.With(Word, { description: "It is this word." });
const listed = (description: string) => Type.With(Words, { description });

/** `is`: this word. `in`: one of these. `has`: at least one of these is among them. Counts have two ends. */
const Comparison = Type.Union([
  Type.Object({ field, is: itIs }, closed),
  Type.Object({ field, in: listed("It is one of these words.") }, closed),
  Type.Object({ field, has: listed("At least one of these is among them.") }, closed),
  Type.Object({ field, "at-least": count("It is this or more.") }, closed),
  Type.Object({ field, "at-most": count("It is this or less.") }, closed),
]);
export type Comparison = Static<typeof Comparison>;

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Comparison;

// The library's recursive type is not needed: depth has a limit, so the schema is written out to it.
const parts = (inner: ReturnType<typeof Type.Union>, description: string) =>
  Type.Array(inner, { minItems: 1, maxItems: CONDITION_LIMITS.parts, description });
const nested = (inner: ReturnType<typeof Type.Union>) =>
  Type.Union([
    Type.Object({ all: parts(inner, "Each of these holds.") }, closed),
    Type.Object({ any: parts(inner, "At least one of these holds.") }, closed),
    Type.Object({ not: Type.With(inner, { description: "This does not hold." }) }, closed),
    Comparison,
  ]);
const levels = Array.from({ length: CONDITION_LIMITS.depth - 1 }).reduce<ReturnType<typeof Type.Union>>(
  (inner) => nested(inner),
  Comparison as unknown as ReturnType<typeof Type.Union>,
);
export const ConditionSchema = Type.Unsafe<Condition>(levels);

export type Truth = "yes" | "no" | "unknown";

const and = (a: Truth, b: Truth): Truth =>
  a === "no" || b === "no" ? "no" : a === "yes" && b === "yes" ? "yes" : "unknown";
const negate = (a: Truth): Truth => (a === "yes" ? "no" : a === "no" ? "yes" : "unknown");
const or = (a: Truth, b: Truth): Truth => negate(and(negate(a), negate(b)));
const truth = (holds: boolean): Truth => (holds ? "yes" : "no");

/** Whether the condition holds of these facts, by Kleene's three values: `unknown` where facts are missing. */
export function evaluate(condition: Condition, facts: Facts): Truth {
  if ("all" in condition) return condition.all.reduce<Truth>((sum, part) => and(sum, evaluate(part, facts)), "yes");
  if ("any" in condition) return condition.any.reduce<Truth>((sum, part) => or(sum, evaluate(part, facts)), "no");
  if ("not" in condition) return negate(evaluate(condition.not, facts));
  return compare(condition, facts);
}

function compare(comparison: Comparison, facts: Facts): Truth {
  const type = FACTS[comparison.field];
  const value = facts[comparison.field];
  if ("at-least" in comparison) return typeof value === "number" ? truth(value >= comparison["at-least"]) : "unknown";
  if ("at-most" in comparison) return typeof value === "number" ? truth(value <= comparison["at-most"]) : "unknown";
  if ("has" in comparison) {
    return Array.isArray(value) ? truth(comparison.has.some((word) => value.includes(word))) : "unknown";
  }
  const words = "is" in comparison ? [comparison.is] : comparison.in;
  const unknown = type.is === "word" ? type.unknown : "";
  const stated = typeof value === "string" ? value : unknown;
  // That a thing is unknown can itself be asked, and then the answer is certain.
  if (words.includes(stated)) return "yes";
  return stated === unknown ? "unknown" : "no";
}

/** The comparisons of a condition, with the path to each, in the order in which they are written. */
export function comparisonsOf(
  condition: Condition,
  path: readonly (string | number)[] = [],
): readonly { readonly comparison: Comparison; readonly path: readonly (string | number)[] }[] {
  if ("all" in condition) return condition.all.flatMap((part, i) => comparisonsOf(part, [...path, "all", i]));
  if ("any" in condition) return condition.any.flatMap((part, i) => comparisonsOf(part, [...path, "any", i]));
  if ("not" in condition) return comparisonsOf(condition.not, [...path, "not"]);
  return [{ comparison: condition, path }];
}

/** What is wrong with a comparison that fits the schema: a comparison that its fact's type does not have, or a word that it never takes. */
export function comparisonProblem(
  comparison: Comparison,
  scale: { readonly low: number; readonly high: number },
): string | undefined {
  const type = FACTS[comparison.field];
  const name = comparison.field;
  if ("at-least" in comparison || "at-most" in comparison) {
    if (type.is !== "count")
      return `"${name}" is not a count; compare it with ${type.is === "set" ? "has" : "is or in"}`;
    const value = "at-least" in comparison ? comparison["at-least"] : comparison["at-most"];
    const outside = type.unit === "severity" && (value < scale.low || value > scale.high);
    return outside ? `the scale runs from ${scale.low} to ${scale.high}` : undefined;
  }
  if (type.is === "count") return `"${name}" is a count; compare it with at-least or at-most`;
  if ("has" in comparison !== (type.is === "set")) {
    return type.is === "set"
      ? `"${name}" holds several words; compare it with has`
      : `"${name}" holds one word; compare it with is or in`;
  }
  const words = "is" in comparison ? [comparison.is] : "in" in comparison ? comparison.in : comparison.has;
  const values: readonly string[] = type.values;
  const strange = words.find((word) => !values.includes(word));
  return strange === undefined ? undefined : `"${name}" is never "${strange}"; it is one of ${values.join(", ")}`;
}
