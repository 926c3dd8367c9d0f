// Stated facts from outside: the body of a report, an act that holds one, or the facts by their names. What
// is left out is not known; what is misspelt is an error, never a fact that nobody stated. spec/assessment.md

import { COUNT_LIMIT } from "../core/compact/condition.ts";
import { FACT_NAMES, FACTS, NO_FACTS, type FactName, type Facts } from "../core/compact/facts.ts";
import { meant } from "../core/kernel/nearest.ts";
import type { ShapeProblem } from "../core/kernel/shape.ts";
import { fitTogether } from "../core/assessment/contradict.ts";

export type FactsReading =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly errors: readonly ShapeProblem[] };

/** An interval follows from facts, so none is stated here; it belongs to an assessment. */
const DERIVED: readonly FactName[] = ["severity-low", "severity-high"];
const NAMES: readonly FactName[] = FACT_NAMES.filter((name) => !DERIVED.includes(name));

/** What a report says beside its facts. */
const BESIDE: readonly string[] = ["title", "summary", "observed", "area", "techniques", "attachments", "override"];

/** A report's name of a fact where it has another. */
const REPORTED: Readonly<Record<string, FactName>> = { crossBorder: "cross-border" };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const nameOf = (key: string): FactName | undefined =>
  (Object.hasOwn(REPORTED, key) ? REPORTED[key] : undefined) ?? NAMES.find((name) => name === key);

type Value = string | readonly string[] | number | null;

/** The value of a fact, or what is wrong with it. */
function valueOf(name: FactName, value: unknown): { readonly value: Value } | { readonly message: string } {
  const type = FACTS[name];
  if (value === null) return { value: null };
  if (type.is === "count") {
    if (value === "unknown") return { value: null };
    const whole = typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= COUNT_LIMIT;
    return whole ? { value } : { message: "write a whole number from 0, or unknown" };
  }
  const words: readonly string[] = type.values;
  const strange = (word: unknown): string => {
    const hint =
      typeof word === "boolean"
        ? '; write "yes" or "no" in quotes'
        : typeof word === "string"
          ? meant(word, words)
          : "";
    return `it is one of ${words.join(", ")}${hint}`;
  };
  if (type.is === "word") {
    return typeof value === "string" && words.includes(value) ? { value } : { message: strange(value) };
  }
  if (!Array.isArray(value)) return { message: `write a list of words; ${strange(value)}` };
  const list: readonly unknown[] = value;
  const wrong = list.findIndex((word) => typeof word !== "string" || !words.includes(word));
  if (wrong >= 0) return { message: strange(list[wrong]) };
  // An empty list states nothing.
  return { value: list.length === 0 ? null : [...new Set(list as readonly string[])] };
}

/** Reads facts from a document that has been parsed already. Throws nothing, whatever the document is. */
export function readFacts(document: unknown): FactsReading {
  if (!isObject(document))
    return { ok: false, errors: [{ path: [], message: "write facts by their names, as in `effect: degraded`" }] };
  if (isObject(document["body"])) return within("body", readFacts(document["body"]));
  const errors: ShapeProblem[] = [];
  const facts: Record<string, Value> = { ...NO_FACTS };
  for (const [key, stated] of Object.entries(document)) {
    const name = nameOf(key);
    if (name === undefined) {
      if (BESIDE.includes(key)) continue;
      errors.push({ path: [key], message: `there is no such fact${meant(key, NAMES)}` });
      continue;
    }
    const read = valueOf(name, stated);
    if ("value" in read) facts[name] = read.value;
    else errors.push({ path: [key], message: read.message });
  }
  const fit = fitTogether(facts);
  if (errors.length === 0 && !fit.ok)
    errors.push({
      path: [String(fit.args["second"])],
      message: `facts-contradict: this and "${String(fit.args["first"])}" cannot both be so`,
    });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, facts: facts as Facts };
}

const within = (key: string, reading: FactsReading): FactsReading =>
  reading.ok
    ? reading
    : { ok: false, errors: reading.errors.map(({ path, message }) => ({ path: [key, ...path], message })) };
