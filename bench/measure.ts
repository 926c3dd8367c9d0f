// Measuring: short rounds of both columns in turn, so that a machine whose speed drifts does not decide
// the ratio; the median of the rounds is what is quoted.

export type Figure = { readonly min: number; readonly median: number; readonly max: number };

export type Row = {
  readonly name: string;
  /** What ours is divided by. */
  readonly beside: string;
  readonly unit: string;
  readonly ours: Figure;
  readonly limit: Figure;
  readonly ratio: Figure;
  /** The bar on the ratio, or null where the row only informs. */
  readonly bar: { readonly at: "least" | "most"; readonly ratio: number } | null;
  readonly holds: boolean | null;
};

export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number): number => sorted[Math.min(sorted.length - 1, Math.floor(place))] ?? Number.NaN;
  return { min: at(0), median: at(sorted.length / 2), max: at(sorted.length - 1) };
}

export function rowOf(
  name: string,
  beside: string,
  unit: string,
  pairs: readonly (readonly [ours: number, limit: number])[],
  bar: Row["bar"],
): Row {
  const ratio = figureOf(pairs.map(([ours, limit]) => ours / limit));
  const holds = bar === null ? null : bar.at === "least" ? ratio.median >= bar.ratio : ratio.median <= bar.ratio;
  return {
    name,
    beside,
    unit,
    ours: figureOf(pairs.map(([ours]) => ours)),
    limit: figureOf(pairs.map(([, limit]) => limit)),
    ratio,
    bar,
    holds,
  };
}

const NONE: Figure = { min: Number.NaN, median: Number.NaN, max: Number.NaN };

/** A row without figures, for a program that is not here. */
export const notInstalled = (name: string, programs: readonly string[], unit: string): Row => {
  const beside = `${programs.join(" and ")}: not installed, skipped`;
  return { name, beside, unit, ours: NONE, limit: NONE, ratio: NONE, bar: null, holds: null };
};

/** Median microseconds of `count` runs, one after the other. */
export async function medianOf(count: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const began = performance.now();
    await work();
    times.push((performance.now() - began) * 1000);
  }
  return figureOf(times).median;
}

/** Operations a second over about `forMs` milliseconds. */
export function rate(work: () => void, forMs = 150): number {
  let done = 0;
  const began = performance.now();
  let spent = 0;
  while (spent < forMs) {
    for (let i = 0; i < 64; i += 1) work();
    done += 64;
    spent = performance.now() - began;
  }
  return (done * 1000) / spent;
}

export const ROUNDS = 9;

/** Two columns in turn, after one round that warms both. */
export function inTurn(
  ours: () => number,
  limit: () => number,
  rounds = ROUNDS,
): readonly (readonly [number, number])[] {
  ours();
  limit();
  return Array.from({ length: rounds }, () => [ours(), limit()] as const);
}
