// A counterexample in words: told from what the law did, complete, and the same in six languages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSpeaker } from "../cli/speak.ts";
import type { Compact } from "../core/compact/compact.ts";
import { LANGUAGES } from "../core/kernel/act.ts";
import { parseDuration } from "../core/kernel/instant.ts";
import { REGULAR } from "../core/kernel/verdict.ts";
import { begin, demo, MONDAY, ms, type Story } from "../core/testing/story.ts";
import type { Replayed } from "./replay.ts";
import { CASES, PROPERTIES, type Case, type Finding, type Property } from "./report.ts";
import { findingSentence, storyOf } from "./story.ts";
import { tellLength } from "./tell.ts";

const FINDING: Finding = {
  property: "all-silent",
  case: "never-ends",
  path: ["silence"],
  args: { step: "confirm" },
  trace: null,
};

/** One act of a story as a replay of a trace would have it; time counts from the report. */
function given(story: Story, by: string, kind: string, to: readonly string[], body = {}): Replayed {
  const { act, rule } = story.gives(by, kind, { to, body });
  assert.equal(rule, null);
  const at = act.at - story.matter().opened.at;
  const choices = kind === "cool-off" ? { length: "6h" } : {};
  return { event: { is: "act", at, by, kind, to, of: null, choices }, act, matter: story.matter(), verdict: REGULAR };
}

function waited(story: Story, duration: string): Replayed {
  story.passes(duration);
  const matter = story.matter();
  return { event: { is: "time", at: story.now() - matter.opened.at }, act: null, matter, verdict: REGULAR };
}

const told = (
  compact: Compact,
  run: readonly Replayed[],
  lang: (typeof LANGUAGES)[number] = "en",
): readonly string[] => {
  const speaker = createSpeaker(lang);
  return storyOf(compact, run, FINDING).map(
    ({ after, says }) =>
      `${tellLength(after, speaker)}: ${says.map((sentence) => speaker.tell(sentence, compact)).join(" ")}`,
  );
};

test("silence is told with who owed what, and whom it leads to, hour by hour", () => {
  const compact = demo();
  const story = begin(compact);
  const run = [given(story, "aurelia", "report", ["borea"]), waited(story, "33h")];
  assert.deepEqual(told(compact, run), [
    "0 h: Aurelia reported an incident. It is addressed to Borea. The step “Confirm” opens. Borea owes an answer to the report: confirm or refute it. That is due at 24 h.",
    "24 h: Borea has said nothing in time, and its duty lapses: Confirmation or Refutation. The other desk calls the desk of Borea.",
    "26 h: The principal of Borea is called.",
    "28 h: The mediator is called: Cassia. Cassia is called as mediator and owes a convening. That is due at 32 h.",
    "32 h: The parties are convened at one table. The step “Convene” opens. Aurelia owes a word at the table: to stand down when it can. Borea owes a word at the table: to stand down when it can. That is due at 80 h.",
    "33 h: If everyone stays silent from here on, the incident never ends: it stands at the step “Confirm” and no state is ever declared.",
  ]);
});

test("an act is told after what time did before it, and with what it changes", () => {
  const compact = demo();
  const story = begin(compact);
  const first = given(story, "aurelia", "report", ["borea"]);
  story.passes("25h");
  const late = given(story, "borea", "confirm", ["aurelia"]);
  const lines = told(compact, [first, late]);
  assert.match(lines[1] ?? "", /^24 h: Borea has said nothing in time/);
  assert.match(lines[2] ?? "", /Borea confirmed the report\. The step “Assess” opens\. Aurelia owes its assessment\./);
});

test("a contact that silence has reached is told once", () => {
  const compact = demo();
  const story = begin(compact);
  const first = given(story, "aurelia", "report", ["borea"]);
  story.passes("25h");
  const asked = given(story, "aurelia", "ask", ["borea"]);
  const lines = told(compact, [first, asked]);
  assert.equal(lines.filter((line) => line.includes("The other desk calls")).length, 1);
});

test("cooling-off is told with its length and its end", () => {
  const compact = demo();
  const story = begin(compact);
  const run = [
    given(story, "aurelia", "report", ["borea"]),
    given(story, "borea", "cool-off", ["aurelia"]),
    waited(story, "7h"),
  ];
  const lines = told(compact, run);
  assert.match(lines[1] ?? "", /Borea asked for time to cool off\. For how long: 6h\./);
  assert.match(lines[2] ?? "", /^6 h 1 ms: The cooling-off ends and the clocks run again\./);
});

