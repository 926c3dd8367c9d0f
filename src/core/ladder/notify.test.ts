import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../kernel/act.ts";
import { actId, climbedTo, demoOfFour, dutyOf, owes, stepStates } from "../testing/story.ts";

test("the reporter notifies, and each addressee owes the word that it has arrived", () => {
  const story = climbedTo("notify", demoOfFour());
  assert.equal(story.gives("borea", "notify").rule, "not-the-reporter");
  const notice = story.gives("aurelia", "notify");
  assert.deepEqual([owes(story.matter(), "borea"), owes(story.matter(), "delmar")], [["acknowledge"], ["acknowledge"]]);
  story.gives("borea", "acknowledge", { of: notice.id });
  assert.equal(stepStates(story.matter())["notify"], "open", "one of two has not said so");
  story.gives("delmar", "acknowledge", { of: notice.id });
  assert.equal(stepStates(story.matter())["deconflict"], "open");
});

test("a notice to one of two addressees binds that one", () => {
  const story = climbedTo("notify", demoOfFour());
  story.gives("aurelia", "notify", { to: ["delmar"] });
  assert.deepEqual([owes(story.matter(), "borea"), owes(story.matter(), "delmar")], [[], ["acknowledge"]]);
});

test("a notice goes to somebody whom it concerns", () => {
  const story = climbedTo("notify");
  assert.equal(story.gives("aurelia", "notify", { to: ["cassia"] }).rule, "no-addressee");
});

test("an acknowledgement is of a notice of another, and given once", () => {
  const story = climbedTo("notify");
  assert.equal(story.gives("borea", "acknowledge", { of: actId("aurelia", 1) }).rule, "step-not-open");
  const [first, second] = [story.gives("aurelia", "notify"), story.gives("aurelia", "notify")];
  assert.equal(story.gives("borea", "acknowledge", { of: actId("aurelia", 1) }).rule, "wrong-kind-of-act");
  assert.equal(story.gives("borea", "acknowledge", { of: actId("aurelia", 99) }).rule, "unknown-act");
  assert.equal(story.gives("aurelia", "acknowledge", { of: first.id }).rule, "step-not-open");
  assert.equal(story.gives("borea", "acknowledge", { of: first.id }).rule, null);
  assert.equal(story.gives("borea", "acknowledge", { of: first.id }).rule, "already-given");
  assert.equal(dutyOf(story.matter(), "borea", "acknowledge").state.is, "owed");
  assert.equal(story.gives("borea", "acknowledge", { of: second.id }).rule, null);
});

test("no side is buried in notices", () => {
  const story = climbedTo("notify");
  for (let i = 0; i < LIMITS.noticesInAll; i += 1) assert.equal(story.gives("aurelia", "notify").rule, null);
  assert.equal(story.gives("aurelia", "notify").rule, "too-many-notices");
});
