// What must hold of every history in which the compact is amended, whatever the order of arrival.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { membersAt, versionAt } from "../compact/agreement.ts";
import { quorumOf } from "../compact/compact.ts";
import { isStanding, type Matter } from "../kernel/matter.ts";
import { FOREVER, lastAt, told } from "../testing/folding.ts";
import { amendingHistory, foldUnder, type Amending } from "../testing/amending-random.ts";
import { arrivalOf } from "../testing/random.ts";
import { MATTER, ms } from "../testing/story.ts";
import type { Fold } from "./fold.ts";
import { ruleOf } from "./table.ts";

const RUNS = { numRuns: 120 };

const folded = (history: Amending): Fold => {
  const fold = foldUnder(history);
  for (const act of history.acts) fold.insert(act);
  return fold;
};

const entriesOf = (fold: Fold): unknown => [
  fold.entries(MATTER).map(({ id, version, refusal }) => [id, version, refusal]),
  fold.agreementEntries().map(({ id, version, refusal }) => [id, version, refusal]),
];

const present = (fold: Fold, at: number): Matter => {
  const matter = fold.matter(MATTER, at);
  assert.ok(matter);
  return matter;
};

test("in whatever order acts arrive, all folds agree on versions, verdicts and the matter", () => {
  let [amendments, crossed] = [0, 0];
  fc.assert(
    fc.property(
      amendingHistory().chain((history) => arrivalOf(history.acts).map((arrived) => [history, arrived] as const)),
      fc.nat(300),
      ([history, arrived], hours) => {
        const one = folded(history);
        const other = folded({ ...history, acts: arrived });
        const now = lastAt(history.acts) + hours * ms("1h");
        assert.deepEqual(other.versions(), one.versions(), told(history.acts));
        assert.deepEqual(entriesOf(other), entriesOf(one), told(history.acts));
        assert.deepEqual(other.agreement(now), one.agreement(now), told(history.acts));
        assert.deepEqual(other.matter(MATTER, now), one.matter(MATTER, now), told(history.acts));
        assert.deepEqual(other.timeEvents(MATTER, 0, now), one.timeEvents(MATTER, 0, now));
        amendments += one.versions().length - 1;
        if (present(one, now).version > 1) crossed += 1;
      },
    ),
    RUNS,
  );
  assert.ok(amendments > 40 && crossed > 20, `histories amend: ${amendments}, matters cross: ${crossed}`);
});

test("two versions are never in force at once, and each one had its quorum before its day", () => {
  fc.assert(
    fc.property(amendingHistory(), (history) => {
      const fold = folded(history);
      const versions = fold.versions();
      const signatures = fold
        .agreementEntries()
        .filter(({ kind, refusal }) => kind === "sign-compact" && refusal === null);
      versions.forEach(({ version, from, until, proposal }, i) => {
        const before = versions[i - 1];
        assert.equal(version, i + 1);
        assert.equal(until, versions[i + 1]?.from ?? null);
        if (before === undefined || from === null) return assert.equal(i, 0);
        assert.ok(from > (before.from ?? 0), "one after the other");
        const agreement = fold.agreement(from);
        const proposed = agreement.proposals.find(({ id }) => id === proposal);
        const members = membersAt(agreement, from);
        const signed = new Set(
          signatures
            .filter(({ id, at }) => at < from && history.acts.find((act) => act.id === id)?.body["of"] === proposal)
            .map(({ by }) => by)
            .filter((by) => members.includes(by)),
        );
        assert.ok(
          proposed !== undefined && signed.size >= quorumOf(proposed.quorum, members.length),
          told(history.acts),
        );
      });
    }),
    RUNS,
  );
});

test("every act is judged under the version in force at its own date", () => {
  fc.assert(
    fc.property(amendingHistory(), (history) => {
      const fold = folded(history);
      for (const { at, version } of [...fold.entries(MATTER), ...fold.agreementEntries()]) {
        assert.equal(version, versionAt(fold.versions(), at)?.version);
      }
    }),
    RUNS,
  );
});

