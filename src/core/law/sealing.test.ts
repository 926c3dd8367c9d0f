// Closed matters are folded away and come back as they were.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withMenu } from "../testing/menu.ts";
import { begin, demo, ms, type Story } from "../testing/story.ts";
import { createFold } from "./fold.ts";
import type { Act } from "../kernel/act.ts";

/** Far more closed matters than are kept at hand. */
const MATTERS = 1_200;

function closedMatters(): Story {
  const story = begin(demo());
  for (let n = 1; n <= MATTERS; n += 1) {
    const matter = `aurelia-${n}`;
    story.gives("aurelia", "report", { matter });
    for (const kind of ["stand-down", "close"]) {
      for (const by of ["aurelia", "borea"]) story.gives(by, kind, { matter });
    }
  }
  return story;
}

const lookup = (acts: readonly Act[]) => {
  const known = new Map(acts.map((act) => [`${act.by} ${act.seq}`, act]));
  return (by: string, seq: number): Act => known.get(`${by} ${seq}`) as Act;
};

test("a matter closed long ago reads as if it had never been folded away", () => {
  const { acts, fold, compact, now } = closedMatters();
  for (const id of ["aurelia-1", "aurelia-600", `aurelia-${MATTERS}`]) {
    const alone = createFold(compact, lookup(acts));
    for (const act of acts) alone.insert({ ...act, matter: act.matter === id ? id : null });
    assert.deepEqual(fold.matter(id, now()), alone.matter(id, now()));
    assert.deepEqual(fold.entries(id), alone.entries(id));
  }
  assert.equal(fold.matters().length, MATTERS);
});

test("a measure in force in a matter closed long ago still ends at its time, and is lifted before it", () => {
  const story = begin(withMenu());
  const [lasting, endless] = ["aurelia-1", "aurelia-2"].map((matter) => {
    story.gives("aurelia", "report", { matter });
    const measure = matter === "aurelia-1" ? "listing" : "demarche";
    return story.gives("aurelia", "propose-measure", { matter, body: { measure } }).id;
  });
  story.passes("6h");
  const adopted = story.gives("aurelia", "adopt-measure", { matter: "aurelia-1", of: lasting ?? "" });
  story.gives("aurelia", "adopt-measure", { matter: "aurelia-2", of: endless ?? "" });
  for (let n = 1; n <= MATTERS; n += 1) {
    const matter = `aurelia-${n}`;
    if (n > 2) story.gives("aurelia", "report", { matter });
    for (const kind of ["stand-down", "close"]) {
      for (const by of ["aurelia", "borea"]) story.gives(by, kind, { matter });
    }
  }
  const ends = adopted.act.at + ms("10d");
  assert.equal(story.fold.timeEvents("aurelia-1", 0, 0).next, ends);
  assert.equal(story.fold.matter("aurelia-1", ends)?.measures[0]?.state.is, "expired");
  assert.equal(story.gives("aurelia", "lift-measure", { matter: "aurelia-2", of: endless ?? "" }).rule, null);
  assert.equal(story.fold.matter("aurelia-2", story.now())?.measures[0]?.state.is, "lifted");
  assert.equal(story.fold.matter("aurelia-2", story.now())?.standing.is, "closed");
});

test("an act that comes late to a matter closed long ago is judged in its place", () => {
  const story = closedMatters();
  const opened = story.acts.find(({ matter }) => matter === "aurelia-7") as Act;
  const before = story.fold.entries("aurelia-7").length;
  const late: Act = {
    ...opened,
    id: "late".padEnd(43, "_"),
    kind: "ask",
    by: "cassia",
    seq: 1,
    prev: story.compact.id,
    seen: {},
    at: opened.at + 1,
    to: ["borea"],
    body: { question: { lang: "en", text: "Is it yours?" } },
  };
  const change = story.fold.insert(late);
  assert.equal(change.verdict().ok, true);
  // It shares its instant with the first standing down, and sorts after it by party.
  assert.equal(change.refolded, before - 2);
  assert.equal(story.fold.entries("aurelia-7")[2]?.id, late.id);
  assert.equal(story.fold.matter("aurelia-7", story.now())?.questions.length, 1);
});

test("nobody else's acts use up a party's names", () => {
  const story = begin(demo());
  story.gives("borea", "ask", { matter: "aurelia-999999999", to: ["aurelia"] });
  assert.equal(story.fold.nextMatter("aurelia"), "aurelia-1");
  story.gives("aurelia", "report", { matter: "aurelia-1" });
  assert.equal(story.fold.nextMatter("aurelia"), "aurelia-2");
});
