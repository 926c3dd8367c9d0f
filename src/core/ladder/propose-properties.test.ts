// What holds of proposed courses in any history: they move nothing on the ladder, and the answers of
// different parties do not depend on which came first.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Act, Body, PartyId } from "../kernel/act.ts";
import { isStanding, type Matter } from "../kernel/matter.ts";
import { stepMatter } from "../law/step.ts";
import { lastAt, matterOf, foldOf, told } from "../testing/folding.ts";
import { historyOf } from "../testing/random.ts";
import { actId, bodyFor, climbedTo, demoOfFour, MATTER } from "../testing/story.ts";
import { advance } from "./ladder.ts";

const COMPACT = demoOfFour();
const PARTIES = COMPACT.parties.map(({ id }) => id);

const actIn = (by: PartyId, kind: string, at: number, body: Body): Act => ({
  id: actId(by, 900),
  kind,
  compact: COMPACT.id,
  by,
  seq: 900,
  prev: actId(by, 899),
  seen: {},
  at,
  matter: MATTER,
  to: PARTIES.filter((party) => party !== by),
  marking: COMPACT.marking,
  body,
});

const find = (): undefined => undefined;

/** What the ladder shows of a matter. */
const rungs = ({ steps, duties, coolingOffs, convened, standDowns, closings, measures }: Matter) => ({
  steps,
  duties,
  coolingOffs,
  convened,
  standDowns,
  closings,
  measures,
});

test("no proposal and no answer to one moves a step, a duty or a clock, in any history", () => {
  let regular = 0;
  fc.assert(
    fc.property(historyOf(COMPACT), fc.constantFrom(...PARTIES), fc.nat(200 * 3_600_000), (acts, by, wait) => {
      const at = lastAt(acts) + 1 + wait;
      const before = matterOf(foldOf(COMPACT, acts), lastAt(acts));
      const quiet = rungs(advance(before, at, COMPACT));
      const tried = ["propose", "accept", "refuse"].flatMap((kind) => {
        if (kind === "propose") return [actIn(by, kind, at, bodyFor(kind, undefined))];
        return before.courses.map(({ act }) => actIn(by, kind, at, bodyFor(kind, act)));
      });
      for (const act of tried) {
        const { matter, verdict } = stepMatter(before, act, { compact: COMPACT, find });
        if (verdict.ok) regular += 1;
        assert.ok(matter);
        assert.deepEqual(rungs(matter), quiet, told(acts));
      }
    }),
    { numRuns: 150 },
  );
  assert.ok(regular > 50, `${regular} were regular`);
});

const KINDS = ["accept", "refuse"] as const;

test("answers of two parties to one course come to the same in either order", () => {
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.constantFrom(...KINDS), fc.nat(1_000), (first, second, wait) => {
      const story = climbedTo("notify", COMPACT);
      const { id } = story.gives("aurelia", "propose");
      const at = story.now() + 1 + wait;
      const [one, other] = [
        actIn("borea", first, at, bodyFor(first, id)),
        actIn("delmar", second, at, bodyFor(second, id)),
      ];
      const through = (...acts: readonly Act[]): Matter | undefined =>
        acts.reduce<Matter | undefined>((matter, act) => {
          const step = stepMatter(matter, act, { compact: COMPACT, find });
          assert.deepEqual(step.verdict, { ok: true });
          return step.matter;
        }, story.matter());
      assert.deepEqual(through(one, other), through(other, one));
    }),
  );
});

test("who refuses owes what it owed before, and is not silent for it", () => {
  const story = climbedTo("notify", COMPACT);
  const { id } = story.gives("aurelia", "propose");
  const before = story.matter().duties.filter(isStanding);
  story.gives("borea", "refuse", { of: id });
  assert.deepEqual(story.matter().duties.filter(isStanding), before);
  assert.equal(story.matter().courses[0]?.answers["borea"]?.is, "refused");
});
