// What holds of measures in every history, legal or not, under a menu of every sort.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Compact } from "../compact/compact.ts";
import type { Act } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { stoppedBetween } from "../kernel/matter.ts";
import type { Measure } from "../kernel/measure.ts";
import type { Fold } from "../law/fold.ts";
import { FOREVER, foldOf, lastAt, matterOf, picture, told } from "../testing/folding.ts";
import { arrivingHistory, historyOf } from "../testing/random.ts";
import { RESPONSES, withMenu, withMenuOfFour } from "../testing/menu.ts";
import { MATTER } from "../testing/story.ts";

/** A short menu, so that histories get as far as adopting, with clocks that random waits come near. */
const QUICK = {
  ...RESPONSES,
  menu: RESPONSES.menu.map((one) => ({
    ...one,
    lasts: one.measure === "demarche" ? "4h" : "48h",
    ...(one.measure === "suspension" ? { notice: "2h", reply: "24h", from: "confirm" } : {}),
    ...(one.measure === "joint" ? { reply: "2h" } : {}),
  })),
};
const COMPACTS: readonly (readonly [string, Compact])[] = [
  ["two members", withMenu({ responses: QUICK })],
  ["three members", withMenuOfFour({ responses: QUICK })],
];
const RUNS = { numRuns: 200 } as const;

/** The regular adoptions of a history, each with the measure that it adopted as it stands at the end. */
function adoptionsIn(fold: Fold, acts: readonly Act[]): readonly { readonly at: Instant; readonly measure: Measure }[] {
  const { measures } = matterOf(fold, FOREVER);
  const regular = new Set(fold.entries(MATTER).flatMap(({ id, refusal }) => (refusal === null ? [id] : [])));
  return acts
    .filter(({ id, kind }) => kind === "adopt-measure" && regular.has(id))
    .map(({ at, body }) => {
      const measure = measures.find(({ act }) => act === body["of"]);
      assert.ok(measure);
      return { at, measure };
    });
}

for (const [members, compact] of COMPACTS) {
  let adoptions = 0;

  test(`no order of acts reaches an active measure in force before its notice and its consultation (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact, 40, 20), (acts) => {
        const fold = foldOf(compact, acts);
        const matter = matterOf(fold, FOREVER);
        for (const { at, measure } of adoptionsIn(fold, acts)) {
          const rule = compact.measures.find(({ id }) => id === measure.measure);
          assert.ok(rule);
          adoptions += 1;
          const waited = at - measure.at - stoppedBetween(matter, measure.at, at);
          assert.ok(waited >= rule.notice, `${waited} of notice\n${told(acts)}`);
          for (const party of measure.consulted) {
            const replied = (measure.replies[party]?.at ?? Infinity) < at;
            assert.ok(replied || waited >= rule.reply, `${party} was not heard\n${told(acts)}`);
          }
          // The only measure that needs consent asks one party or two, and needs all of them.
          const agreed = measure.consulted.filter((party) => measure.replies[party]?.view === "agrees");
          assert.ok(rule.agreed === null || agreed.length === measure.consulted.length, told(acts));
        }
      }),
      RUNS,
    );
    assert.ok(adoptions > 100, `the histories adopted only ${adoptions} measures`);
  });

  test(`every adopted measure with an agreed length ends, and time alone adopts none (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact, 40, 20), (acts) => {
        const fold = foldOf(compact, acts);
        const then = matterOf(fold, lastAt(acts));
        const ended = matterOf(fold, FOREVER);
        for (const [i, measure] of ended.measures.entries()) {
          const before = then.measures[i]?.state;
          assert.notEqual(measure.state.is, "adopted", told(acts));
          if (before?.is === "adopted") {
            const length = compact.measures.find(({ id }) => id === measure.measure)?.lasts ?? 0;
            assert.ok(measure.state.is === "expired" && measure.state.at <= before.at + length, told(acts));
          } else assert.deepEqual(measure.state, before, told(acts));
        }
      }),
      RUNS,
    );
  });

  test(`acts about measures folded in any order of arrival give one picture (${members})`, () => {
    fc.assert(
      fc.property(arrivingHistory(compact, 30), ([acts, arrived]) => {
        const [one, other] = [foldOf(compact, acts), foldOf(compact, arrived)];
        assert.deepEqual(picture(other), picture(one), told(arrived));
        assert.deepEqual(other.matter(MATTER, lastAt(acts)), one.matter(MATTER, lastAt(acts)), told(arrived));
      }),
      RUNS,
    );
  });

  test(`time changes a matter with measures at the instants that were foretold, and at no others (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact, 40, 20), (acts) => {
        const fold = foldOf(compact, acts);
        const from = lastAt(acts);
        const { passed } = fold.timeEvents(MATTER, from, FOREVER);
        const still = (at: number): object => ({ ...matterOf(fold, at), asOf: 0 });
        let since = from;
        for (const at of passed) {
          assert.deepEqual(still(at - 1), still(since), told(acts));
          assert.notDeepEqual(still(at), still(at - 1), told(acts));
          since = at;
        }
        assert.deepEqual(still(FOREVER), still(since), told(acts));
      }),
      RUNS,
    );
  });
}
