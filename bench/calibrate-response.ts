// What was answered to incidents, and the compact's table of proportion beside what international lawyers
// coded as justified. The table speaks of measures; which legal class a measure belongs to is said here.

import { readFileSync } from "node:fs";
import type { Compact } from "../src/core/compact/compact.ts";
import { readCompact } from "../src/core/compact/read.ts";
import { NO_FACTS } from "../src/core/compact/facts.ts";
import { severityOf } from "../src/core/assessment/severity.ts";
import { proportionOf } from "../src/core/response/views.ts";
import { readYaml } from "../src/interop/yaml.ts";
import { caseOf, type Case } from "./calibrate-eurepoc.ts";
import { valueOf, type DataRow } from "./calibrate-data.ts";
import { mostFrequent, scoreOf, type Score } from "./calibrate-measure.ts";

const COMPACT = new URL("../compacts/coalition-response.yaml", import.meta.url);

export type Legal = "countermeasures" | "retorsion" | "none";

/** Freezing assets and limiting trade may breach what is owed and need a countermeasure's ground; the others are unfriendly and lawful. */
const COUNTERMEASURES = ["listing", "trade-limits"] as const;
const RETORSIONS = ["mission-limits", "joint-statement"] as const;

const CODED: readonly (readonly [string, Legal])[] = [
  ["Countermeasures", "countermeasures"],
  ["Unfriendly acts", "retorsion"],
  ["No response", "none"],
];

const codedOf = (row: DataRow): Legal | null => {
  const text = valueOf(row, "response_indicator") ?? "";
  return CODED.find(([start]) => text.startsWith(start))?.[1] ?? null;
};

function coalition(): Compact {
  const yaml = readYaml(readFileSync(COMPACT, "utf8"));
  const reading = yaml.ok ? readCompact(yaml.value) : { ok: false as const };
  if (!reading.ok) throw new Error("the compact of the coalition does not read");
  return reading.compact;
}

/** The gravest class of which some measure is within the table or could be after a consultation. */
function classOf(compact: Compact, { facts }: Case, severity: number): Legal {
  const stated = { ...NO_FACTS, ...facts, "severity-low": Math.max(compact.scheme.low, severity) };
  const allowed = (measure: string): boolean => {
    const { is } = proportionOf(compact, stated, measure);
    return is === "within" || is === "needs-consultation";
  };
  if (COUNTERMEASURES.some(allowed)) return "countermeasures";
  return RETORSIONS.some(allowed) ? "retorsion" : "none";
}

export type ProportionResult = {
  readonly rows: number;
  readonly coded: Readonly<Record<Legal, number>>;
  readonly scores: Readonly<Record<string, Score>>;
  readonly variable: string;
};

/** The column whose commonest class by value is right most often among the rows that a rule may be made from. */
const VARIABLE = "state_responsibility_actor";

/** Scores on the rows kept apart; the majority and the rule of one variable are made from the other half. */
export function proportionAgainstLawyers(
  rows: readonly DataRow[],
  keptApart: (id: string) => boolean,
): ProportionResult {
  const compact = coalition();
  const told = rows.flatMap((row) => {
    const coded = codedOf(row);
    return coded === null ? [] : [{ row, coded, apart: keptApart(row["incident_id"] ?? "") }];
  });
  const made = told.filter(({ apart }) => !apart);
  const apart = told.filter((one) => one.apart);
  const group = (row: DataRow): string => row[VARIABLE] ?? "";
  const majority = mostFrequent(made.map(({ coded }) => ({ group: "", coded }))).get("") ?? "";
  const byVariable = mostFrequent(made.map(({ row, coded }) => ({ group: group(row), coded })));
  const scored = (predict: (row: DataRow) => string): Score =>
    scoreOf(apart.map(({ row, coded }) => ({ coded, predicted: predict(row) })));
  const read = (row: DataRow, end: "low" | "middle" | "high"): Legal => {
    const { low, high } = severityOf(caseOf(row).facts, "eurepoc-1.3");
    return classOf(compact, caseOf(row), { low, middle: Math.round((low + high) / 2), high }[end]);
  };
  return {
    rows: apart.length,
    coded: {
      countermeasures: apart.filter(({ coded }) => coded === "countermeasures").length,
      retorsion: apart.filter(({ coded }) => coded === "retorsion").length,
      none: apart.filter(({ coded }) => coded === "none").length,
    },
    variable: VARIABLE,
    scores: {
      "table, lower end (as the law reads it)": scored((row) => read(row, "low")),
      "table, middle": scored((row) => read(row, "middle")),
      "table, upper end": scored((row) => read(row, "high")),
      "table, the experts' own severity": scored((row) => classOf(compact, caseOf(row), caseOf(row).expert ?? 1)),
      "majority class": scored(() => majority),
      "one variable": scored((row) => byVariable.get(group(row)) ?? majority),
    },
  };
}

export type AnsweredYear = { readonly year: number; readonly rows: number; readonly answered: number };

/** Rows with a coded political or legal response, by the year in which the incident began. */
export function answersByYear(rows: readonly DataRow[]): readonly AnsweredYear[] {
  const counts = new Map<number, { rows: number; answered: number }>();
  for (const row of rows) {
    const { year } = caseOf(row);
    if (year === null) continue;
    const count = counts.get(year) ?? { rows: 0, answered: 0 };
    counts.set(year, count);
    count.rows += 1;
    if (Number(row["number_political_responses"]) > 0 || Number(row["number_legal_responses"]) > 0) count.answered += 1;
  }
  return [...counts].toSorted(([a], [b]) => a - b).map(([year, count]) => ({ year, ...count }));
}
