// What parties state beside their ranges: whose word goes before whose, what cannot be so together, and how
// little the first report asks for.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NO_FACTS } from "../compact/facts.ts";
import type { Body } from "../kernel/act.ts";
import { checkBody } from "../law/validate.ts";
import { begin, bodyFor, climbedTo, MATTER } from "../testing/story.ts";
import { AssessBody } from "./assess.ts";
import { fitTogether } from "./contradict.ts";
import { isEntangled, strategicIn } from "./entangled.ts";
import { factsOf } from "./facts.ts";
import { ReportBody } from "./report.ts";
import { STATED_NAMES, StatedBody } from "./stated.ts";

const MORE: Body = {
  information: "proprietary",
  physical: "none",
  duration: "hours",
  spread: "one-network",
  strategic: ["early-warning"],
};

test("a first report asks for twenty fields at most, and the five newest may be left out", () => {
  const fields = Object.keys(ReportBody.properties).filter((name) => name !== "override");
  assert.equal(fields.length, 20);
  const required: readonly string[] = ReportBody.required;
  for (const name of Object.keys(MORE)) assert.equal(required.includes(name), false, name);
  assert.equal(checkBody("report", { ...bodyFor("report", undefined), ...MORE }), undefined);
});

test("no sector named is a sector not known, as in a file, and no strategic system named is none", () => {
  const story = climbedTo("assess");
  story.passes("30m");
  story.gives("borea", "assess", { body: { facts: { sectors: [], strategic: [] } } });
  const { sectors, strategic } = factsOf(story.matter(), "borea");
  assert.deepEqual([sectors, strategic], [null, []]);
});

test("what a report states are the facts of the matter, and what it leaves out nobody knows", () => {
  const story = begin();
  story.gives("aurelia", "report", { body: MORE });
  const stated = factsOf(story.matter(), "borea");
  assert.deepEqual(
    [stated.information, stated.duration, stated.strategic],
    ["proprietary", "hours", ["early-warning"]],
  );
  assert.deepEqual([stated.deaths, stated.prepositioned, stated.campaign], [null, null, null]);
  const plain = begin();
  plain.gives("aurelia", "report");
  assert.deepEqual([factsOf(plain.matter(), "aurelia").information, isEntangled(plain.matter())], [null, false]);
});

test("a party's later word goes before the report's in its own view, and in nobody else's", () => {
  const story = climbedTo("assess");
  story.passes("30m");
  const facts = { duration: "weeks", deaths: "none", effect: "unknown", people: "unknown", "cross-border": "yes" };
  const scheme = { name: "NCISS", version: "2024" };
  const told = story.gives("borea", "assess", { body: { facts, scheme, part: ["aurelia-7"] } });
  assert.equal(told.rule, null);
  const [borea, aurelia] = ["borea", "aurelia"].map((party) => factsOf(story.matter(), party));
  assert.deepEqual([borea?.duration, borea?.deaths, borea?.["cross-border"]], ["weeks", "none", "yes"]);
  assert.deepEqual([borea?.effect, borea?.people], ["unknown", null], "it says that it does not know");
  assert.deepEqual([aurelia?.duration, aurelia?.deaths, aurelia?.effect], [null, null, "degraded"]);
  const held = story.matter().assessments["borea"];
  assert.deepEqual([held?.scheme, held?.part], [scheme, ["aurelia-7"]]);
  story.gives("borea", "assess");
  assert.deepEqual(story.matter().assessments["borea"]?.facts, {}, "a later assessment takes its place whole");
});

test("a strategic system stated by anyone entangles the matter for all, and each is named once", () => {
  const story = climbedTo("assess");
  story.passes("30m");
  assert.equal(isEntangled(story.matter()), false);
  story.gives("aurelia", "assess", { body: { facts: { strategic: ["nuclear-command", "early-warning"] } } });
  story.gives("borea", "assess", { body: { facts: { strategic: ["early-warning"] } } });
  assert.deepEqual(strategicIn(story.matter()), ["nuclear-command", "early-warning"]);
});

