// Agreement is measured, and a difference is traced to the facts that two sides hold otherwise.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NO_FACTS } from "../compact/facts.ts";
import { anyFacts } from "../testing/conditions.ts";
import { agreementOf, explainDifference, MOST_BANDS, quadraticKappa, type Judgement } from "./agreement.ts";
import { SCHEME_IDS } from "./scheme.ts";

const TEN = { low: 0, high: 10 };
const judged = (low: number, high: number, nature = "disruption"): Judgement => ({ low, high, nature });
const judgement = fc
  .tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }), fc.constantFrom("collection", "sabotage"))
  .map(([a, b, nature]) => judged(Math.min(a, b), Math.max(a, b), nature));

test("two sides that always say the same agree fully", () => {
  const pairs = [judged(0, 2), judged(3, 5), judged(7, 9)].map((one) => [one, one] as const);
  assert.deepEqual(agreementOf(pairs, TEN), { pairs: 3, overlapping: 1, sameNature: 1, kappa: 1 });
});

test("without a pair nothing is claimed, and where all is one band chance explains it", () => {
  assert.deepEqual(agreementOf([], TEN), { pairs: 0, overlapping: null, sameNature: null, kappa: null });
  const one = [judged(2, 3), judged(2, 3)] as const;
  assert.equal(agreementOf([one, one], TEN).kappa, null);
});

test("intervals that touch overlap, and intervals apart do not", () => {
  const pairs = [
    [judged(0, 3), judged(3, 6)],
    [judged(0, 2), judged(3, 6, "sabotage")],
  ] as const;
  const { overlapping, sameNature } = agreementOf(pairs, TEN);
  assert.deepEqual([overlapping, sameNature], [0.5, 0.5]);
});

test("kappa is as a hand counts it", () => {
  // Squared distances 0, 4, 1, 0: 1.25 on average. Each against each: 3.5 + 4.75 - 2 * 1.5 * 1.75 = 3.
  const pairs = [
    [0, 0],
    [1, 3],
    [2, 1],
    [3, 3],
  ] as const;
  assert.equal(quadraticKappa(pairs), 1 - 1.25 / 3);
});

test("agreement does not depend on who is named first or on the order of incidents, and stays in its bounds", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(judgement, judgement), { maxLength: 20 }), (pairs) => {
      const told = agreementOf(pairs, TEN);
      const turned = agreementOf(pairs.map(([a, b]) => [b, a] as const).toReversed(), TEN);
      assert.deepEqual([turned.overlapping, turned.sameNature], [told.overlapping, told.sameNature]);
      assert.ok(Math.abs((told.kappa ?? 0) - (turned.kappa ?? 0)) < 1e-9);
      assert.ok((told.kappa ?? 0) <= 1 && (told.kappa ?? 0) >= -1);
    }),
  );
});

test("a scale of a hundred is compared in ten bands", () => {
  const hundred = { low: 0, high: 100 };
  const pairs = [0, 25, 50, 100].map((at) => [judged(at, at), judged(at, Math.min(100, at + 4))] as const);
  assert.equal(MOST_BANDS, 10);
  assert.equal(agreementOf(pairs, hundred).kappa, 1);
});

test("the one fact that two desks hold otherwise is named first, with how much it narrows", () => {
  const told = { ...NO_FACTS, nature: "disruption", effect: "interrupted", sectors: ["energy"], deaths: "none" };
  const a = { ...told, physical: "wide", ongoing: "yes" };
  const b = { ...told, physical: "none", ongoing: "no" };
  const { gap, facts } = explainDifference(a, b, "downrung-1");
  assert.ok(gap > 0);
  assert.deepEqual(
    facts.map(({ fact, narrows }) => [fact, narrows]),
    [
      ["physical", gap],
      ["ongoing", 0],
    ],
  );
});

test("views that are alike differ in nothing, and what a fact narrows is never more than the gap", () => {
  fc.assert(
    fc.property(anyFacts, anyFacts, fc.constantFrom(...SCHEME_IDS), (a, b, scheme) => {
      assert.deepEqual(explainDifference(a, a, scheme).facts, []);
      const { gap, facts } = explainDifference(a, b, scheme);
      for (const { narrows } of facts) assert.ok(narrows >= 0 && narrows <= gap);
      if (facts.length === 0) assert.equal(gap, 0);
    }),
    { numRuns: 500 },
  );
});
