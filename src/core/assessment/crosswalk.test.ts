// The table against the schemes that it compares, and against the page that people read.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { NO_FACTS, type Facts } from "../compact/facts.ts";
import { CROSSWALK, walk } from "./crosswalk.ts";
import { SCHEMES } from "./schemes.ts";
import { severityOf } from "./severity.ts";

const QUIET: Partial<Facts> = { physical: "none", deaths: "none", prepositioned: "no", campaign: "no" };
const CALM: Partial<Facts> = { ...QUIET, civilians: "no", recovery: "regular", ongoing: "no", people: 20 };

/** One incident as each meaning has it in mind. */
const EXAMPLES: Readonly<Record<string, Partial<Facts>>> = {
  probe: { ...CALM, nature: "disruption", effect: "none", information: "none", spread: "one-system" },
  nuisance: { ...CALM, nature: "disruption", effect: "degraded", information: "none", duration: "hours" },
  "espionage-in-one-network": { ...CALM, nature: "collection", information: "proprietary", spread: "one-network" },
  "espionage-in-many-networks": { ...CALM, nature: "collection", information: "proprietary", spread: "many-networks" },
  "essential-service-out-over-a-day": {
    ...QUIET,
    nature: "sabotage",
    effect: "interrupted",
    information: "destroyed",
    sectors: ["energy"],
    duration: "days",
    spread: "many-networks",
  },
  "physical-damage": {
    nature: "sabotage",
    physical: "wide",
    effect: "control-lost",
    sectors: ["energy"],
    deaths: "none",
  },
  deaths: { nature: "sabotage", physical: "wide", deaths: "many", effect: "control-lost", sectors: ["energy"] },
};

test("an incident as each meaning has it in mind lies within reach of its row in every scheme", () => {
  for (const { meaning, ranges } of CROSSWALK) {
    for (const [id, list] of Object.entries(ranges)) {
      const { low, high } = severityOf({ ...NO_FACTS, ...EXAMPLES[meaning] }, id as keyof typeof ranges);
      assert.ok(
        list.some(([from, to]) => from <= high && low <= to),
        `${meaning} ${id}: ${low}–${high}`,
      );
    }
  }
});

test("every range lies on its scale, and from row to row none becomes milder at its grave end", () => {
  for (const [i, { ranges, meaning }] of CROSSWALK.entries()) {
    for (const [id, list] of Object.entries(ranges)) {
      const scheme = SCHEMES[id as keyof typeof ranges];
      const grave = (at: number): number => {
        const ends = (CROSSWALK[at]?.ranges[id as keyof typeof ranges] ?? []).flat();
        return scheme.runs === "up" ? Math.max(...ends) : -Math.min(...ends);
      };
      for (const [low, high] of list) assert.ok(scheme.low <= low && low <= high && high <= scheme.high, meaning);
      if (i > 0) assert.ok(grave(i) >= grave(i - 1), `${meaning} ${id}`);
    }
  }
});

test("walking over and back never loses what one set out with", () => {
  const there = walk({ low: 1, high: 2 }, "ppd-41", "uk-ncsc-2018");
  assert.deepEqual(there?.meanings[0], "probe");
  for (const from of ["downrung-1", "ppd-41", "uk-ncsc-2018", "eurepoc-1.3"] as const) {
    for (const { ranges } of CROSSWALK) {
      const [[low, high] = [0, 0]] = ranges[from];
      const over = walk({ low, high }, from, "dcid-2.0");
      const back = over === null ? null : walk(over, "dcid-2.0", from);
      assert.ok(back !== null && back.low <= low && high <= back.high, from);
    }
  }
});

test("a level that no meaning stands for has no counterpart", () => {
  assert.equal(walk({ low: 0, high: 0 }, "dcid-2.0", "ppd-41"), null);
});

test("the page shows the table that the law has", () => {
  const page = readFileSync(new URL("../../../spec/assessment.md", import.meta.url), "utf8");
  const said = (list: readonly (readonly [number, number])[]): string =>
    list.map(([low, high]) => (low === high ? String(low) : `${low}–${high}`)).join(", ");
  for (const { meaning, ranges } of CROSSWALK) {
    const cells = Object.values(ranges).map(said);
    const line = page.split("\n").find((text) => text.startsWith(`| \`${meaning}\``));
    assert.deepEqual(
      line
        ?.split("|")
        .slice(2, 7)
        .map((cell) => cell.trim()),
      cells,
      meaning,
    );
  }
});
