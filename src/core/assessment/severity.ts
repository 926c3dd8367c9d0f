// How serious an incident is in a named scheme: an interval with its reasons, never a point, as wide as what
// is not known makes it. It is at least as wide as it is for any way in which the unknown may turn out,
// because what surely holds still holds when more is known, and what cannot hold never will. spec/assessment.md

import { comparisonsOf, evaluate, type Condition, type Truth } from "../compact/condition.ts";
import { FACTS, type FactName, type Facts } from "../compact/facts.ts";
import type { Part, Scheme, SchemeId, SchemeRule } from "./scheme.ts";
import { SCHEMES } from "./schemes.ts";

/** Why an end of the interval is where it is. The condition is data, so that every language can say it. */
export type Reason = {
  readonly part: string;
  readonly rule: string;
  readonly when: Condition | null;
  readonly low: number;
  readonly high: number;
  readonly from: readonly FactName[];
  readonly sets: "low" | "high" | "both";
};

export type Severity = {
  readonly scheme: SchemeId;
  readonly version: string;
  readonly low: number;
  readonly high: number;
  readonly reasons: readonly Reason[];
  /** The facts that are not known and could move an end. */
  readonly unknown: readonly FactName[];
};

const isUnknown = (facts: Facts, name: FactName): boolean => {
  const value = facts[name];
  const type = FACTS[name];
  return value === null || (type.is === "word" && value === type.unknown);
};

/** What follows by definition from what is stated: who only reads stops nothing, breaks nothing and kills nobody. */
function impliedBy(facts: Facts): readonly (readonly [FactName, string])[] {
  const harmless = facts.physical === "none" && (facts.effect === "none" || facts.civilians === "no");
  const reads = facts.nature === "collection";
  return [
    ...(reads
      ? ([
          ["effect", "none"],
          ["physical", "none"],
        ] as const)
      : []),
    ...(reads || harmless || facts.people === 0 ? ([["deaths", "none"]] as const) : []),
  ];
}

/** The facts with what follows from them where nothing is stated. A stated fact is never overruled. */
export function completed(facts: Facts): Facts {
  const next = impliedBy(facts).find(([fact]) => isUnknown(facts, fact));
  // What follows can itself imply; each round fills a fact.
  return next === undefined ? facts : completed({ ...facts, [next[0]]: next[1] });
}

const truthOf = ({ when }: SchemeRule, facts: Facts): Truth => (when === null ? "yes" : evaluate(when, facts));
const factsIn = ({ when }: SchemeRule): readonly FactName[] =>
  when === null ? [] : [...new Set(comparisonsOf(when).map(({ comparison }) => comparison.field))];

const UP = { low: (rule: SchemeRule) => rule.low, high: (rule: SchemeRule) => rule.high };

type Ends = { readonly low: number; readonly high: number };
type Weighed = Ends & { readonly reasons: readonly Reason[]; readonly unknown: readonly FactName[] };

/** One part on a scale that runs up: the highest floor that surely holds, the highest ceiling that may. */
function weigh({ part, rules }: Part, facts: Facts): Weighed {
  const judged = rules.map((rule) => ({ rule, truth: truthOf(rule, facts) }));
  const highest = (list: readonly SchemeRule[], end: (rule: SchemeRule) => number): SchemeRule =>
    list.reduce((best, rule) => (end(rule) > end(best) ? rule : best));
  const sure = judged.filter(({ truth }) => truth === "yes").map(({ rule }) => rule);
  const possible = judged.filter(({ truth }) => truth !== "no").map(({ rule }) => rule);
  const floor = highest(sure, UP.low);
  const surely = highest(sure, UP.high);
  const reached = highest(possible, UP.high);
  // Of rules that reach as far, one that surely holds explains more than one that may.
  const ceiling = [floor, surely].find(({ high }) => high === reached.high) ?? reached;
  const open = judged.filter(
    ({ rule, truth }) => truth === "unknown" && (rule.low > floor.low || rule.high > surely.high),
  );
  const unknown = open.flatMap(({ rule }) => factsIn(rule)).filter((name) => isUnknown(facts, name));
  const reason = ({ rule, when, low, high }: SchemeRule, sets: Reason["sets"]): Reason => ({
    part,
    rule,
    when,
    low,
    high,
    from: factsIn({ rule, when, low, high }),
    sets,
  });
  const reasons = floor === ceiling ? [reason(floor, "both")] : [reason(floor, "low"), reason(ceiling, "high")];
  return { low: floor.low, high: ceiling.high, reasons, unknown: [...new Set(unknown)] };
}

/** A rule of a scale that runs down as one of a scale that runs up, and back: the same turn twice is none. */
const turned = <T extends Ends>(ends: T, { low, high }: Ends): T => ({
  ...ends,
  low: low + high - ends.high,
  high: low + high - ends.low,
});

function upward(scheme: Scheme): readonly Part[] {
  if (scheme.runs === "up") return scheme.parts;
  return scheme.parts.map((part) => ({ ...part, rules: part.rules.map((rule) => turned(rule, scheme)) }));
}

function summed(scheme: Scheme, parts: readonly (Ends & { readonly weight: number })[], factor: Ends): Ends {
  const sum = (end: "low" | "high"): number =>
    parts.reduce((total, part) => total + part.weight * part[end], 0) * factor[end];
  const { low, high, sums } = scheme;
  const placed = (value: number): number =>
    sums === null ? value : low + ((high - low) * (value - sums.least)) / (sums.most - sums.least);
  const clamp = (value: number): number => Math.min(high, Math.max(low, value));
  const top = high - scheme.grain;
  const floor = Math.min(top, Math.floor(clamp(placed(sum("low")))));
  const ceiling = Math.ceil(clamp(placed(sum("high"))));
  return { low: floor, high: ceiling };
}

/** As serious as these facts let it be in this scheme. */
export function severityOf(stated: Facts, id: SchemeId): Severity {
  const scheme = SCHEMES[id];
  const facts = completed(stated);
  const weighed = upward(scheme).map((part) => ({ ...weigh(part, facts), weight: part.weight }));
  const factor = scheme.factor === null ? null : weigh(scheme.factor, facts);
  const ends = summed(scheme, weighed, factor ?? { low: 1, high: 1 });
  const all = [...weighed, ...(factor === null ? [] : [factor])];
  const flip = <T extends Ends>(one: T): T => (scheme.runs === "up" ? one : turned(one, scheme));
  const reasons = all
    .flatMap(({ reasons: some }) => some)
    .map((reason): Reason => (scheme.runs === "up" ? reason : { ...flip(reason), sets: turnedEnd(reason.sets) }));
  return {
    scheme: id,
    version: scheme.version,
    ...flip(ends),
    reasons,
    unknown: [...new Set(all.flatMap(({ unknown }) => unknown))],
  };
}

const turnedEnd = (sets: Reason["sets"]): Reason["sets"] =>
  sets === "both" ? "both" : sets === "low" ? "high" : "low";
