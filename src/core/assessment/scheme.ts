// The form of a severity scheme: plain data that anyone can read, argue with and replace. A rule is a
// condition as compacts have them, with the interval that it speaks for. spec/assessment.md

import type { Condition } from "../compact/condition.ts";
import type { FactName } from "../compact/facts.ts";

export const SCHEME_IDS = ["downrung-1", "ppd-41", "uk-ncsc-2018", "dcid-2.0", "eurepoc-1.3", "nciss"] as const;
export type SchemeId = (typeof SCHEME_IDS)[number];

/** While it holds, the severity is `low` at least, and it can account for as much as `high`. */
export type SchemeRule = {
  readonly rule: string;
  /** Null holds always. */
  readonly when: Condition | null;
  readonly low: number;
  readonly high: number;
};

/** One thing that a scheme looks at. Of its rules the highest that holds counts. */
export type Part = { readonly part: string; readonly weight: number; readonly rules: readonly SchemeRule[] };

export type Scheme = {
  readonly id: SchemeId;
  readonly name: string;
  readonly version: string;
  /** The ends of the scale as numbers: where it runs down, `low` is the gravest. */
  readonly low: number;
  readonly high: number;
  readonly runs: "up" | "down";
  /** No interval is narrower. */
  readonly grain: number;
  readonly source: string;
  readonly parts: readonly Part[];
  /** Multiplies the sum of the parts. */
  readonly factor: Part | null;
  /** The sums that stand for the two ends of the scale, where a formula stretches one onto the other. */
  readonly sums: { readonly least: number; readonly most: number } | null;
};

export const is = (field: FactName, word: string): Condition => ({ field, is: word });
export const oneOf = (field: FactName, ...words: readonly string[]): Condition => ({ field, in: [...words] });
export const hits = (field: "sectors", ...words: readonly string[]): Condition => ({ field, has: [...words] });
export const atLeast = (field: FactName, count: number): Condition => ({ field, "at-least": count });
export const all = (...parts: readonly Condition[]): Condition => ({ all: parts });
export const any = (...parts: readonly Condition[]): Condition => ({ any: parts });

export const rule = (name: string, low: number, high: number, when: Condition | null = null): SchemeRule => ({
  rule: name,
  when,
  low,
  high,
});

/** The sectors that people cannot do without for days: NIS2 Annex I without those that serve markets. */
export const ESSENTIAL = [
  "energy",
  "transport",
  "banking",
  "health",
  "drinking-water",
  "waste-water",
  "digital-infrastructure",
  "communications",
  "food",
] as const;

// What several schemes ask.
export const collects = is("nature", "collection");
export const harmed = oneOf("effect", "degraded", "interrupted", "control-lost");
export const stopped = oneOf("effect", "interrupted", "control-lost");
export const overADay = oneOf("duration", "days", "weeks", "months");
export const overAWeek = oneOf("duration", "weeks", "months");
export const essential = hits("sectors", ...ESSENTIAL);
export const broad = oneOf("spread", "many-networks", "several-states");
export const taken = oneOf("information", "privacy", "proprietary", "core-credentials");
export const touched = oneOf("information", "suspected", "privacy", "proprietary", "core-credentials", "destroyed");
export const damage = oneOf("physical", "local", "wide");
/** Who only reads destroys nothing. */
export const destroyed = all(is("information", "destroyed"), oneOf("nature", "disruption", "sabotage"));
