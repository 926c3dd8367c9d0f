// What must hold of every history of the lines, whatever its acts and the order in which they arrive.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quorumFor } from "../compact/agreement.ts";
import { quorumOf } from "../compact/compact.ts";
import type { Act, Body, PartyId } from "../kernel/act.ts";
import { DAY, HOUR, MINUTE, printInstant, type Instant } from "../kernel/instant.ts";
import { CONTACTS } from "../kernel/matter.ts";
import { LONGEST_LIMIT, LIMITS_KEPT } from "../line/limits.ts";
import { ABSENCES_KEPT, LONGEST_ABSENCE } from "../line/presence.ts";
import { TEST_LIMITS } from "../line/tests.ts";
import { foldOf, lastAt } from "../testing/folding.ts";
import { arrivalOf } from "../testing/random.ts";
import { actId, demo, MONDAY } from "../testing/story.ts";
import { fateOf } from "./fate.ts";
import { dutiesOnLines, readinessOn } from "./lines.ts";

const COMPACT = demo({
  line: { automatic: "1h", human: "12h" },
  quorum: { founding: "none", amendment: "all", sections: [{ section: "line", of: "all" }] },
});
const PARTIES = COMPACT.parties.map(({ id }) => id);
const KINDS = [
  "test-line",
  "answer-test",
  "sign-off",
  "sign-on",
  "limit-line",
  "consent-limit",
  "restore-line",
] as const;

type Move = {
  readonly by: number;
  readonly to: number;
  readonly kind: (typeof KINDS)[number];
  readonly of: number;
  readonly wait: number;
  readonly length: number;
  readonly human: boolean;
  readonly blind: boolean;
  readonly back: number;
};

const aMove: fc.Arbitrary<Move> = fc.record({
  by: fc.nat(2),
  to: fc.nat(2),
  kind: fc.constantFrom(...KINDS, "test-line", "answer-test", "consent-limit"),
  of: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 5),
  wait: fc.constantFrom(0, MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, DAY),
  length: fc.constantFrom(-HOUR, HOUR, DAY, DAY, 6 * DAY, 6 * DAY, 6 * DAY, 8 * DAY, 40 * DAY),
  human: fc.boolean(),
  blind: fc.nat(4).map((one) => one === 0),
  back: fc.nat(14).map((one) => (one === 0 ? HOUR : 0)),
});

const ABOUT: Readonly<Record<string, string>> = {
  "answer-test": "test-line",
  "consent-limit": "limit-line",
  "restore-line": "limit-line",
};

function bodyOf({ kind, of, human, length, to, by }: Move, acts: readonly Act[], now: Instant): Body {
  const self = PARTIES[by] ?? "";
  const about = ABOUT[kind];
  const named = about === undefined ? undefined : acts.filter((act) => act.kind === about).at(-1 - of);
  const until = printInstant(now + length);
  switch (kind) {
    case "test-line":
      return { text: 1, ...(human ? { kind: "human", role: "watch" } : { kind: "automatic" }) };
    case "answer-test":
      return { of: named?.id ?? actId("nobody", 1), ...(named?.body["role"] === undefined ? {} : { role: "watch" }) };
    case "sign-off":
      return { until };
    case "sign-on":
      return {};
    case "limit-line":
      return {
        what: human ? "close" : "throttle",
        reason: { lang: "en", text: "…" },
        until,
        ...(of === 0 ? {} : { with: PARTIES[(PARTIES.indexOf(self) + 1 + (to % 2)) % 3] }),
      };
    default:
      return { of: named?.id ?? actId("nobody", 1) };
  }
}