test("an act that the law refuses is told as one that changed nothing", () => {
  const compact = demo();
  const story = begin(compact);
  const first = given(story, "aurelia", "report", ["borea"]);
  const { act, rule } = story.gives("borea", "close");
  assert.equal(rule, "not-all-stood-down");
  const refused: Replayed = {
    event: { is: "act", at: act.at - MONDAY - 1, by: "borea", kind: "close", to: [], of: null, choices: {} },
    act,
    matter: story.matter(),
    verdict: { ok: false, rule: "not-all-stood-down", args: {} },
  };
  assert.match(
    told(compact, [first, refused])[1] ?? "",
    /Borea tries this act, and the law does not let it change anything: Closing\./,
  );
});

test("a time in which nothing happens ends a story in so many words", () => {
  const compact = demo();
  const story = begin(compact);
  const run = [given(story, "aurelia", "report", ["borea"]), waited(story, "3h")];
  assert.match(told(compact, run)[1] ?? "", /^3 h.*: Nobody says anything, and nothing is due\.$/);
});

test("a story has the same items in six languages, with the same names and hours", () => {
  const compact = demo();
  const story = begin(compact);
  const run = [given(story, "aurelia", "report", ["borea"]), waited(story, "90h")];
  const english = told(compact, run);
  const figures = (text: string): readonly string[] => text.match(/\d+/g) ?? [];
  for (const lang of LANGUAGES) {
    const lines = told(compact, run, lang);
    assert.equal(lines.length, english.length, lang);
    lines.forEach((line, i) => {
      assert.deepEqual(figures(line), figures(english[i] ?? ""), `${lang}: ${line}`);
      for (const party of ["Aurelia", "Borea", "Cassia"])
        assert.equal(line.includes(party), english[i]?.includes(party), `${lang}: ${line}`);
      assert.ok(!/[{}]|\b(story|finding|kind|duty)\./.test(line), `${lang}: ${line}`);
    });
  }
});

/** The values that each case of src/check/report.ts names. */
const ARGS: Readonly<Record<Case, Finding["args"]>> = {
  "nothing-owed": { step: "assess" },
  "no-way": {},
  "one-side": { party: "borea", part: "addressee" },
  "short-notice": { measure: "freeze", given: ms("2h"), promised: ms("24h") },
  "not-consulted": { measure: "freeze", party: "borea" },
  "too-soon": { step: "convene", before: "deconflict", after: 0, earliest: ms("2h") },
  "time-opens": { step: "notify", lapsed: "confirm" },
  "time-adopts": { measure: "freeze" },
  "not-told": { step: "notify", party: "borea", within: ms("24h") },
  "step-never-opens": { step: "notify" },
  "measure-never-adopted": { measure: "freeze" },
  "duty-never-called": { step: "notify", act: "acknowledge", by: "addressees" },
  "cannot-keep": { step: "notify", act: "acknowledge", party: "borea" },
  "opposite-duties": { party: "borea", act: "stand-down", step: "deconflict", other: "convene", otherStep: "convene" },
  "never-ends": { step: "confirm" },
};

test("every way in which a property breaks has a sentence with all its values, in every language", () => {
  const compact = demo();
  const cases = PROPERTIES.flatMap((property) =>
    CASES[property].map((one): readonly [Property, Case] => [property, one]),
  );
  for (const lang of LANGUAGES) {
    const speaker = createSpeaker(lang);
    for (const [property, one] of cases) {
      const finding: Finding = { property, case: one, path: [], args: ARGS[one], trace: null };
      const text = speaker.tell(findingSentence(finding), compact);
      assert.ok(text.length > 5 && !/[{}]|^finding\./.test(text), `${lang} ${one}: ${text}`);
      for (const name of ["freeze", ...(ARGS[one]["party"] === undefined ? [] : ["Borea"])])
        assert.equal(text.includes(name), name === "Borea" || ARGS[one]["measure"] === name, `${lang} ${one}: ${text}`);
      assert.ok(ARGS[one]["given"] === undefined || /2\D.*24\D/.test(text), `${lang} ${one}: ${text}`);
    }
  }
});

test("a length is told whole, in hours as long as people compare hours", () => {
  const speaker = createSpeaker("en");
  const lengths: readonly (readonly [string, string])[] = [
    ["0s", "0 h"],
    ["90s", "1 min 30 s"],
    ["26h", "26 h"],
    ["72h", "72 h"],
    ["30d", "30 d"],
    ["100h", "100 h"],
    ["400h", "16 d 16 h"],
  ];
  for (const [written, expected] of lengths) assert.equal(tellLength(parseDuration(written) ?? -1, speaker), expected);
});
