// What the pages read: each side's range beside the computed one, the difference, campaigns, agreement.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Body } from "../kernel/act.ts";
import { climbedTo, demo, ms, type Story } from "../testing/story.ts";
import { agreementIn, assessmentOf, campaignsOf } from "./views.ts";

function assessed(aurelia: Body, borea: Body | null, compact = demo()): Story {
  const story = climbedTo("assess", compact);
  story.passes("30m");
  story.gives("aurelia", "assess", { body: aurelia });
  if (borea !== null) story.gives("borea", "assess", { body: borea });
  return story;
}

const KNOWN = { effect: "interrupted", information: "none", physical: "none", deaths: "none", duration: "days" };

test("each side's own range stands beside the one that its facts give, also before it has assessed", () => {
  const story = assessed({ low: 2, high: 4 }, null);
  const { scheme, parties, differences } = assessmentOf(story.compact, story.matter());
  assert.equal(scheme, "downrung-1");
  assert.deepEqual(
    parties.map(({ party, stated }) => [party, stated?.low ?? null]),
    [
      ["aurelia", 2],
      ["borea", null],
    ],
  );
  for (const { computed } of parties) assert.ok(computed !== null && computed.low < computed.high);
  assert.deepEqual(differences, [], "one alone differs from nobody");
});

test("a range beyond the facts is marked for that party alone, and a range within is not", () => {
  const facts = KNOWN;
  const story = assessed({ low: 9, high: 10, facts }, { low: 5, high: 6, facts });
  const { parties } = assessmentOf(story.compact, story.matter());
  assert.deepEqual(
    parties.map(({ beyond }) => beyond),
    [true, false],
  );
});

test("where two hold one fact otherwise, that fact is named between them", () => {
  const story = assessed({ facts: KNOWN }, { facts: { ...KNOWN, effect: "none" } });
  const [difference] = assessmentOf(story.compact, story.matter()).differences;
  assert.deepEqual(difference?.between, ["aurelia", "borea"]);
  assert.equal(difference?.facts[0]?.fact, "effect");
  assert.ok((difference?.facts[0]?.narrows ?? 0) > 0);
});

test("the clause's time is shown in an entangled matter and in no other", () => {
  const compact = demo({ entangled: { contact: "30m" } });
  const told = (body: Body, under = compact): unknown => {
    const story = assessed(body, {}, under);
    const { strategic, contact } = assessmentOf(story.compact, story.matter());
    return [strategic, contact];
  };
  const strategic = ["early-warning"];
  assert.deepEqual(told({ facts: { strategic } }), [strategic, ms("30m")]);
  assert.deepEqual(told({ facts: { strategic } }, demo()), [strategic, null]);
  assert.deepEqual(told({}), [[], null]);
});

test("a scale that no scheme has is shown without a computed range", () => {
  const story = assessed({ low: 2, high: 4 }, {}, demo({ scheme: { name: "ours", version: 1, low: 0, high: 77 } }));
  const view = assessmentOf(story.compact, story.matter());
  assert.deepEqual([view.scheme, view.differences], [null, []]);
  assert.ok(view.parties.every(({ computed, beyond }) => computed === null && !beyond));
});

test("matters that a party names as one series are judged together, and those unknown here are said to be", () => {
  const story = assessed({ part: ["aurelia-2", "borea-9"] }, {});
  const matter = story.matter();
  const other = { ...matter, id: "aurelia-2" };
  const [campaign, ...more] = campaignsOf(story.compact, matter, (id) => (id === "aurelia-2" ? other : undefined));
  assert.deepEqual(
    [campaign?.party, campaign?.matters, campaign?.missing],
    ["aurelia", ["aurelia-1", "aurelia-2"], ["borea-9"]],
  );
  assert.deepEqual(more, []);
  const [alone] = assessmentOf(story.compact, matter).parties;
  assert.ok((campaign?.severity.high ?? 0) >= (alone?.computed?.high ?? 99), "together it reaches at least as far");
});

test("a party whose name is a word of the language has assessed nothing until it does", () => {
  const matter = { ...assessed({}, null).matter(), addressees: ["constructor"] };
  const { parties, differences } = assessmentOf(demo(), matter);
  assert.equal(parties[1]?.stated, null);
  assert.deepEqual(
    parties[1]?.computed,
    assessmentOf(demo(), { ...matter, addressees: ["borea"] }).parties[1]?.computed,
  );
  assert.deepEqual(differences, []);
  assert.equal(agreementIn([matter], demo()).pairs, 0);
});

test("whoever does not say that it sees the incident too is no state that the campaign has hit", () => {
  const matter = assessed({ part: ["aurelia-2"] }, null).matter();
  const other = { ...matter, id: "aurelia-2" };
  const raised = (confirmations: typeof matter.confirmations): unknown =>
    campaignsOf(demo(), { ...matter, confirmations }, () => ({ ...other, confirmations })).map(
      ({ severity }) => severity.widened,
    );
  const by = (finds: "confirmed" | "refuted") => ({ borea: { act: "c", finds, seen: finds === "confirmed" } });
  assert.deepEqual(raised(by("refuted")), raised({}));
  assert.notDeepEqual(raised(by("confirmed")), raised({}));
});

test("agreement counts each two that have assessed the same matter, and nobody else", () => {
  const compact = demo();
  const matters = [
    assessed({ low: 2, high: 4 }, { low: 3, high: 5 }).matter(),
    assessed({ low: 8, high: 9 }, { low: 1, high: 2, nature: "sabotage" }).matter(),
    assessed({ low: 2, high: 4 }, null).matter(),
  ];
  const { pairs, overlapping, sameNature, kappa } = agreementIn(matters, compact);
  assert.deepEqual([pairs, overlapping, sameNature], [2, 0.5, 0.5]);
  assert.ok(kappa !== null && kappa < 0.5);
  assert.deepEqual(agreementIn([], compact).pairs, 0);
});
