// An interval's reasons as sentences, in whatever language the speech speaks. The reasons are the rules of
// the scheme, which are conditions as compacts have them, so each is said as a clause is. spec/assessment.md

import type { Speech, Value } from "../compact/clause.ts";
import { evaluate, type Condition } from "../compact/condition.ts";
import { FACTS, type FactName, type Facts } from "../compact/facts.ts";
import { digits, FACT_WORDS, sentenceText } from "../compact/say-clauses.ts";
import type { SchemeId } from "./scheme.ts";
import { SCHEMES } from "./schemes.ts";
import { completed, type Reason, type Severity } from "./severity.ts";

const count = (value: number): Value => ({ is: "count", count: value });

/** As much of a condition as these facts meet, or leave open: of many words those that were stated. */
function metBy(condition: Condition, facts: Facts): Condition {
  if ("all" in condition) return { all: condition.all.map((part) => metBy(part, facts)) };
  if ("any" in condition) {
    const known = condition.any.filter((part) => evaluate(part, facts) === "yes");
    const open = condition.any.filter((part) => evaluate(part, facts) === "unknown");
    const parts = known.length > 0 ? known : open;
    return parts.length === 0 ? condition : { any: parts.map((part) => metBy(part, facts)) };
  }
  if ("not" in condition) return condition;
  const stated = facts[condition.field];
  if ("in" in condition && typeof stated === "string" && condition.in.includes(stated))
    return { field: condition.field, is: stated };
  if (!("has" in condition) || !Array.isArray(stated)) return condition;
  const met = condition.has.filter((word) => stated.includes(word));
  return met.length === 0 ? condition : { field: condition.field, has: met };
}

const isSummed = (scheme: SchemeId): boolean => SCHEMES[scheme].parts.length > 1 || SCHEMES[scheme].factor !== null;

/** The reasons that say something: that a part counts for nothing where nothing is stated needs no sentence. */
export const toldReasons = ({ scheme, reasons }: Severity): readonly Reason[] =>
  reasons.filter(({ when, low, sets }) => !isSummed(scheme) || when !== null || low !== 0 || sets !== "low");

/** Why an end is where it is. What may hold and is not known to is said so. */
export function sayReason(reason: Reason, { scheme }: Severity, stated: Facts, speech: Speech): string {
  const facts = completed(stated);
  const { part, when, low, high, sets } = reason;
  const may = when !== null && evaluate(when, facts) !== "yes" ? ".may" : "";
  const key = isSummed(scheme) ? `assess.points${may}` : `assess.reason.${sets}${may}`;
  const because: Value =
    when === null
      ? { is: "phrase", key: "assess.begin", args: {} }
      : { is: "condition", condition: metBy(when, facts) };
  const args = {
    part: { is: "word", id: `assess.part.${part}` },
    low: count(low),
    high: count(high),
    because,
  } as const;
  return sentenceText(key, args, speech);
}

/** What is stated of one fact, in words; what is not known is said so. */
export function sayFact(name: FactName, value: Facts[FactName], speech: Speech): string {
  const type = FACTS[name];
  const family = FACT_WORDS[name];
  const word = (one: string): string =>
    family === undefined ? speech.name(`assess.tri.${one}`, one) : speech.name(`${family}.${one}`, one);
  if (value === null || (type.is === "word" && value === type.unknown)) return speech.name("assess.not-known", "");
  if (typeof value === "number") return digits(value);
  return typeof value === "string" ? word(value) : speech.list(value.map(word), "and");
}

export const sayFactName = (name: FactName, speech: Speech): string => speech.name(`fact-name.${name}`, name);

/** Which facts, were they known, could narrow the interval. */
export function sayUnknown({ unknown }: Pick<Severity, "unknown">, speech: Speech): string {
  if (unknown.length === 0) return speech.name("assess.unknown.none", "");
  const items = unknown.map((name): Value => ({ is: "word", id: `fact-name.${name}` }));
  return sentenceText("assess.unknown", { facts: { is: "list", join: "and", items } }, speech);
}

export function sayRange({ scheme, low, high }: Severity, speech: Speech): string {
  const { low: least, high: most, runs } = SCHEMES[scheme];
  const args = { low: count(low), high: count(high), least: count(least), most: count(most) };
  const said = sentenceText("assess.range", args, speech);
  return runs === "up" ? said : `${said}. ${speech.name("assess.runs.down", "")}`;
}
