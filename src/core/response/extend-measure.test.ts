import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, type Body } from "../kernel/act.ts";
import { printInstant } from "../kernel/instant.ts";
import type { MeasureState } from "../kernel/measure.ts";
import { amended, beginUnder, foundingOf, proposes as proposesCompact, signs } from "../testing/amending.ts";
import { exchanging } from "../testing/exchanging.ts";
import { measureState, proposes, RESPONSES, withFullMenu, withMenu } from "../testing/menu.ts";
import { statedAt } from "../testing/stating.ts";
import { climbedTo, dutyOf, ms, type Story } from "../testing/story.ts";

const stateOf = (story: Story, id: string): MeasureState | undefined =>
  story.matter().measures.find(({ act }) => act === id)?.state;

const endOf = (story: Story, id: string): number | null => {
  const state = stateOf(story, id);
  return state?.is === "adopted" || state?.is === "suspended" ? state.until : null;
};

/** Aurelia's listing is in force for ten days; nobody was asked before it. */
function listed(): readonly [Story, string, number] {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "listing");
  story.passes("6h");
  story.gives("aurelia", "adopt-measure", { of: id });
  return [story, id, endOf(story, id) ?? 0];
}

const extend = (story: Story, of: string, until: number, more: Body = {}) =>
  story.gives("aurelia", "extend-measure", { of, body: { until: printInstant(until), ...more } });

test("asking for a later end changes nothing, and the signature of one who is asked moves it", () => {
  const [story, id, end] = listed();
  const asked = extend(story, id, end + ms("5d"));
  assert.equal(asked.rule, null);
  assert.equal(endOf(story, id), end);
  assert.equal(story.gives("borea", "consult-measure", { of: asked.id, body: { view: "objects" } }).rule, null);
  assert.equal(endOf(story, id), end, "an objection is no signature");
  assert.equal(story.gives("cassia", "consult-measure", { of: asked.id, body: { view: "agrees" } }).rule, null);
  assert.equal(endOf(story, id), end + ms("5d"));
  story.passes("11d");
  assert.equal(measureState(story, id), "adopted");
  story.passes("4d");
  assert.equal(measureState(story, id), "expired");
});

test("an extension on which nobody agrees leaves the end where it is, and silence is no signature", () => {
  const [story, id, end] = listed();
  const { id: asked } = extend(story, id, end + ms("5d"));
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").answers, asked);
  story.passes("10d");
  assert.equal(measureState(story, id), "expired");
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").state.is, "released");
  assert.equal(story.gives("borea", "consult-measure", { of: asked }).rule, "no-measure");
});

test("where the menu asks for everyone's consent, an extension needs it again", () => {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "joint");
  story.gives("borea", "consult-measure", { of: id });
  const until = story.now() + ms("2d");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id, body: { until: printInstant(until) } }).rule, null);
  const { id: asked } = extend(story, id, until + ms("2d"));
  assert.equal(story.gives("cassia", "consult-measure", { of: asked }).rule, "no-measure");
  assert.equal(endOf(story, id), until);
  story.gives("borea", "consult-measure", { of: asked });
  assert.equal(endOf(story, id), until + ms("2d"));
});

test("the later end is later, by no more than the menu's own length, and has a reason", () => {
  const [story, id, end] = listed();
  assert.equal(extend(story, id, end).rule, "measure-end");
  assert.equal(extend(story, id, end - 1).rule, "measure-end");
  assert.equal(extend(story, id, end + ms("10d") + 1).rule, "measure-end");
  assert.equal(extend(story, id, end + ms("10d")).rule, null);
});

test("where everything is asked for, an extension names its next review, within twelve months and before the new end", () => {
  const story = climbedTo("notify", withFullMenu());
  const finding = story.matter().confirmations["borea"]?.act ?? "";
  const { id } = proposes(story, "aurelia", "listing", { body: statedAt(finding, story.now()) });
  story.passes("6h");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id }).rule, null);
  const until = (endOf(story, id) ?? 0) + ms("5d");
  assert.equal(extend(story, id, until).rule, "precondition-missing");
  assert.equal(extend(story, id, until, { review: printInstant(until + 1) }).rule, "review-date");
  const review = until - ms("1d");
  const { id: asked, rule } = extend(story, id, until, { review: printInstant(review) });
  assert.equal(rule, null);
  story.gives("cassia", "consult-measure", { of: asked });
  assert.equal(story.matter().measures[0]?.review, review);
});

test("a later end is asked for only while what the measure was adopted for still holds", () => {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "suspension");
  story.passes("48h");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id }).rule, null);
  const end = endOf(story, id) ?? 0;
  story.gives("aurelia", "assess", { body: { low: 1, high: 2 } });
  assert.equal(extend(story, id, end + ms("1d")).rule, "measure-condition");
});

