// What a compact's clauses show without being run: dead ones, shadowed ones, clocks that cannot both be kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readCompact } from "../core/compact/read.ts";
import { demoDocument } from "../core/testing/story.ts";
import { clausesOf } from "./clauses.ts";

/** The demo compact without what these tests are about. */
function plain(): Record<string, unknown> {
  const { "red-lines": _lines, responses: _responses, ...rest } = demoDocument();
  return rest;
}

const MENU = [
  { measure: "protest", says: { en: "A protest." }, category: "stability" },
  { measure: "freeze", says: { en: "A freeze." }, category: "restrictive", lasts: "30d" },
];
const HOSPITALS = { field: "sectors", has: ["health"] };
const line = (parts: Record<string, unknown>): Record<string, unknown> => ({
  line: "hospitals",
  says: { en: "Hospitals are left alone." },
  kind: "sabotage",
  when: HOSPITALS,
  ...parts,
});

/** The sentences about a demo compact with these parts, with the path to each. */
function said(parts: Record<string, unknown>): readonly string[] {
  const reading = readCompact({ ...plain(), ...parts });
  assert.ok(reading.ok, JSON.stringify(reading));
  return clausesOf(reading.document).clashes.map(({ says, path }) => `${says.id} ${path.join(".")}`);
}

test("good clauses are met with silence", () => {
  const except = [{ says: { en: "A test." }, when: { field: "malicious", is: "no" } }];
  const rows = [
    { row: "grave", when: { field: "severity-low", "at-least": 6 }, within: ["protest", "freeze"] },
    { row: "other", when: { field: "severity-low", "at-least": 0 }, within: ["protest"], consult: ["freeze"] },
  ];
  const parts = { "red-lines": [line({ except, responses: ["freeze"] })], responses: { menu: MENU, proportion: rows } };
  assert.deepEqual(said(parts), []);
});

test("a condition that nothing fulfils is dead", () => {
  const when = {
    all: [
      { field: "effect", is: "none" },
      { field: "effect", is: "interrupted" },
    ],
  };
  assert.deepEqual(said({ "red-lines": [line({ when })] }), ["clause.never red-lines.0.when"]);
  const severities = {
    all: [
      { field: "severity-low", "at-least": 7 },
      { field: "severity-high", "at-most": 3 },
    ],
  };
  assert.deepEqual(said({ "red-lines": [line({ when: severities })] }), ["clause.never red-lines.0.when"]);
});

test("a condition that everything fulfils says nothing", () => {
  const when = { any: [HOSPITALS, { not: HOSPITALS }, { field: "nature", in: ["collection", "disruption"] }] };
  assert.deepEqual(said({ "red-lines": [line({ when })] }), []);
  const all = { field: "nature", in: ["collection", "disruption", "sabotage", "undetermined"] };
  assert.deepEqual(said({ "red-lines": [line({ when: all })] }), ["clause.always red-lines.0.when"]);
});

test("a red line whose condition excludes the kind that it is declared for is dead", () => {
  const when = { all: [HOSPITALS, { field: "nature", is: "collection" }] };
  assert.deepEqual(said({ "red-lines": [line({ when })] }), ["clause.kind red-lines.0.kind"]);
  assert.deepEqual(said({ "red-lines": [line({ when, kind: "disruption" })] }), ["clause.kind red-lines.0.kind"]);
  assert.deepEqual(said({ "red-lines": [line({ when, kind: "collection" })] }), []);
  assert.deepEqual(said({ "red-lines": [line({ when, kind: "undetermined" })] }), []);
});

test("exclusions that together take all of a red line leave it dead", () => {
  const except = [
    { says: { en: "Known." }, when: { field: "malicious", in: ["yes", "no"] } },
    { says: { en: "Unknown." }, when: { field: "malicious", is: "unknown" } },
  ];
  assert.deepEqual(said({ "red-lines": [line({ except })] }), ["clause.swallowed red-lines.0.except"]);
  assert.deepEqual(said({ "red-lines": [line({ except: except.slice(1) })] }), []);
});

test("an exclusion that never meets its red line is dead", () => {
  const when = { all: [HOSPITALS, { field: "effect", is: "interrupted" }] };
  const except = [{ says: { en: "No effect." }, when: { field: "effect", is: "none" } }];
  assert.deepEqual(said({ "red-lines": [line({ when, except })] }), [
    "clause.idle-exclusion red-lines.0.except.0.when",
  ]);
});

test("a response whose own condition never holds when its line is crossed is dead", () => {
  const menu = [MENU[0], { ...MENU[1], when: { field: "malicious", is: "no" } }];
  const when = { all: [HOSPITALS, { field: "malicious", is: "yes" }] };
  const parts = { "red-lines": [line({ when, responses: ["freeze"] })], responses: { menu } };
  assert.deepEqual(said(parts), ["clause.response-out-of-reach red-lines.0.responses.0"]);
});

