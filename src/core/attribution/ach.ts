// The analysis of competing hypotheses as counting: a hypothesis stands for as long as little speaks against it,
// and what speaks against it weighs as much as its source and itself are graded. It ranks what a party has
// marked and decides nothing. spec/attribution.md

import type { Evidence, InformationGrade, Judgement, Mark, MatrixRow, SourceGrade } from "../kernel/attribution.ts";
import { refOf } from "./occasion.ts";

/** In quarters. F and 6 stand in the middle: what cannot be judged is not held to be the worst. */
const SOURCE_QUARTERS: Readonly<Record<SourceGrade, number>> = { A: 4, B: 3, C: 2, D: 1, E: 0, F: 2 };
const INFORMATION_QUARTERS: Readonly<Record<InformationGrade, number>> = { 1: 4, 2: 3, 3: 2, 4: 1, 5: 0, 6: 2 };

/** What an item weighs, from 0 to 8. */
export const weightOf = ({ source, information }: Pick<Evidence, "source" | "information">): number =>
  SOURCE_QUARTERS[source] + INFORMATION_QUARTERS[information];

/** Only what speaks against a hypothesis counts: what fits one mostly fits others too. */
const AGAINST: Readonly<Record<Mark, number>> = { cc: 0, c: 0, n: 0, i: 1, ii: 2 };
const OPPOSITE: Readonly<Record<Mark, Mark>> = { cc: "ii", c: "i", n: "n", i: "c", ii: "cc" };

type Weighed = { readonly item: string; readonly weight: number; readonly marks: ReadonlyMap<string, Mark> };

export type Ranked = {
  readonly id: string;
  /** What speaks against it: the sum of marks and weights. */
  readonly against: number;
  /** From 1; those against which the same speaks share a place. */
  readonly rank: number;
};

/** What one item does to the ranking: were it not there, and did it say the opposite. */
export type Telling = {
  readonly evidence: Evidence;
  readonly item: string;
  /** Those against which least would speak. */
  readonly without: readonly string[];
  readonly opposite: readonly string[];
  readonly changesFirst: "without" | "opposite" | "no";
  /** Pairs of hypotheses that would change their order. */
  readonly movedWithout: number;
  readonly movedOpposite: number;
  /** How far it sets the hypotheses apart. */
  readonly apart: number;
};

type Judged = Pick<Judgement, "hypotheses" | "matrix">;

/** What a row says to a hypothesis. Names are free, so that one may be called as every object's own parts are. */
export const markOf = (marks: MatrixRow["marks"], id: string): Mark =>
  (Object.hasOwn(marks, id) ? marks[id] : undefined) ?? "n";

/** Every row with the weight that its item had when the judgement was given. */
const weighed = ({ hypotheses, matrix }: Judged): readonly Weighed[] =>
  matrix.map((row) => ({
    item: row.item,
    weight: weightOf(row),
    marks: new Map(hypotheses.map(({ id }) => [id, markOf(row.marks, id)])),
  }));

/** What one row lets speak against each hypothesis, in their order. */
const pointsOf = ({ weight, marks }: Weighed): readonly number[] =>
  [...marks.values()].map((mark) => weight * AGAINST[mark]);

const sumOf = (ids: readonly string[], rows: ReadonlyArray<readonly number[]>): readonly number[] =>
  ids.map((_, i) => rows.reduce((sum, points) => sum + (points[i] ?? 0), 0));

function rank(ids: readonly string[], sums: readonly number[]): readonly Ranked[] {
  const scores = ids.map((id, i) => ({ id, against: sums[i] ?? 0 }));
  return scores
    .map((score) => ({ ...score, rank: 1 + scores.filter(({ against }) => against < score.against).length }))
    .toSorted((a, b) => a.rank - b.rank);
}

/** The hypotheses, least spoken against first; in one place they stand as their author named them. */
export function ranking(judged: Judged): readonly Ranked[] {
  const ids = judged.hypotheses.map(({ id }) => id);
  return rank(ids, sumOf(ids, weighed(judged).map(pointsOf)));
}

const firstOf = (ranked: readonly Ranked[]): readonly string[] =>
  ranked.filter((each) => each.rank === 1).map(({ id }) => id);

/** In how many pairs the one that stood before the other does so no more. */
function moved(before: readonly Ranked[], after: readonly Ranked[]): number {
  const rankAfter = new Map(after.map((each) => [each.id, each.rank]));
  const orderIn = (a: Ranked, b: Ranked): number => Math.sign((rankAfter.get(a.id) ?? 0) - (rankAfter.get(b.id) ?? 0));
  return before.reduce(
    (sum, a, i) => sum + before.slice(i + 1).filter((b) => Math.sign(a.rank - b.rank) !== orderIn(a, b)).length,
    0,
  );
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

/** Each item that the judgement rests on, the one that would move it most first. */
export function telling(judged: Judged, evidence: readonly Evidence[]): readonly Telling[] {
  const ids = judged.hypotheses.map(({ id }) => id);
  const rows = weighed(judged);
  const sums = sumOf(ids, rows.map(pointsOf));
  const present = rank(ids, sums);
  const first = firstOf(present);
  const told = rows.flatMap((row): readonly Telling[] => {
    const held = evidence.find((item) => refOf(item) === row.item);
    if (held === undefined) return [];
    const turned = { ...row, marks: new Map([...row.marks].map(([id, mark]) => [id, OPPOSITE[mark]])) };
    const [points, others] = [pointsOf(row), pointsOf(turned)];
    const rest = sums.map((sum, i) => sum - (points[i] ?? 0));
    const gone = rank(ids, rest);
    const opposed = rank(ids, sumOf(ids, [rest, others]));
    const [without, opposite] = [firstOf(gone), firstOf(opposed)];
    return [
      {
        evidence: held,
        item: row.item,
        without,
        opposite,
        changesFirst: !same(without, first) ? "without" : !same(opposite, first) ? "opposite" : "no",
        movedWithout: moved(present, gone),
        movedOpposite: moved(present, opposed),
        apart: Math.max(...points) - Math.min(...points),
      },
    ];
  });
  return told.toSorted(byEffect);
}

const CHANGES = ["without", "opposite", "no"] as const;

const byEffect = (a: Telling, b: Telling): number =>
  CHANGES.indexOf(a.changesFirst) - CHANGES.indexOf(b.changesFirst) ||
  b.movedWithout - a.movedWithout ||
  b.movedOpposite - a.movedOpposite ||
  b.apart - a.apart ||
  (a.item < b.item ? -1 : 1);

/** The single item that would move the judgement most; undefined where none would move anything. */
export const mostTelling = (told: readonly Telling[]): Telling | undefined =>
  told.find(({ movedWithout, movedOpposite, apart }) => movedWithout + movedOpposite + apart > 0);