test("what is signed later never changes what was in force before", () => {
  fc.assert(
    fc.property(amendingHistory(), fc.nat(), (history, cut) => {
      const fold = folded(history);
      const part = history.acts.slice(0, cut % (history.acts.length + 1));
      const until = lastAt(part);
      // Without the acts that are dated back, the past is what it was.
      fc.pre(history.acts.slice(part.length).every(({ at }) => at > until));
      const earlier = folded({ ...history, acts: part });
      const past = (each: Fold): unknown => versionAt(each.versions(), until)?.proposal ?? null;
      assert.deepEqual(past(earlier), past(fold));
    }),
    RUNS,
  );
});

test("whoever falls silent, a matter that crosses versions ends in a declared state", () => {
  fc.assert(
    fc.property(amendingHistory(), (history) => {
      const { standing } = present(folded(history), FOREVER);
      assert.ok(standing.is === "silent" || standing.is === "closed", `${standing.is}\n${told(history.acts)}`);
    }),
    RUNS,
  );
});

test("time passing in one jump or in many steps gives the same matter across versions", () => {
  fc.assert(
    fc.property(amendingHistory(), fc.array(fc.nat(40), { maxLength: 30 }), (history, hours) => {
      const fold = folded(history);
      let now = lastAt(history.acts);
      for (const each of hours) {
        now += each * ms("1h");
        present(fold, now);
        fold.timeEvents(MATTER, now - ms("1h"), now);
      }
      assert.deepEqual(present(fold, now), present(folded(history), now));
    }),
    RUNS,
  );
});

test("a matter changes by time only at the instants that were foretold, and the node looks again at each", () => {
  fc.assert(
    fc.property(amendingHistory(undefined, 25), fc.nat(200), (history, hours) => {
      const fold = folded(history);
      const from = lastAt(history.acts);
      const until = from + hours * ms("1h");
      const still = (at: number): object => ({ ...present(fold, at), asOf: 0 });
      let at = from;
      for (;;) {
        const { next } = fold.timeEvents(MATTER, 0, at);
        if (next === null || next > until) break;
        assert.deepEqual(still(next - 1), still(at), told(history.acts));
        assert.notDeepEqual(still(next), still(next - 1), told(history.acts));
        at = next;
      }
      assert.deepEqual(still(until), still(at));
    }),
    RUNS,
  );
});

test("whatever is owed after a crossing can be kept under the new wording", () => {
  fc.assert(
    fc.property(amendingHistory(), fc.nat(200), (history, hours) => {
      const fold = folded(history);
      const now = lastAt(history.acts) + hours * ms("1h");
      for (const duty of present(fold, now).duties.filter(isStanding)) {
        const at = Math.max(now, duty.earliest) + ms("24h");
        const matter = present(fold, at);
        const still = matter.duties.find(({ id }) => id === duty.id);
        if (still === undefined || !isStanding(still)) continue;
        const context = { compact: fold.compactAt(at), matter, find: () => undefined };
        const verdicts = duty.owes.map((kind) => ruleOf(kind)?.may({ by: duty.by, at }, context));
        assert.ok(
          verdicts.some((verdict) => verdict?.ok),
          `${duty.id} ${JSON.stringify(verdicts)}\n${told(history.acts)}`,
        );
      }
    }),
    RUNS,
  );
});

test("what a node judges of a draft is what every node finds when it has been given", () => {
  fc.assert(
    fc.property(amendingHistory(), (history) => {
      const fold = foldUnder(history);
      let latest = 0;
      for (const act of history.acts) {
        const newest = act.at > latest;
        latest = Math.max(latest, act.at);
        const before = fold.judge(act);
        const verdict = fold.insert(act).verdict();
        if (newest) assert.deepEqual(verdict, before, told(history.acts));
      }
    }),
    RUNS,
  );
});
