import assert from "node:assert/strict";
import { test } from "node:test";
import { mediated, regular } from "../testing/mediating.ts";
import { climbedTo, demo, demoDocument, dutyOf, owes, type Story, type Told } from "../testing/story.ts";
import { textView } from "./views.ts";

const wording = (id: string, text: string): object => ({ id, text: { lang: "en", text } });

const drafts = (story: Story, ...texts: readonly string[]): string =>
  regular(story, "cassia", "draft-text", { body: { paragraphs: texts.map((text, i) => wording(String(i + 1), text)) } })
    .id;

const says = (story: Story, by: string, of: string, ...answers: readonly string[]): Told =>
  story.gives(by, "consent-text", {
    of,
    body: { answers: answers.map((each, i) => ({ paragraph: String(i + 1), says: each })) },
  });

const standing = (story: Story): readonly string[] => textView(story.matter())?.paragraphs.map(({ is }) => is) ?? [];

test("a text is adopted when every member accepts or can live with every paragraph of it", () => {
  const story = mediated();
  const of = drafts(story, "Peace.", "Logs.");
  says(story, "aurelia", of, "accept", "live-with");
  says(story, "borea", of, "live-with", "cannot-yet");
  assert.deepEqual(standing(story), ["agreed", "open"]);
  assert.equal(textView(story.matter())?.adoptedAt, null);
  const { act } = says(story, "borea", of, "live-with", "live-with");
  assert.equal(textView(story.matter())?.adoptedAt, act.at);
  assert.equal(story.gives("cassia", "draft-text").rule, "text-adopted");
  assert.equal(says(story, "borea", of, "object").rule, "text-adopted");
});

test("an objection or a word that is missing keeps a paragraph open and nothing else", () => {
  const story = mediated();
  const of = drafts(story, "Peace.", "Logs.");
  says(story, "aurelia", of, "accept", "accept");
  assert.deepEqual(textView(story.matter())?.paragraphs[0]?.says, [
    { party: "aurelia", says: "accept" },
    { party: "borea", says: null },
  ]);
  says(story, "borea", of, "accept", "object");
  assert.deepEqual(standing(story), ["agreed", "open"]);
});

test("a paragraph keeps its answers while its wording stays, and asks again when it changes", () => {
  const story = mediated();
  const first = drafts(story, "Peace.", "Logs.");
  says(story, "aurelia", first, "accept", "accept");
  says(story, "borea", first, "accept", "object");
  drafts(story, "Peace.", "Logs within a week.");
  assert.deepEqual(standing(story), ["agreed", "open"]);
  assert.deepEqual(
    textView(story.matter())?.paragraphs[1]?.says.map((one) => one.says),
    [null, null],
  );
});

test("no text is adopted by its own drafting: each member has spoken to the version that stands", () => {
  const story = mediated();
  const first = drafts(story, "Peace.", "Logs.");
  says(story, "aurelia", first, "accept", "accept");
  says(story, "borea", first, "accept", "object");
  // The mediator leaves out what was objected to. What remains is agreed, and still nobody has agreed to it alone.
  const second = drafts(story, "Peace.");
  assert.deepEqual(standing(story), ["agreed"]);
  assert.deepEqual(textView(story.matter())?.waitsFor, ["aurelia", "borea"]);
  assert.equal(says(story, "aurelia", second).rule, null);
  assert.equal(textView(story.matter())?.adoptedAt, null);
  says(story, "borea", second);
  assert.notEqual(textView(story.matter())?.adoptedAt, null);
});

test("an answer to an older version stands for what has not changed since, in whichever order it arrives", () => {
  const told = (late: boolean): unknown => {
    const story = mediated();
    const first = drafts(story, "Peace.", "Logs.");
    const answer = story.gives("borea", "consent-text", {
      of: first,
      held: late,
      body: { answers: ["1", "2"].map((paragraph) => ({ paragraph, says: "accept" })) },
    });
    regular(story, "cassia", "draft-text", {
      seen: {},
      body: { paragraphs: [wording("1", "Peace."), wording("2", "Logs within a week.")] },
    });
    if (late) story.arrives(answer);
    return textView(story.matter())?.paragraphs.map((one) => one.says[1]?.says);
  };
  assert.deepEqual(told(false), ["accept", null]);
  assert.deepEqual(told(true), told(false));
});

test("an answer by one who has not seen the new version yet says nothing of what is new in it", () => {
  const story = mediated();
  const first = drafts(story, "Peace.", "Logs.");
  const seen = { cassia: 2 };
  drafts(story, "Peace.", "Logs within a week.");
  const answers = ["1", "2"].map((paragraph) => ({ paragraph, says: "accept" }));
  regular(story, "borea", "consent-text", { of: first, seen, body: { answers } });
  const view = textView(story.matter());
  assert.deepEqual(
    view?.paragraphs.map((one) => one.says[1]?.says),
    ["accept", null],
  );
  assert.deepEqual(view.waitsFor, ["aurelia", "borea"]);
});

test("who may draft and who may answer, and to what", () => {
  const story = mediated();
  assert.equal(story.gives("aurelia", "draft-text").rule, "not-the-mediator");
  assert.equal(story.gives("aurelia", "consent-text", { of: "A".repeat(43) }).rule, "no-text");
  const of = drafts(story, "Peace.");
  assert.equal(says(story, "cassia", of, "accept").rule, "not-in-this-matter");
  assert.equal(says(story, "aurelia", "A".repeat(43), "accept").rule, "wrong-kind-of-act");
  assert.equal(says(story, "aurelia", of, "accept", "accept").rule, "unknown-paragraph");
  const both = ["accept", "object"].map((each) => ({ paragraph: "1", says: each }));
  assert.equal(story.gives("aurelia", "consent-text", { of, body: { answers: both } }).rule, "paragraph-twice");
  const paragraphs = [wording("1", "One."), wording("1", "Two.")];
  assert.equal(story.gives("cassia", "draft-text", { body: { paragraphs } }).rule, "paragraph-twice");
});

test("a compact that wants a clock on the answers names them in its ladder", () => {
  const ladder = (demoDocument()["ladder"] as readonly Record<string, unknown>[]).map((step) =>
    step["step"] === "deconflict"
      ? {
          ...step,
          owes: [
            ...(step["owes"] as readonly unknown[]),
            { by: "members", act: ["consent-text"], on: "draft-text", latest: "72h" },
          ],
        }
      : step,
  );
  const story = mediated(climbedTo("deconflict", demo({ ladder })));
  const of = drafts(story, "Peace.");
  assert.ok(owes(story.matter(), "borea").includes("consent-text"));
  says(story, "borea", of, "live-with");
  assert.equal(owes(story.matter(), "borea").includes("consent-text"), false);
  story.passes("73h");
  assert.equal(dutyOf(story.matter(), "aurelia", "consent-text").state.is, "lapsed");
});
