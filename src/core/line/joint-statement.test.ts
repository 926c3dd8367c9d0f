// A joint statement: two parties, one text, and nobody signs for anybody.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../kernel/act.ts";
import { about } from "../testing/amending.ts";
import { onTheLine } from "../testing/lines.ts";
import type { Story, Told } from "../testing/story.ts";
import { JOIN_WITHIN } from "./joint-statement.ts";

const TEXT = { lang: "en", text: "Both sides will restore the link by noon." };

const states = (story: Story, by: string, other: string, text: unknown = TEXT, to = [other]): Told =>
  about(story, by, "joint-statement", { with: other, text }, { to });

const statements = (story: Story) => story.fold.line().statements;

test("a statement is one-sided until the other party has signed the very same words, and then it is joint", () => {
  const story = onTheLine();
  const ours = states(story, "aurelia", "borea");
  assert.equal(ours.rule, null);
  assert.deepEqual(
    statements(story).map(({ joined }) => joined),
    [null],
  );
  const theirs = states(story, "borea", "aurelia");
  assert.deepEqual(
    statements(story).map(({ by, joined }) => [by, joined?.act]),
    [
      ["aurelia", theirs.id],
      ["borea", ours.id],
    ],
  );
});

test("another word, another language or another party makes it no joint statement", () => {
  const story = onTheLine();
  states(story, "aurelia", "borea");
  states(story, "borea", "aurelia", { ...TEXT, text: `${TEXT.text} ` });
  states(story, "borea", "aurelia", { ...TEXT, lang: "fr" });
  states(story, "cassia", "aurelia");
  states(story, "borea", "cassia");
  assert.deepEqual(
    statements(story).filter(({ joined }) => joined !== null),
    [],
  );
});

test("words that nobody joined within a week are not taken up later", () => {
  const story = onTheLine();
  states(story, "aurelia", "borea");
  story.passes(`${JOIN_WITHIN / 86_400_000}d`);
  story.passes("1s");
  assert.equal(states(story, "borea", "aurelia").rule, null);
  assert.ok(statements(story).every(({ joined }) => joined === null));
  assert.equal(states(story, "aurelia", "borea").rule, null, "said anew, they join the other's");
  assert.equal(statements(story).filter(({ joined }) => joined !== null).length, 2);
});

test("a statement with oneself, to somebody else or said twice is irregular", () => {
  const story = onTheLine();
  assert.equal(states(story, "aurelia", "aurelia", TEXT, ["borea"]).rule, "statement-alone");
  assert.equal(states(story, "aurelia", "borea", TEXT, ["cassia"]).rule, "statement-alone");
  assert.equal(states(story, "aurelia", "nobody", TEXT, ["borea"]).rule, "not-a-party");
  assert.equal(states(story, "aurelia", "borea").rule, null);
  assert.equal(states(story, "aurelia", "borea").rule, "already-given");
});

test("of one author only the newest are kept, and another's stay", () => {
  const story = onTheLine();
  states(story, "borea", "aurelia");
  for (let i = 0; i <= LIMITS.statementsKept; i += 1)
    states(story, "aurelia", "borea", { lang: "en", text: `No. ${i}.` });
  const by = (party: string) => statements(story).filter((each) => each.by === party);
  assert.equal(by("aurelia").length, LIMITS.statementsKept);
  assert.equal(by("aurelia")[0]?.text.text, "No. 1.");
  assert.equal(by("borea").length, 1);
});
