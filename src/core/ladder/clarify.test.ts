import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../kernel/act.ts";
import { actId, begin, climbedTo, dutyOf, owes } from "../testing/story.ts";

test("a question owes an answer of the one who is asked, from the first hour on", () => {
  const story = begin();
  story.gives("aurelia", "report");
  const question = story.gives("aurelia", "ask", { to: ["borea"] });
  assert.equal(question.rule, null);
  assert.deepEqual(owes(story.matter(), "borea"), ["confirm or refute", "clarify"]);
  assert.equal(story.gives("borea", "clarify", { of: question.id }).rule, null);
  assert.equal(dutyOf(story.matter(), "borea", "clarify").state.is, "kept");
});

test("an answer keeps the duty of its own question and of no other", () => {
  const story = climbedTo("deconflict");
  const [first, second] = [
    story.gives("aurelia", "ask", { to: ["borea"] }),
    story.gives("aurelia", "ask", { to: ["borea"] }),
  ];
  story.gives("borea", "clarify", { of: second.id });
  const open = story
    .matter()
    .duties.filter(({ owes: kinds, state }) => kinds.includes("clarify") && state.is === "owed");
  assert.deepEqual(
    open.map(({ answers }) => answers),
    [first.id],
  );
});

test("the mediator may ask, and is not asked", () => {
  const story = climbedTo("deconflict");
  assert.equal(story.gives("cassia", "ask", { to: ["borea"] }).rule, null);
  assert.equal(story.gives("borea", "ask", { to: ["cassia"] }).rule, "no-addressee");
  assert.equal(story.gives("borea", "ask", { to: ["borea"] }).rule, "no-addressee");
  assert.equal(
    story.gives("aurelia", "ask", { to: ["borea", "cassia"] }).rule,
    "no-addressee",
    "one question, one party",
  );
});

test("only the one who was asked answers, a question that was put, and once", () => {
  const story = climbedTo("deconflict");
  assert.equal(story.gives("borea", "clarify", { of: actId("aurelia", 1) }).rule, "no-open-question");
  const mine = story.gives("borea", "ask", { to: ["aurelia"] });
  const yours = story.gives("aurelia", "ask", { to: ["borea"] });
  const also = story.gives("aurelia", "ask", { to: ["borea"] });
  assert.equal(story.gives("borea", "clarify", { of: mine.id }).rule, "not-asked");
  assert.equal(story.gives("borea", "clarify", { of: actId("aurelia", 1) }).rule, "unknown-act");
  assert.equal(story.gives("borea", "clarify", { of: yours.id }).rule, null);
  assert.equal(story.gives("borea", "clarify", { of: yours.id }).rule, "already-answered");
  assert.equal(story.gives("borea", "clarify", { of: also.id }).rule, null);
});

test("no side is buried in questions: each may leave only so many open", () => {
  const story = climbedTo("deconflict");
  const asked = Array.from({ length: LIMITS.questionsOpen }, () => story.gives("aurelia", "ask", { to: ["borea"] }));
  assert.ok(asked.every(({ rule }) => rule === null));
  assert.equal(story.gives("aurelia", "ask", { to: ["borea"] }).rule, "too-many-questions");
  assert.equal(story.gives("borea", "ask", { to: ["aurelia"] }).rule, null, "the other side has its own");
  story.gives("borea", "clarify", { of: asked[0]?.id ?? "" });
  assert.equal(story.gives("aurelia", "ask", { to: ["borea"] }).rule, null);
});
