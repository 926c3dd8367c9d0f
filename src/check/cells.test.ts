// The enumeration against the whole: what it says of a condition is what every incident says of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evaluate, type Condition } from "../core/compact/condition.ts";
import { NO_FACTS, type Facts } from "../core/compact/facts.ts";
import { canBe, cellsOf, MOST_CELLS } from "./cells.ts";

const SCALE = { low: 0, high: 5 };
const WORDS = ["collection", "disruption", "sabotage", "undetermined"];
const SECTORS = ["energy", "health", "space"];

const leaf = fc.oneof(
  fc.constantFrom(...WORDS).map((is): Condition => ({ field: "nature", is })),
  fc.subarray(WORDS, { minLength: 1 }).map((words): Condition => ({ field: "nature", in: words })),
  fc.subarray(SECTORS, { minLength: 1 }).map((has): Condition => ({ field: "sectors", has })),
  fc.integer({ min: 0, max: 5 }).map((n): Condition => ({ field: "severity-low", "at-least": n })),
  fc.integer({ min: 0, max: 5 }).map((n): Condition => ({ field: "severity-high", "at-most": n })),
  fc.integer({ min: 0, max: 3 }).map((n): Condition => ({ field: "people", "at-least": n })),
);
const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
    tie("node").map((not): Condition => ({ not })),
  ),
})).node;

/** Every incident that differs in what the conditions of this test may ask. */
const everything: readonly Facts[] = (() => {
  const severities = [0, 1, 2, 3, 4, 5].flatMap((low) =>
    [0, 1, 2, 3, 4, 5].filter((high) => low <= high).map((high) => ({ "severity-low": low, "severity-high": high })),
  );
  const sets = [null, [], ...[1, 2, 3, 4, 5, 6, 7].map((bits) => SECTORS.filter((_, i) => (bits >> i) % 2 === 1))];
  const out: Facts[] = [];
  for (const nature of [null, ...WORDS])
    for (const sectors of sets)
      for (const people of [null, 0, 1, 2, 3, 4])
        for (const severity of [{ "severity-low": null, "severity-high": null }, ...severities])
          out.push({ ...NO_FACTS, nature, sectors, people, ...severity });
  return out;
})();

test("whether an incident is possible is what looking at every incident says", () => {
  fc.assert(
    fc.property(condition, condition, (yes, notYes) => {
      const found = everything.some((facts) => evaluate(yes, facts) === "yes" && evaluate(notYes, facts) !== "yes");
      assert.equal(canBe({ yes: [yes], notYes: [notYes] }, SCALE), found ? "possible" : "impossible");
    }),
    { numRuns: 150 },
  );
});

test("more combinations than the limit are undecided, never impossible", () => {
  const many = ["energy", "transport", "banking", "health", "food", "space", "post", "waste", "defence", "research"];
  const sectors: Condition = { all: many.map((sector) => ({ field: "sectors", has: [sector] })) };
  const effects: Condition = { field: "effect", in: ["none", "degraded", "interrupted"] };
  const counts: Condition = {
    any: Array.from({ length: 30 }, (_, i): Condition => ({ field: "people", "at-least": i * 10 })),
  };
  const all: Condition = { all: [sectors, effects, counts, { field: "recovery", is: "regular" }] };
  const more: Condition = { all: [all, { field: "nature", is: "sabotage" }, { field: "malicious", is: "yes" }] };
  assert.equal(cellsOf([more], SCALE), null);
  assert.ok(MOST_CELLS > 1000);
  assert.equal(canBe({ yes: [more] }, SCALE), "undecided");
});
