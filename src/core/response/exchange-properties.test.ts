// What holds of exchanges of steps down in every history, legal or not.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Compact } from "../compact/compact.ts";
import type { Act } from "../kernel/act.ts";
import { endOfExchange, isDone, isUnderway, type Exchange } from "../kernel/exchange.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import type { Measure } from "../kernel/measure.ts";
import type { Fold } from "../law/fold.ts";
import { FOREVER, foldOf, lastAt, matterOf, picture, told } from "../testing/folding.ts";
import { RESPONSES, withMenu, withMenuOfFour } from "../testing/menu.ts";
import { arrivalOf, exchangingHistoryOf } from "../testing/random.ts";
import { MATTER } from "../testing/story.ts";

/** Measures that are soon in force and soon over, and some that stay until they are lifted. */
const QUICK = {
  ...RESPONSES,
  menu: RESPONSES.menu.map((one) => ({
    ...one,
    notice: "0s",
    consults: "none",
    agreed: undefined,
    ...(one.measure === "demarche" ? {} : { lasts: one.measure === "listing" ? "72h" : "30d" }),
  })),
};
const menu = QUICK.menu.map(({ agreed: _agreed, ...one }) => one);
const COMPACTS: readonly (readonly [string, Compact])[] = [
  ["two members", withMenu({ responses: { ...QUICK, menu } })],
  ["three members", withMenuOfFour({ responses: { ...QUICK, menu } })],
];
const RUNS = { numRuns: 150 } as const;

/** Every instant at which something may have changed: each act, each end that time brings, and just before it. */
function instantsOf(fold: Fold, acts: readonly Act[]): readonly Instant[] {
  const { passed } = fold.timeEvents(MATTER, 0, FOREVER);
  return [...new Set([...acts.map(({ at }) => at), ...passed.flatMap((at) => [at - 1, at])])].toSorted((a, b) => a - b);
}

/** The matter after each act of a growing history, and at every end that time brings after the last. */
function momentsOf(compact: Compact, acts: readonly Act[]): readonly Matter[] {
  const moments = acts.map((act, i) =>
    matterOf(foldOf(compact, acts.slice(0, i + 1)), Math.max(lastAt(acts.slice(0, i + 1)), act.at)),
  );
  const fold = foldOf(compact, acts);
  const after = instantsOf(fold, acts).filter((at) => at > lastAt(acts));
  return [...moments, ...after.map((at) => matterOf(fold, at)), matterOf(fold, FOREVER)];
}

const measureOf = ({ measures }: Matter, id: string): Measure | undefined => measures.find(({ act }) => act === id);

/** The measures that a side of this exchange has put in escrow, or promised to. */
const promisedIn = ({ sides }: Exchange): readonly string[] =>
  sides.flatMap(({ step }) => (step.is === "lift-measure" ? [step.measure] : []));

const isHeld = (measure: Measure | undefined): boolean =>
  measure?.state.is === "suspended" && measure.state.reason === "escrow";

/** Lifted because of an exchange, and not by its proposer's own act. */
const isLiftedByExchange = (matter: Matter, measure: Measure | undefined): boolean =>
  measure?.state.is === "lifted" &&
  matter.exchanges.some(({ sides }) =>
    sides.some(({ reported }) => reported?.act === (measure.state as { act?: string }).act),
  );

/** Something falls due at this instant that has nothing to do with an exchange. */
const isDueAt = ({ duties, standing }: Matter, at: Instant): boolean =>
  (standing.is === "cooling-off" && standing.until === at) ||
  duties.some(
    ({ step, due, state }) =>
      (step !== "exchanges" && state.is === "owed" && due === at) || (state.is === "lapsed" && state.next?.at === at),
  );

