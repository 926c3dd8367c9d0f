// All that a set of conditions can tell apart, by enumeration: of each fact that they mention, one value
// for every group of values that no comparison separates. What holds of these holds of every incident,
// so the answers are exact; past a stated number of combinations there is no answer. spec/check.md

import { comparisonsOf, evaluate, type Comparison, type Condition } from "../core/compact/condition.ts";
import { FACTS, NO_FACTS, type FactName, type Facts } from "../core/compact/facts.ts";

/** So many combinations of values are looked at; a set of conditions that needs more is undecided. */
export const MOST_CELLS = 200_000;

type Value = Facts[FactName];

const COUNTS: readonly FactName[] = ["severity-low", "severity-high"];

/** Where a count stops being one thing for the comparisons and becomes another. */
function cutsOf(comparisons: readonly Comparison[], lowest: number, highest: number): readonly number[] {
  const cuts = comparisons.flatMap((one) =>
    "at-least" in one ? [one["at-least"]] : "at-most" in one ? [one["at-most"] + 1] : [],
  );
  const inside = cuts.filter((cut) => cut > lowest && cut <= highest);
  return [...new Set([lowest, ...inside])].toSorted((a, b) => a - b);
}

function wordsOf(comparisons: readonly Comparison[], values: readonly string[], unknown: string): readonly Value[] {
  const mentioned = comparisons.flatMap((one) => ("is" in one ? [one.is] : "in" in one ? one.in : []));
  const other = values.find((value) => value !== unknown && !mentioned.includes(value));
  return [...new Set([...mentioned, unknown, ...(other === undefined ? [] : [other])])];
}

/** One set of words for each combination of comparisons that a set can satisfy. */
function setsOf(comparisons: readonly Comparison[], values: readonly string[]): readonly Value[] | null {
  const asked = comparisons.flatMap((one) => ("has" in one ? [one.has] : []));
  const groups = new Map<string, string>();
  for (const value of values) {
    const signature = asked.map((words) => (words.includes(value) ? "1" : "0")).join("");
    if (signature.includes("1") && !groups.has(signature)) groups.set(signature, value);
  }
  const members = [...groups.values()];
  if (2 ** members.length > MOST_CELLS) return null;
  const subsets = Array.from({ length: 2 ** members.length }, (_, bits) =>
    members.filter((_member, i) => (bits & (1 << i)) !== 0),
  );
  return [null, ...subsets];
}

type Scale = { readonly low: number; readonly high: number };

/** The two ends of an assessment belong together: both unknown, or both known with the lower one first. */
function severities(comparisons: readonly Comparison[], scale: Scale): readonly Partial<Facts>[] {
  const cuts = cutsOf(comparisons, scale.low, scale.high);
  const known = cuts.flatMap((low, i) =>
    cuts.slice(i).map((high) => ({ "severity-low": low, "severity-high": high }) as const),
  );
  return [{ "severity-low": null, "severity-high": null }, ...known];
}

/** Every combination that these conditions can tell apart; null when there are more than MOST_CELLS. */
export function cellsOf(conditions: readonly Condition[], scale: Scale): readonly Facts[] | null {
  const byFact = new Map<FactName, Comparison[]>();
  for (const { comparison } of conditions.flatMap((condition) => comparisonsOf(condition))) {
    const field = COUNTS.includes(comparison.field) ? "severity-low" : comparison.field;
    byFact.set(field, [...(byFact.get(field) ?? []), comparison]);
  }
  let cells: readonly Facts[] = [NO_FACTS];
  for (const [field, comparisons] of byFact) {
    const choices = choicesOf(field, comparisons, scale);
    if (choices === null || cells.length * choices.length > MOST_CELLS) return null;
    cells = cells.flatMap((cell) => choices.map((choice) => ({ ...cell, ...choice })));
  }
  return cells;
}

function choicesOf(
  field: FactName,
  comparisons: readonly Comparison[],
  scale: Scale,
): readonly Partial<Facts>[] | null {
  if (COUNTS.includes(field)) return severities(comparisons, scale);
  const type = FACTS[field];
  const single = (values: readonly Value[]): readonly Partial<Facts>[] => values.map((value) => ({ [field]: value }));
  switch (type.is) {
    case "word":
      return single(wordsOf(comparisons, type.values, type.unknown));
    case "set": {
      const sets = setsOf(comparisons, type.values);
      return sets === null ? null : single(sets);
    }
    case "count":
      return single([null, ...cutsOf(comparisons, 0, Number.MAX_SAFE_INTEGER)]);
    default:
      return type satisfies never;
  }
}

export type Asked = { readonly yes?: readonly Condition[]; readonly notYes?: readonly Condition[] };
export type Found = "possible" | "impossible" | "undecided";

/** Whether some incident has every condition of `yes` hold while none of `notYes` does. */
export function canBe({ yes = [], notYes = [] }: Asked, scale: Scale): Found {
  const cells = cellsOf([...yes, ...notYes], scale);
  if (cells === null) return "undecided";
  const found = cells.some(
    (facts) =>
      yes.every((condition) => evaluate(condition, facts) === "yes") &&
      notYes.every((condition) => evaluate(condition, facts) !== "yes"),
  );
  return found ? "possible" : "impossible";
}
