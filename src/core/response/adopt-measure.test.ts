import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../kernel/instant.ts";
import { amended, beginUnder, foundingOf, proposes as proposesCompact, signs } from "../testing/amending.ts";
import { measureState, proposes, RESPONSES, withMenu, withMenuOfFour } from "../testing/menu.ts";
import { actId, begin, climbedTo, dutyOf, ms, type Story } from "../testing/story.ts";

const adopts = (story: Story, of: string, body: Readonly<Record<string, string>> = {}): string | null =>
  story.gives("aurelia", "adopt-measure", { of, body }).rule;

/** Aurelia has proposed the suspension, and everyone who was asked has replied. */
function consulted(): readonly [Story, string] {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "suspension");
  for (const by of ["borea", "cassia"]) story.gives(by, "consult-measure", { of: id, body: { view: "objects" } });
  return [story, id];
}

test("a measure is adopted when its notice has run and those who were asked have replied, whatever they said", () => {
  const [story, id] = consulted();
  story.passes("23h");
  assert.equal(adopts(story, id), "too-early");
  story.passes("1h");
  assert.equal(adopts(story, id), null);
  assert.equal(measureState(story, id), "adopted");
  assert.equal(adopts(story, id), "no-measure");
});

test("the notice says from when on a measure may be adopted, and cooling-off uses none of it up", () => {
  const [story, id] = consulted();
  const [proposed] = story.matter().measures;
  story.gives("borea", "cool-off", { body: { length: "6h" } });
  assert.equal(adopts(story, id), "cooling-off");
  story.passes("25h");
  const entry = story.gives("aurelia", "adopt-measure", { of: id });
  assert.equal(entry.rule, "too-early");
  const refusal = story.fold.entries("aurelia-1").at(-1)?.refusal;
  assert.equal(refusal?.args["from"], (proposed?.at ?? 0) + ms("30h"));
  story.passes("5h");
  assert.equal(adopts(story, id), null);
});

test("a consultation that is still running holds the measure back, and silence does so no longer than its time", () => {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "suspension");
  story.gives("borea", "consult-measure", { of: id });
  story.passes("47h");
  assert.equal(adopts(story, id), "consultation-running");
  story.passes("1h");
  assert.equal(adopts(story, id), null);
});

test("a measure that needs consent is not adopted over an objection or over silence", () => {
  for (const view of ["objects", "concerned", null]) {
    const story = climbedTo("notify", withMenu());
    const { id } = proposes(story, "aurelia", "joint");
    if (view !== null) story.gives("borea", "consult-measure", { of: id, body: { view } });
    story.passes("12h");
    assert.equal(adopts(story, id), "not-agreed", String(view));
  }
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "joint");
  story.gives("borea", "consult-measure", { of: id, body: { view: "agrees" } });
  assert.equal(adopts(story, id), null);
});

test("two thirds of three are two, and a majority of two is both", () => {
  const joint = (agreed: string) => ({ ...RESPONSES, menu: [{ ...RESPONSES.menu[3], consults: "all", agreed }] });
  const story = begin(withMenuOfFour({ responses: joint("two-thirds") }));
  story.gives("aurelia", "report", { to: ["borea", "delmar"] });
  const { id } = proposes(story, "aurelia", "joint");
  story.gives("borea", "consult-measure", { of: id, body: { view: "objects" } });
  story.gives("delmar", "consult-measure", { of: id });
  story.passes("12h");
  assert.equal(adopts(story, id), "not-agreed");
  story.gives("cassia", "consult-measure", { of: id });
  assert.equal(adopts(story, id), null, "a late word counts");

  const pair = begin(withMenu({ responses: joint("majority") }));
  pair.gives("aurelia", "report");
  const proposal = proposes(pair, "aurelia", "joint");
  pair.gives("borea", "consult-measure", { of: proposal.id });
  pair.passes("12h");
  assert.equal(adopts(pair, proposal.id), "not-agreed", "one of two is no majority");
});

test("an adopted measure ends by itself at its agreed time, and an earlier end may be named", () => {
  const [story, id] = consulted();
  story.passes("24h");
  const at = story.now();
  assert.equal(adopts(story, id, { until: printInstant(at) }), "measure-end", "before it begins");
  assert.equal(adopts(story, id, { until: printInstant(at + ms("31d")) }), "measure-end", "longer than agreed");
  assert.equal(adopts(story, id, { until: "2026-02-30T00:00:00.000Z" }), "measure-end", "on no day");
  assert.equal(adopts(story, id, { until: printInstant(at + ms("7d")) }), null);
  story.passes("6d");
  assert.equal(measureState(story, id), "adopted");
  story.passes("1d");
  assert.equal(measureState(story, id), "expired");
  assert.deepEqual(story.matter().measures[0]?.state, { is: "expired", at: at + ms("7d") });
});

test("a measure in force ends at its time in a matter that is closed or silent, however long nobody looks", () => {
  const [story, id] = consulted();
  story.passes("24h");
  const adopted = story.gives("aurelia", "adopt-measure", { of: id });
  for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) story.gives(by, kind);
  assert.equal(story.matter().standing.is, "closed");
  assert.equal(
    measureState(story, id),
    "adopted",
    "closing is no way to end it, and it is none to hold the matter open",
  );
  const ends = adopted.act.at + ms("30d");
  assert.deepEqual(story.fold.timeEvents("aurelia-1", story.now(), ends), { passed: [ends], next: null });
  story.passes("30d");
  assert.equal(measureState(story, id), "expired");

  const [silent, other] = consulted();
  silent.passes("24h");
  assert.equal(adopts(silent, other), null);
  silent.passes("29d");
  assert.equal(silent.matter().standing.is, "silent");
  assert.equal(measureState(silent, other), "adopted");
  silent.passes("1d");
  assert.equal(measureState(silent, other), "expired");
  assert.equal(silent.matter().standing.is, "silent");
});

