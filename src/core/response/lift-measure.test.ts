import assert from "node:assert/strict";
import { test } from "node:test";
import { measureState, proposes, withMenu } from "../testing/menu.ts";
import { climbedTo, dutyOf, type Story } from "../testing/story.ts";

/** Aurelia has its words in force, which have no agreed end. */
function inForce(): readonly [Story, string] {
  const story = climbedTo("deconflict", withMenu());
  const { id } = proposes(story, "aurelia", "demarche");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id }).rule, null);
  return [story, id];
}

test("a proposal is withdrawn before its adoption, and nobody owes a reply on it any more", () => {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "suspension");
  story.passes("49h");
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").state.is, "lapsed");
  assert.equal(story.gives("aurelia", "lift-measure", { of: id }).rule, null);
  assert.equal(measureState(story, id), "withdrawn");
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").state.is, "released");
});

test("a measure in force is lifted while the matter cools off, when all have stood down, and when it is closed", () => {
  const [cooling, first] = inForce();
  cooling.gives("borea", "cool-off");
  assert.equal(cooling.gives("aurelia", "lift-measure", { of: first }).rule, null);

  const [down, second] = inForce();
  for (const by of ["aurelia", "borea"]) down.gives(by, "stand-down");
  assert.equal(down.gives("aurelia", "lift-measure", { of: second }).rule, null);
  assert.equal(down.matter().standing.is, "stood-down");

  const [closed, third] = inForce();
  for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) closed.gives(by, kind);
  const before = closed.matter();
  assert.equal(closed.gives("aurelia", "lift-measure", { of: third }).rule, null);
  assert.equal(measureState(closed, third), "lifted");
  const { standing, duties, steps } = closed.matter();
  assert.deepEqual(
    { standing, duties, steps },
    { standing: before.standing, duties: before.duties, steps: before.steps },
  );
});

test("only its proposer lifts a measure, and only what is not over", () => {
  const [story, id] = inForce();
  const theirs = proposes(story, "borea", "demarche");
  assert.equal(story.gives("borea", "lift-measure", { of: id }).rule, "not-own-measure");
  assert.equal(story.gives("cassia", "lift-measure", { of: id }).rule, "no-measure");
  assert.equal(story.gives("aurelia", "lift-measure", { of: id }).rule, null);
  proposes(story, "aurelia", "joint");
  assert.equal(story.gives("aurelia", "lift-measure", { of: id }).rule, "measure-over");
  assert.equal(measureState(story, theirs.id), "proposed");
});
