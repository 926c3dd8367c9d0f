import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, climbedTo, dutyOf, owes, stepStates } from "../testing/story.ts";

test("nobody convenes in haste: not before deconflicting, and not before its two hours", () => {
  const early = climbedTo("notify");
  assert.equal(early.gives("aurelia", "convene").rule, "step-not-open");
  const story = climbedTo("deconflict");
  story.passes("1h");
  assert.equal(story.gives("aurelia", "convene").rule, "too-early");
  story.passes("1h");
  assert.equal(story.gives("aurelia", "convene").rule, null);
});

test("a convening releases what was owed below it and asks both sides for a word at the table", () => {
  const story = climbedTo("deconflict");
  story.passes("2h");
  story.gives("aurelia", "convene");
  assert.equal(stepStates(story.matter())["deconflict"], "done");
  assert.deepEqual([owes(story.matter(), "aurelia"), owes(story.matter(), "borea")], [["stand-down"], ["stand-down"]]);
  assert.equal(
    story.matter().duties.find(({ by, step }) => by === "borea" && step === "deconflict")?.state.is,
    "released",
  );
});

test("the parties are convened once", () => {
  const story = climbedTo("convene");
  assert.equal(story.gives("aurelia", "convene").rule, "already-convened");
});

test("what stays unsaid at the table is silence like any other", () => {
  const story = climbedTo("convene");
  story.passes("49h");
  assert.equal(dutyOf(story.matter(), "aurelia", "stand-down").state.is, "lapsed");
});

test("the mediator may convene once the members may", () => {
  const story = climbedTo("deconflict");
  assert.equal(story.gives("cassia", "convene").rule, "mediator-not-called");
  story.passes("2h");
  assert.equal(story.gives("cassia", "convene").rule, null);
});

test("a convening by silence ends the steps on which nothing is owed any more", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.gives("aurelia", "ask", { to: ["borea"] });
  story.passes("13h");
  assert.equal(story.matter().convened?.by, "compact");
  assert.equal(stepStates(story.matter())["confirm"], "done");
});
