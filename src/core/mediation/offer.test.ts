import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../kernel/instant.ts";
import { mediated, regular } from "../testing/mediating.ts";
import { ms, owes, stepStates, type Story, type Told } from "../testing/story.ts";
import { matchesView, offersView } from "./views.ts";

const inTime = (story: Story, duration: string): string => printInstant(story.now() + ms(duration));

const offers = (story: Story, by: string, until = "48h"): string =>
  regular(story, by, "offer", { body: { until: inTime(story, until) } }).id;

const matches = (story: Story, pair: readonly string[], until = "24h"): Told =>
  story.gives("cassia", "match-offers", { body: { offers: pair, until: inTime(story, until) } });

/** Both sides have an offer in escrow, and the mediator has named the two. */
function matched(): { readonly story: Story; readonly pair: readonly string[]; readonly of: string } {
  const story = mediated();
  const pair = ["aurelia", "borea"].map((by) => offers(story, by));
  return { story, pair, of: matches(story, pair).id };
}

test("two offers that fit are confirmed by both, and no act has been given for anyone", () => {
  const { story, of } = matched();
  const before = [stepStates(story.matter()), owes(story.matter(), "aurelia"), owes(story.matter(), "borea")];
  regular(story, "aurelia", "confirm-offer", { of });
  assert.equal(matchesView(story.matter(), story.now())[0]?.is, "waiting");
  regular(story, "borea", "confirm-offer", { of });
  assert.equal(matchesView(story.matter(), story.now() + ms("30d"))[0]?.is, "confirmed");
  assert.deepEqual(
    [stepStates(story.matter()), owes(story.matter(), "aurelia"), owes(story.matter(), "borea")],
    before,
  );
});

test("when one does not confirm in time both lapse, and neither can be matched again", () => {
  const { story, pair, of } = matched();
  regular(story, "aurelia", "confirm-offer", { of });
  story.passes("25h");
  assert.equal(story.gives("borea", "confirm-offer", { of }).rule, "no-match");
  assert.equal(matchesView(story.matter(), story.now())[0]?.is, "lapsed");
  assert.deepEqual(
    offersView(story.matter(), story.now()).map(({ is }) => is),
    ["lapsed", "lapsed"],
  );
  offers(story, "aurelia", "90h");
  assert.equal(matches(story, pair).rule, "same-side");
  offers(story, "borea", "90h");
  assert.equal(matches(story, pair).rule, "offer-matched");
});

test("an offer lapses at its own time when nobody has matched it", () => {
  const story = mediated();
  const pair = [offers(story, "aurelia", "1h"), offers(story, "borea"), offers(story, "aurelia")];
  story.passes("2h");
  assert.deepEqual(
    offersView(story.matter(), story.now()).map(({ is }) => is),
    ["lapsed", "in-escrow", "in-escrow"],
  );
  assert.equal(matches(story, pair.slice(0, 2)).rule, "offer-lapsed");
  assert.equal(matches(story, [pair[1] ?? "", pair[2] ?? ""]).rule, null);
});

test("a match names two offers of two sides and asks for no later word than either gave", () => {
  const story = mediated();
  const one = offers(story, "aurelia", "3h");
  const two = offers(story, "aurelia");
  assert.equal(matches(story, [one, two]).rule, "same-side");
  const three = offers(story, "borea");
  assert.equal(matches(story, [two, one]).rule, "same-side");
  assert.equal(matches(story, [one, three], "4h").rule, "offer-times");
  assert.equal(matches(story, [one, "A".repeat(43)], "1h").rule, "wrong-kind-of-act");
  assert.equal(story.gives("aurelia", "match-offers", { of: one }).rule, "not-the-mediator");
  assert.equal(matches(story, [one, three], "2h").rule, null);
});

test("each confirms its own part and once", () => {
  const { story, of } = matched();
  assert.equal(story.gives("cassia", "confirm-offer", { of }).rule, "not-in-this-matter");
  regular(story, "borea", "confirm-offer", { of });
  assert.equal(story.gives("borea", "confirm-offer", { of }).rule, "no-match");
});

test("an offer that ends before it begins is none", () => {
  const story = mediated();
  assert.equal(story.gives("borea", "offer", { body: { until: printInstant(story.now()) } }).rule, "offer-times");
});

test("confirmations of the two sides commute", () => {
  const told = (late: boolean): unknown => {
    const { story, of } = matched();
    const first = story.gives("aurelia", "confirm-offer", { of, held: late });
    regular(story, "borea", "confirm-offer", { of, seen: { cassia: 2 } });
    if (late) story.arrives(first);
    return story.matter().mediation;
  };
  assert.deepEqual(told(true), told(false));
});
