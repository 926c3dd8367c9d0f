// Leaving, expiring, reviewing: how a compact ends for one or for all, and how it is looked at again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant, type Instant } from "../kernel/instant.ts";
import {
  about,
  agreementOf,
  amended,
  beginUnder,
  foundingOf,
  ofThree,
  proposalOf,
  proposes,
  signs,
} from "../testing/amending.ts";
import { ms, type Story, type Told } from "../testing/story.ts";
import { hasLeft, nextReview, reviewsOwed } from "./agreement.ts";

const LONGER_PAUSE = { "cooling-off": { longest: "24h", each: 1 } };
const within = (story: Story, duration: string): Instant => story.now() + ms(duration);

const whyVoid = (story: Story, proposal: Told): string => {
  const { state } = proposalOf(story, proposal);
  return state.is === "void" ? state.why : state.is;
};

const leaves = (story: Story, by: string, from: Instant): Told =>
  about(story, by, "withdraw-compact", { from: printInstant(from) });

test("a member leaves with the notice that was agreed, once, and is bound until then", () => {
  const document = ofThree({ founding: "none", amendment: "all" });
  const story = beginUnder({ ...document, withdrawal: { notice: "30d" } });
  assert.equal(leaves(story, "delmar", within(story, "29d")).rule, "notice-too-short");
  assert.equal(leaves(story, "delmar", within(story, "31d")).rule, null);
  assert.equal(leaves(story, "delmar", within(story, "40d")).rule, "already-withdrawn");
  assert.equal(story.gives("delmar", "report", { matter: "delmar-1", to: ["borea"] }).rule, null);
  story.passes("31d");
  assert.ok(hasLeft(agreementOf(story), "delmar", story.now()));
  assert.equal(story.gives("delmar", "report", { matter: "delmar-2", to: ["borea"] }).rule, "withdrawn");
  assert.equal(story.gives("aurelia", "report", { to: ["borea", "delmar"] }).rule, "withdrawn");
  assert.equal(
    story.gives("delmar", "ask", { matter: "delmar-1", to: ["borea"] }).rule,
    null,
    "what was begun goes on",
  );
  assert.equal(about(story, "delmar", "comment-compact", { of: story.compact.id }).rule, "withdrawn");
  const proposal = proposes(
    story,
    "aurelia",
    amended({ ...document, withdrawal: { notice: "30d" } }, LONGER_PAUSE),
    within(story, "10h"),
  );
  assert.equal(signs(story, "delmar", proposal).rule, "withdrawn");
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("10h");
  assert.equal(whyVoid(story, proposal), "in-force", "all who are bound have signed");
});

test("where no notice was agreed it is twelve months", () => {
  const story = beginUnder();
  assert.equal(leaves(story, "borea", within(story, "364d")).rule, "notice-too-short");
  assert.equal(leaves(story, "borea", within(story, "366d")).rule, null);
});

test("the signature of a member that has left by the day is not counted", () => {
  const document = { ...ofThree({ founding: "none", amendment: "two-thirds" }), withdrawal: { notice: "1d" } };
  const story = beginUnder(document);
  leaves(story, "delmar", within(story, "2d"));
  const proposal = proposes(story, "aurelia", amended(document, LONGER_PAUSE), within(story, "3d"));
  for (const by of ["aurelia", "delmar"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("3d");
  assert.equal(whyVoid(story, proposal), "quorum-missed");
});

test("after its expiry no matter is opened, open ones go on, and an amendment can give it more time", () => {
  const document = foundingOf({ expires: "2026-11-25" });
  const story = beginUnder(document);
  story.gives("aurelia", "report");
  story.passes("3d");
  assert.equal(story.gives("aurelia", "report", { matter: "aurelia-2" }).rule, "expired");
  assert.equal(story.gives("borea", "confirm").rule, null);
  const proposal = proposes(story, "aurelia", amended(document, { expires: "2028-11-25" }), within(story, "1h"));
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("1h");
  assert.equal(story.gives("aurelia", "report", { matter: "aurelia-3" }).rule, null);
});

test("a review is owed by each member when its time comes round, and by nobody who has given it", () => {
  const document = foundingOf({ review: { every: "365d", latest: "30d" } });
  const story = beginUnder(document);
  story.gives("aurelia", "report");
  const began = story.fold.began();
  const owed = () => reviewsOwed(agreementOf(story), began, story.now()).map(({ by, is }) => `${by} ${is}`);
  assert.deepEqual(owed(), []);
  story.passes("364d");
  assert.deepEqual(owed(), []);
  assert.equal(nextReview(agreementOf(story), began, story.now()), (began ?? 0) + ms("365d"));
  story.passes("2d");
  assert.deepEqual(owed(), ["aurelia owed", "borea owed"]);
  assert.equal(about(story, "borea", "review-compact").rule, null);
  story.passes("40d");
  assert.deepEqual(owed(), ["aurelia lapsed"]);
  story.passes("330d");
  assert.deepEqual(owed(), ["aurelia owed", "borea owed"]);
  assert.equal(about(story, "cassia", "review-compact").rule, "not-a-member");
});

test("who has left is not asked for its consent to a measure in a matter that was never its own", () => {
  const joint = {
    measure: "joint",
    says: { en: "A joint statement." },
    category: "cooperative",
    active: true,
    notice: "0s",
    consults: "members",
    agreed: "all",
  };
  const document = { ...ofThree({ founding: "none", amendment: "all" }), responses: { menu: [joint] } };
  const story = beginUnder(foundingOf(document));
  const from = { from: printInstant(story.now() + ms("366d")) };
  assert.equal(about(story, "delmar", "withdraw-compact", from).rule, null);
  const measure = { body: { measure: "joint" }, to: ["borea", "cassia"] };
  story.gives("aurelia", "report", { to: ["borea"] });
  assert.equal(story.gives("aurelia", "propose-measure", measure).rule, "not-told", "it is a member still");
  story.passes("367d");
  assert.equal(story.gives("aurelia", "report", { to: ["borea"], matter: "aurelia-2" }).rule, null);
  const proposal = story.gives("aurelia", "propose-measure", { ...measure, matter: "aurelia-2" });
  assert.equal(proposal.rule, null);
  assert.equal(story.gives("borea", "consult-measure", { of: proposal.id, matter: "aurelia-2" }).rule, null);
  assert.equal(story.gives("aurelia", "adopt-measure", { of: proposal.id, matter: "aurelia-2" }).rule, null);
});