function actsOf(moves: readonly Move[]): readonly Act[] {
  const acts: Act[] = [];
  const heads = new Map<PartyId, number>();
  let now: Instant = MONDAY;
  for (const move of moves) {
    now += move.wait + 1;
    const body = bodyOf(move, acts, now);
    const asked = acts.find(({ id }) => id === body["of"]);
    // Mostly the party answers that was asked.
    const by = (move.kind === "answer-test" && move.of < 5 ? asked?.to[0] : undefined) ?? PARTIES[move.by] ?? "";
    const other = PARTIES[(PARTIES.indexOf(by) + 1 + (move.to % 2)) % 3] ?? "";
    const seq = (heads.get(by) ?? 0) + 1;
    acts.push({
      id: actId(by, seq),
      kind: move.kind,
      compact: COMPACT.id,
      by,
      seq,
      prev: seq === 1 ? COMPACT.id : actId(by, seq - 1),
      seen: move.blind ? {} : Object.fromEntries([...heads].filter(([party]) => party !== by)),
      at: now - move.back,
      matter: null,
      to: [move.of === 5 ? by : other],
      marking: COMPACT.marking,
      body,
    });
    heads.set(by, seq);
  }
  return acts;
}

const histories = fc.array(aMove, { minLength: 60, maxLength: 90 }).map(actsOf);

test("in whatever order acts about the lines arrive, all folds agree on the state, the verdicts and the duties", () => {
  let regular = 0;
  fc.assert(
    fc.property(
      histories.chain((acts) => arrivalOf(acts).map((arrived) => [acts, arrived] as const)),
      fc.nat(100),
      ([acts, arrived], hours) => {
        const [one, other] = [foldOf(COMPACT, acts), foldOf(COMPACT, arrived)];
        const now = lastAt(acts) + hours * HOUR;
        assert.deepEqual(other.line(), one.line());
        assert.deepEqual(other.lineEntries(), one.lineEntries());
        assert.deepEqual(dutiesOnLines(other, now), dutiesOnLines(one, now));
        assert.deepEqual(readinessOn(other, now), readinessOn(one, now));
        for (const act of acts.slice(-8))
          for (const party of PARTIES) assert.deepEqual(fateOf(other, act, party, now), fateOf(one, act, party, now));
        regular += one.lineEntries().filter(({ refusal }) => refusal === null).length;
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(regular > 600, `histories hold regular acts: ${regular}`);
});

test("every limit that came into force had its quorum and an end within a week, and silence never goes beyond the mediator", () => {
  let [limited, silent] = [0, 0];
  const members = COMPACT.parties.filter(({ role }) => role === "member");
  const needed = quorumOf(quorumFor(COMPACT, ["line"]), members.length);
  fc.assert(
    fc.property(histories, fc.nat(100), (acts, hours) => {
      const fold = foldOf(COMPACT, acts);
      const now = lastAt(acts) + hours * HOUR;
      for (const limit of fold.line().limits.filter(({ since }) => since !== null)) {
        limited += 1;
        assert.ok(Object.keys(limit.consents).length >= needed);
        assert.ok(limit.until - limit.at <= LONGEST_LIMIT);
      }
      for (const { state } of dutiesOnLines(fold, now)) {
        if (state.is !== "lapsed") continue;
        silent += 1;
        const most = CONTACTS.indexOf("mediator");
        assert.ok(
          CONTACTS.indexOf(state.contact) <= most &&
            (state.next === null || CONTACTS.indexOf(state.next.contact) <= most),
        );
      }
      assert.deepEqual(fold.matters(), [], "no line opens a matter");
    }),
    { numRuns: 120 },
  );
  assert.ok(limited > 20 && silent > 100, `limits ${limited}, lapses ${silent}`);
});

test("what is kept of the lines is bounded in every history", () => {
  fc.assert(
    fc.property(fc.array(aMove, { minLength: 150, maxLength: 200 }).map(actsOf), (acts) => {
      const { tests, presence, limits } = foldOf(COMPACT, acts).line();
      for (const to of Object.values(tests))
        for (const both of Object.values(to)) {
          assert.ok(both.automatic.newest.length <= TEST_LIMITS.kept.automatic);
          assert.ok(both.human.newest.length <= TEST_LIMITS.kept.human);
        }
      for (const absences of Object.values(presence)) {
        assert.ok(absences.length <= ABSENCES_KEPT);
        assert.ok(absences.every(({ from, until }) => until - from <= LONGEST_ABSENCE));
      }
      for (const party of PARTIES) assert.ok(limits.filter(({ by }) => by === party).length <= LIMITS_KEPT.each);
    }),
    { numRuns: 20 },
  );
});
