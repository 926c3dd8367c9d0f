// Readiness as CSV (RFC 4180): a row for each line, direction and kind of test, for reports and
// spreadsheets. Times are UTC, lengths seconds; what is not known is an empty cell. spec/readiness.md

import { stringify } from "csv-stringify/sync";
import { printInstant, SECOND, type Instant, type Millis } from "../core/kernel/instant.ts";
import { ROUTES } from "../core/kernel/route.ts";
import { TEST_KINDS, type TestKind } from "../core/line/cadence.ts";
import type { LineReadiness } from "../core/line/readiness.ts";

type Report = {
  readonly compact: string;
  readonly window: { readonly from: Instant; readonly until: Instant };
  readonly lines: readonly LineReadiness[];
};

const time = (at: Instant | null | undefined): string => (at === null || at === undefined ? "" : printInstant(at));
const seconds = (length: Millis | null): string => (length === null ? "" : String(length / SECOND));

function rowOf(
  { compact, window }: Report,
  line: LineReadiness,
  kind: TestKind,
): Readonly<Record<string, string | number>> {
  const figures = line[kind];
  const { of, median, p95 } = line.humanAnswer;
  const byPeople = kind === "human";
  return {
    compact,
    from: time(window.from),
    until: time(window.until),
    "tested-by": line.by,
    tested: line.to,
    kind,
    given: figures.given,
    answered: figures.answered,
    late: figures.late,
    missed: figures.missed,
    underway: figures.underway,
    share: figures.share === null ? "" : figures.share.toFixed(4),
    "times-of": byPeople ? of : "",
    "median-seconds": byPeople ? seconds(median) : "",
    "p95-seconds": byPeople ? seconds(p95) : "",
    "last-given": time(figures.lastGivenAt),
    "last-answered": time(figures.lastAnsweredAt),
    ...Object.fromEntries(
      [...ROUTES, "unsaid" as const].map((route) => [`last-good-${route}`, time(line.lastGood[route]?.at)]),
    ),
  };
}

export const readinessToCsv = (report: Report): string =>
  stringify(
    report.lines.flatMap((line) => TEST_KINDS.map((kind) => rowOf(report, line, kind))),
    { header: true, bom: true, escape_formulas: true, record_delimiter: "\r\n" },
  );
