// How ready each line has been over the last thirty days, once for each direction: how many tests were
// answered and how fast people answered. Both sides compute it from the same signed acts. spec/readiness.md

import type { Compact } from "../compact/compact.ts";
import type { ActId, PartyId } from "../kernel/act.ts";
import type { Instant, Millis } from "../kernel/instant.ts";
import type { Route } from "../kernel/route.ts";
import { linesOf, TEST_KINDS, type TestKind } from "./cadence.ts";
import type { LineState } from "./state.ts";
import { dayOf, runOf, WINDOW_DAYS, type LineTest, type TestRun } from "./tests.ts";

/** The tests of one kind on one line in the window. */
export type TestFigures = {
  readonly given: number;
  /** Answered in time. */
  readonly answered: number;
  readonly late: number;
  readonly missed: number;
  /** Without an answer yet, and still in time. */
  readonly underway: number;
  /** Answered in time, of those whose time is over or that have an answer; null when there is none. */
  readonly share: number | null;
  readonly lastGivenAt: Instant | null;
  readonly lastAnsweredAt: Instant | null;
};

export type AnswerTimes = {
  /** So many answers, of the newest tests in the window. */
  readonly of: number;
  readonly median: Millis | null;
  readonly p95: Millis | null;
};

/** `by` has tested, `to` was to answer. */
export type LineReadiness = {
  readonly by: PartyId;
  readonly to: PartyId;
  readonly automatic: TestFigures;
  readonly human: TestFigures;
  /** How long people took to answer. */
  readonly humanAnswer: AnswerTimes;
  /** The last test with an answer, by the route that carried it; `unsaid` where no route was named. */
  readonly lastGood: Readonly<Partial<Record<Route | "unsaid", { readonly test: ActId; readonly at: Instant }>>>;
};

/** The window begins with a whole day, so that what is counted by the day can be counted by anyone. */
export function windowAt(compact: Compact, now: Instant): { readonly from: Instant; readonly until: Instant } {
  const day = dayOf(compact);
  return { from: Math.floor(now / day) * day - (WINDOW_DAYS - 1) * day, until: now };
}

function figuresOf(run: TestRun, from: Instant, now: Instant): TestFigures {
  const tallies = run.tallies.filter((tally) => tally.from >= from);
  const sum = (field: "given" | "answered" | "late"): number => tallies.reduce((all, tally) => all + tally[field], 0);
  const [given, answered, late] = [sum("given"), sum("answered"), sum("late")];
  const underway = run.newest.filter(({ at, answer, due }) => at >= from && answer === null && now < due).length;
  const over = given - underway;
  const answeredAt = Object.values(run.good).map(({ answer }) => answer?.at ?? 0);
  return {
    given,
    answered,
    late,
    missed: over - answered - late,
    underway,
    share: over === 0 ? null : answered / over,
    lastGivenAt: run.newest.at(-1)?.at ?? null,
    lastAnsweredAt: answeredAt.length === 0 ? null : Math.max(...answeredAt),
  };
}

/** Nearest rank: the smallest value that at least this share of all do not exceed. */
const rank = (sorted: readonly Millis[], share: number): Millis | null =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;

function timesOf({ newest }: TestRun, from: Instant): AnswerTimes {
  const times = newest
    .filter(({ at }) => at >= from)
    .flatMap(({ at, answer }) => (answer === null ? [] : [answer.at - at]))
    .toSorted((a, b) => a - b);
  return { of: times.length, median: rank(times, 0.5), p95: rank(times, 0.95) };
}

const newer = (one: LineTest | undefined, other: LineTest | undefined): LineTest | undefined =>
  one === undefined || (other !== undefined && other.at > one.at) ? other : one;

function lastGoodOf(runs: readonly TestRun[]): LineReadiness["lastGood"] {
  const last: Partial<Record<Route | "unsaid", { test: ActId; at: Instant }>> = {};
  for (const route of new Set(runs.flatMap(({ good }) => Object.keys(good) as (Route | "unsaid")[]))) {
    const test = runs.reduce<LineTest | undefined>((best, { good }) => newer(best, good[route]), undefined);
    if (test !== undefined) last[route] = { test: test.act, at: test.at };
  }
  return last;
}

/** The readiness of every line at `now`, in the order of the compact's parties. */
export function readinessOf(
  { tests }: Pick<LineState, "tests">,
  compact: Compact,
  now: Instant,
): readonly LineReadiness[] {
  const { from } = windowAt(compact, now);
  return linesOf(compact).map(({ by, to }) => {
    const run = (kind: TestKind): TestRun => runOf(tests, by, to, kind);
    return {
      by,
      to,
      automatic: figuresOf(run("automatic"), from, now),
      human: figuresOf(run("human"), from, now),
      humanAnswer: timesOf(run("human"), from),
      lastGood: lastGoodOf(TEST_KINDS.map(run)),
    };
  });
}
