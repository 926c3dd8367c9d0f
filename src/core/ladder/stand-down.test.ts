import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, climbedTo, owes, stepStates } from "../testing/story.ts";

const RUNGS = ["confirm", "assess", "notify", "deconflict", "convene"] as const;

test("standing down is open at every step, at once, to each side", () => {
  for (const rung of RUNGS) {
    for (const by of ["aurelia", "borea"]) {
      const story = climbedTo(rung);
      assert.equal(story.gives(by, "stand-down").rule, null, `${by} at ${rung}`);
      assert.deepEqual(owes(story.matter(), by), [], "it owes nothing more on the ladder");
    }
  }
});

test("standing down is open in every weather: after lapses, in a pause, and when all is silent", () => {
  for (const weather of ["lapsed", "cooling", "silent"]) {
    const story = climbedTo("deconflict");
    if (weather === "lapsed") story.passes("60h");
    if (weather === "cooling") story.gives("aurelia", "cool-off");
    if (weather === "silent") story.passes("1000h");
    assert.equal(story.gives("borea", "stand-down").rule, null, weather);
  }
});

test("when one side stands down alone the ladder goes on for the other and does not stick", () => {
  const story = begin();
  story.gives("aurelia", "report");
  assert.equal(story.gives("borea", "stand-down").rule, null);
  assert.deepEqual(stepStates(story.matter()), {
    confirm: "done",
    assess: "open",
    notify: "ahead",
    deconflict: "ahead",
    convene: "ahead",
  });
  assert.deepEqual(owes(story.matter(), "aurelia"), ["assess"]);
  story.passes("1h");
  story.gives("aurelia", "assess");
  const notice = story.gives("aurelia", "notify");
  assert.equal(notice.rule, null);
  story.gives("borea", "acknowledge", { of: notice.id });
  assert.deepEqual(owes(story.matter(), "aurelia"), ["stand-down or convene"]);
});

test("when all have stood down the steps are done and only closing is owed", () => {
  for (const rung of RUNGS) {
    const story = climbedTo(rung);
    story.gives("borea", "stand-down");
    story.gives("aurelia", "stand-down");
    assert.equal(story.matter().standing.is, "stood-down");
    assert.ok(Object.values(stepStates(story.matter())).every((state) => state !== "open"));
    assert.deepEqual([owes(story.matter(), "aurelia"), owes(story.matter(), "borea")], [["close"], ["close"]]);
    story.gives("aurelia", "close");
    assert.equal(story.matter().standing.is, "stood-down", "one side alone closes nothing");
    story.gives("borea", "close");
    assert.equal(story.matter().standing.is, "closed");
  }
});

test("a side closes only when all have stood down, and stands down once", () => {
  const story = climbedTo("deconflict");
  assert.equal(story.gives("aurelia", "close").rule, "not-all-stood-down");
  story.gives("aurelia", "stand-down");
  assert.equal(story.gives("aurelia", "stand-down").rule, "already-given");
  assert.equal(story.gives("aurelia", "close").rule, "not-all-stood-down");
});

test("a side that has slept through the closing may still close", () => {
  const story = climbedTo("deconflict");
  story.gives("aurelia", "stand-down");
  story.gives("borea", "stand-down");
  story.gives("aurelia", "close");
  story.passes("1000h");
  assert.equal(story.matter().standing.is, "silent");
  assert.equal(story.gives("borea", "close").rule, null);
  assert.equal(story.matter().standing.is, "closed");
});

test("a closed matter takes no more acts, of any kind and from anyone", () => {
  const story = climbedTo("deconflict");
  const notice = story.acts.find(({ kind }) => kind === "notify");
  for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) story.gives(by, kind);
  const closed = story.matter();
  const of = notice?.id ?? "";
  for (const kind of ["confirm", "refute", "assess", "notify", "ask", "convene", "cool-off", "stand-down", "close"]) {
    for (const by of ["aurelia", "borea", "cassia"]) assert.equal(story.gives(by, kind).rule, "matter-closed", kind);
  }
  for (const kind of ["acknowledge", "clarify", "dispute"])
    assert.equal(story.gives("borea", kind, { of }).rule, "matter-closed");
  story.passes("1000h");
  assert.deepEqual({ ...story.matter(), asOf: closed.asOf }, closed);
});

test("the mediator may close a matter whose silence has reached it, and no other", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("27h");
  assert.equal(story.gives("cassia", "close").rule, "mediator-not-called");
  story.passes("1h");
  assert.equal(story.gives("cassia", "close", { body: { outcome: "unresolved" } }).rule, null);
  assert.equal(story.matter().standing.is, "closed");
});

test("a mediator called once all have stood down owes the closing, for a convening is not open to it", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.gives("aurelia", "stand-down");
  story.gives("borea", "stand-down");
  story.passes("24h");
  story.passes("4h");
  assert.deepEqual(owes(story.matter(), "cassia"), ["close"]);
  assert.equal(story.gives("cassia", "convene").rule, "step-not-open");
  assert.equal(story.gives("cassia", "close").rule, null);
  assert.equal(story.matter().standing.is, "closed");
});
