// Readiness against a recount: whatever was tested and answered, in whatever order it arrived, the figures
// are those that anyone counts from the acts alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Act, PartyId } from "../kernel/act.ts";
import { DAY, HOUR, MINUTE, type Instant } from "../kernel/instant.ts";
import { foldOf, lastAt } from "../testing/folding.ts";
import { arrivalOf } from "../testing/random.ts";
import { calls, answers, onTheLine, readinessIn, tests } from "../testing/lines.ts";
import { actId, demo, MONDAY } from "../testing/story.ts";
import { answerWithin, TEST_KINDS, type TestKind } from "./cadence.ts";
import { readinessOf, windowAt } from "./readiness.ts";

const COMPACT = demo({ line: { automatic: "1h", human: "12h" } });
const PARTIES = ["aurelia", "borea", "cassia"] as const;

type Move = {
  readonly by: number;
  readonly to: number;
  readonly kind: TestKind;
  /** Zero: give a test; else answer so old a one, rightly or not. */
  readonly answer: number;
  readonly wait: number;
};

const aMove: fc.Arbitrary<Move> = fc.record({
  by: fc.nat(2),
  to: fc.nat(2),
  kind: fc.constantFrom(...TEST_KINDS),
  answer: fc.nat(4),
  wait: fc.constantFrom(MINUTE, 10 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 30 * HOUR),
});

function actsOf(moves: readonly Move[]): readonly Act[] {
  const acts: Act[] = [];
  const heads = new Map<PartyId, number>();
  let now: Instant = MONDAY;
  for (const move of moves) {
    now += move.wait;
    const given = acts.filter(({ kind }) => kind === "test-line");
    const asked = move.answer === 0 ? undefined : given.at(-move.answer);
    // Mostly the right party answers, as it should.
    const by = (asked !== undefined && move.wait < 30 * HOUR ? asked.to[0] : PARTIES[move.by]) ?? "aurelia";
    const seq = (heads.get(by) ?? 0) + 1;
    const to = asked === undefined ? (PARTIES[move.to] ?? "borea") : asked.by;
    const kind = asked === undefined ? move.kind : asked.body["kind"];
    const role = kind === "human" ? { role: "watch" } : {};
    acts.push({
      id: actId(by, seq),
      kind: asked === undefined ? "test-line" : "answer-test",
      compact: COMPACT.id,
      by,
      seq,
      prev: seq === 1 ? COMPACT.id : actId(by, seq - 1),
      seen: Object.fromEntries([...heads].filter(([party]) => party !== by)),
      at: now,
      matter: null,
      to: [to],
      marking: COMPACT.marking,
      body: asked === undefined ? { kind, text: 1, ...role } : { of: asked.id, ...role },
    });
    heads.set(by, seq);
  }
  return acts;
}

/** The same figures, counted the long way from the regular acts alone. */
function recount(acts: readonly Act[], by: PartyId, to: PartyId, kind: TestKind, now: Instant) {
  const { from } = windowAt(COMPACT, now);
  const within = answerWithin(COMPACT, kind);
  const given = acts.filter(
    (act) =>
      act.kind === "test-line" && act.by === by && act.to[0] === to && act.body["kind"] === kind && act.at >= from,
  );
  const outcomes = given.map((test) => {
    const answer = acts.find((act) => act.kind === "answer-test" && act.body["of"] === test.id);
    if (answer === undefined) return now < test.at + within ? "underway" : "missed";
    return answer.at < test.at + within ? "answered" : "late";
  });
  const of = (what: string): number => outcomes.filter((each) => each === what).length;
  return {
    given: given.length,
    answered: of("answered"),
    late: of("late"),
    missed: of("missed"),
    underway: of("underway"),
  };
}

test("readiness is what anyone counts from the regular acts, in whatever order they arrived", () => {
  let [answered, late, missed] = [0, 0, 0];
  fc.assert(
    fc.property(
      fc
        .array(aMove, { minLength: 20, maxLength: 120 })
        .map(actsOf)
        .chain((acts) => arrivalOf(acts).map((arrived) => [acts, arrived] as const)),
      fc.constantFrom(0, MINUTE, HOUR, DAY),
      ([acts, arrived], later) => {
        const [one, other] = [foldOf(COMPACT, acts), foldOf(COMPACT, arrived)];
        assert.deepEqual(other.line(), one.line());
        const now = lastAt(acts) + later;
        const regular = new Set(
          one
            .lineEntries()
            .filter(({ refusal }) => refusal === null)
            .map(({ id }) => id),
        );
        const counted = acts.filter(({ id }) => regular.has(id));
        for (const line of readinessOf(one.line(), COMPACT, now)) {
          for (const kind of TEST_KINDS) {
            const { share, lastGivenAt: _given, lastAnsweredAt: _answered, ...figures } = line[kind];
            assert.deepEqual(figures, recount(counted, line.by, line.to, kind, now), `${line.by} ${line.to} ${kind}`);
            const over = figures.given - figures.underway;
            assert.equal(share, over === 0 ? null : figures.answered / over);
            answered += figures.answered;
            late += figures.late;
            missed += figures.missed;
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(answered > 20 && late > 50 && missed > 20, `the histories hold all: ${answered} ${late} ${missed}`);
});

test("how fast people answer is a median and a 95th percentile by nearest rank, and machines do not count", () => {
  const story = onTheLine();
  for (const minutes of [1, 2, 3, 4, 100]) {
    story.passes("13h");
    const asked = calls(story, "aurelia", "borea");
    story.passes(`${minutes}m`);
    answers(story, "borea", asked, { role: "watch" });
    answers(story, "borea", tests(story, "aurelia", "borea"));
  }
  const { humanAnswer, human, automatic } = readinessIn(story, "aurelia", "borea");
  assert.deepEqual([humanAnswer.of, human.answered, automatic.answered], [5, 5, 5]);
  assert.deepEqual(
    [humanAnswer.median, humanAnswer.p95].map((time) => Math.round((time ?? 0) / MINUTE)),
    [3, 100],
  );
});

test("what is older than thirty days does not count any more", () => {
  const story = onTheLine();
  answers(story, "borea", tests(story, "aurelia", "borea"));
  story.passes("29d");
  assert.equal(readinessIn(story, "aurelia", "borea").automatic.given, 1);
  story.passes("24h");
  assert.deepEqual(
    [readinessIn(story, "aurelia", "borea").automatic.given, readinessIn(story, "aurelia", "borea").automatic.share],
    [0, null],
  );
});

test("the last good test is kept for each route, and an unanswered one is none", () => {
  const story = onTheLine();
  const by = (route: string) => tests(story, "aurelia", "borea", { body: { kind: "automatic", text: 3, route } });
  const direct = by("direct");
  answers(story, "borea", direct);
  story.passes("1h");
  const courier = by("courier");
  story.passes("1h");
  by("thin");
  answers(story, "borea", courier);
  assert.deepEqual(readinessIn(story, "aurelia", "borea").lastGood, {
    direct: { test: direct.id, at: direct.act.at },
    courier: { test: courier.id, at: courier.act.at },
  });
});
