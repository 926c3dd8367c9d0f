// What is known of the tests of each line, once for each direction: the newest in full, older ones counted
// by the day, and since when they have gone unanswered. Bounded, however long the line is kept.
// spec/readiness.md

import type { Compact } from "../compact/compact.ts";
import type { ActId, PartyId } from "../kernel/act.ts";
import { DAY, type Instant, type Millis } from "../kernel/instant.ts";
import type { Route } from "../kernel/route.ts";
import { TEST_KINDS, type TestKind } from "./cadence.ts";
import type { OfficeRole } from "./contacts.ts";

/** How many short neutral texts there are, by number from 1: src/core/words/line holds them. */
export const NEUTRAL_TEXTS = 12;

/** Readiness looks back so far. spec/readiness.md */
export const WINDOW_DAYS = 30;

export const TEST_LIMITS = {
  /** Tests of one kind on one line that may wait for an answer in time. */
  open: 4,
  /** Tests of each kind that are kept in full: human ones as many as a cadence of half a day gives in the window. */
  kept: { automatic: 32, human: 64 },
} as const satisfies { readonly open: number; readonly kept: Record<TestKind, number> };

export type TestAnswer = {
  readonly act: ActId;
  readonly at: Instant;
  /** The office that answered a person's test. */
  readonly role: OfficeRole | null;
};

export type LineTest = {
  readonly act: ActId;
  readonly at: Instant;
  /** An answer is in time before this. */
  readonly due: Instant;
  readonly role: OfficeRole | null;
  readonly text: number;
  readonly route: Route | null;
  readonly answer: TestAnswer | null;
};

/** The tests of one day, in drills of one paced day. */
export type Tally = {
  readonly from: Instant;
  readonly until: Instant;
  readonly given: number;
  readonly answered: number;
  readonly late: number;
};

/** The tests of one kind on one line. */
export type TestRun = {
  /** The newest, the oldest of them first. */
  readonly newest: readonly LineTest[];
  /** The days that the window may need, the oldest first. */
  readonly tallies: readonly Tally[];
  /** The first of the tests that have had no answer since the last that had one. */
  readonly waiting: LineTest | null;
  /** The last test with an answer, by the route that carried it. */
  readonly good: Readonly<Partial<Record<Route | "unsaid", LineTest>>>;
};

export type LineTests = Readonly<Record<TestKind, TestRun>>;

/** By the party that tests, then by the one that is tested. */
export type Tests = Readonly<Record<PartyId, Readonly<Record<PartyId, LineTests>>>>;

const NO_RUN: TestRun = { newest: [], tallies: [], waiting: null, good: {} };

export const runOf = (tests: Tests, by: PartyId, to: PartyId, kind: TestKind): TestRun =>
  tests[by]?.[to]?.[kind] ?? NO_RUN;

const withRun = (tests: Tests, by: PartyId, to: PartyId, kind: TestKind, run: TestRun): Tests => {
  const both = tests[by]?.[to] ?? { automatic: NO_RUN, human: NO_RUN };
  return { ...tests, [by]: { ...tests[by], [to]: { ...both, [kind]: run } } };
};

/** A day of a compact: a drill's is shorter by its pace. */
export const dayOf = ({ pace }: Compact): Millis => Math.ceil(DAY / pace);

const count = (
  tallies: readonly Tally[],
  at: Instant,
  change: Partial<Record<"given" | "answered" | "late", 1>>,
): readonly Tally[] =>
  tallies.map((tally) =>
    tally.from <= at && at < tally.until
      ? {
          ...tally,
          given: tally.given + (change.given ?? 0),
          answered: tally.answered + (change.answered ?? 0),
          late: tally.late + (change.late ?? 0),
        }
      : tally,
  );

/** The tallies with one for the day of `at`. Acts come in the order of their dates, so a new day is the last. */
function withDay(tallies: readonly Tally[], at: Instant, compact: Compact): readonly Tally[] {
  const last = tallies.at(-1);
  if (last !== undefined && at < last.until) return tallies;
  const day = dayOf(compact);
  const from = Math.max(last?.until ?? -Infinity, Math.floor(at / day) * day);
  const begun = { from, until: Math.floor(at / day) * day + day, given: 0, answered: 0, late: 0 };
  return [...tallies, begun].slice(-(WINDOW_DAYS + 1));
}

/** A test was given. */
export function addTest(
  tests: Tests,
  by: PartyId,
  to: PartyId,
  kind: TestKind,
  test: LineTest,
  compact: Compact,
): Tests {
  const run = runOf(tests, by, to, kind);
  return withRun(tests, by, to, kind, {
    ...run,
    newest: [...run.newest, test].slice(-TEST_LIMITS.kept[kind]),
    tallies: count(withDay(run.tallies, test.at, compact), test.at, { given: 1 }),
    waiting: run.waiting ?? test,
  });
}

/** A test that stands here, with the line and the kind of it. */
export type FoundTest = {
  readonly by: PartyId;
  readonly to: PartyId;
  readonly kind: TestKind;
  readonly test: LineTest;
};

/** A test by its id, among those that are kept. */
export function findTest(tests: Tests, by: PartyId, act: ActId): FoundTest | undefined {
  for (const [to, both] of Object.entries(tests[by] ?? {})) {
    for (const kind of TEST_KINDS) {
      const test = both[kind].newest.findLast((known) => known.act === act);
      if (test !== undefined) return { by, to, kind, test };
    }
  }
  return undefined;
}

/** A test was answered. Those before it are no longer waited for: the line has been proved since. */
export function addAnswer(tests: Tests, { by, to, kind, test }: FoundTest, answer: TestAnswer): Tests {
  const run = runOf(tests, by, to, kind);
  const answered = { ...test, answer };
  const newest = run.newest.map((known) => (known.act === test.act ? answered : known));
  const place = newest.indexOf(answered);
  const isAfter = run.waiting === null || run.newest.every((known, i) => known.act !== run.waiting?.act || i <= place);
  const waiting = isAfter ? (newest.find((known, i) => i > place && known.answer === null) ?? null) : run.waiting;
  const route = test.route ?? "unsaid";
  const before = run.good[route];
  const good = before === undefined || before.at <= test.at ? { ...run.good, [route]: answered } : run.good;
  const tallies = count(run.tallies, test.at, isInTime(answered) ? { answered: 1 } : { late: 1 });
  return withRun(tests, by, to, kind, { newest, tallies, waiting, good });
}

const isInTime = ({ answer, due }: LineTest): boolean => answer !== null && answer.at < due;

/** Tests of a kind on a line that wait for an answer, which would still be in time. */
export const openTests = ({ newest }: TestRun, at: Instant): readonly LineTest[] =>
  newest.filter(({ answer, due }) => answer === null && at < due);
