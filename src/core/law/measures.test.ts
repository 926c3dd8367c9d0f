// What a party reads of measures in its views: what it may do, about what, to whom, and what comes first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { proposes, withMenu, withMenuOfFour } from "../testing/menu.ts";
import { begin, climbedTo, demo, type Story } from "../testing/story.ts";
import { addresseesOf, mainMove, movesOf, subjectsOf } from "./views.ts";

const movesIn = ({ compact, matter, now }: Story, by: string) => movesOf(compact, matter(), by, now());
const verdictOn = (story: Story, by: string, kind: string) =>
  movesIn(story, by).find((move) => move.kind === kind)?.verdict;

test("a compact without a menu shows no act of a measure, and one with a menu shows all seven", () => {
  const kinds = (story: Story) => movesIn(story, "aurelia").filter(({ kind }) => kind.endsWith("-measure")).length;
  assert.equal(kinds(climbedTo("notify", demo())), 0);
  assert.equal(kinds(climbedTo("notify", withMenu())), 7);
});

test("a measure is never the first thing that a party is led to; a reply that it owes is", () => {
  const story = climbedTo("deconflict", withMenu());
  const main = (by: string) => mainMove(story.compact, story.matter(), by, story.now())?.kind;
  for (const kind of ["propose-measure", "adopt-measure"]) assert.notEqual(main("aurelia"), kind);
  for (const by of ["aurelia", "borea"]) story.gives(by, "stand-down");
  assert.equal(main("aurelia"), "close");

  const asked = climbedTo("deconflict", withMenu());
  proposes(asked, "aurelia", "demarche");
  proposes(asked, "aurelia", "joint");
  assert.equal(mainMove(asked.compact, asked.matter(), "borea", asked.now())?.kind, "consult-measure");
  assert.equal(verdictOn(asked, "aurelia", "adopt-measure")?.ok, true, "the words are ready");
  assert.notEqual(mainMove(asked.compact, asked.matter(), "aurelia", asked.now())?.kind, "adopt-measure");
});

test("an adoption that is not ready yet says what it waits for, and from when it is open", () => {
  const story = climbedTo("notify", withMenu());
  const { act } = proposes(story, "aurelia", "listing");
  const verdict = verdictOn(story, "aurelia", "adopt-measure");
  assert.deepEqual(verdict, {
    ok: false,
    rule: "too-early",
    args: { step: "measures", from: act.at + (story.compact.measures.find(({ id }) => id === "listing")?.notice ?? 0) },
  });
});

test("each act of a measure is about those measures that it may be about, the newest first", () => {
  const story = climbedTo("notify", withMenu());
  const about = (kind: "consult-measure" | "adopt-measure" | "lift-measure", by: string) =>
    subjectsOf(story.matter(), kind, by, []);
  const [words, joint] = [proposes(story, "aurelia", "demarche").id, proposes(story, "aurelia", "joint").id];
  assert.deepEqual(about("adopt-measure", "aurelia"), [joint, words]);
  assert.deepEqual(about("consult-measure", "borea"), [joint]);
  story.gives("aurelia", "adopt-measure", { of: words });
  assert.deepEqual(about("adopt-measure", "aurelia"), [joint]);
  assert.deepEqual(about("lift-measure", "aurelia"), [joint, words]);
  assert.deepEqual(about("lift-measure", "borea"), []);
});

test("by default everyone who is consulted is told, also who is outside the matter", () => {
  const story = begin(withMenuOfFour());
  story.gives("aurelia", "report", { to: ["borea"] });
  const told = (body: Readonly<Record<string, string>>) => addresseesOf(story.compact, story.matter(), "aurelia", body);
  assert.deepEqual(told({ measure: "demarche" }), ["borea", "cassia"]);
  assert.deepEqual(told({ measure: "suspension" }), ["borea", "cassia", "delmar"]);
});