test("only what is in force is prolonged, by its proposer, so many times, and not while the matter cools off", () => {
  const [story, id, end] = listed();
  const open = proposes(story, "aurelia", "suspension");
  assert.equal(extend(story, open.id, end + ms("1d")).rule, "not-yet-adopted");
  const theirs = story.gives("borea", "extend-measure", { of: id, body: { until: printInstant(end + ms("1d")) } });
  assert.equal(theirs.rule, "no-measure");
  for (let i = 0; i < LIMITS.extensionsEach; i += 1) assert.equal(extend(story, id, end + ms("1d")).rule, null);
  assert.equal(extend(story, id, end + ms("1d")).rule, "too-many-extensions");
  const [other, listing, until] = listed();
  other.gives("borea", "cool-off", { body: { length: "6h" } });
  assert.equal(extend(other, listing, until + ms("1d")).rule, "cooling-off");
});

test("a new request takes the place of the one before it, and lifting or standing down ends both", () => {
  const [story, id, end] = listed();
  const first = extend(story, id, end + ms("1d"));
  const second = extend(story, id, end + ms("2d"));
  assert.equal(story.gives("cassia", "consult-measure", { of: first.id }).rule, "measure-over");
  story.gives("aurelia", "stand-down");
  assert.equal(story.matter().measures[0]?.extension, null);
  assert.equal(story.gives("cassia", "consult-measure", { of: second.id }).rule, "no-measure");
  assert.equal(endOf(story, id), end);
});

/** The same listing where everything is asked for, with an extension that is open. */
function askedInFull(): readonly [Story, string, string, number] {
  const story = climbedTo("notify", withFullMenu());
  const finding = story.matter().confirmations["borea"]?.act ?? "";
  const { id } = proposes(story, "aurelia", "listing", { body: statedAt(finding, story.now()) });
  story.passes("6h");
  story.gives("aurelia", "adopt-measure", { of: id });
  const end = endOf(story, id) ?? 0;
  const asked = extend(story, id, end + ms("5d"), { review: printInstant(end + ms("1d")) });
  assert.equal(asked.rule, null);
  return [story, id, asked.id, end];
}

test("a signature moves no end while the matter cools off, or when the finding or the facts no longer hold", () => {
  const spoils: readonly ((story: Story) => unknown)[] = [
    (story) => story.gives("borea", "refute"),
    (story) => story.gives("borea", "cool-off", { body: { length: "6h" } }),
  ];
  for (const spoil of spoils) {
    const [story, id, asked, end] = askedInFull();
    spoil(story);
    assert.equal(story.gives("cassia", "consult-measure", { of: asked }).rule, null, "it may still be given");
    assert.equal(endOf(story, id), end);
    assert.equal(story.matter().measures[0]?.extension?.replies["cassia"]?.view, "agrees");
  }
  const [story, id, asked, end] = askedInFull();
  story.gives("cassia", "consult-measure", { of: asked });
  assert.equal(endOf(story, id), end + ms("5d"), "unspoilt it moves");
});

/** Aurelia's listing is in force under a first version, and a second with this menu follows three days from now. */
function overtaken(menu: readonly unknown[]): readonly [Story, string, string, number] {
  const document = foundingOf({ responses: RESPONSES });
  const story = beginUnder(document);
  story.gives("aurelia", "report");
  const { id } = proposes(story, "aurelia", "listing");
  story.passes("6h");
  story.gives("aurelia", "adopt-measure", { of: id });
  const end = endOf(story, id) ?? 0;
  const { id: asked, rule } = extend(story, id, end + ms("5d"));
  assert.equal(rule, null);
  const next = amended(document, { responses: { ...RESPONSES, menu } });
  const proposal = proposesCompact(story, "aurelia", next, story.now() + ms("3d"));
  assert.equal(proposal.rule, null);
  for (const by of ["aurelia", "borea"]) signs(story, by, proposal);
  story.passes("4d");
  assert.equal(story.gives("cassia", "consult-measure", { of: asked }).rule, null);
  return [story, id, asked, end];
}

test("an end moves by no more than the version in force gives, and not at all when the measure has left the menu", () => {
  const menu = (change: (entry: (typeof RESPONSES.menu)[number]) => readonly unknown[]): readonly unknown[] =>
    RESPONSES.menu.flatMap((entry) => (entry.measure === "listing" ? change(entry) : [entry]));
  const [kept, same, , before] = overtaken(menu((entry) => [{ ...entry, lasts: "11d" }]));
  assert.equal(endOf(kept, same), before + ms("5d"));
  const [shorter, cut, , end] = overtaken(menu((entry) => [{ ...entry, lasts: "2d" }]));
  assert.equal(endOf(shorter, cut), end + ms("2d"));
  const [gone, id, , until] = overtaken(menu(() => []));
  assert.equal(endOf(gone, id), until);
});

test("what is promised in an exchange is not given a later end, by a request or by a signature on an earlier one", () => {
  const { story, offer, of } = exchanging();
  const measure = of["aurelia"] ?? "";
  const end = endOf(story, measure) ?? 0;
  const asked = extend(story, measure, end + ms("5d"));
  assert.equal(asked.rule, null);
  assert.equal(story.gives("borea", "accept-exchange", { of: offer }).rule, null);
  assert.equal(extend(story, measure, end + ms("5d")).rule, "measure-in-escrow");
  story.gives("cassia", "consult-measure", { of: asked.id });
  assert.equal(endOf(story, measure), end);
});