test("whoever never replied owes nothing more when the measure has ended by itself", () => {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "suspension");
  story.passes("48h");
  assert.equal(adopts(story, id), null);
  assert.equal(dutyOf(story.matter(), "cassia", "consult-measure").state.is, "lapsed");
  story.passes("30d");
  assert.equal(dutyOf(story.matter(), "cassia", "consult-measure").state.is, "released");
});

test("a measure without an agreed length stays until it is lifted", () => {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "demarche");
  assert.equal(adopts(story, id), null);
  story.passes("900d");
  assert.equal(measureState(story, id), "adopted");
  assert.equal(story.gives("aurelia", "lift-measure", { of: id }).rule, null);
});

test("only the proposer adopts its own proposal, once, and nothing that is over", () => {
  const [story, id] = consulted();
  story.passes("24h");
  const mine = proposes(story, "borea", "demarche");
  assert.equal(story.gives("borea", "adopt-measure", { of: id }).rule, "not-own-measure");
  assert.equal(story.gives("borea", "adopt-measure", { of: actId("aurelia", 1) }).rule, "wrong-kind-of-act");
  assert.equal(story.gives("borea", "adopt-measure", { of: actId("aurelia", 9) }).rule, "unknown-act");
  assert.equal(story.gives("borea", "adopt-measure", { of: mine.id, to: ["cassia"] }).rule, "not-told");
  assert.equal(story.gives("borea", "adopt-measure", { of: mine.id }).rule, null);
  proposes(story, "borea", "demarche");
  assert.equal(story.gives("borea", "adopt-measure", { of: mine.id }).rule, "already-adopted");
  story.gives("borea", "lift-measure", { of: mine.id });
  assert.equal(story.gives("borea", "adopt-measure", { of: mine.id }).rule, "measure-over");
});

test("what goes beyond the table of proportion is not adopted, and words are not held to it", () => {
  const proportion = [
    { row: "grave", when: { field: "severity-low", "at-least": 5 }, within: ["suspension"] },
    { row: "slight", when: { field: "severity-low", "at-most": 4 }, within: ["listing"] },
  ];
  const story = climbedTo("notify", withMenu({ responses: { ...RESPONSES, proportion } }));
  const [suspension, words] = [proposes(story, "aurelia", "suspension"), proposes(story, "aurelia", "demarche")];
  story.passes("48h");
  assert.equal(adopts(story, suspension.id), "exceeds-proportion");
  assert.equal(adopts(story, words.id), null);
  story.gives("aurelia", "assess", { body: { low: 5, high: 7 } });
  assert.equal(adopts(story, suspension.id), null, "it is held to the facts as they are when it is adopted");
});

test("a condition that no longer holds in the proposer's view holds the measure back", () => {
  const [story, id] = consulted();
  story.passes("24h");
  story.gives("aurelia", "assess", { body: { low: 1, high: 2 } });
  assert.equal(adopts(story, id), "measure-condition");
});

test("where the table comes to ask for a consultation after the proposal, the measure is proposed again", () => {
  const proportion = [
    { row: "slight", when: { field: "severity-low", "at-most": 4 }, within: ["listing"] },
    { row: "grave", when: { field: "severity-low", "at-least": 5 }, within: [], consult: ["listing"] },
  ];
  const story = climbedTo("notify", withMenu({ responses: { ...RESPONSES, proportion } }));
  const { id } = proposes(story, "aurelia", "listing");
  story.gives("aurelia", "assess", { body: { low: 5, high: 7 } });
  story.passes("6h");
  assert.equal(adopts(story, id), "needs-consultation");
});

test("all who stand down release the consultation with everything else", () => {
  const story = climbedTo("notify", withMenu());
  proposes(story, "aurelia", "suspension");
  for (const by of ["aurelia", "borea"]) story.gives(by, "stand-down");
  assert.equal(dutyOf(story.matter(), "cassia", "consult-measure").state.is, "released");
});

test("a proposal that is older than ninety days from when it could be adopted is proposed anew", () => {
  const told = (waits: string): readonly [Story, string] => {
    const story = climbedTo("notify", withMenu());
    const { id } = proposes(story, "aurelia", "joint");
    story.gives("borea", "consult-measure", { of: id });
    story.passes("12h");
    story.passes(waits);
    return [story, id];
  };
  assert.equal(adopts(...told("89d")), null);
  const [story, id] = told("91d");
  assert.equal(adopts(story, id), "proposal-stale");
  story.gives("aurelia", "lift-measure", { of: id });
  assert.equal(proposes(story, "aurelia", "joint").rule, null);
});

test("a version that came after the proposal and asks for a consultation is heard before the adoption", () => {
  const document = foundingOf({ responses: RESPONSES });
  const story = beginUnder(document);
  story.gives("aurelia", "report");
  const menu = RESPONSES.menu.map((one) => (one.measure === "listing" ? { ...one, consults: "all" } : one));
  const next = amended(document, { responses: { ...RESPONSES, menu } });
  const proposal = proposesCompact(story, "aurelia", next, story.now() + ms("3d"));
  for (const by of ["aurelia", "borea"]) signs(story, by, proposal);
  const { id } = proposes(story, "aurelia", "listing");
  story.passes("4d");
  assert.equal(adopts(story, id), "needs-consultation");
});
