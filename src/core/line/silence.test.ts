// Silence as the law tells it apart: underway, undelivered, delayed, absent, unanswered, refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../kernel/instant.ts";
import { fateOf } from "../law/fate.ts";
import { about } from "../testing/amending.ts";
import { answers, onTheLine, tests } from "../testing/lines.ts";
import { climbedTo, HEADING, ms, type Story, type Told } from "../testing/story.ts";

const fate = (story: Story, { act }: Told, at = "borea") => fateOf(story.fold, act, at, story.now());
const silence = (story: Story, told: Told, at = "borea") => fate(story, told, at).silence?.is ?? null;

/** A party's node says that an act has come. */
const receives = (story: Story, by: string, { act }: Told, level = "delivered"): Told =>
  about(story, by, "receipt", { level, of: act.by, from: act.seq, through: act.seq });

const asks = (story: Story, type = "ask"): Told =>
  about(
    story,
    "aurelia",
    "message",
    { type, heading: HEADING, text: { lang: "en", text: "Is it yours?" } },
    { to: ["borea"] },
  );
const says = (story: Story, type: string, { id }: Told): Told =>
  about(
    story,
    "borea",
    "message",
    { type, of: id, heading: HEADING, text: { lang: "en", text: "It is not." } },
    { to: ["aurelia"] },
  );

test("what has not come is underway, and undelivered when its time is over", () => {
  const story = onTheLine();
  const asked = asks(story);
  assert.deepEqual([fate(story, asked).reached, silence(story, asked)], ["sent", "underway"]);
  story.passes("15m");
  assert.deepEqual(fate(story, asked).silence, { is: "undelivered", since: asked.act.at + ms("15m") });
});

test("what came late says by how much, and what came in time says nothing", () => {
  const story = onTheLine();
  const [slow, quick] = [asks(story, "notify"), asks(story, "notify")];
  receives(story, "borea", quick);
  story.passes("20m");
  const receipt = receives(story, "borea", slow);
  assert.equal(silence(story, quick), null);
  assert.deepEqual(fate(story, slow).silence, {
    is: "delayed",
    what: "delivery",
    by: receipt.act.at - slow.act.at - ms("15m"),
  });
  assert.equal(fate(story, slow).reached, "delivered");
});

test("a question that was read and not answered in two days is unanswered, and an answer after that is delayed", () => {
  const story = onTheLine();
  const asked = asks(story);
  receives(story, "borea", asked);
  receives(story, "borea", asked, "read");
  assert.deepEqual([fate(story, asked).reached, silence(story, asked)], ["read", null]);
  story.passes("48h");
  assert.equal(silence(story, asked), "unanswered");
  says(story, "clarify", asked);
  assert.deepEqual([fate(story, asked).reached, fate(story, asked).silence?.is], ["answered", "delayed"]);
});

test("a refusal is told from silence", () => {
  const story = onTheLine();
  const asked = asks(story, "propose");
  receives(story, "borea", asked);
  const refusal = says(story, "refuse", asked);
  assert.equal(refusal.rule, null);
  assert.deepEqual(fate(story, asked).silence, { is: "refused", act: refusal.id, at: refusal.act.at });
});

test("silence of a desk that has signed off is absence, also after it is back", () => {
  const story = onTheLine();
  const asked = asks(story);
  receives(story, "borea", asked);
  about(story, "borea", "sign-off", { until: printInstant(story.now() + ms("3d")), deputy: "night-desk" });
  const away = fate(story, asked).silence;
  assert.ok(away?.is === "absent" && away.deputy === "night-desk");
  story.passes("4d");
  assert.equal(silence(story, asked), "absent", "it was away while the answer was due");
  const later = asks(story);
  receives(story, "borea", later);
  story.passes("49h");
  assert.equal(silence(story, later), "unanswered");
});

test("a duty of the ladder says by when an act is answered", () => {
  const story = climbedTo("deconflict");
  const asked = story.gives("aurelia", "ask", { to: ["borea"] });
  receives(story, "borea", asked);
  assert.equal(fate(story, asked).answerBy, asked.act.at + ms("4h"));
  assert.equal(silence(story, asked), null);
  assert.equal(fate(story, asked, "cassia").answerBy, null, "the mediator only sees it");
  story.passes("4h");
  assert.equal(silence(story, asked), "unanswered");
  story.gives("borea", "clarify", { of: asked.id });
  assert.equal(silence(story, asked), "delayed");
});

test("a test of the line is answered or not like anything else", () => {
  const story = onTheLine();
  const asked = tests(story, "aurelia", "borea");
  receives(story, "borea", asked);
  assert.equal(silence(story, asked), null);
  story.passes("15m");
  assert.equal(silence(story, asked), "unanswered");
  answers(story, "borea", asked);
  assert.equal(silence(story, asked), "delayed");
});
