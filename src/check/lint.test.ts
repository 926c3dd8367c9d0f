// The advice on a compact: each sentence where it belongs, and none where nothing is amiss.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createSpeaker } from "../cli/speak.ts";
import { readCompact } from "../core/compact/read.ts";
import { LANGUAGES } from "../core/kernel/act.ts";
import { demoDocument } from "../core/testing/story.ts";
import { checkedCompact } from "./examine.ts";
import { lint, type LintOptions } from "./lint.ts";
import { SECTIONS_ADVISED } from "./missing.ts";

/** The demo compact without what these tests are about. */
function plain(): Record<string, unknown> {
  const { "red-lines": _lines, responses: _responses, ...rest } = demoDocument();
  return rest;
}

const HOSPITALS = { line: "hospitals", kind: "sabotage", when: { field: "sectors", has: ["health"] } };
const SAID = { en: "Hospitals are left alone." };
const MEASURE = { measure: "freeze", says: { en: "A freeze." }, category: "restrictive", lasts: "30d" };

function remarks(
  parts: Record<string, unknown>,
  options: LintOptions = {},
): readonly { readonly level: string; readonly text: string }[] {
  const reading = readCompact({ ...plain(), ...parts });
  assert.ok(reading.ok, JSON.stringify(reading));
  return lint(reading.document, options).map(({ level, says, path }) => ({
    level,
    text: `${says.id} ${path.join(".")}`.trim(),
  }));
}

/** What is said of a demo compact with these parts, beside what is missing from it. */
const said = (parts: Record<string, unknown>, options: LintOptions = {}): readonly string[] =>
  remarks(parts, options)
    .map(({ text }) => text)
    .filter((text) => !text.startsWith("lint.missing."));

const real = (parts: Record<string, unknown> = {}): Record<string, unknown> => {
  const keys = { act: "A".repeat(43), log: "A".repeat(43), witness: "A".repeat(1750), line: "A".repeat(43) };
  const parties = plain()["parties"] as Record<string, Record<string, unknown>>;
  return {
    mode: "real",
    pace: undefined,
    parties: Object.fromEntries(Object.entries(parties).map(([id, about]) => [id, { ...about, keys }])),
    ...parts,
  };
};
const withoutUndefined = (value: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify({ ...plain(), ...value })) as Record<string, unknown>;

function realSaid(parts: Record<string, unknown> = {}, options: LintOptions = {}): readonly string[] {
  const reading = readCompact(withoutUndefined(real(parts)));
  assert.ok(reading.ok, JSON.stringify(reading));
  return lint(reading.document, options).map(({ says, path }) => `${says.id} ${path.join(".")}`.trim());
}

test("the demo compact lacks what a drill may lack, and nothing else is said of it", () => {
  const reading = readCompact(plain());
  assert.ok(reading.ok);
  assert.deepEqual(
    lint(reading.document).map(({ says }) => says.id),
    ["lint.missing.red-lines", "lint.missing.responses"],
  );
});

test("a real compact hears of every section that it leaves out", () => {
  const missing = realSaid({
    "red-lines": undefined,
    responses: undefined,
    "silent-after": undefined,
    line: undefined,
  });
  assert.deepEqual(
    missing.filter((text) => text.startsWith("lint.missing.")),
    SECTIONS_ADVISED.map((section) => `lint.missing.${section}`),
  );
});

test("an act that the law does not have is an error, wherever the ladder names it", () => {
  const step = {
    step: "confirm",
    opens: [{ act: "raport" }],
    owes: [{ by: "addressees", act: ["confrim"], on: "reprot", latest: "24h" }],
  };
  const ladder = [step, ...(plain()["ladder"] as unknown[]).slice(1)];
  assert.deepEqual(
    remarks({ ladder }).filter(({ level }) => level === "error"),
    ["opens.0.act", "owes.0.act.0", "owes.0.on"].map((place) => ({
      level: "error",
      text: `lint.unknown-kind.meant ladder.0.${place}`,
    })),
  );
});

test("an unknown act is answered with the one that was probably meant, and with all there are", () => {
  const [confirm = {}, ...rest] = plain()["ladder"] as readonly Record<string, unknown>[];
  const withAct = (act: string): string => {
    const owes = [{ by: "addressees", act: [act], latest: "24h" }];
    const reading = readCompact({ ...plain(), ladder: [{ ...confirm, owes }, ...rest] });
    assert.ok(reading.ok, JSON.stringify(reading));
    const [error] = lint(reading.document).filter(({ level }) => level === "error");
    assert.ok(error);
    return createSpeaker("en").tell(error.says, checkedCompact(reading.document));
  };
  assert.match(
    withAct("konfirm"),
    /^There is no act “konfirm”: .* Is “confirm” meant\? The acts are report, confirm, /,
  );
  assert.match(withAct("receipt"), /^There is no act “receipt”: nobody could ever give it\. The acts are report, /);
});

test("a time zone that does not exist is an error", () => {
  const quiet = [{ from: "22:00", to: "06:00", zone: "Mars/Olympus" }];
  const isZone = (zone: string): boolean => zone !== "Mars/Olympus";
  assert.deepEqual(said({ notices: { quiet } }, { isZone }), ["lint.no-such-zone notices.quiet.0.zone"]);
  assert.deepEqual(said({ notices: { quiet } }), []);
});

test("without a mediator, or with one whom silence never reaches, there is advice", () => {
  const { cassia: _cassia, ...two } = plain()["parties"] as Record<string, unknown>;
  const silence = [{ contact: "other-desk", after: "0s" }];
  assert.deepEqual(said({ parties: two, silence }), ["lint.no-mediator parties"]);
  assert.deepEqual(said({ silence }), ["lint.mediator-never-called silence"]);
});

