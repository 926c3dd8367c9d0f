import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleOf } from "../law/table.ts";
import { begin, climbedTo, dutyOf, owes, stepStates } from "../testing/story.ts";

test("an assessment before its earliest time is irregular and changes nothing", () => {
  const story = climbedTo("assess");
  const before = story.matter();
  story.passes("10m");
  assert.equal(story.gives("borea", "assess").rule, "too-early");
  assert.deepEqual({ ...story.matter(), asOf: before.asOf }, before);
  story.passes("20m");
  assert.equal(story.gives("borea", "assess").rule, null);
});

test("the earliest time itself is early enough, and a millisecond before it is not", () => {
  const story = climbedTo("assess");
  const matter = story.matter();
  const from = dutyOf(matter, "borea", "assess").earliest;
  const at = (when: number): boolean | undefined =>
    ruleOf("assess")?.may({ by: "borea", at: when }, { compact: story.compact, matter, find: () => undefined }).ok;
  assert.deepEqual([at(from - 1), at(from)], [false, true]);
});

test("nobody assesses before both have had their say on whether it happened", () => {
  const story = begin();
  story.gives("aurelia", "report");
  assert.equal(story.gives("aurelia", "assess").rule, "step-not-open");
});

test("two assessments that differ stand side by side, and neither is made into one number", () => {
  const story = climbedTo("assess");
  story.passes("30m");
  story.gives("aurelia", "assess", { body: { low: 6, high: 9 } });
  story.gives("borea", "assess", { body: { low: 1, high: 2 } });
  const { aurelia, borea } = story.matter().assessments;
  assert.deepEqual([aurelia?.low, aurelia?.high, borea?.low, borea?.high], [6, 9, 1, 2]);
  assert.equal(stepStates(story.matter())["assess"], "done");
  assert.deepEqual(owes(story.matter(), "aurelia"), ["notify"]);
});

test("a later assessment replaces the party's own earlier one and keeps no duty twice", () => {
  const story = climbedTo("notify");
  const kept = dutyOf(story.matter(), "borea", "assess");
  const again = story.gives("borea", "assess", { body: { low: 0, high: 1 } });
  assert.equal(again.rule, null);
  assert.equal(story.matter().assessments["borea"]?.act, again.id);
  assert.deepEqual(dutyOf(story.matter(), "borea", "assess"), kept);
});

test("an interval lies on the compact's scale, its low end first", () => {
  const story = climbedTo("assess");
  story.passes("30m");
  for (const body of [
    { low: 3, high: 2 },
    { low: 0, high: 11 },
  ]) {
    assert.equal(story.gives("aurelia", "assess", { body }).rule, "severity-out-of-scale");
  }
  assert.equal(story.gives("aurelia", "assess", { body: { low: 0, high: 10 } }).rule, null);
});

test("the mediator assesses nothing", () => {
  const story = climbedTo("assess");
  story.passes("30m");
  assert.equal(story.gives("cassia", "assess").rule, "not-in-this-matter");
});
