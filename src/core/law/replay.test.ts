// A past case under two wordings: what is the same in both is no difference, and what only one of them
// brings about is named with the wording.

import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, climbedTo, demo, ms, type Story } from "../testing/story.ts";
import { compareReplays, replayCase, type Happening } from "./replay.ts";

const LADDER = demo().ladder;

/** The demo's ladder with the addressee's finding due at another time. */
const findingBy = (latest: string) => ({
  ...demo(),
  ladder: LADDER.map((step) =>
    step.id === "confirm" ? { ...step, owes: step.owes.map((rule) => ({ ...rule, latest: ms(latest) })) } : step,
  ),
});

const lineAt = (low: number) =>
  demo({
    "red-lines": [
      {
        line: "grid",
        says: { en: "The grid." },
        kind: "undetermined",
        when: { field: "severity-high", "at-least": low },
      },
    ],
  });

const differences = (story: Story, second: ReturnType<typeof demo>): readonly string[] =>
  compareReplays(replayCase(story.compact, story.acts, story.now()), replayCase(second, story.acts, story.now())).map(
    ({ under, happening }) => `${under} ${describe(happening)}`,
  );

const describe = (happening: Happening): string => {
  switch (happening.is) {
    case "lapsed":
      return `${happening.by} let ${happening.owes} lapse`;
    case "contact":
      return `${happening.by} led to ${happening.contact}`;
    case "line-crossed":
      return `${happening.line} crossed in the view of ${happening.by}`;
    case "irregular":
      return `${happening.by} ${happening.kind} ${happening.rule}`;
    case "step-opened":
      return `${happening.step} opened`;
    default:
      return happening.is;
  }
};

test("the same wording changes nothing", () => {
  assert.deepEqual(differences(climbedTo("convene"), demo()), []);
});

test("a shorter time shows the lapse that it would have brought, and whom it would have led to", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("13h");
  story.gives("borea", "confirm");
  assert.deepEqual(differences(story, findingBy("12h")), [
    "second borea let confirm+refute lapse",
    "second borea led to other-desk",
  ]);
});

test("a longer time shows the lapse that it would have spared", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("25h");
  story.gives("borea", "confirm");
  assert.deepEqual(differences(story, findingBy("48h")), [
    "first borea let confirm+refute lapse",
    "first borea led to other-desk",
  ]);
});

test("a lower line shows in whose view it would have been crossed", () => {
  const story = climbedTo("notify");
  assert.deepEqual(differences(story, lineAt(9)), []);
  assert.deepEqual(differences(story, lineAt(4)), [
    "second grid crossed in the view of aurelia",
    "second grid crossed in the view of borea",
  ]);
});

test("an act that the other wording does not let pass is named with its rule", () => {
  const story = climbedTo("assess");
  story.passes("1h");
  story.gives("aurelia", "assess");
  const strict = {
    ...demo(),
    ladder: LADDER.map((step) =>
      step.id === "assess" ? { ...step, owes: step.owes.map((rule) => ({ ...rule, earliest: ms("2h") })) } : step,
    ),
  };
  assert.ok(differences(story, strict).includes("second aurelia assess too-early"));
});