test("keys that are missing are one remark while nobody has any, and one a party afterwards", () => {
  const parties = plain()["parties"] as Record<string, Record<string, unknown>>;
  assert.ok(realSaid({ parties }).includes("lint.no-keys-yet parties"));
  const some = { ...(real()["parties"] as Record<string, unknown>), borea: parties["borea"] };
  assert.deepEqual(
    realSaid({ parties: some }).filter((text) => text.startsWith("lint.no-keys")),
    ["lint.no-keys parties.borea"],
  );
});

const CASES: readonly (readonly [string, Record<string, unknown>, string])[] = [
  [
    "cooling-off that outlasts every duty",
    { "cooling-off": { longest: "96h", each: 1 } },
    "lint.cooling-too-long cooling-off.longest",
  ],
  ["no cooling-off at all", { "cooling-off": { longest: "1h", each: 0 } }, "lint.no-cooling cooling-off.each"],
  ["clocks that differ by a whole duty", { skew: "4h" }, "lint.skew-too-wide skew"],
  ["an early warning faster than practice", { disclosure: { early: "6h" } }, "lint.early-fast disclosure.early"],
  ["a report faster than practice", { disclosure: { report: "48h" } }, "lint.report-fast disclosure.report"],
  ["a final report faster than practice", { disclosure: { final: "10d" } }, "lint.final-fast disclosure.final"],
  ["tests announced late", { notices: { ahead: "2h" } }, "lint.ahead-short notices.ahead"],
  [
    "a general notice below a day",
    { responses: { notice: "12h", menu: [MEASURE] } },
    "lint.notice-short responses.notice",
  ],
  [
    "a hurried consultation",
    { responses: { consultation: "2h", menu: [MEASURE] } },
    "lint.consultation-short responses.consultation",
  ],
  [
    "a measure announced late",
    { responses: { menu: [{ ...MEASURE, notice: "1h" }] } },
    "lint.measure-notice-short responses.menu.0.notice",
  ],
  [
    "an active measure without an end",
    { responses: { menu: [{ measure: "freeze", says: { en: "A freeze." }, category: "restrictive" }] } },
    "lint.measure-without-end responses.menu.0",
  ],
  [
    "a section that is easier to change than the rest",
    { quorum: { founding: "all", amendment: "all", sections: [{ section: "ladder", of: "majority" }] } },
    "lint.section-easier quorum.sections.0",
  ],
];
for (const [what, parts, expected] of CASES) {
  test(`${what} is worth a word`, () => {
    assert.deepEqual(said({ "red-lines": [], ...parts }), [expected]);
  });
}

test("a red line without a response and a measure that no line names are worth a word", () => {
  const parts = { "red-lines": [{ ...HOSPITALS, says: SAID }], responses: { menu: [MEASURE] } };
  assert.deepEqual(said(parts), ["lint.line-without-response red-lines.0", "lint.measure-unnamed responses.menu.0"]);
  const bound = [{ ...HOSPITALS, says: SAID, responses: ["freeze"] }];
  assert.deepEqual(said({ ...parts, "red-lines": bound }), []);
});

test("a real compact that is in force without a signature is worth a word, a drill is not", () => {
  const quorum = { founding: "none", amendment: "all" };
  assert.ok(realSaid({ quorum }).includes("lint.founding-none quorum.founding"));
  assert.deepEqual(said({ quorum }), []);
});

test("a duty of minutes binds a sleeping desk only in earnest", () => {
  const ladder = [
    { step: "confirm", opens: [{ act: "report" }], owes: [{ by: "addressees", act: ["confirm"], latest: "30m" }] },
  ];
  const parts = { ladder: [...ladder, ...(plain()["ladder"] as unknown[]).slice(1)] };
  assert.ok(realSaid(parts).includes("lint.duty-fast ladder.0.owes.0.latest"));
  assert.ok(!said(parts).some((text) => text.startsWith("lint.duty-fast")));
});

test("dates are looked at from the day that is given, and from no other", () => {
  const today = Date.UTC(2026, 10, 23);
  const parts = { expires: "2027-01-01", review: { every: "365d" }, withdrawal: { notice: "90d" } };
  assert.deepEqual(said(parts, { today }), [
    "lint.review-after-expiry review.every",
    "lint.withdrawal-after-expiry withdrawal.notice",
  ]);
  assert.deepEqual(said({ expires: "2026-01-01" }, { today }), ["lint.expired expires"]);
  assert.deepEqual(said(parts), []);
});

test("a text that lacks a language which others have is named with its place", () => {
  const lines = [
    { ...HOSPITALS, says: { en: "Hospitals.", fr: "Hôpitaux." } },
    { ...HOSPITALS, line: "schools", says: { en: "Schools." } },
  ];
  assert.deepEqual(said({ "red-lines": lines }), ["lint.language red-lines.1.says"]);
});

test("every remark has its sentence in every language", () => {
  const source = ["lint.ts", "missing.ts", "clauses.ts", "clocks.ts", "story.ts", "bounds.ts", "tell.ts"]
    .map((file) => readFileSync(new URL(file, import.meta.url), "utf8"))
    .join("\n");
  const ids = [...source.matchAll(/"((?:lint|clause|clock|story|bounds)\.[a-z-]+)"/g)].map(([, id = ""]) => id);
  const needed = [...new Set([...ids, ...SECTIONS_ADVISED.map((section) => `lint.missing.${section}`)])];
  assert.ok(needed.length > 60);
  for (const lang of LANGUAGES) {
    const words = JSON.parse(
      readFileSync(new URL(`../core/words/check/${lang}.json`, import.meta.url), "utf8"),
    ) as Record<string, string>;
    assert.deepEqual(
      needed.filter((id) => words[id] === undefined),
      [],
      lang,
    );
  }
});
