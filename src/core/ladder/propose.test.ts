import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../kernel/act.ts";
import { printInstant } from "../kernel/instant.ts";
import { actId, climbedTo, demoOfFour, HEADING, ms, type Story } from "../testing/story.ts";

const answersIn = (story: Story, of: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(story.matter().courses.find(({ act }) => act === of)?.answers ?? {}).map(([party, { is }]) => [
      party,
      is,
    ]),
  );

test("a course is put to others of the matter, and each of them answers it once", () => {
  const story = climbedTo("notify", demoOfFour());
  const course = story.gives("aurelia", "propose");
  assert.equal(course.rule, null);
  assert.equal(story.gives("borea", "accept", { of: course.id }).rule, null);
  assert.equal(story.gives("borea", "refuse", { of: course.id }).rule, "no-course", "a word that was given stands");
  assert.equal(story.gives("delmar", "refuse", { of: course.id }).rule, null);
  assert.deepEqual(answersIn(story, course.id), { borea: "accepted", delmar: "refused" });
});

test("only those of the matter to whom a course was put answer it; the others see it", () => {
  const story = climbedTo("notify", demoOfFour());
  const mine = story.gives("aurelia", "propose", { to: ["borea", "cassia"] });
  const yours = story.gives("borea", "propose");
  assert.equal(story.gives("cassia", "accept", { of: mine.id }).rule, "no-course", "the mediator is not asked");
  assert.equal(story.gives("delmar", "accept", { of: mine.id }).rule, "not-asked");
  assert.equal(story.gives("aurelia", "accept", { of: mine.id }).rule, "not-asked", "nor the one who proposes");
  assert.equal(story.gives("aurelia", "accept", { of: actId("borea", 1) }).rule, "unknown-act");
  assert.equal(story.gives("aurelia", "accept", { of: yours.id }).rule, null);
});

test("a course goes to somebody whom the matter concerns", () => {
  const story = climbedTo("notify");
  assert.equal(story.gives("aurelia", "propose", { to: ["cassia"] }).rule, "no-addressee");
  assert.equal(story.gives("cassia", "propose").rule, null, "the mediator proposes too");
});

test("a course that ends before it is put is irregular", () => {
  const story = climbedTo("notify");
  assert.equal(story.gives("aurelia", "propose", { body: { until: printInstant(story.now()) } }).rule, "course-over");
  assert.equal(story.gives("aurelia", "propose", { body: { until: "2026-02-30T00:00:00.000Z" } }).rule, "course-over");
});

test("an answer that was signed in time and came late counts from when it was signed", () => {
  const story = climbedTo("notify");
  const course = story.gives("aurelia", "propose", { body: { until: printInstant(story.now() + ms("2h")) } });
  const late = story.gives("borea", "accept", { of: course.id, held: true });
  story.passes("3h");
  assert.equal(story.gives("aurelia", "ask", { to: ["borea"], seen: {} }).rule, null);
  assert.deepEqual(answersIn(story, course.id), {});
  assert.equal(story.arrives(late), null);
  assert.deepEqual(answersIn(story, course.id), { borea: "accepted" });
});

test("an answer that was signed after the end is irregular, and the course stays unanswered", () => {
  const story = climbedTo("notify");
  const course = story.gives("aurelia", "propose", { body: { until: printInstant(story.now() + ms("2h")) } });
  const open = story.gives("aurelia", "propose");
  story.passes("2h");
  assert.equal(story.gives("borea", "refuse", { of: course.id }).rule, "course-over");
  assert.equal(story.gives("borea", "refuse", { of: open.id }).rule, null);
  assert.deepEqual(answersIn(story, course.id), {});
});

test("no side is buried in proposals: each may leave only so many open", () => {
  const story = climbedTo("notify");
  const open = Array.from({ length: LIMITS.coursesOpen }, () => story.gives("aurelia", "propose"));
  assert.ok(open.every(({ rule }) => rule === null));
  assert.equal(story.gives("aurelia", "propose").rule, "too-many-courses");
  assert.equal(story.gives("borea", "propose").rule, null, "the other side has its own");
  story.gives("borea", "refuse", { of: open[0]?.id ?? "" });
  assert.equal(story.gives("aurelia", "propose").rule, null);
});

test("what a heading names is in the compact, and what is sent as FLASH says why", () => {
  const story = climbedTo("notify");
  const given = (heading: Readonly<Record<string, unknown>>): string | null =>
    story.gives("aurelia", "ask", { to: ["borea"], body: { heading: { ...HEADING, ...heading } } }).rule;
  const why = { lang: "en", text: "It is happening now." };
  assert.equal(given({ names: { lines: ["hospitals"] } }), "no-such-line");
  assert.equal(given({ names: { clauses: ["ladder", "ladder/nowhere"] } }), "unknown-clause");
  assert.equal(given({ names: { clauses: ["ladder/parties-to-a-matter"] } }), "unknown-clause", "a note binds nobody");
  assert.equal(given({ names: { clauses: ["constructor"] } }), "unknown-clause");
  assert.equal(given({ precedence: "flash" }), "flash-without-why");
  assert.equal(given({ precedence: "flash", why }), null);
  assert.equal(given({ names: { norms: ["f"], clauses: ["ladder/confirm"] } }), null);
});

test("a notice has its subject and its urgency once, and its heading the rest", () => {
  const story = climbedTo("notify");
  const heading = { names: { clauses: ["ladder"] }, asks: "acknowledge" };
  assert.equal(story.gives("aurelia", "notify", { body: { heading } }).rule, null);
  assert.equal(story.gives("aurelia", "notify", { body: { heading, precedence: "flash" } }).rule, "flash-without-why");
});
