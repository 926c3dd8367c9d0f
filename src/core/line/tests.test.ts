// Tests of the line as stories: who may test whom, who answers, and what is owed when nobody does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { demo, ms } from "../testing/story.ts";
import { about } from "../testing/amending.ts";
import { answers, calls, dutiesOnLine, onTheLine, readinessIn, tests } from "../testing/lines.ts";
import { answerWithin, cadenceOf, linesOf } from "./cadence.ts";
import { lapsedOn } from "./line-duties.ts";
import { NEUTRAL_TEXTS, runOf, TEST_LIMITS, WINDOW_DAYS } from "./tests.ts";

test("members keep lines with each other and with the mediator, and nobody else does", () => {
  const compact = demo({
    parties: {
      aurelia: { name: "Aurelia", role: "member", zone: "Europe/Lisbon" },
      borea: { name: "Borea", role: "member", zone: "Asia/Tbilisi" },
      cassia: { name: "Cassia", role: "mediator", zone: "Europe/Zurich" },
      umbra: { name: "Umbra", role: "observer", zone: "Europe/Zurich" },
      velin: { name: "Velin", role: "mediator", zone: "Europe/Zurich" },
    },
  });
  assert.deepEqual(
    linesOf(compact).map(({ by, to }) => `${by}>${to}`),
    [
      "aurelia>borea",
      "aurelia>cassia",
      "aurelia>velin",
      "borea>aurelia",
      "borea>cassia",
      "borea>velin",
      "cassia>aurelia",
      "cassia>borea",
      "velin>aurelia",
      "velin>borea",
    ],
  );
});

test("a test is answered once, by the party that was tested, and both have it signed", () => {
  const story = onTheLine();
  const asked = tests(story, "aurelia", "borea");
  assert.equal(asked.rule, null);
  assert.equal(answers(story, "cassia", asked).rule, "not-tested");
  assert.equal(answers(story, "aurelia", asked).rule, "own-act");
  assert.equal(answers(story, "borea", { id: "x".repeat(43) }).rule, "unknown-act");
  story.passes("3s");
  const answered = answers(story, "borea", asked);
  assert.equal(answered.rule, null);
  assert.equal(answers(story, "borea", asked).rule, "test-answered");
  assert.equal(answers(story, "borea", answered).rule, "wrong-kind-of-act");
  const [kept] = runOf(story.fold.line().tests, "aurelia", "borea", "automatic").newest;
  assert.deepEqual([kept?.act, kept?.answer?.act, kept?.answer?.at], [asked.id, answered.id, answered.act.at]);
});

test("a test goes to one party with which a line is kept, and names an office only where a person is asked", () => {
  const story = onTheLine();
  assert.equal(about(story, "aurelia", "test-line").rule, "one-addressee");
  assert.equal(about(story, "aurelia", "test-line", {}, { to: ["nobody"] }).rule, "no-line-between");
  assert.equal(about(story, "aurelia", "test-line", { kind: "human" }, { to: ["borea"] }).rule, "test-role");
  assert.equal(about(story, "aurelia", "test-line", { role: "watch" }, { to: ["borea"] }).rule, "test-role");
  const asked = calls(story, "aurelia", "borea", "principal");
  assert.equal(answers(story, "borea", asked).rule, "test-role", "a person answers for an office");
  assert.equal(answers(story, "borea", asked, { role: "diplomatic" }).rule, null, "a deputy's office may answer");
});

test("only so many tests wait at a time, and those whose time is over do not count", () => {
  const story = onTheLine();
  for (let i = 0; i < TEST_LIMITS.open; i += 1) assert.equal(tests(story, "aurelia", "borea").rule, null);
  assert.equal(tests(story, "aurelia", "borea").rule, "too-many-tests");
  assert.equal(tests(story, "aurelia", "cassia").rule, null, "another line has its own");
  story.passes("15m");
  assert.equal(tests(story, "aurelia", "borea").rule, null);
});

test("an answer that arrives before its test counts as soon as the test is there", () => {
  const story = onTheLine();
  const asked = tests(story, "aurelia", "borea", { held: true });
  story.passes("2s");
  assert.equal(answers(story, "borea", asked, {}, { seen: {} }).rule, "unknown-act");
  assert.equal(story.arrives(asked), null);
  assert.equal(readinessIn(story, "aurelia", "borea").automatic.answered, 1);
});

test("how long an answer may take follows from the cadence, and no drill makes it shorter than the wire needs", () => {
  const of = (line: unknown, pace = 1) => demo({ line, pace });
  const slow = of({ automatic: "24h", human: "180d" });
  assert.deepEqual([answerWithin(slow, "automatic"), answerWithin(slow, "human")], [ms("15m"), ms("4h")]);
  const quick = of({ automatic: "10m", human: "2h" });
  assert.deepEqual([answerWithin(quick, "automatic"), answerWithin(quick, "human")], [ms("150s"), ms("1h")]);
  const drill = of({ automatic: "1h", human: "12h" }, 3600);
  assert.deepEqual([cadenceOf(drill, "automatic"), answerWithin(drill, "automatic")], [ms("10s"), 2_500]);
  assert.equal(cadenceOf(of({ automatic: "1h" }), "human"), null);
});

