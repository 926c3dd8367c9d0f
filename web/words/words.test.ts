// The catalogue and the words of time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { RULES } from "../../src/core/kernel/verdict.ts";
import { MATTER_KINDS } from "../../src/core/law/table.ts";
import { IntlMessageFormat } from "intl-messageformat";
import { createSay, ENGLISH } from "./say.ts";
import { createTimes, isNight, lengthWords } from "./time.ts";

const words = ENGLISH as Readonly<Record<string, string>>;
const english = createSay("en", words);
const NOON = Date.UTC(2026, 10, 22, 12);

test("every rule of the law has a sentence, and every kind its name, its button and its announcement", () => {
  for (const rule of RULES) assert.ok(words[`rule.${rule}`], rule);
  for (const kind of MATTER_KINDS) {
    for (const part of ["", ".do", ".about", ".said"]) assert.ok(words[`kind.${kind}${part}`], `${kind}${part}`);
  }
});

test("every English text is a message that can be read", () => {
  for (const [id, text] of Object.entries(words)) assert.doesNotThrow(() => new IntlMessageFormat(text, "en"), id);
});

test("a word that a language does not have yet falls back to the English sentence", () => {
  const french = createSay("fr", { "time.now": "à l’instant" });
  assert.equal(french.say("time.now"), "à l’instant");
  assert.equal(french.say("watch.answer.duties", { count: 2 }), "2 things need you now.");
});

test("numbers choose the form of their noun", () => {
  assert.equal(english.say("watch.answer.duties", { count: 1 }), "One thing needs you now.");
  assert.equal(english.say("watch.answer.duties", { count: 3 }), "3 things need you now.");
});

test("names in a right-to-left sentence are isolated", () => {
  const arabic = createSay("ar", { "foot.version": "أنت {app}" });
  assert.equal(arabic.dir, "rtl");
  assert.equal(arabic.say("foot.version", { app: "Borea" }), "أنت \u2068Borea\u2069");
});

test("an id without a word gives what stands in for it", () => {
  assert.equal(english.name("step.unheard-of", "unheard-of"), "unheard-of");
});

const left = (ms: number): string => {
  const { id, args } = lengthWords(ms);
  return english.say(id, args);
};

test("time left is said in at most two units and never flatters", () => {
  assert.equal(left(7_560_000), "2 h 6 min");
  assert.equal(left(7_619_999), "2 h 6 min");
  assert.equal(left(192_300), "3 min 12 s");
  assert.equal(left(59_999), "59 s");
  assert.equal(left(0), "0 s");
  assert.equal(left(-5_000), "0 s");
  assert.equal(left(100_800_000), "1 d 4 h");
});

test("the clock is UTC, and names the day only when it is not today", () => {
  const times = createTimes(english, NOON, false);
  assert.equal(times.clock(NOON + 1_200_000), "12:20");
  assert.equal(times.clock(NOON + 1_200_000, "Asia/Tbilisi"), "16:20");
  assert.match(times.clock(NOON + 86_400_000), /23.*12:00/);
});

test("a drill shows seconds, and a whole length no empty unit", () => {
  const times = createTimes(english, NOON, true);
  assert.equal(times.clock(NOON + 5_000), "12:00:05");
  assert.equal(times.roundLength(60_000), "1 min");
  assert.equal(times.roundLength(43_200_000), "12 h");
  assert.equal(times.roundLength(172_800_000), "2 d");
});

test("a line that is heard all the time does not flicker", () => {
  const times = createTimes(english, NOON, true);
  assert.equal(times.ago(NOON, NOON + 9_999), "just now");
  assert.equal(times.ago(NOON, NOON + 19_000), "10 s ago");
  assert.equal(times.ago(NOON, NOON + 125_000), "2 min ago");
});

test("a desk at three in the morning is asleep", () => {
  assert.equal(isNight(Date.UTC(2026, 10, 22, 23), "Asia/Tbilisi"), true);
  assert.equal(isNight(NOON, "Europe/Zurich"), false);
});
