// The clause on strategic systems: contact sooner, and nothing else. Two ways to say it are put to every
// history: the shorter path is the one that a compact could have written, and where a path ends before it
// convenes anybody, no step, no verdict and no other clock knows that the clause is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Compact } from "../compact/compact.ts";
import type { Act, Body } from "../kernel/act.ts";
import { CONTACTS, type Matter } from "../kernel/matter.ts";
import { foldOf, lastAt, matterOf, picture, told } from "../testing/folding.ts";
import { arrivingHistory, historyOf } from "../testing/random.ts";
import { begin, climbedTo, compactFrom, demo, demoDocument, dutyOf, ms } from "../testing/story.ts";
import { advance } from "./ladder.ts";
import { quickened } from "./silence-path.ts";

const STRATEGIC = ["early-warning"];
const CLAUSE = { entangled: { contact: "30m" } };
const RUNS = { numRuns: 150 } as const;

/** Whom silence had reached on the finding that Borea owes, at each half hour after its lapse. */
function contacts(compact: Compact, body: Body): readonly string[] {
  const story = begin(compact);
  story.gives("aurelia", "report", { body });
  story.passes("24h");
  return Array.from({ length: 20 }, () => {
    const { state } = dutyOf(story.matter(), "borea", "confirm");
    story.passes("30m");
    return state.is === "lapsed" ? state.contact : state.is;
  });
}

test("where early warning is touched each contact follows the one before in the time of the clause", () => {
  const plain = contacts(demo(), {});
  assert.deepEqual(plain.slice(0, 5), ["other-desk", "other-desk", "other-desk", "other-desk", "principal"]);
  assert.deepEqual(contacts(demo(CLAUSE), { strategic: STRATEGIC }).slice(0, 5), [...CONTACTS, "convening"]);
  assert.deepEqual(contacts(demo(CLAUSE), {}), plain, "the clause without such a system");
  assert.deepEqual(contacts(demo(CLAUSE), { strategic: [] }), plain, "an empty list states nothing");
  assert.deepEqual(contacts(demo(), { strategic: STRATEGIC }), plain, "such a system without the clause");
});

test("a clause longer than the compact's own waits changes nothing: it shortens and never lengthens", () => {
  const compact = demo({ entangled: { contact: "12h" } });
  assert.deepEqual(contacts(compact, { strategic: STRATEGIC }), contacts(demo(), {}));
  const story = climbedTo("assess", compact);
  story.gives("aurelia", "ask", { to: ["borea"] });
  story.passes("4h");
  story.passes("31m");
  const before = dutyOf(story.matter(), "borea", "clarify").state;
  story.gives("aurelia", "assess", { body: { facts: { strategic: STRATEGIC } } });
  assert.deepEqual(dutyOf(story.matter(), "borea", "clarify").state, before, "nor midway");
  assert.equal(before.is, "lapsed");
  fc.assert(
    fc.property(
      fc.array(fc.nat(200), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 100 }),
      (waits, most) => {
        let sum = 0;
        const path = waits.map((wait, i) => ({
          contact: CONTACTS[i] ?? "convening",
          after: i === 0 ? 0 : (sum += wait + 1),
        }));
        const short = quickened(path, most);
        short.forEach(({ contact, after }, i) => {
          assert.equal(contact, path[i]?.contact);
          assert.ok(after <= (path[i]?.after ?? -1));
          const wait = after - (short[i - 1]?.after ?? 0);
          assert.ok(wait <= most && (i === 0 || wait > 0));
        });
      },
    ),
  );
});

test("an assessment that states one brings what is still to come closer, and the mediator has the time of the clause", () => {
  const story = climbedTo("assess", demo(CLAUSE));
  story.gives("aurelia", "ask", { to: ["borea"] });
  story.passes("31m");
  const asked = dutyOf(story.matter(), "borea", "clarify");
  story.passes("4h");
  const before = dutyOf(story.matter(), "borea", "clarify");
  assert.equal(before.state.is, "lapsed");
  const { at } = story.gives("aurelia", "assess", { body: { facts: { strategic: STRATEGIC } } }).act;
  const { state } = dutyOf(story.matter(), "borea", "clarify");
  assert.ok(state.is === "lapsed" && state.next !== null);
  assert.ok(state.next.at <= Math.max(at, state.contactSince + ms("30m")), "the next contact comes in its time");
  story.passes("2h");
  const ended = dutyOf(story.matter(), "borea", "clarify").state;
  assert.equal(ended.is === "lapsed" && ended.contact, "convening");
  assert.equal(story.matter().convened?.by, "compact");
  assert.equal(asked.due, before.due, "the duty itself is due when it was");
});

