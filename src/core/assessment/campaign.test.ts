// A campaign is at least as grave as its gravest incident, and more of it is never less.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NO_FACTS, type Facts } from "../compact/facts.ts";
import { anyFacts } from "../testing/conditions.ts";
import { severityOfCampaign, type CampaignIncident } from "./campaign.ts";
import { SCHEME_IDS } from "./scheme.ts";
import { SCHEMES } from "./schemes.ts";
import { severityOf } from "./severity.ts";

const incident: fc.Arbitrary<CampaignIncident> = fc.record({
  facts: anyFacts,
  states: fc.subarray(["aurelia", "borealis", "cascadia", "doria"]),
});
const anyScheme = fc.constantFrom(...SCHEME_IDS);

/** As numbers of which the greater is the graver. */
const graver = (id: (typeof SCHEME_IDS)[number], { low, high }: { low: number; high: number }): [number, number] =>
  SCHEMES[id].runs === "up" ? [low, high] : [-high, -low];

test("an incident more never makes a campaign less grave at either end", () => {
  fc.assert(
    fc.property(fc.array(incident, { minLength: 1, maxLength: 6 }), incident, anyScheme, (some, more, id) => {
      const before = severityOfCampaign(some, id);
      const after = severityOfCampaign([...some, more], id);
      assert.ok(before !== null && after !== null);
      const [[low, high], [nextLow, nextHigh]] = [graver(id, before), graver(id, after)];
      assert.ok(nextLow >= low && nextHigh >= high);
      assert.ok(SCHEMES[id].low <= after.low && after.low < after.high && after.high <= SCHEMES[id].high);
    }),
    { numRuns: 1_500 },
  );
});

test("a campaign of one is that incident, and of none is nothing", () => {
  const facts: Facts = { ...NO_FACTS, nature: "disruption", sectors: ["energy", "health"], physical: "none" };
  const { low, high } = severityOf(facts, "downrung-1");
  const alone = severityOfCampaign([{ facts, states: ["aurelia", "borealis"] }], "downrung-1");
  assert.deepEqual([alone?.low, alone?.high, alone?.widened], [low, high, []]);
  assert.equal(severityOfCampaign([], "downrung-1"), null);
});

test("four small thefts in three sectors of two states reach four steps further than any of them, for said reasons", () => {
  const theft = (sector: string): Facts => ({
    ...NO_FACTS,
    nature: "collection",
    effect: "none",
    information: "privacy",
    sectors: [sector],
    spread: "one-network",
    prepositioned: "no",
    recovery: "regular",
    campaign: "yes",
    people: 10,
  });
  const incidents = ["health", "health", "banking", "transport"].map((sector, i) => ({
    facts: theft(sector),
    states: [i < 2 ? "aurelia" : "borealis"],
  }));
  const one = severityOf(theft("health"), "downrung-1");
  const all = severityOfCampaign(incidents, "downrung-1");
  assert.ok(all !== null);
  assert.deepEqual(all.widened, [
    { by: "incidents", count: 4, steps: 2 },
    { by: "sectors", count: 3, steps: 1 },
    { by: "states", count: 2, steps: 1 },
  ]);
  assert.deepEqual([all.low, all.high], [one.low, one.high + 4]);
});
