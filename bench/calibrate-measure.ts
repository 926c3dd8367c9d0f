// What is measured of a judgement beside an expert's: coverage, width, rank correlation, accuracy and F1.

/** An expert's value and our interval for the same case. */
export type Judged = { readonly expert: number; readonly low: number; readonly high: number };
export type Fit = {
  readonly rows: number;
  /** Share of rows whose expert value lies in our interval. */
  readonly covered: number;
  readonly width: number;
  /** Spearman's rank correlation of the middle of our interval with the expert's value; null where one never varies. */
  readonly rank: number | null;
};

const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

/** Ranks from 1, ties by their mean. */
export function ranksOf(list: readonly number[]): readonly number[] {
  const sorted = list.toSorted((a, b) => a - b);
  const places = new Map<number, { first: number; count: number }>();
  for (const [i, value] of sorted.entries()) {
    const place = places.get(value);
    if (place === undefined) places.set(value, { first: i + 1, count: 1 });
    else place.count += 1;
  }
  return list.map((value) => {
    const { first, count } = places.get(value) ?? { first: 0, count: 1 };
    return first + (count - 1) / 2;
  });
}

export function spearman(a: readonly number[], b: readonly number[]): number | null {
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)];
  const [meanA, meanB] = [mean(ranksA), mean(ranksB)];
  const off = ranksA.map((rank, i) => [rank - meanA, (ranksB[i] ?? 0) - meanB] as const);
  const spread = Math.sqrt(mean(off.map(([x]) => x * x)) * mean(off.map(([, y]) => y * y)));
  return spread === 0 || off.length === 0 ? null : mean(off.map(([x, y]) => x * y)) / spread;
}

export function fitOf(judged: readonly Judged[]): Fit {
  const inside = judged.filter(({ expert, low, high }) => low <= expert && expert <= high);
  const middles = judged.map(({ low, high }) => (low + high) / 2);
  return {
    rows: judged.length,
    covered: inside.length / judged.length,
    width: mean(judged.map(({ low, high }) => high - low)),
    rank: spearman(
      middles,
      judged.map(({ expert }) => expert),
    ),
  };
}

/** What was coded and what was predicted for the same row. */
export type Classed = { readonly coded: string; readonly predicted: string };
export type Score = { readonly rows: number; readonly accuracy: number; readonly macroF1: number };

/** Accuracy, and F1 averaged over the classes that occur among the coded: a class that is never predicted counts 0. */
export function scoreOf(classed: readonly Classed[]): Score {
  const classes = [...new Set(classed.map(({ coded }) => coded))];
  const count = (holds: (one: Classed) => boolean): number => classed.filter(holds).length;
  const f1 = classes.map((name) => {
    const hit = count(({ coded, predicted }) => coded === name && predicted === name);
    const either = count(({ coded }) => coded === name) + count(({ predicted }) => predicted === name);
    return either === 0 ? 0 : (2 * hit) / either;
  });
  return {
    rows: classed.length,
    accuracy: count(({ coded, predicted }) => coded === predicted) / classed.length,
    macroF1: mean(f1),
  };
}

/** The commonest class of each group of the rows that a rule is made from. */
export function mostFrequent(
  rows: readonly { readonly group: string; readonly coded: string }[],
): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { group, coded } of rows) {
    const inGroup = counts.get(group) ?? new Map<string, number>();
    inGroup.set(coded, (inGroup.get(coded) ?? 0) + 1);
    counts.set(group, inGroup);
  }
  const top = (inGroup: ReadonlyMap<string, number>): string =>
    [...inGroup].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
  return new Map([...counts].map(([group, inGroup]) => [group, top(inGroup)]));
}

/** The narrowest one interval that covers at least this share of the values: what a judgement must be better than. */
export function fixedFor(
  values: readonly number[],
  share: number,
): { readonly low: number; readonly high: number; readonly covered: number } {
  const levels = [...new Set(values)].toSorted((a, b) => a - b);
  const all = levels.flatMap((low) => levels.filter((high) => high >= low).map((high) => ({ low, high })));
  const covering = all
    .map((ends) => ({
      ...ends,
      covered: values.filter((value) => ends.low <= value && value <= ends.high).length / values.length,
    }))
    .filter(({ covered }) => covered >= share);
  const [narrowest] = covering.toSorted((a, b) => a.high - a.low - (b.high - b.low) || b.covered - a.covered);
  return narrowest ?? { low: Number.NaN, high: Number.NaN, covered: Number.NaN };
}
