// The calibration itself: it does not look at what it must not see, it is checked on rows kept apart, and what
// docs/calibration.md says is what the program prints. Without the data sets these are skipped: no shared data.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { calibrate, isKeptApart } from "../bench/calibrate.ts";
import { readRows, type DataRow } from "../bench/calibrate-data.ts";
import { caseOfDcid, repliesIn } from "../bench/calibrate-dcid.ts";
import { caseOf, factsOfRow } from "../bench/calibrate-eurepoc.ts";
import { fitOf, fixedFor, ranksOf, scoreOf, spearman } from "../bench/calibrate-measure.ts";
import { proportionAgainstLawyers } from "../bench/calibrate-response.ts";

const NO_DATA = "skipped: no shared data";
const eurepoc = readRows("eurepoc/incidents_to_2022.csv");
const dcid = readRows("dcid/dcid_incidents.csv");

/** What the experts' score is summed from, the sums, and the lawyers' and politicians' answers. */
const HIDDEN = [
  "data_theft",
  "disruption",
  "hijacking",
  "has_disruption",
  "physical_effects_spatial",
  "physical_effects_temporal",
  "unweighted_intensity",
  "target_multiplier",
  "weighted_intensity",
  "impact_indicator_label",
  "impact_indicator_score",
  "response_indicator",
  "number_political_responses",
  "number_legal_responses",
];

const anyRow: fc.Arbitrary<DataRow> = fc.dictionary(
  fc.constantFrom(
    "incident_id",
    "name",
    "description",
    "incident_type",
    "mitre_impact",
    "functional_impact",
    "intelligence_impact",
    "receiver_category",
    "start_date",
    "end_date",
    "weighted_intensity",
    "method",
    "cyber_objective",
    "severity",
    "Supply Ch",
    "interactionstartdate",
    "Dyadpair",
  ),
  fc.oneof(fc.string(), fc.constantFrom("Not available", "Disruption", "Data theft;Hijacking with Misuse", "4.1", "1")),
);

test("any text in any column reads as facts, and no row stops the program", () => {
  fc.assert(
    fc.property(anyRow, fc.boolean(), (row, types) => {
      assert.equal(typeof caseOf(row, types).kind, "string");
      assert.equal(typeof caseOfDcid(row).kind, "string");
      assert.equal(repliesIn([row, row]).length, 5);
    }),
    { numRuns: 500 },
  );
});

test("whatever stands in the hidden columns, the facts of a row are the same", (t) => {
  if (eurepoc === null) return t.skip(NO_DATA);
  const spoilt = Object.fromEntries(HIDDEN.map((column) => [column, "Long-term disruption (> 24h)"]));
  for (const row of eurepoc) {
    for (const column of HIDDEN) assert.ok(Object.hasOwn(row, column), column);
    assert.deepEqual(factsOfRow({ ...row, ...spoilt }, true), factsOfRow(row, true));
  }
});

test("on rows kept apart most expert values lie in an interval that is narrow and in the right order", (t) => {
  if (eurepoc === null || dcid === null) return t.skip(NO_DATA);
  const { apart, tuned, kinds } = calibrate(
    eurepoc.map((row) => caseOf(row)),
    "eurepoc-1.3",
  );
  assert.ok(apart.rows > 800 && tuned.rows > 800);
  assert.ok(apart.covered > 0.97 && apart.width < 4.5 && (apart.rank ?? 0) > 0.5, JSON.stringify(apart));
  assert.ok(Math.abs(apart.covered - tuned.covered) < 0.02, "what was tuned holds on what was not");
  assert.equal(
    kinds.reduce((sum, { fit }) => sum + fit.rows, 0),
    apart.rows,
  );
  const dyads = calibrate(dcid.map(caseOfDcid), "dcid-2.0").apart;
  assert.ok(dyads.covered > 0.9 && dyads.width < 3, JSON.stringify(dyads));
});

test("the half that is kept apart is the same on every machine and about a half", () => {
  const ids = Array.from({ length: 2_000 }, (_, i) => String(i));
  const apart = ids.filter(isKeptApart).length;
  assert.ok(apart > 900 && apart < 1_100);
  assert.deepEqual(["1", "2", "3", "4107"].map(isKeptApart), [true, false, false, true]);
});

test("the table of proportion is beside the majority and one variable, and no better than the latter", (t) => {
  if (eurepoc === null) return t.skip(NO_DATA);
  const { scores, rows, coded } = proportionAgainstLawyers(eurepoc, isKeptApart);
  assert.equal(coded.countermeasures + coded.retorsion + coded.none, rows);
  for (const { accuracy, macroF1, rows: scored } of Object.values(scores)) {
    assert.equal(scored, rows);
    assert.ok(accuracy > 0 && accuracy < 1 && macroF1 > 0 && macroF1 < 1);
  }
  const variable = scores["one variable"]?.accuracy ?? 0;
  assert.ok(Object.values(scores).every(({ accuracy }) => accuracy <= variable));
});

test("rank correlation is of ranks with ties by their mean", () => {
  assert.deepEqual(ranksOf([10, 20, 20, 5]), [2, 3.5, 3.5, 1]);
  assert.ok(Math.abs((spearman([1, 2, 3, 4], [10, 100, 1_000, 10_000]) ?? 0) - 1) < 1e-12);
  assert.ok(Math.abs((spearman([1, 2, 3], [3, 2, 1]) ?? 0) + 1) < 1e-12);
  assert.equal(spearman([1, 1, 1], [1, 2, 3]), null);
});

test("coverage counts the ends, and a class that is never predicted counts nothing", () => {
  const fit = fitOf([
    { expert: 1, low: 1, high: 3 },
    { expert: 3, low: 1, high: 3 },
    { expert: 4, low: 1, high: 3 },
    { expert: 0, low: 1, high: 3 },
  ]);
  assert.deepEqual([fit.covered, fit.width, fit.rank], [0.5, 2, null]);
  const classed = ["a", "a", "a", "b"].map((coded) => ({ coded, predicted: "a" }));
  const { accuracy, macroF1 } = scoreOf(classed);
  assert.deepEqual([accuracy, macroF1], [0.75, 6 / 7 / 2]);
  assert.deepEqual(fixedFor([1, 1, 2, 9], 0.75), { low: 1, high: 2, covered: 0.75 });
});

test("what the page on calibration shows is what the program prints", (t) => {
  if (eurepoc === null || dcid === null) return t.skip(NO_DATA);
  const program = fileURLToPath(new URL("../bench/calibrate.ts", import.meta.url));
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [program, ...args], { encoding: "utf8", timeout: 120_000 });
  const printed = run();
  assert.equal(printed.status, 0, printed.stderr);
  const page = readFileSync(new URL("../docs/calibration.md", import.meta.url), "utf8");
  const shown = page.split("```\n").filter((_part, i) => i % 2 === 1);
  const lines = shown.flatMap((block) => block.trimEnd().split("\n"));
  const said = new Set(printed.stdout.split("\n"));
  assert.deepEqual(
    lines.filter((one) => !said.has(one)),
    [],
  );
  assert.ok(lines.length > 40);
  const json = JSON.parse(run("--json").stdout) as { eurepoc: { severity: { apart: { rows: number } } } };
  assert.ok(json.eurepoc.severity.apart.rows > 800);
});
