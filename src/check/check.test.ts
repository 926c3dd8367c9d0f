import assert from "node:assert/strict";
import { test } from "node:test";
import type { Compact } from "../core/compact/compact.ts";
import { compactFrom, demo, demoDocument } from "../core/testing/story.ts";
import { checkCompact, graphOf, replay, type CheckOptions } from "./check.ts";
import { entangledModelOf } from "./model.ts";
import { storyTo } from "./replay.ts";
import { PROPERTIES, type Finding, type Property, type Report } from "./report.ts";
import { storyOf } from "./story.ts";

type Step = { readonly step: string; readonly opens: readonly object[]; readonly owes: readonly object[] };

/** The demo's ladder without the answers that its questions call for: questions are left out here, which makes it quick. */
const bareLadder = (): readonly Step[] =>
  (demoDocument()["ladder"] as readonly Step[]).map((step) =>
    step.step === "deconflict" ? { ...step, owes: step.owes.slice(0, 1) } : step,
  );

/** The bare ladder with one step changed. */
const withStep = (name: string, change: (step: Step) => object): Compact =>
  demo({ ladder: bareLadder().map((step) => (step.step === name ? change(step) : step)) });

const BARE: CheckOptions = { spare: { ask: 0, dispute: 0, "cool-off": 0 } };

const brokenIn = ({ decided }: Report): readonly Property[] =>
  PROPERTIES.filter((property) => decided[property].is === "broken");

/** Checks that each story is one that the real law tells: every act regular. */
function assertTold(compact: Compact, findings: readonly Finding[]): void {
  for (const { trace } of findings) {
    for (const { event, verdict } of replay(compact, trace ?? [])) {
      assert.deepEqual(verdict, { ok: true }, JSON.stringify(event));
    }
  }
}

test("the demo's compact holds in all nine properties, and the search is complete", () => {
  const report = checkCompact(demo());
  assert.deepEqual(report.findings, []);
  for (const property of PROPERTIES) assert.deepEqual(report.decided[property], { is: "holds" }, property);
  assert.equal(report.complete, true);
  assert.deepEqual(report.bounds.parties, { reporter: "aurelia", addressees: ["borea"], mediator: "cassia" });
});

test("where strategic systems make contacts come sooner, a matter that is entangled is looked at as well", () => {
  const ladder = bareLadder();
  const plain = checkCompact(demo({ ladder }), BARE);
  const both = checkCompact(demo({ ladder, entangled: { contact: "30m" } }), BARE);
  assert.deepEqual([plain.bounds.entangled, both.bounds.entangled], [false, true]);
  assert.ok(both.states > plain.states);
  assert.deepEqual(both.findings, []);
  for (const property of PROPERTIES) assert.deepEqual(both.decided[property], { is: "holds" }, property);
  const late = checkCompact(demo({ ladder, entangled: { contact: "12h" } }), BARE);
  assert.deepEqual([late.bounds.entangled, late.states], [false, plain.states], "nothing comes sooner, nothing is new");
});

test("the stories of an entangled matter begin with a report that states a strategic system", () => {
  const compact = demo({ ladder: bareLadder(), entangled: { contact: "30m" } });
  const model = entangledModelOf(compact, BARE);
  assert.ok(model !== null);
  const graphed = graphOf(model);
  const told = replay(compact, storyTo(graphed, graphed.graph.count - 1));
  assert.deepEqual(told[0]?.act?.body["strategic"], ["nuclear-command"]);
  assert.equal(
    told.every(({ verdict }) => verdict.ok),
    true,
  );
});

test("nothing is said to hold when the search was cut off", () => {
  const report = checkCompact(demo(), { ...BARE, mostStates: 50 });
  assert.equal(report.complete, false);
  for (const property of PROPERTIES) {
    assert.deepEqual(report.decided[property], { is: "undecided", because: "too-many-states" }, property);
  }
});

test("nothing is said to hold where the model leaves out an act that the law has", () => {
  const compact = demo({ ladder: bareLadder() });
  assert.equal(checkCompact(compact, BARE).decided["a-way-down"].is, "holds");
  const report = checkCompact(compact, { ...BARE, without: ["close"] });
  assert.equal(report.complete, true);
  for (const property of PROPERTIES) {
    assert.notEqual(report.decided[property].is, "holds", property);
  }
  assert.deepEqual(report.decided["all-silent"], { is: "undecided", because: "not-modelled" });
});

test("an act that the law does not have leaves a duty that nobody can keep", () => {
  const compact = withStep("confirm", (step) => ({
    ...step,
    owes: [{ by: "addressees", act: ["konfirm"], latest: "24h" }],
  }));
  const named = checkCompact(compact, BARE).findings.filter(({ case: name }) => name === "cannot-keep");
  assert.deepEqual(
    named.map(({ path, args }) => [path, args["act"]]),
    [[["ladder", 0, "owes", 0], "konfirm"]],
  );
});

test("a pause stops the clock by which everyone is told of a step", () => {
  // A day of pause is three times the promise; a step that opens in it is told of when the clocks run again.
  const parts = { ladder: bareLadder(), "cooling-off": { longest: "24h", each: 1 } };
  const spare = { ask: 0, dispute: 0 };
  const told = checkCompact(demo({ ...parts, notices: { steps: "8h" } }), { spare });
  assert.deepEqual(told.decided["nobody-surprised"], { is: "holds" });
  const late = checkCompact(demo({ ...parts, notices: { steps: "2h" } }), { spare });
  assert.deepEqual(late.decided["nobody-surprised"], { is: "broken" });
});

