// The schemes side by side: for each plain meaning, where it lies in each. This table is the project's own
// judgement. No official mapping is published, and the scales do not measure the same thing. NCISS has no
// column, because no source for its bands could be confirmed. spec/assessment.md

import type { SchemeId } from "./scheme.ts";

type Range = readonly [low: number, high: number];

export type CrosswalkRow = {
  readonly meaning: string;
  /** What a scheme says of it; several ranges where its order of levels is another. */
  readonly ranges: Readonly<Record<Exclude<SchemeId, "nciss">, readonly Range[]>>;
};

const row = (
  meaning: string,
  own: Range,
  ppd: Range,
  ncsc: Range,
  dcid: readonly Range[],
  eurepoc: Range,
): CrosswalkRow => ({
  meaning,
  ranges: { "downrung-1": [own], "ppd-41": [ppd], "uk-ncsc-2018": [ncsc], "dcid-2.0": dcid, "eurepoc-1.3": [eurepoc] },
});

/** From the mildest to the gravest. */
export const CROSSWALK: readonly CrosswalkRow[] = [
  row("probe", [0, 1], [0, 1], [5, 6], [[1, 1]], [0, 1]),
  row("nuisance", [1, 3], [1, 2], [4, 6], [[2, 2]], [1, 2]),
  row("espionage-in-one-network", [1, 4], [1, 3], [3, 5], [[3, 3]], [1, 4]),
  row("espionage-in-many-networks", [2, 5], [2, 3], [2, 4], [[4, 4]], [2, 5]),
  row("essential-service-out-over-a-day", [4, 7], [3, 4], [1, 3], [[5, 6]], [4, 8]),
  row(
    "physical-damage",
    [4, 9],
    [4, 5],
    [1, 2],
    [
      [6, 6],
      [9, 9],
    ],
    [6, 15],
  ),
  row(
    "deaths",
    [7, 10],
    [5, 5],
    [1, 1],
    [
      [7, 8],
      [10, 10],
    ],
    [8, 15],
  ),
];

type Interval = { readonly low: number; readonly high: number };
type Walked = Exclude<SchemeId, "nciss">;

const meets = (ranges: readonly Range[], { low, high }: Interval): boolean =>
  ranges.some(([from, to]) => from <= high && low <= to);

/** The meanings that an interval has room for, and where they lie in the other scheme. Null where there is none. */
export function walk(
  interval: Interval,
  from: Walked,
  to: Walked,
): (Interval & { readonly meanings: readonly string[] }) | null {
  const rows = CROSSWALK.filter(({ ranges }) => meets(ranges[from], interval));
  const ends = rows.flatMap(({ ranges }) => ranges[to]).flat();
  if (ends.length === 0) return null;
  return { low: Math.min(...ends), high: Math.max(...ends), meanings: rows.map(({ meaning }) => meaning) };
}
