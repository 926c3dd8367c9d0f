// What holds of attribution in every history, legal or not, whoever is late.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Compact } from "../compact/compact.ts";
import { LIMITS, type Act } from "../kernel/act.ts";
import type { Matter } from "../kernel/matter.ts";
import { FOREVER, foldOf, lastAt, matterOf, picture, told } from "../testing/folding.ts";
import { arrivalOf, attributedHistoryOf } from "../testing/random.ts";
import { demo, demoOfFour, MATTER } from "../testing/story.ts";
import { attributionOf } from "./occasion.ts";
import { isOfAttribution } from "./rules.ts";
import { isJoined } from "./views.ts";

const COMPACTS: readonly (readonly [string, Compact])[] = [
  ["two members", demo()],
  ["three members", demoOfFour()],
];
const RUNS = { numRuns: 150 } as const;

/** Everything but the attribution itself. */
const elseOf = ({ attribution: _attribution, ...rest }: Matter): object => rest;

for (const [members, compact] of COMPACTS) {
  const met = { judged: 0, joined: 0, dissented: 0, opened: 0, replaced: 0 };

  test(`acts of attribution folded in any order of arrival give one picture (${members})`, () => {
    const arriving = attributedHistoryOf(compact, 60, 30).chain((acts) =>
      arrivalOf(acts).map((arrived) => [acts, arrived] as const),
    );
    fc.assert(
      fc.property(arriving, ([acts, arrived]) => {
        const [one, other] = [foldOf(compact, acts), foldOf(compact, arrived)];
        assert.deepEqual(picture(other), picture(one), told(arrived));
        const matter = matterOf(one, lastAt(acts));
        assert.deepEqual(other.matter(MATTER, lastAt(acts)), matter, told(arrived));
        const { evidence, judgements } = attributionOf(matter);
        met.judged += judgements.length;
        met.joined += judgements.filter(({ act }) => isJoined(matter, act)).length;
        met.dissented += judgements.filter(({ answers }) =>
          Object.values(answers).some(({ is }) => is === "dissent"),
        ).length;
        met.opened += evidence.filter(({ disclosed }) => disclosed.length > 0).length;
        met.replaced += judgements.filter(({ replaced }) => replaced !== null).length;
      }),
      RUNS,
    );
    for (const [what, times] of Object.entries(met)) assert.ok(times > 0, `the histories never had: ${what}`);
  });

  test(`attribution is no precondition of anything: without its acts the rest of a matter is the same (${members})`, () => {
    fc.assert(
      fc.property(attributedHistoryOf(compact, 60, 20), (acts) => {
        const without = acts.map((act): Act => (isOfAttribution(act.kind) ? { ...act, kind: "silence" } : act));
        const [one, other] = [foldOf(compact, acts), foldOf(compact, without)];
        for (const at of [lastAt(acts), FOREVER])
          assert.deepEqual(elseOf(matterOf(other, at)), elseOf(matterOf(one, at)), told(acts));
        const verdicts = (fold: typeof one): readonly (readonly [string, string])[] => {
          const ofLadder = new Set(acts.filter(({ kind }) => !isOfAttribution(kind)).map(({ id }) => id));
          return picture(fold).filter(([id]) => ofLadder.has(id));
        };
        assert.deepEqual(verdicts(other), verdicts(one), told(acts));
      }),
      RUNS,
    );
  });

  test(`time changes nothing in an attribution (${members})`, () => {
    fc.assert(
      fc.property(attributedHistoryOf(compact, 60, 20), (acts) => {
        const fold = foldOf(compact, acts);
        const [then, later] = [matterOf(fold, lastAt(acts)), matterOf(fold, FOREVER)];
        assert.deepEqual(later.attribution, then.attribution, told(acts));
      }),
      RUNS,
    );
  });

  test(`no order of acts puts a party behind two texts at once, and what is kept is bounded (${members})`, () => {
    fc.assert(
      fc.property(attributedHistoryOf(compact, 80, 40), (acts) => {
        const matter = matterOf(foldOf(compact, acts), lastAt(acts));
        const { evidence, judgements } = attributionOf(matter);
        const standing = judgements.filter(({ replaced }) => replaced === null);
        for (const { id } of compact.parties) {
          const behind = standing.filter(
            ({ by, answers }) => by === id || (answers[id]?.is === "join" && answers[id].as === "party"),
          );
          assert.ok(behind.length <= 1, told(acts));
          assert.ok(judgements.filter(({ by }) => by === id).length <= LIMITS.attributionsEach);
          assert.ok(evidence.filter(({ by }) => by === id).length <= LIMITS.evidenceEach);
        }
      }),
      RUNS,
    );
  });
}
