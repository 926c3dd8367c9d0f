import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../kernel/act.ts";
import { actId, begin, climbedTo, owes } from "../testing/story.ts";

test("a dispute leaves what it disputes where it stands", () => {
  const story = climbedTo("notify");
  const held = story.matter().assessments["aurelia"];
  assert.ok(held);
  assert.equal(story.gives("borea", "dispute", { of: held.act }).rule, null);
  assert.deepEqual(story.matter().assessments["aurelia"], held);
  assert.equal(story.matter().disputes[0]?.about, held.act);
});

test("a party disputes acts of others, that exist, once", () => {
  const story = begin();
  const report = story.gives("aurelia", "report");
  assert.equal(story.gives("aurelia", "dispute", { of: report.id }).rule, "own-act");
  assert.equal(story.gives("borea", "dispute", { of: actId("borea", 99) }).rule, "unknown-act");
  assert.equal(story.gives("borea", "dispute", { of: report.id }).rule, null);
  assert.equal(story.gives("borea", "dispute", { of: report.id }).rule, "already-disputed");
});

test("a disputed closing is taken back and owed again, and the matter stays open until all agree that it is over", () => {
  const story = climbedTo("convene");
  story.gives("aurelia", "stand-down");
  story.gives("borea", "stand-down");
  const closing = story.gives("aurelia", "close", { body: { outcome: "withdrawn" } });
  assert.equal(story.gives("borea", "dispute", { of: closing.id }).rule, null);
  assert.deepEqual(owes(story.matter(), "aurelia"), ["close"]);
  story.gives("borea", "close");
  assert.equal(story.matter().standing.is, "stood-down");
  assert.equal(story.gives("aurelia", "close").rule, null);
  assert.equal(story.matter().standing.is, "closed");
});

test("no side is buried in disputes, and none uses up the disputes of another", () => {
  const story = begin();
  story.gives("aurelia", "report");
  for (let i = 0; i < LIMITS.disputesEach; i += 1) {
    const said = story.gives("aurelia", "ask", { to: ["cassia"] });
    assert.equal(said.rule, "no-addressee", "an irregular act can be disputed too, since it was said");
    assert.equal(story.gives("borea", "dispute", { of: said.id }).rule, null);
  }
  const last = story.gives("aurelia", "ask", { to: ["cassia"] });
  assert.equal(story.gives("borea", "dispute", { of: last.id }).rule, "too-many-disputes");
  const asked = story.gives("borea", "ask", { to: ["aurelia"] });
  assert.equal(story.gives("aurelia", "dispute", { of: asked.id }).rule, null);
});
