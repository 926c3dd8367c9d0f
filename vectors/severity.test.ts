// The vectors of severity: the file is what its maker makes, and says what the page says in words.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SCHEME_IDS } from "../src/core/assessment/scheme.ts";
import { SCHEMES } from "../src/core/assessment/schemes.ts";
import { severityVectors } from "./make-severity.ts";

type Ends = { readonly low: number; readonly high: number; readonly unknown: readonly string[] };
type Case = { readonly name: string; readonly severity: Readonly<Record<string, Ends>> };

const file = readFileSync(new URL("severity.json", import.meta.url), "utf8");
const { cases } = JSON.parse(file) as { readonly cases: readonly Case[] };
const span = (name: string, scheme: string): readonly (number | undefined)[] => {
  const ends = cases.find((one) => one.name === name)?.severity[scheme];
  return [ends?.low, ends?.high];
};

test("the file is what its maker makes", () => {
  assert.equal(file, severityVectors(), "run `node vectors/make-severity.ts`");
});

test("every case has an interval in every scheme, on its scale and never a point", () => {
  for (const { name, severity } of cases) {
    for (const id of SCHEME_IDS) {
      const { low, high } = severity[id] ?? { low: 0, high: 0 };
      assert.ok(SCHEMES[id].low <= low && low < high && high <= SCHEMES[id].high, `${name} ${id}`);
    }
  }
});

test("the example of the page is a case: a blackout as first reported, and after some days", () => {
  const page = readFileSync(new URL("../spec/assessment.md", import.meta.url), "utf8");
  const [first, later] = ["a blackout as first reported", "a blackout of some days"].map((name) =>
    span(name, "downrung-1").join("–"),
  );
  assert.match(page, new RegExp(`downrung-1 +${first} .*\\n.*\\n.*downrung-1 +${later} `));
});

test("a strategic system raises nothing, and a set that is known to be empty narrows", () => {
  for (const id of SCHEME_IDS) {
    assert.deepEqual(
      span("a strategic system touched raises nothing", id),
      span("collection: what follows by definition is known", id),
    );
  }
  const [, high = 0] = span("a set that is empty is known to be empty", "uk-ncsc-2018");
  assert.ok(high >= 5);
});
