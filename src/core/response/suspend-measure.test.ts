import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../kernel/instant.ts";
import { held, releasedFromEscrow } from "../kernel/measure.ts";
import { measureState, proposes, withMenu } from "../testing/menu.ts";
import { climbedTo, ms, type Story } from "../testing/story.ts";

/** Aurelia's suspension of visits is in force for thirty days. */
function inForce(): readonly [Story, string] {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "suspension");
  for (const by of ["borea", "cassia"]) story.gives(by, "consult-measure", { of: id });
  story.passes("24h");
  story.gives("aurelia", "adopt-measure", { of: id });
  return [story, id];
}

const resume = (story: Story, of: string): string | null => story.gives("aurelia", "resume-measure", { of }).rule;

test("a suspended measure runs on towards its end and is expired at it", () => {
  const [story, id] = inForce();
  story.passes("5d");
  assert.equal(story.gives("aurelia", "suspend-measure", { of: id }).rule, null);
  assert.equal(measureState(story, id), "suspended");
  story.passes("24d");
  assert.equal(measureState(story, id), "suspended");
  story.passes("1d");
  assert.equal(measureState(story, id), "expired");
  assert.equal(resume(story, id), "no-measure");
});

test("time alone never takes a suspended measure up again, and its proposer does so until the end it had", () => {
  const [story, id] = inForce();
  const before = story.matter().measures[0]?.state;
  const until = printInstant(story.now() + ms("3d"));
  story.gives("aurelia", "suspend-measure", { of: id, body: { until } });
  story.passes("2d");
  assert.equal(resume(story, id), "too-early", "it promised not to");
  story.passes("2d");
  assert.equal(measureState(story, id), "suspended");
  assert.equal(resume(story, id), null);
  assert.deepEqual(story.matter().measures[0]?.state, before);
});

test("a measure is suspended at every hour: while the matter cools off, and when it is closed", () => {
  const [story, id] = inForce();
  story.gives("borea", "cool-off", { body: { length: "6h" } });
  assert.equal(story.gives("aurelia", "suspend-measure", { of: id }).rule, null);
  const [other, again] = inForce();
  for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) other.gives(by, kind);
  assert.equal(other.matter().standing.is, "closed");
  assert.equal(other.gives("aurelia", "suspend-measure", { of: again }).rule, null);
  assert.equal(resume(other, again), "matter-closed");
});

test("a measure is not resumed while the matter cools off, by one who stood down, or when its condition is gone", () => {
  const [story, id] = inForce();
  story.gives("aurelia", "suspend-measure", { of: id });
  story.gives("borea", "cool-off", { body: { length: "6h" } });
  assert.equal(resume(story, id), "cooling-off");
  story.passes("6h");
  story.gives("aurelia", "assess", { body: { low: 1, high: 2 } });
  assert.equal(resume(story, id), "measure-condition");
  story.gives("aurelia", "assess", { body: { low: 2, high: 3 } });
  story.gives("aurelia", "stand-down");
  assert.equal(resume(story, id), "stood-down");
});

test("only what is in force is suspended, once, by its proposer, and lifting ends what is suspended", () => {
  const [story, id] = inForce();
  const open = proposes(story, "aurelia", "demarche");
  assert.equal(story.gives("aurelia", "suspend-measure", { of: open.id }).rule, "not-yet-adopted");
  assert.equal(story.gives("borea", "suspend-measure", { of: id }).rule, "no-measure");
  assert.equal(
    story.gives("aurelia", "suspend-measure", { of: id, body: { until: printInstant(story.now()) } }).rule,
    "suspension-end",
  );
  story.gives("aurelia", "adopt-measure", { of: open.id });
  assert.equal(story.gives("aurelia", "suspend-measure", { of: id }).rule, null);
  assert.equal(story.gives("aurelia", "suspend-measure", { of: id }).rule, "already-suspended");
  assert.equal(resume(story, open.id), "not-suspended");
  assert.equal(story.gives("aurelia", "lift-measure", { of: id }).rule, null);
  assert.equal(measureState(story, id), "lifted");
});

test("what comes back from escrow stands as it stood before, paused if it was paused", () => {
  const [story, id] = inForce();
  const by = { act: "exchange", at: story.now() };
  const adopted = story.matter().measures[0];
  assert.ok(adopted);
  assert.deepEqual(releasedFromEscrow(held(adopted, by)), adopted);
  story.gives("aurelia", "suspend-measure", { of: id });
  const suspended = story.matter().measures[0];
  assert.ok(suspended);
  const escrowed = held(suspended, by);
  assert.ok(escrowed.state.is === "suspended" && escrowed.state.reason === "escrow");
  assert.deepEqual(releasedFromEscrow(escrowed), suspended);
});
