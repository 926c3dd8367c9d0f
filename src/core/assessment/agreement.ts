// How far two sides agree: one pair of assessments after another, across incidents and drills; and of two
// views of one incident, which single fact would bring them closest. spec/assessment.md

import { FACT_NAMES, type FactName, type Facts } from "../compact/facts.ts";
import type { SchemeId } from "./scheme.ts";
import { completed, severityOf, type Severity } from "./severity.ts";

export type Judgement = { readonly nature: string; readonly low: number; readonly high: number };
export type JudgedPair = readonly [Judgement, Judgement];
type Scale = { readonly low: number; readonly high: number };

export type Agreement = {
  readonly pairs: number;
  /** Shares from 0 to 1; null without a pair. */
  readonly overlapping: number | null;
  readonly sameNature: number | null;
  /** Quadratic weighted kappa of the midpoints in bands of the scale; null where chance alone agrees fully. */
  readonly kappa: number | null;
};

/** A scale of more levels than this is cut into as many bands. */
export const MOST_BANDS = 10;

const overlap = ([a, b]: JudgedPair): boolean => a.low <= b.high && b.low <= a.high;

/** The band, from 0, in which the middle of an interval lies. */
function bandOf({ low, high }: Judgement, scale: Scale): number {
  const width = scale.high - scale.low;
  const bands = Math.min(width + 1, MOST_BANDS);
  const place = ((low + high) / 2 - scale.low) / width;
  return Math.min(bands - 1, Math.max(0, Math.floor(place * bands)));
}

/** Cohen's kappa with quadratic weights: 1 is full agreement, 0 what chance would give. */
export function quadraticKappa(pairs: readonly (readonly [number, number])[]): number | null {
  const total = (value: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((sum, pair) => sum + value(pair), 0);
  const observed = total(([a, b]) => (a - b) ** 2) * pairs.length;
  // Every rating of the one side against every rating of the other.
  const byChance = total(([a, b]) => a ** 2 + b ** 2) * pairs.length - 2 * total(([a]) => a) * total(([, b]) => b);
  return byChance === 0 ? null : 1 - observed / byChance;
}

export function agreementOf(pairs: readonly JudgedPair[], scale: Scale): Agreement {
  const share = (holds: (pair: JudgedPair) => boolean): number | null =>
    pairs.length === 0 ? null : pairs.filter(holds).length / pairs.length;
  return {
    pairs: pairs.length,
    overlapping: share(overlap),
    sameNature: share(([a, b]) => a.nature === b.nature),
    kappa: quadraticKappa(pairs.map(([a, b]) => [bandOf(a, scale), bandOf(b, scale)])),
  };
}

export type DifferingFact = {
  readonly fact: FactName;
  readonly a: Facts[FactName];
  readonly b: Facts[FactName];
  /** By how much the ends come nearer to each other when one side takes the other's word for it. */
  readonly narrows: number;
};

export type Difference = {
  readonly a: Severity;
  readonly b: Severity;
  /** How far the two lower ends and the two upper ends lie apart, together. */
  readonly gap: number;
  /** The facts that the two sides hold otherwise, the one that narrows most first. */
  readonly facts: readonly DifferingFact[];
};

const isAssessed = (name: FactName): boolean => name === "severity-low" || name === "severity-high";
const same = (a: Facts[FactName], b: Facts[FactName]): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((word: string) => b.includes(word)) : a === b;

/** Why two views of one incident give two intervals: the facts they hold otherwise, by what each accounts for. */
export function explainDifference(factsA: Facts, factsB: Facts, scheme: SchemeId): Difference {
  const [factsOfA, factsOfB] = [completed(factsA), completed(factsB)];
  const gapOf = (one: Facts, other: Facts): number => {
    const [a, b] = [severityOf(one, scheme), severityOf(other, scheme)];
    return Math.abs(a.low - b.low) + Math.abs(a.high - b.high);
  };
  const gap = gapOf(factsOfA, factsOfB);
  const facts = FACT_NAMES.filter((name) => !isAssessed(name) && !same(factsOfA[name], factsOfB[name]))
    .map((fact): DifferingFact => {
      const taken = Math.min(
        gapOf({ ...factsOfA, [fact]: factsOfB[fact] }, factsOfB),
        gapOf(factsOfA, { ...factsOfB, [fact]: factsOfA[fact] }),
      );
      return { fact, a: factsOfA[fact], b: factsOfB[fact], narrows: Math.max(0, gap - taken) };
    })
    .toSorted((one, other) => other.narrows - one.narrows);
  return { a: severityOf(factsOfA, scheme), b: severityOf(factsOfB, scheme), gap, facts };
}