for (const [members, compact] of COMPACTS) {
  const count = { complete: 0, reverted: 0, held: 0, lifted: 0 };

  test(`escrow never leaves one side alone (${members})`, () => {
    fc.assert(
      fc.property(exchangingHistoryOf(compact, 45, 25), (acts) => {
        for (const matter of momentsOf(compact, acts)) {
          for (const exchange of matter.exchanges) {
            const { state, sides } = exchange;
            const bound = promisedIn(exchange).map((id) => measureOf(matter, id));
            // Final together: both steps were found done, or nothing is final.
            if (state.is === "complete" || state.is === "holding") assert.ok(sides.every(isDone), told(acts));
            if (state.is === "complete") {
              assert.ok(!bound.some(isHeld), told(acts));
              count.complete += 1;
              for (const measure of bound) {
                const over = measure?.state.is === "lifted" || measure?.state.is === "expired";
                assert.ok(over, `${measure?.state.is}\n${told(acts)}`);
                count.lifted += isLiftedByExchange(matter, measure) ? 1 : 0;
              }
            } else {
              for (const { reported } of sides) {
                const final = matter.measures.some(
                  (one) => one.state.is === "lifted" && one.state.act === reported?.act,
                );
                assert.ok(!final, `one step is final alone\n${told(acts)}`);
              }
            }
            // Nothing lies in escrow for an exchange that does not run.
            const elsewhere = (id: string): boolean =>
              matter.exchanges.some(
                (other) => other !== exchange && isUnderway(other) && promisedIn(other).includes(id),
              );
            if (!isUnderway(exchange)) {
              for (const id of promisedIn(exchange))
                assert.ok(!isHeld(measureOf(matter, id)) || elsewhere(id), `left in escrow\n${told(acts)}`);
            } else if (bound.some(isHeld)) count.held += 1;
            if (state.is === "reverted") count.reverted += 1;
          }
        }
        // Every exchange ends, by itself if by nothing else.
        const end = matterOf(foldOf(compact, acts), FOREVER);
        assert.ok(
          end.exchanges.every((exchange) => endOfExchange(exchange) === null),
          told(acts),
        );
      }),
      RUNS,
    );
    for (const [what, times] of Object.entries(count)) assert.ok(times > 30, `only ${times} times ${what}`);
  });

  test(`time alone reverts and begins nothing harsher than what stood before the offer (${members})`, () => {
    let [returned, ends] = [0, 0];
    fc.assert(
      fc.property(exchangingHistoryOf(compact, 45, 25), (acts) => {
        const fold = foldOf(compact, acts);
        const from = lastAt(acts);
        let before = matterOf(fold, from);
        for (const at of instantsOf(fold, acts).filter((instant) => instant > from)) {
          const after = matterOf(fold, at);
          for (const [i, measure] of after.measures.entries()) {
            const was = before.measures[i];
            if (was === undefined || measure.state.is === was.state.is) continue;
            if (measure.state.is === "expired" || measure.state.is === "lifted") continue;
            // The one thing that comes back is what was held, as it was adopted before the offer was accepted.
            assert.ok(isHeld(was) && was.state.is === "suspended", `${was.state.is} became ${measure.state.is}`);
            assert.ok(measure.state.is === "adopted" || measure.state.is === "suspended", told(acts));
            assert.equal(measure.state.until, was.state.until, `longer than before\n${told(acts)}`);
            const adopted = measure.state.is === "adopted" ? measure.state : measure.state.adopted;
            assert.deepEqual([adopted.act, adopted.at], [was.state.adopted.act, was.state.adopted.at], told(acts));
            returned += 1;
          }
          if (before.exchanges.some((exchange) => endOfExchange(exchange) === at) && !isDueAt(before, at)) {
            const { steps, convened } = after;
            assert.deepEqual({ steps, convened }, { steps: before.steps, convened: before.convened }, told(acts));
            // A silence that was only held off while steps were owed may be declared now.
            const stands = [before.standing.is, "silent"].includes(after.standing.is);
            assert.ok(stands, `${before.standing.is} became ${after.standing.is}\n${told(acts)}`);
            const moved = after.duties.filter((duty, k) => duty.state.is !== before.duties[k]?.state.is);
            assert.ok(
              moved.every(({ state }) => state.is === "released"),
              told(acts),
            );
            ends += 1;
          }
          before = after;
        }
      }),
      RUNS,
    );
    assert.ok(returned > 2 && ends > 30, `only ${returned} measures came back in ${ends} ends`);
  });

  test(`acts of exchanges folded in any order of arrival give one picture (${members})`, () => {
    fc.assert(
      fc.property(
        exchangingHistoryOf(compact, 35).chain((acts) => arrivalOf(acts).map((arrived) => [acts, arrived] as const)),
        ([acts, arrived]) => {
          const [one, other] = [foldOf(compact, acts), foldOf(compact, arrived)];
          assert.deepEqual(picture(other), picture(one), told(arrived));
          assert.deepEqual(other.matter(MATTER, lastAt(acts)), one.matter(MATTER, lastAt(acts)), told(arrived));
          assert.deepEqual(other.matter(MATTER, FOREVER), one.matter(MATTER, FOREVER), told(arrived));
        },
      ),
      RUNS,
    );
  });

  test(`time changes a matter with exchanges at the instants that were foretold, and at no others (${members})`, () => {
    fc.assert(
      fc.property(exchangingHistoryOf(compact, 40, 20), (acts) => {
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
