// What holds of mediation in every history, legal or not, whoever is late.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Compact } from "../compact/compact.ts";
import { LIMITS, type Act } from "../kernel/act.ts";
import { allStoodDown, membersOf, type Matter } from "../kernel/matter.ts";
import { isOfMediation } from "./rules.ts";
import { matchesView, offersView, textView } from "./views.ts";
import { FOREVER, foldOf, lastAt, matterOf, picture, told } from "../testing/folding.ts";
import { arrivalOf, mediatedHistoryOf } from "../testing/random.ts";
import { demo, demoOfFour, MATTER } from "../testing/story.ts";

const COMPACTS: readonly (readonly [string, Compact])[] = [
  ["two members", demo()],
  ["three members", demoOfFour()],
];
const RUNS = { numRuns: 150 } as const;

/** What the ladder asks and where it stands. A declared silence is left out: any regular act ends it. */
const ladderOf = (matter: Matter): object => {
  const { steps, duties, convened, standDowns, closings, measures, standing } = matter;
  const before = allStoodDown(matter) ? "stood-down" : "open";
  const stands = standing.is === "silent" ? before : standing.is;
  return { steps, duties, convened, standDowns, closings, measures, stands };
};

for (const [members, compact] of COMPACTS) {
  const met = { mediating: 0, adopted: 0, matched: 0, minuted: 0 };

  test(`acts of mediation folded in any order of arrival give one picture (${members})`, () => {
    const arriving = mediatedHistoryOf(compact, 60, 30).chain((acts) =>
      arrivalOf(acts).map((arrived) => [acts, arrived] as const),
    );
    fc.assert(
      fc.property(arriving, ([acts, arrived]) => {
        const [one, other] = [foldOf(compact, acts), foldOf(compact, arrived)];
        assert.deepEqual(picture(other), picture(one), told(arrived));
        const { mediation, table } = matterOf(one, lastAt(acts));
        assert.deepEqual(other.matter(MATTER, lastAt(acts)), one.matter(MATTER, lastAt(acts)), told(arrived));
        met.mediating += Object.values(mediation?.mediators ?? {}).some(({ state }) => state.is === "mediating")
          ? 1
          : 0;
        met.adopted += (mediation?.text?.adopted ?? null) === null ? 0 : 1;
        met.matched += mediation?.matches.length ?? 0;
        met.minuted += table?.sittings.filter(({ minutes }) => minutes !== null).length ?? 0;
      }),
      RUNS,
    );
    for (const [what, times] of Object.entries(met)) assert.ok(times > 0, `the histories never had: ${what}`);
  });

  test(`without its acts of mediation a matter stands on the ladder where it stood (${members})`, () => {
    fc.assert(
      fc.property(mediatedHistoryOf(compact, 60, 20), (acts) => {
        const without = acts.map((act): Act => (isOfMediation(act.kind) ? { ...act, kind: "silence" } : act));
        const [one, other] = [foldOf(compact, acts), foldOf(compact, without)];
        for (const at of [lastAt(acts), FOREVER])
          assert.deepEqual(ladderOf(matterOf(other, at)), ladderOf(matterOf(one, at)), told(acts));
      }),
      RUNS,
    );
  });

  test(`time changes nothing in a mediation: offers lapse in the eye of the reader (${members})`, () => {
    fc.assert(
      fc.property(mediatedHistoryOf(compact, 60, 20), (acts) => {
        const fold = foldOf(compact, acts);
        const [then, later] = [matterOf(fold, lastAt(acts)), matterOf(fold, FOREVER)];
        assert.deepEqual([later.mediation, later.table], [then.mediation, then.table], told(acts));
        for (const { is } of offersView(later, FOREVER)) assert.notEqual(is, "in-escrow");
        for (const { is, match } of matchesView(later, FOREVER)) {
          assert.notEqual(is, "waiting");
          assert.equal(is === "confirmed", Object.keys(match.confirmed).length === 2, told(acts));
        }
      }),
      RUNS,
    );
  });

  test(`nothing is adopted that one member could not live with, and nobody mediates against a will (${members})`, () => {
    fc.assert(
      fc.property(mediatedHistoryOf(compact, 80, 40), (acts) => {
        const matter = matterOf(foldOf(compact, acts), lastAt(acts));
        const view = textView(matter);
        if (view !== null && view.adoptedAt !== null) {
          assert.ok(
            view.paragraphs.every(({ is }) => is === "agreed"),
            told(acts),
          );
          assert.deepEqual(view.waitsFor, [], told(acts));
        }
        const mediators = Object.values(matter.mediation?.mediators ?? {});
        const at = mediators.filter(({ state }) => state.is === "mediating");
        assert.ok(at.length <= 1, told(acts));
        for (const { wanted } of at)
          assert.deepEqual(Object.keys(wanted).toSorted(), membersOf(matter).toSorted(), told(acts));
      }),
      RUNS,
    );
  });

  test(`what a matter keeps of a mediation is bounded (${members})`, () => {
    fc.assert(
      fc.property(mediatedHistoryOf(compact, 80, 40), (acts) => {
        const { mediation, table, addressees } = matterOf(foldOf(compact, acts), lastAt(acts));
        const sides = addressees.length + 1;
        assert.ok((mediation?.positions.length ?? 0) <= sides * LIMITS.positionsEach);
        assert.ok((mediation?.offers.length ?? 0) <= sides * LIMITS.offersEach);
        assert.ok((mediation?.text?.versions.length ?? 0) <= LIMITS.draftsInAll);
        assert.ok((table?.sittings.length ?? 0) <= LIMITS.sittingsInAll);
      }),
      { numRuns: 40 },
    );
  });
}
