import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, climbedTo, demo, demoDocument, dutyOf, ms } from "../testing/story.ts";

test("cooling-off stops every clock: what was due is due so much later, for both sides", () => {
  const story = climbedTo("deconflict");
  const before = story.matter();
  story.passes("1h");
  assert.equal(story.gives("borea", "cool-off", { body: { length: "6h" } }).rule, null);
  for (const by of ["aurelia", "borea"]) {
    assert.equal(dutyOf(story.matter(), by, "stand-down").due, dutyOf(before, by, "stand-down").due + ms("6h"));
  }
});

test("a contact that is still to come waits too, and comes after the pause in the same distance", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("25h");
  const before = dutyOf(story.matter(), "borea", "confirm").state;
  assert.ok(before.is === "lapsed" && before.next !== null);
  story.gives("aurelia", "cool-off", { body: { length: "6h" } });
  const { state } = dutyOf(story.matter(), "borea", "confirm");
  assert.ok(state.is === "lapsed" && state.next !== null);
  assert.equal(state.next.at, before.next.at + ms("6h"));
  assert.equal(state.at, before.at, "the lapse itself is a fact and does not move");
  story.passes("10h");
  const then = dutyOf(story.matter(), "borea", "confirm").state;
  assert.equal(then.is === "lapsed" && then.next?.at, before.at + ms("8h") + ms("6h"));
});

test("cooling-off uses up no earliest time: after the pause there is as much to wait as before it", () => {
  const story = climbedTo("assess");
  story.passes("10m");
  story.gives("borea", "cool-off", { body: { length: "6h" } });
  story.passes("6h");
  assert.equal(story.gives("borea", "assess").rule, "too-early");
  story.passes("20m");
  assert.equal(story.gives("borea", "assess").rule, null);
});

test("a duty that begins in the pause has its whole time after it", () => {
  const story = climbedTo("deconflict");
  story.gives("borea", "cool-off", { body: { length: "6h" } });
  const { standing } = story.matter();
  const question = story.gives("aurelia", "ask", { to: ["borea"] });
  assert.equal(question.rule, null);
  assert.equal(
    standing.is === "cooling-off" && dutyOf(story.matter(), "borea", "clarify").due,
    standing.is === "cooling-off" && standing.until + ms("4h"),
  );
});

test("cooling-off holds back a convening and no way down", () => {
  const story = climbedTo("deconflict");
  story.passes("3h");
  const question = story.gives("aurelia", "ask", { to: ["borea"] });
  story.gives("borea", "cool-off");
  assert.equal(story.gives("aurelia", "convene").rule, "cooling-off");
  assert.equal(story.gives("borea", "clarify", { of: question.id }).rule, null);
  assert.equal(story.gives("aurelia", "dispute", { of: question.id }).rule, "own-act");
  assert.equal(story.gives("aurelia", "stand-down").rule, null);
  assert.equal(story.gives("borea", "stand-down").rule, null);
  assert.equal(story.matter().standing.is, "stood-down");
  assert.equal(story.gives("aurelia", "close").rule, null);
  assert.equal(story.gives("borea", "close").rule, null);
  assert.equal(story.matter().standing.is, "closed");
});

test("each side has its own cooling-offs, so many and so long as the compact gives, and not two at once", () => {
  const story = climbedTo("deconflict");
  assert.equal(story.gives("borea", "cool-off", { body: { length: "13h" } }).rule, "cooling-off-too-long");
  assert.equal(story.gives("borea", "cool-off", { body: { length: "12h" } }).rule, null);
  assert.equal(story.gives("aurelia", "cool-off").rule, "cooling-off");
  story.passes("12h");
  assert.equal(story.matter().standing.is, "open");
  assert.equal(story.gives("borea", "cool-off").rule, "cooling-off-spent");
  assert.equal(story.gives("aurelia", "cool-off").rule, null);
});

test("cooling-off needs nobody's consent, and the mediator's is not asked for", () => {
  const story = climbedTo("assess");
  assert.equal(story.gives("cassia", "cool-off").rule, "not-in-this-matter");
  assert.equal(story.gives("aurelia", "cool-off").rule, null);
});

test("a matter does not fall silent in a pause: that clock stands still as well", () => {
  const contacts = (demoDocument()["silence"] as readonly unknown[]).slice(0, 2);
  const story = begin(demo({ silence: contacts, "silent-after": "4h", "cooling-off": { longest: "12h", each: 1 } }));
  story.gives("aurelia", "report");
  story.passes("27h");
  assert.equal(story.gives("borea", "cool-off", { body: { length: "12h" } }).rule, null);
  story.passes("11h");
  assert.equal(story.matter().standing.is, "cooling-off");
  story.passes("4h");
  assert.equal(story.matter().standing.is, "open");
  story.passes("2h");
  assert.equal(story.matter().standing.is, "silent");
});

test("nothing is left to cool off when all have stood down", () => {
  const story = climbedTo("deconflict");
  story.gives("aurelia", "stand-down");
  story.gives("borea", "stand-down");
  assert.equal(story.gives("borea", "cool-off").rule, "step-not-open");
  story.passes("1000h");
  assert.equal(story.matter().standing.is, "silent");
  assert.equal(story.gives("borea", "cool-off").rule, "step-not-open", "nor after it has fallen silent");
});