test("a test that is not given is a duty that has lapsed, and giving it late is the end of that", () => {
  const story = onTheLine({ automatic: "1h" });
  const mine = () => dutiesOnLine(story).filter(({ by, with: other }) => by === "aurelia" && other === "borea");
  assert.deepEqual(
    mine().map(({ owes, state }) => [owes, state.is]),
    [["test-line", "owed"]],
  );
  story.passes("61m");
  assert.deepEqual(
    mine().map(({ state }) => state.is),
    ["lapsed"],
  );
  const asked = tests(story, "aurelia", "borea");
  assert.deepEqual(
    mine().map(({ owes, state }) => [owes, state.is]),
    [["test-line", "owed"]],
  );
  assert.equal(mine()[0]?.due, asked.act.at + ms("1h"));
});

test("an unanswered test leads to the other desk, the principal and the mediator, and no further", () => {
  const story = onTheLine({ automatic: "1h" });
  const asked = tests(story, "aurelia", "borea");
  const owed = () => dutiesOnLine(story).find(({ owes }) => owes === "answer-test");
  assert.deepEqual(
    [owed()?.by, owed()?.with, owed()?.answers, owed()?.state.is],
    ["borea", "aurelia", asked.id, "owed"],
  );
  const reached = [];
  for (const wait of ["15m", "2h", "2h", "4h", "300h"]) {
    story.passes(wait);
    // More tests are given meanwhile: silence is counted from the first that had no answer.
    tests(story, "aurelia", "borea");
    const state = owed()?.state;
    reached.push(state?.is === "lapsed" ? [state.contact, state.next?.contact ?? null] : state?.is);
  }
  assert.deepEqual(reached, [
    ["other-desk", "principal"],
    ["principal", "mediator"],
    ["mediator", null],
    ["mediator", null],
    ["mediator", null],
  ]);
});

test("one answer ends the silence before it, and tests after it are waited for anew", () => {
  const story = onTheLine({ automatic: "1h" });
  const [first, second, third] = ["1h", "1h", "1h"].map((wait) => {
    story.passes(wait);
    return tests(story, "aurelia", "borea");
  });
  assert.ok(first && second && third);
  const waiting = () => runOf(story.fold.line().tests, "aurelia", "borea", "automatic").waiting?.act ?? null;
  assert.equal(waiting(), first.id);
  answers(story, "borea", second);
  assert.equal(waiting(), third.id);
  answers(story, "borea", first);
  assert.equal(waiting(), third.id, "an answer to an older one says nothing of a newer one");
  answers(story, "borea", third);
  assert.equal(waiting(), null);
  assert.equal(lapsedOn(dutiesOnLine(story), "borea", "aurelia").length, 1, "Borea's own test is still owed");
});

test("a desk that is signed off owes the same, and is shown as absent", () => {
  const story = onTheLine({ automatic: "1h" });
  tests(story, "aurelia", "borea");
  about(story, "borea", "sign-off", { until: new Date(story.now() + ms("2h")).toISOString() });
  story.passes("30m");
  const owed = () => dutiesOnLine(story).filter(({ by, owes }) => by === "borea" && owes === "answer-test");
  assert.deepEqual(
    owed().map(({ state, absent }) => [state.is, absent]),
    [["lapsed", true]],
  );
  assert.equal(about(story, "borea", "sign-on").rule, null);
  assert.deepEqual(
    owed().map(({ absent }) => absent),
    [false],
  );
});

test("a line that is kept for years is kept small", () => {
  const story = onTheLine({ automatic: "1h" });
  for (let i = 0; i < 300; i += 1) {
    story.passes("12h");
    const asked = tests(story, "aurelia", "borea");
    if (i % 3 !== 0) answers(story, "borea", asked);
  }
  const run = runOf(story.fold.line().tests, "aurelia", "borea", "automatic");
  assert.equal(run.newest.length, TEST_LIMITS.kept.automatic);
  assert.equal(run.tallies.length, WINDOW_DAYS + 1);
  assert.ok(JSON.stringify(story.fold.line()).length < 20_000);
});

test("there are as many neutral texts as a test may name, in six languages", () => {
  for (const lang of ["ar", "zh", "en", "fr", "ru", "es"]) {
    const words = JSON.parse(readFileSync(new URL(`../words/line/${lang}.json`, import.meta.url), "utf8")) as object;
    const texts = Object.keys(words).filter((id) => id.startsWith("neutral."));
    assert.deepEqual(
      texts,
      Array.from({ length: NEUTRAL_TEXTS }, (_, i) => `neutral.${i + 1}`),
    );
  }
});
