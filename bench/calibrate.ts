// `npm run calibrate`: our intervals beside the experts' values of EuRepoC and DCID, how often incidents were
// answered, and the table of proportion beside the lawyers' coding. Rules were tuned on one half of the rows;
// what is printed is the other. With --json everything as JSON. docs/calibration.md

import { createHash } from "node:crypto";
import type { SchemeId } from "../src/core/assessment/scheme.ts";
import { severityOf } from "../src/core/assessment/severity.ts";
import { caseOfDcid, repliesIn } from "./calibrate-dcid.ts";
import { readRows } from "./calibrate-data.ts";
import { caseOf, type Case } from "./calibrate-eurepoc.ts";
import { fitOf, fixedFor, type Fit, type Judged } from "./calibrate-measure.ts";
import { answersByYear, proportionAgainstLawyers } from "./calibrate-response.ts";

/** Every second row by the digest of its number: tuning never saw these. */
export const isKeptApart = (id: string): boolean => (createHash("sha256").update(id).digest()[0] ?? 0) % 2 === 1;

type Group = { readonly name: string; readonly fit: Fit };
export type Calibration = {
  readonly scheme: SchemeId;
  readonly apart: Fit;
  readonly tuned: Fit;
  /** The narrowest one interval for all rows that covers as many of the rows kept apart. */
  readonly fixed: { readonly low: number; readonly high: number; readonly covered: number };
  readonly kinds: readonly Group[];
  readonly years: readonly Group[];
};

type Placed = Judged & { readonly kind: string; readonly year: number | null };

function groupsOf(placed: readonly Placed[], name: (one: Placed) => string | null): readonly Group[] {
  const names = [...new Set(placed.map(name))].filter((one) => one !== null).toSorted();
  return names.map((one) => ({ name: one, fit: fitOf(placed.filter((row) => name(row) === one)) }));
}

export function calibrate(cases: readonly Case[], scheme: SchemeId): Calibration {
  const placed = (list: readonly Case[]): readonly Placed[] =>
    list.flatMap(({ facts, expert, kind, year }) => {
      const { low, high } = severityOf(facts, scheme);
      return expert === null ? [] : [{ expert, low, high, kind, year }];
    });
  const apart = placed(cases.filter(({ id }) => isKeptApart(id)));
  const tuned = placed(cases.filter(({ id }) => !isKeptApart(id)));
  const fit = fitOf(apart);
  return {
    scheme,
    apart: fit,
    tuned: fitOf(tuned),
    fixed: fixedFor(
      apart.map(({ expert }) => expert),
      fit.covered,
    ),
    kinds: groupsOf(apart, ({ kind }) => kind),
    years: groupsOf(apart, ({ year }) => (year === null ? null : String(year))),
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const line = (cells: readonly string[], widths: readonly number[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ");

function sayFit(name: string, { rows, covered, width, rank }: Fit): string {
  const cells = [name, String(rows), percent(covered), width.toFixed(2), rank === null ? "–" : rank.toFixed(2)];
  return line(cells, [34, 6, 8, 7, 7]);
}

function sayCalibration(title: string, { scheme, apart, tuned, fixed, kinds, years }: Calibration): readonly string[] {
  return [
    `${title}, in ${scheme}`,
    line(["", "rows", "covered", "width", "rank"], [34, 6, 8, 7, 7]),
    sayFit("rows kept apart", apart),
    sayFit("rows tuned on", tuned),
    ...kinds.map(({ name, fit }) => sayFit(`  ${name}`, fit)),
    ...years.map(({ name, fit }) => sayFit(`  ${name}`, fit)),
    `one interval for all rows, ${fixed.low}–${fixed.high}, covers ${percent(fixed.covered)}`,
    "",
  ];
}

type Told = { readonly json: Readonly<Record<string, unknown>>; readonly lines: readonly string[] };

function eurepoc(): Told {
  const rows = readRows("eurepoc/incidents_to_2022.csv");
  if (rows === null) return { json: { eurepoc: null }, lines: ["EuRepoC skipped: no shared data", ""] };
  const severity = calibrate(
    rows.map((row) => caseOf(row)),
    "eurepoc-1.3",
  );
  const blind = calibrate(
    rows.map((row) => caseOf(row, false)),
    "eurepoc-1.3",
  );
  const answers = answersByYear(rows);
  const proportion = proportionAgainstLawyers(rows, isKeptApart);
  const { coded, scores } = proportion;
  const answered = answers.reduce((sum, year) => sum + year.answered, 0);
  const dated = answers.reduce((sum, year) => sum + year.rows, 0);
  return {
    json: { eurepoc: { severity, blind, answers, proportion } },
    lines: [
      ...sayCalibration("EuRepoC 1.3, incidents that began up to 2022", severity),
      sayFit("without incident_type as well", blind.apart),
      "",
      `any coded response: ${answered} of ${dated}, ${percent(answered / dated)}`,
      ...answers
        .filter((year) => year.rows >= 20)
        .map((year) => line([`  ${year.year}`, String(year.rows), percent(year.answered / year.rows)], [34, 6, 8])),
      "",
      `proportion of coalition-response beside the lawyers' coding, ${proportion.rows} rows kept apart`,
      `  coded: countermeasures ${coded.countermeasures}, retorsion ${coded.retorsion}, none ${coded.none}`,
      line(["", "accuracy", "macro-F1"], [42, 8, 8]),
      ...Object.entries(scores).map(([name, { accuracy, macroF1 }]) =>
        line(
          [name === "one variable" ? `${name}: ${proportion.variable}` : name, percent(accuracy), macroF1.toFixed(3)],
          [42, 8, 8],
        ),
      ),
      "",
    ],
  };
}

function dcid(): Told {
  const rows = readRows("dcid/dcid_incidents.csv");
  if (rows === null) return { json: { dcid: null }, lines: ["DCID skipped: no shared data", ""] };
  const severity = calibrate(rows.map(caseOfDcid), "dcid-2.0");
  const replies = repliesIn(rows);
  return {
    json: { dcid: { severity, replies } },
    lines: [
      ...sayCalibration("DCID 2.0, 25 of 40 dyads", severity),
      "an incident the other way within so many days",
      line(["  days", "rows", "replied", "higher"], [34, 6, 8, 8]),
      ...replies.map(({ days, incidents, replied, higher }) =>
        line([`  ${days}`, String(incidents), percent(replied), percent(higher)], [34, 6, 8, 8]),
      ),
      "",
    ],
  };
}

if (import.meta.main) {
  const told = [eurepoc(), dcid()];
  const json = Object.assign({}, ...told.map((one) => one.json)) as unknown;
  const text = process.argv.includes("--json")
    ? JSON.stringify(json, null, 2)
    : told.flatMap(({ lines }) => lines).join("\n");
  process.stdout.write(`${text.trimEnd()}\n`);
}
