// What holds of measures in every history, legal or not, under a menu of every sort.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Compact } from "../compact/compact.ts";
import type { Act } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { stoppedBetween } from "../kernel/matter.ts";
import { isRunning, type Measure } from "../kernel/measure.ts";
import type { Fold } from "../law/fold.ts";
import { FOREVER, foldOf, lastAt, matterOf, picture, told } from "../testing/folding.ts";
import { arrivingHistory, historyOf, measuredHistoryOf } from "../testing/random.ts";
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
/** The same where everything is asked for, and the joint measure has no length of its own. */
const FULL = {
  ...QUICK,
  preconditions: "full",
  menu: QUICK.menu.map((one) => (one.measure === "joint" ? { ...one, lasts: undefined } : one)),
};
const COMPACTS: readonly (readonly [string, Compact])[] = [
  ["two members", withMenu({ responses: QUICK })],
  ["three members", withMenuOfFour({ responses: QUICK })],
  ["full preconditions", withMenu({ responses: FULL })],
];
const RESTRICTIVE: readonly string[] = ["suspension", "listing", "joint"];
const RUNS = { numRuns: 200 } as const;

type Stated = {
  readonly by: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** What a proposal lacks of what `preconditions: full` asks for, read from the act itself and not by the law. */
function lacking({ by, body }: Stated, confirmed: ReadonlySet<unknown>): readonly string[] {
  const touched = Object.entries(body["protected"] ?? {}) as readonly (readonly [string, string])[];
  const spared = touched.filter(([, met]) => met === "no").map(([name]) => name);
  const answers = (body["checklist"] ?? []) as readonly { readonly item: string; readonly met: string }[];
  const yes = answers.filter(({ met }) => met === "yes").map(({ item }) => item);
  const needed = "call-to-comply notice-and-offer injury commensurate reversible protected-objects ends-when".split(
    " ",
  );
  return [
    ...["ground", "undo", "civilian", "review"].filter((name) => body[name] === undefined),
    ...(typeof body["addressee"] === "string" && body["addressee"] !== by ? [] : ["addressee"]),
    ...(confirmed.has(body["finding"]) ? [] : ["finding"]),
    ...["deterrence", "essential-services"].filter((name) => !spared.includes(name)),
    ...touched.filter(([, met]) => met === "yes").map(([name]) => name),
    ...(body["ground"] === "countermeasure" ? needed.filter((item) => !yes.includes(item)) : []),
  ];
}

const regularIn = (fold: Fold, acts: readonly Act[]): readonly Act[] => {
  const regular = new Set(fold.entries(MATTER).flatMap(({ id, refusal }) => (refusal === null ? [id] : [])));
  return acts.filter(({ id }) => regular.has(id));
};

/** The regular adoptions of a history, each with the measure that it adopted as it stands at the end. */
function adoptionsIn(fold: Fold, acts: readonly Act[]): readonly { readonly at: Instant; readonly measure: Measure }[] {
  const { measures } = matterOf(fold, FOREVER);
  return regularIn(fold, acts)
    .filter(({ kind }) => kind === "adopt-measure")
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
      fc.property(measuredHistoryOf(compact, 40, 20), (acts) => {
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

  test(`every measure ends, and time alone neither adopts nor resumes one (${members})`, () => {
    let suspended = 0;
    let prolonged = 0;
    fc.assert(
      fc.property(measuredHistoryOf(compact, 60, 30), (acts) => {
        const fold = foldOf(compact, acts);
        const then = matterOf(fold, lastAt(acts));
        const ended = matterOf(fold, FOREVER);
        const kinds = new Map(acts.map(({ id, kind }) => [id, kind]));
        const regular = regularIn(fold, acts);
        suspended += regular.filter(({ kind }) => kind === "suspend-measure").length;
        prolonged += regular.filter(
          ({ kind, body }) =>
            kind === "consult-measure" &&
            body["view"] === "agrees" &&
            kinds.get(String(body["of"])) === "extend-measure",
        ).length;
        for (const [i, measure] of ended.measures.entries()) {
          const before = then.measures[i];
          assert.ok(before);
          assert.ok(!isRunning(measure), told(acts));
          if (before.state.is === "adopted" || before.state.is === "suspended") {
            assert.deepEqual(measure.state, { is: "expired", at: before.state.until }, told(acts));
            const adopted = before.state.is === "adopted" ? before.state : before.state.adopted;
            const length = compact.measures.find(({ id }) => id === measure.measure)?.lasts ?? Infinity;
            const late = (before.state.until ?? Infinity) > adopted.at + length;
            // Whatever runs longer than its length was asked for and signed by another party.
            assert.ok(!late || before.extensions > 0, told(acts));
          } else assert.deepEqual(measure.state, before.state, told(acts));
        }
      }),
      RUNS,
    );
    // Where everything is asked for, too few histories get as far as a signed extension to count on one.
    const signed = prolonged > 0 || compact.preconditions === "full";
    assert.ok(suspended > 0 && signed, `${suspended} suspended, ${prolonged} prolonged`);
  });

  test(`no order of acts reaches an active measure without its preconditions (${members})`, () => {
    let restrictive = 0;
    fc.assert(
      fc.property(measuredHistoryOf(compact, 60, 30), (acts) => {
        const fold = foldOf(compact, acts);
        const regular = regularIn(fold, acts);
        const confirmed = new Set<unknown>(regular.filter(({ kind }) => kind === "confirm").map(({ id }) => id));
        const byId = new Map(regular.map((act) => [act.id, act]));
        for (const { at, measure } of adoptionsIn(fold, acts)) {
          const proposal = byId.get(measure.act);
          assert.ok(proposal && proposal.at <= at, told(acts));
          if (compact.preconditions !== "full" || !RESTRICTIVE.includes(measure.measure)) continue;
          restrictive += 1;
          assert.deepEqual(lacking(proposal, confirmed), [], told(acts));
          assert.ok(measure.review !== null && measure.review > at, told(acts));
          const { state } = measure;
          const end = state.is === "adopted" || state.is === "suspended" ? state.until : 0;
          assert.ok(end !== null, "it has an end");
        }
      }),
      RUNS,
    );
    if (compact.preconditions === "full") assert.ok(restrictive > 3, `only ${restrictive} were adopted`);
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
