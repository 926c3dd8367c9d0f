import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, climbedTo, demoOfFour, dutyOf, stepStates } from "../testing/story.ts";

test("a refutation answers a report as well as a confirmation does: both let the ladder go on", () => {
  for (const kind of ["confirm", "refute"]) {
    const story = begin();
    story.gives("aurelia", "report");
    assert.equal(story.gives("borea", kind).rule, null);
    assert.equal(stepStates(story.matter())["assess"], "open");
  }
});

test("a party that finds otherwise later says so, and its later finding holds", () => {
  const story = climbedTo("assess");
  assert.equal(story.gives("borea", "confirm").rule, "already-given");
  const refuted = story.gives("borea", "refute");
  assert.equal(refuted.rule, null);
  assert.deepEqual(story.matter().confirmations["borea"], { act: refuted.id, finds: "refuted", seen: false });
  assert.equal(story.gives("borea", "confirm").rule, null);
});

test("a reporter does not confirm its own report", () => {
  const story = begin();
  story.gives("aurelia", "report");
  assert.equal(story.gives("aurelia", "confirm").rule, "not-an-addressee");
  assert.equal(story.gives("cassia", "confirm").rule, "not-an-addressee");
});

test("with two addressees the step is done when both have answered, and not before", () => {
  const story = begin(demoOfFour());
  story.gives("aurelia", "report");
  story.gives("borea", "confirm");
  assert.equal(stepStates(story.matter())["assess"], "ahead");
  story.gives("delmar", "refute");
  assert.equal(stepStates(story.matter())["assess"], "open");
});

test("a finding after its time is kept late, with the time of the lapse beside it", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("25h");
  assert.equal(story.gives("borea", "confirm").rule, null);
  const { state, due } = dutyOf(story.matter(), "borea", "confirm");
  assert.equal(state.is, "kept-late");
  assert.equal(state.is === "kept-late" && state.lapsedAt, due);
});
