// What holds in every history, legal or not, under a compact of two members and one of three.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Compact } from "../compact/compact.ts";
import type { Act } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { isStanding, type Matter } from "../kernel/matter.ts";
import { FOREVER, foldOf, lastAt, matterOf, picture, told } from "../testing/folding.ts";
import { arrivingHistory, historyOf } from "../testing/random.ts";
import { demo, demoOfFour, loaderOf, MATTER, ms } from "../testing/story.ts";
import { createFold } from "./fold.ts";
import { ruleOf } from "./table.ts";

/** Both compacts: one addressee, and two who act at the same time. */
const COMPACTS: readonly (readonly [string, Compact])[] = [
  ["two members", demo()],
  ["three members", demoOfFour()],
];
const RUNS = { numRuns: 200 } as const;

for (const [members, compact] of COMPACTS) {
  test(`acts folded in any order of arrival give one picture (${members})`, () => {
    fc.assert(
      fc.property(arrivingHistory(compact), fc.nat(300), ([acts, arrived], hours) => {
        const now = lastAt(acts) + hours * ms("1h");
        const one = foldOf(compact, acts);
        const other = foldOf(compact, arrived);
        assert.deepEqual(picture(other), picture(one), told(arrived));
        assert.deepEqual(other.matter(MATTER, now), one.matter(MATTER, now), told(arrived));
      }),
      RUNS,
    );
  });

  test(`whoever falls silent, the matter ends in a declared state (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact), (acts) => {
        const { standing } = matterOf(foldOf(compact, acts), FOREVER);
        assert.ok(standing.is === "silent" || standing.is === "closed", `${standing.is}\n${told(acts)}`);
      }),
      RUNS,
    );
  });

  test(`no sequence of lapses alone reaches anything but contact (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact), fc.nat(500), (acts, hours) => {
        const fold = foldOf(compact, acts);
        const then = matterOf(fold, lastAt(acts));
        const now = matterOf(fold, lastAt(acts) + hours * ms("1h"));
        const said = (matter: Matter): object => ({
          ...matter,
          standing: 0,
          steps: 0,
          duties: 0,
          convened: 0,
          asOf: 0,
        });
        assert.deepEqual(said(now), said(then), told(acts));
        const opened = now.steps.filter(({ state }, i) => state.is !== "ahead" && then.steps[i]?.state.is === "ahead");
        assert.ok(
          opened.every(({ id }) => id === "convene"),
          told(acts),
        );
        assert.ok(opened.length === 0 || now.convened?.by === "compact");
        const asked = now.duties.slice(then.duties.length).flatMap(({ owes }) => owes);
        // A mediator convenes; where all have stood down it closes, which is contact of the gentlest kind.
        const gentle =
          then.standing.is === "stood-down" ? ["convene", "stand-down", "close"] : ["convene", "stand-down"];
        assert.ok(
          asked.every((kind) => gentle.includes(kind)),
          told(acts),
        );
        assert.ok(now.standing.is === then.standing.is || ["open", "silent"].includes(now.standing.is), told(acts));
      }),
      RUNS,
    );
  });

  test(`time passing in one jump or in many steps gives the same matter (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact, 20), fc.array(fc.nat(90), { maxLength: 30 }), (acts, hours) => {
        const fold = foldOf(compact, acts);
        // A draft is judged and events are asked for along the way: looking changes nothing.
        let now = lastAt(acts);
        for (const each of hours) {
          now += each * ms("1h");
          fold.matter(MATTER, now);
          fold.timeEvents(MATTER, now - ms("1h"), now);
          fold.judge({ ...(acts[0] as Act), seq: fold.head("aurelia") + 1, at: now });
        }
        assert.deepEqual(matterOf(fold, now), matterOf(foldOf(compact, acts), now));
      }),
      RUNS,
    );
  });

  test(`time changes a matter at the instants that were foretold, and at no others (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact, 20), fc.nat(400), (acts, hours) => {
        const fold = foldOf(compact, acts);
        const from = lastAt(acts);
        const until = from + hours * ms("1h");
        const { passed, next } = fold.timeEvents(MATTER, from, until);
        const still = (at: Instant): object => ({ ...matterOf(fold, at), asOf: 0 });
        let since = from;
        for (const at of [...passed, until + 1]) {
          assert.deepEqual(still(at - 1), still(since), told(acts));
          if (at <= until) assert.notDeepEqual(still(at), still(at - 1), told(acts));
          since = at;
        }
        assert.ok(next === null || next > until);
      }),
      RUNS,
    );
  });

  test(`an irregular act changes nothing: without it the matter is the same (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact), (acts) => {
        const fold = foldOf(compact, acts);
        const irregular = new Set(
          fold
            .entries(MATTER)
            .filter(({ refusal }) => refusal !== null)
            .map(({ id }) => id),
        );
        // Its place in the ledger stays filled, by an act of a kind that the law does not know.
        const without = acts.map((act) => (irregular.has(act.id) ? { ...act, kind: "silence" } : act));
        const now = lastAt(acts);
        assert.deepEqual(matterOf(foldOf(compact, without), now), matterOf(fold, now), told(acts));
      }),
      RUNS,
    );
  });

  test(`whatever is owed can be kept: no duty stands that the law would not let be kept (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact), fc.nat(300), (acts, hours) => {
        const fold = foldOf(compact, acts);
        const now = lastAt(acts) + hours * ms("1h");
        for (const duty of matterOf(fold, now).duties.filter(isStanding)) {
          // A pause may still hold back a convening: it is over by then, unless time has ended the duty.
          const at = Math.max(now, duty.earliest) + compact.coolingOff.longest;
          const matter = matterOf(fold, at);
          const still = matter.duties.find(({ id }) => id === duty.id);
          if (still === undefined || !isStanding(still)) continue;
          const verdicts = duty.owes.map((kind) =>
            ruleOf(kind)?.may({ by: duty.by, at }, { compact, matter, find: () => undefined }),
          );
          assert.ok(
            verdicts.some((verdict) => verdict?.ok),
            `${duty.id} ${JSON.stringify(verdicts)}\n${told(acts)}`,
          );
        }
      }),
      RUNS,
    );
  });

  test(`a step is open only while something is owed on it (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact), fc.nat(300), (acts, hours) => {
        const matter = matterOf(foldOf(compact, acts), lastAt(acts) + hours * ms("1h"));
        for (const { id } of matter.steps.filter(({ state }) => state.is === "open")) {
          assert.ok(
            matter.duties.some((duty) => duty.step === id && isStanding(duty)),
            `${id}\n${told(acts)}`,
          );
        }
      }),
      RUNS,
    );
  });

  test(`standing down is open to every member that has not, in every matter that is not closed (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact), fc.nat(500), (acts, hours) => {
        const at = lastAt(acts) + hours * ms("1h");
        const matter = matterOf(foldOf(compact, acts), at);
        if (matter.standing.is === "closed") return;
        for (const by of [matter.reporter, ...matter.addressees]) {
          const verdict = ruleOf("stand-down")?.may({ by, at }, { compact, matter, find: () => undefined });
          assert.ok(verdict?.ok === true || matter.standDowns[by] !== undefined, told(acts));
        }
      }),
      RUNS,
    );
  });

  test(`what a node judges of a draft is what every node finds when it has been given (${members})`, () => {
    fc.assert(
      fc.property(historyOf(compact, 30), (acts) => {
        const fold = createFold(compact, loaderOf(acts));
        let latest = 0;
        for (const act of acts) {
          // A backdated act is judged where it belongs, which is not where the draft was looked at.
          const newest = act.at > latest;
          latest = Math.max(latest, act.at);
          const before = fold.judge(act);
          const verdict = fold.insert(act).verdict();
          if (newest) assert.deepEqual(verdict, before, told(acts));
        }
      }),
      RUNS,
    );
  });
}