test("a row below one that takes all its incidents is shadowed, by one row or by several", () => {
  const row = (name: string, low: number, high?: number): Record<string, unknown> => ({
    row: name,
    when:
      high === undefined
        ? { field: "severity-low", "at-least": low }
        : {
            all: [
              { field: "severity-low", "at-least": low },
              { field: "severity-low", "at-most": high },
            ],
          },
    within: ["protest", "freeze"],
  });
  const proportion = (...rows: readonly unknown[]): Record<string, unknown> => ({
    responses: { menu: MENU, proportion: rows },
  });
  assert.deepEqual(said(proportion(row("low", 2), row("high", 6))), ["clause.shadowed-by responses.proportion.1.when"]);
  assert.deepEqual(said(proportion(row("low", 2, 5), row("high", 6), row("middle", 4))), [
    "clause.shadowed responses.proportion.2.when",
  ]);
  assert.deepEqual(said(proportion(row("high", 6), row("low", 2))), []);
});

test("with a proportion table, a measure that no row names or that fits none of its rows is dead", () => {
  const grave = { row: "grave", when: { field: "severity-low", "at-least": 6 }, within: ["protest"] };
  assert.deepEqual(said({ responses: { menu: MENU, proportion: [grave] } }), [
    "clause.measure-in-no-row responses.menu.1.measure",
  ]);
  const menu = [MENU[0], { ...MENU[1], when: { field: "severity-high", "at-most": 3 } }];
  const proportion = [{ ...grave, within: ["protest", "freeze"] }];
  assert.deepEqual(said({ responses: { menu, proportion } }), ["clause.measure-out-of-rows responses.menu.1.when"]);
});

test("the last row may say otherwise, and no row before it", () => {
  const always = { field: "nature", in: ["collection", "disruption", "sabotage", "undetermined"] };
  const rest = { row: "otherwise", when: always, within: ["protest", "freeze"] };
  assert.deepEqual(said({ responses: { menu: MENU, proportion: [rest] } }), []);
  const grave = { row: "grave", when: { field: "severity-low", "at-least": 6 }, within: ["freeze"] };
  assert.deepEqual(said({ responses: { menu: MENU, proportion: [rest, grave] } }), [
    "clause.always responses.proportion.0.when",
    "clause.shadowed-by responses.proportion.1.when",
  ]);
});

const CLOCKS: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ["an early warning after the report", { disclosure: { early: "96h" } }, "clock.early-after-report disclosure.early"],
  ["a final report before the report", { disclosure: { final: "2d" } }, "clock.final-before-report disclosure.final"],
  [
    "publishing before the parties are warned",
    { disclosure: { publish: [{ when: HOSPITALS, within: "1h", consent: "all" }] } },
    "clock.public-before-parties disclosure.publish.0.within",
  ],
  [
    "a notice that outlasts its measure",
    { responses: { menu: [MENU[0], { ...MENU[1], notice: "40d" }] } },
    "clock.notice-outlasts-measure responses.menu.1.lasts",
  ],
  [
    "a reply slower than the promised consultation",
    { responses: { consultation: "24h", menu: [MENU[0], { ...MENU[1], reply: "72h" }] } },
    "clock.reply-longer-than-promised responses.menu.1.reply",
  ],
  [
    "a line test that lets a machine be slower than a person",
    { line: { automatic: "2d", human: "1d" } },
    "clock.line-test line.automatic",
  ],
  ["a review that overlaps the next", { review: { every: "10d" } }, "clock.review-overlaps review.every"],
  [
    "quiet hours that leave no hour of the day",
    {
      notices: {
        quiet: [
          { from: "22:00", to: "10:00", zone: "UTC" },
          { from: "10:00", to: "22:00", zone: "UTC" },
        ],
      },
    },
    "clock.quiet-all-day notices.quiet.1",
  ],
  [
    "a marking shared with more than it allows",
    { sharing: [{ marking: "TLP:RED", with: "public", onward: "no" }] },
    "clock.shared-too-widely sharing.0.with",
  ],
  [
    "a marking passed on further than it allows",
    { sharing: [{ marking: "TLP:AMBER+STRICT", with: "members", onward: "yes" }] },
    "clock.passed-on-too-far sharing.0.onward",
  ],
];

for (const [what, parts, expected] of CLOCKS) {
  test(`${what} is a contradiction`, () => {
    assert.deepEqual(said(parts), [expected]);
  });
}

test("quiet hours of one night, and of two zones that meet only together, leave time for a notice", () => {
  const night = { from: "22:00", to: "06:00", zone: "Europe/Lisbon" };
  assert.deepEqual(said({ notices: { quiet: [night, { from: "06:00", to: "22:00", zone: "Asia/Tbilisi" }] } }), []);
});
