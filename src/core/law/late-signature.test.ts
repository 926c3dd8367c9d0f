// A signature that arrives late moves the law in the past: what was judged since is judged again, also in
// matters that were folded away long ago.

import assert from "node:assert/strict";
import { test } from "node:test";
import { about, amended, beginUnder, foundingOf, proposes, signs } from "../testing/amending.ts";
import { MATTER, ms, type Story, type Told } from "../testing/story.ts";

const DOCUMENT = foundingOf();
/** Far more closed matters than are kept at hand. */
const MATTERS = 620;

/** An amendment that borea signed in time; its signature is underway while its day passes. */
function underway(): { readonly story: Story; readonly late: Told } {
  const story = beginUnder(DOCUMENT);
  const wording = amended(DOCUMENT, { "cooling-off": { longest: "24h", each: 1 } });
  const proposal = proposes(story, "aurelia", wording, story.now() + ms("1h"));
  signs(story, "aurelia", proposal);
  const late = signs(story, "borea", proposal, { held: true });
  story.passes("1h");
  return { story, late };
}

const rules = (story: Story, matter: string): readonly string[] =>
  story.fold.entries(matter).map(({ kind, version, refusal }) => `${kind} ${version} ${refusal?.rule ?? "regular"}`);

test("what was judged since the day is judged again, and the matters that changed are named", () => {
  const { story, late } = underway();
  story.gives("aurelia", "report");
  assert.equal(story.gives("aurelia", "cool-off", { body: { length: "20h" }, seen: {} }).rule, "cooling-off-too-long");
  const open = story.matter();
  const change = story.fold.insert(late.act);
  assert.deepEqual(change.alsoChanged, [MATTER]);
  assert.deepEqual(rules(story, MATTER), ["report 2 regular", "cool-off 2 regular"]);
  assert.equal(open.standing.is, "open");
  assert.equal(story.matter().standing.is, "cooling-off");
});

test("a matter whose acts are all older is named too while it is open: its clocks may change on the day", () => {
  const story = beginUnder(DOCUMENT);
  story.gives("aurelia", "report");
  const wording = amended(DOCUMENT, { closing: { latest: "1h" } });
  const proposal = proposes(story, "aurelia", wording, story.now() + ms("1h"));
  signs(story, "aurelia", proposal);
  const late = signs(story, "borea", proposal, { held: true });
  assert.deepEqual(story.fold.insert(late.act).alsoChanged, [MATTER]);
  assert.equal(story.fold.timeEvents(MATTER, 0, story.now()).next, story.fold.versions()[1]?.from);
});

test("a matter that was closed and folded away is judged again as well", () => {
  const { story, late } = underway();
  // Borea's ledger waits behind its signature, so aurelia and cassia close these: silence calls the mediator.
  for (let n = 1; n <= MATTERS; n += 1) story.gives("aurelia", "report", { matter: `aurelia-${n}`, seen: {} });
  assert.equal(
    story.gives("aurelia", "cool-off", { matter: "aurelia-7", body: { length: "20h" }, seen: {} }).rule,
    "cooling-off-too-long",
  );
  story.passes("60h");
  for (let n = 1; n <= MATTERS; n += 1) {
    assert.equal(story.gives("cassia", "close", { matter: `aurelia-${n}`, seen: {} }).rule, null);
  }
  const { alsoChanged } = story.fold.insert(late.act);
  assert.equal(alsoChanged.length, MATTERS);
  assert.deepEqual(rules(story, "aurelia-7"), ["report 2 regular", "cool-off 2 regular", "close 2 regular"]);
  assert.equal(story.fold.matter("aurelia-7", story.now())?.coolingOffs.length, 1);
});

test("a signature that had seen something dated no earlier than itself is irregular once that comes in", () => {
  const story = beginUnder(DOCUMENT);
  const wording = amended(DOCUMENT, { closing: { latest: "1h" } });
  const proposal = proposes(story, "aurelia", wording, story.now() + ms("2h"));
  signs(story, "aurelia", proposal);
  story.passes("1h");
  const seen = about(story, "cassia", "comment-compact", { of: proposal.id }, { held: true });
  const told = signs(story, "borea", proposal, { ago: "10m", seen: { aurelia: 1, cassia: 1 } });
  assert.deepEqual([told.rule, story.fold.versions().length], [null, 2]);
  story.arrives(seen);
  const entry = story.fold.agreementEntries().find(({ id }) => id === told.id);
  assert.deepEqual([entry?.refusal?.rule, story.fold.versions().length], ["before-cause", 1]);
});

test("a party that has spoken since cannot date a signature back, not even behind another act that it dated back", () => {
  const story = beginUnder(DOCUMENT);
  const wording = amended(DOCUMENT, { closing: { latest: "1h" } });
  const proposal = proposes(story, "aurelia", wording, story.now() + ms("1h"));
  signs(story, "aurelia", proposal);
  story.passes("2h");
  const remark = { of: story.compact.id };
  assert.equal(about(story, "borea", "comment-compact", {}, remark).rule, null);
  assert.equal(about(story, "borea", "comment-compact", {}, { ...remark, ago: "100m", seen: {} }).rule, "before-cause");
  assert.equal(signs(story, "borea", proposal, { ago: "90m", seen: {} }).rule, "before-cause");
  assert.equal(story.fold.versions().length, 1);
});