test("while a matter cools off its contacts wait, entangled or not", () => {
  const story = begin(demo(CLAUSE));
  story.gives("aurelia", "report", { body: { strategic: STRATEGIC } });
  story.passes("24h");
  const length = "6h";
  story.gives("borea", "cool-off", { body: { length } });
  const { state } = dutyOf(story.matter(), "borea", "confirm");
  assert.ok(state.is === "lapsed" && state.next !== null);
  assert.equal(state.next.at, state.contactSince + ms("30m") + ms(length));
});

test("a clause of no time at all is refused: whoever is called needs time to answer", () => {
  assert.throws(() => compactFrom({ ...demoDocument(), entangled: { contact: "0s" } }), /above zero/);
});

/** The same acts, with a strategic system stated by every report or by every assessment. */
const stating = (acts: readonly Act[], kind: "report" | "assess"): readonly Act[] =>
  acts.map((act) => {
    if (act.kind !== kind) return act;
    const more = kind === "report" ? { strategic: STRATEGIC } : { facts: { strategic: STRATEGIC } };
    return { ...act, body: { ...act.body, ...more } };
  });

test("the clause is the path that a compact could have written: no order of acts tells the two apart", () => {
  const clause = demo(CLAUSE);
  const written = { ...demo(), silence: quickened(clause.silence, ms("30m")) };
  fc.assert(
    fc.property(historyOf(clause), fc.nat(200), (plain, hours) => {
      const acts = stating(plain, "report");
      const [one, other] = [foldOf(clause, acts), foldOf(written, acts)];
      assert.deepEqual(picture(one), picture(other), told(acts));
      const now = lastAt(acts) + hours * ms("1h");
      assert.deepEqual(matterOf(one, now), matterOf(other, now), told(acts));
    }),
    RUNS,
  );
});

/** A matter without what silence has reached by now. */
const withoutContacts = (matter: Matter): object => ({
  ...matter,
  facts: {},
  assessments: Object.entries(matter.assessments).map(([party, { facts: _facts, ...held }]) => [party, held]),
  duties: matter.duties.map(({ state, ...duty }) => ({
    ...duty,
    state: state.is === "lapsed" ? { is: "lapsed", at: state.at } : state,
  })),
});

for (const kind of ["report", "assess"] as const) {
  test(`with a strategic system in every ${kind} the same acts give the same steps, duties and verdicts: only contact is sooner`, () => {
    const { "silent-after": _, ...document } = demoDocument();
    const silence = (document["silence"] as readonly unknown[]).slice(0, 2);
    const compact = compactFrom({ ...document, ...CLAUSE, silence });
    fc.assert(
      fc.property(historyOf(compact), fc.nat(200), (acts, hours) => {
        const more = stating(acts, kind);
        const [plain, entangled] = [foldOf(compact, acts), foldOf(compact, more)];
        const verdicts = (fold: typeof plain): unknown =>
          fold.entries(acts[0]?.matter ?? "").map(({ refusal }) => refusal);
        assert.deepEqual(verdicts(entangled), verdicts(plain), told(acts));
        const now = lastAt(acts) + hours * ms("30m");
        const [before, after] = [matterOf(plain, now), matterOf(entangled, now)];
        assert.deepEqual(withoutContacts(after), withoutContacts(before), told(acts));
        after.duties.forEach(({ state }, i) => {
          const was = before.duties[i]?.state;
          if (state.is !== "lapsed" || was?.is !== "lapsed") return;
          assert.ok(CONTACTS.indexOf(state.contact) >= CONTACTS.indexOf(was.contact), told(acts));
          const [soon, late] = [state.next?.at ?? -Infinity, was.next?.at ?? -Infinity];
          assert.ok(soon <= late, told(acts));
        });
      }),
      RUNS,
    );
  });
}

test("a matter that becomes entangled on its way is the same in every order of arrival, and in one jump as in many steps", () => {
  const clause = demo(CLAUSE);
  fc.assert(
    fc.property(arrivingHistory(clause), fc.array(fc.nat(240), { maxLength: 12 }), ([plain, arrived], minutes) => {
      const [acts, others] = [stating(plain, "assess"), stating(arrived, "assess")];
      const [one, other] = [foldOf(clause, acts), foldOf(clause, others)];
      const start = lastAt(acts);
      const end = start + minutes.reduce((sum, wait) => sum + wait, 0) * ms("1m");
      assert.deepEqual(matterOf(one, end), matterOf(other, end), told(others));
      let at = start;
      let stepped = matterOf(one, at);
      for (const wait of minutes) stepped = advance(stepped, (at += wait * ms("1m")), clause);
      assert.deepEqual(stepped, matterOf(one, end), told(acts));
    }),
    RUNS,
  );
});