test("a measure on condition is replayed as the model takes it, with its conditions met", () => {
  const menu = [
    {
      measure,
      category: "restrictive",
      notice: "1h",
      consults: "none",
      says: { en: "We limit trade." },
      when: { field: "nature", is: "sabotage" },
    },
  ];
  const compact = demo({ ladder: bareLadder(), responses: { notice: "24h", menu } });
  const report = checkCompact(compact, { ...BARE, mostStates: 4_000 });
  assert.deepEqual(report.bounds.measures, [measure]);
  const found = report.findings.filter(({ property }) => property === "no-response-without-notice");
  assertTold(compact, found);
  const [finding] = found;
  assert.ok(finding?.trace);
  const story = storyOf(compact, replay(compact, finding.trace), finding).flatMap(({ says }) =>
    says.map(({ id }) => id),
  );
  assert.ok(story.includes("story.taken-as-met") && !story.includes("story.refused"), story.join());
});

test("entries of the menu with equal terms are tried once, and each counts as tried", () => {
  const entry = (name: string, parts: object = {}): object => ({
    measure: name,
    category: "cooperative",
    says: { en: `We ${name}.` },
    ...parts,
  });
  const menu = [entry("talk", { lasts: "30d" }), entry("help"), entry("meet", { from: "convene" })];
  const report = checkCompact(demo({ ladder: bareLadder(), responses: { menu } }), BARE);
  assert.deepEqual(report.bounds.measures, ["talk", "meet"]);
  assert.deepEqual(brokenIn(report), []);
});

type Flaw = {
  readonly property: Property;
  readonly claim: string;
  readonly compact: () => Compact;
  readonly named: Readonly<Record<string, string | number>>;
};

const measure = "sanction";

const FLAWS: readonly Flaw[] = [
  {
    property: "no-stall",
    claim: "a step that nothing follows leaves the matter where nobody owes anything",
    compact: () => {
      return demo({ ladder: bareLadder().filter(({ step }) => step === "confirm" || step === "convene") });
    },
    named: { step: "confirm" },
  },
  {
    property: "a-way-down",
    claim: "without a mediator one side can hold the matter open for ever",
    compact: () => {
      const { cassia: _, ...parties } = demoDocument()["parties"] as Record<string, unknown>;
      return demo({ parties, silence: [{ contact: "other-desk", after: "0m" }], ladder: bareLadder() });
    },
    named: { party: "aurelia", part: "reporter" },
  },
  {
    property: "no-response-without-notice",
    claim: "a measure whose own notice undercuts the promised one is adopted without it",
    compact: () =>
      demo({
        ladder: bareLadder(),
        responses: {
          notice: "24h",
          menu: [{ measure, category: "restrictive", notice: "1h", consults: "none", says: { en: "We limit trade." } }],
        },
      }),
    named: { measure, given: 3_600_000, promised: 86_400_000 },
  },
  {
    property: "no-haste",
    claim: "a step that follows another by itself opens before its earliest time",
    compact: () => withStep("notify", (step) => ({ ...step, earliest: "2h" })),
    named: { step: "notify", before: "assess", after: 1_800_000, earliest: 7_200_000 },
  },
  {
    property: "no-automatic-escalation",
    claim: "a lapse that opens a step by itself escalates",
    compact: () => withStep("notify", (step) => ({ ...step, opens: [...step.opens, { lapse: "confirm" }] })),
    named: { step: "notify", lapsed: "confirm" },
  },
  {
    property: "nobody-surprised",
    claim: "a notice that may take longer than the promise leaves the addressee untold",
    compact: () => demo({ ladder: bareLadder(), notices: { steps: "1h" } }),
    named: { step: "notify", party: "borea" },
  },
  {
    property: "no-dead-clause",
    claim: "a step that opens on an act that nobody can give is never reached",
    compact: () => {
      const last = {
        step: "arbitrate",
        opens: [{ act: "arbitrate" }],
        owes: [{ by: "members", act: ["close"], latest: "4h" }],
      };
      return demo({ ladder: [...bareLadder(), last] });
    },
    named: { step: "arbitrate" },
  },
  {
    property: "no-contradiction",
    claim: "a duty that the law never lets its owner keep runs out all the same",
    compact: () =>
      withStep("confirm", (step) => ({
        ...step,
        owes: [...step.owes, { by: "mediator", act: ["notify"], latest: "4h" }],
      })),
    named: { party: "cassia", act: "notify" },
  },
  {
    property: "all-silent",
    claim: "a compact that never declares silence leaves the matter open when nobody speaks",
    compact: () => {
      const { "silent-after": _, ...rest } = demoDocument();
      return compactFrom({ ...rest, ladder: bareLadder() });
    },
    named: { step: "confirm" },
  },
];

for (const { property, claim, compact, named } of FLAWS) {
  test(`${property}: ${claim}`, () => {
    const flawed = compact();
    const report = checkCompact(flawed, BARE);
    assert.ok(
      brokenIn(report).includes(property),
      JSON.stringify(report.findings.map(({ case: name, args }) => [name, args])),
    );
    const found = report.findings.filter((finding) => finding.property === property);
    const match = found.find(({ args }) => Object.entries(named).every(([name, value]) => args[name] === value));
    assert.ok(match, JSON.stringify(found.map(({ args }) => args)));
    assertTold(flawed, found);
  });
}

test("the bare ladder without questions holds, so that what breaks it above is the one change", () => {
  assert.deepEqual(brokenIn(checkCompact(demo({ ladder: bareLadder() }), BARE)), []);
});