const CONTRADICTIONS: readonly (readonly [string, Body, string, string])[] = [
  [
    "who only reads destroys nothing",
    { nature: "collection", facts: { information: "destroyed" } },
    "nature",
    "information",
  ],
  ["who only reads breaks nothing", { nature: "collection", facts: { physical: "wide" } }, "nature", "physical"],
  [
    "between several states there is a border",
    { facts: { spread: "several-states", "cross-border": "no" } },
    "spread",
    "cross-border",
  ],
  ["whoever died was affected", { facts: { people: 0, deaths: "few" } }, "people", "deaths"],
  [
    "nobody places access by accident",
    { facts: { prepositioned: "yes", malicious: "no" } },
    "prepositioned",
    "malicious",
  ],
];

for (const [why, body, first, second] of CONTRADICTIONS) {
  test(`facts that cannot both be so are refused with both names: ${why}`, () => {
    const story = climbedTo("assess");
    story.passes("30m");
    const before = story.matter().assessments;
    assert.equal(story.gives("aurelia", "assess", { body }).rule, "facts-contradict");
    assert.deepEqual(story.matter().assessments, before);
    const refusal = story.fold
      .entries(MATTER)
      .find(({ refusal: found }) => found?.rule === "facts-contradict")?.refusal;
    assert.deepEqual(refusal?.args, { first, second });
  });
}

test("a report that contradicts itself is refused by the same rule", () => {
  const story = begin();
  const body = { nature: "collection", information: "destroyed" };
  assert.equal(story.gives("aurelia", "report", { body }).rule, "facts-contradict");
  assert.equal(story.gives("aurelia", "report", { body: { ...body, nature: "undetermined" } }).rule, null);
});

test("nothing contradicts what is not known: taking one of two facts back always mends a refusal", () => {
  const fact = (name: string): fc.Arbitrary<unknown> => {
    const values = { nature: ["collection", "sabotage", null], people: [0, 5, null] }[name];
    return fc.constantFrom(...(values ?? ["yes", "no", "few", "none", "wide", "destroyed", "several-states", null]));
  };
  const names = ["nature", ...STATED_NAMES];
  fc.assert(
    fc.property(fc.record(Object.fromEntries(names.map((name) => [name, fact(name)]))), (some) => {
      const facts = { ...NO_FACTS, ...some } as typeof NO_FACTS;
      const verdict = fitTogether(facts);
      if (verdict.ok) return;
      const [first, second] = [String(verdict.args["first"]), String(verdict.args["second"])];
      const mended = fitTogether({ ...facts, [second]: null });
      assert.ok(mended.ok || mended.args["first"] !== first || mended.args["second"] !== second);
      assert.equal(fitTogether({ ...NO_FACTS, [first]: facts[first as keyof typeof facts] }).ok, true);
    }),
  );
});

test("a range beyond what the facts give is regular: people decide, and the pages say so", () => {
  const story = climbedTo("assess");
  story.passes("30m");
  const body = { low: 9, high: 10, facts: { effect: "none", physical: "none", deaths: "none" } };
  assert.equal(story.gives("aurelia", "assess", { body }).rule, null);
});

test("the door knows the facts by their names and lets no other word in", () => {
  const good = bodyFor("assess", undefined);
  assert.equal(
    checkBody("assess", { ...good, facts: { duration: "days", sectors: ["energy"], people: 4 } }),
    undefined,
  );
  for (const facts of [
    { nature: "sabotage" },
    { "severity-low": 3 },
    { duration: "long" },
    { sectors: ["moon"] },
    { people: -1 },
  ])
    assert.notEqual(checkBody("assess", { ...good, facts }), undefined, JSON.stringify(facts));
  assert.notEqual(checkBody("assess", { ...good, part: ["not a matter"] }), undefined);
  assert.equal(Object.keys(StatedBody.properties).length, STATED_NAMES.length);
  assert.ok("facts" in AssessBody.properties);
});
