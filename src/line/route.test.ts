import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  emptyRelayRoute,
  firstFor,
  lookAtRelays,
  onDeposited,
  onDepositing,
  onRouteClockBack,
  patienceAfter,
  ROUTE_PACE,
  routesOf,
  type RelayRoute,
  type Situation,
} from "./route.ts";

const CUT: Situation = { direct: "cut", head: 3, held: 0, urgent: false, relays: ["borea"], thin: false };

/** Plays a policy against a world: every relay answers as told, and time goes from look to look. */
function play(
  until: number,
  situationAt: (now: number) => Situation,
  answer: (relay: string, now: number, from: number) => "held" | "refused" | "failed",
): readonly { readonly relay: string; readonly at: number; readonly from: number }[] {
  const asked: { relay: string; at: number; from: number }[] = [];
  let route: RelayRoute = emptyRelayRoute;
  for (let now = 0; now <= until;) {
    const situation = situationAt(now);
    const look = lookAtRelays(route, situation, now);
    route = look.route;
    for (const relay of look.due) {
      const from = firstFor(route, relay, situation, now);
      asked.push({ relay, at: now, from });
      route = onDepositing(route, relay, situation, now);
      route = onDeposited(route, relay, answer(relay, now, from), situation.head, now);
    }
    // What happens also leads to a look: the situation is asked for at least every tenth of a second.
    now = Math.min(now + 100, Math.max(now + 1, look.at ?? Infinity));
  }
  return asked;
}

test("while the direct line brings everything, nobody is asked to relay", () => {
  assert.deepEqual(routesOf({ ...CUT, direct: "up", thin: true }), ["direct"]);
  assert.deepEqual(lookAtRelays(emptyRelayRoute, { ...CUT, direct: "up" }, 10).due, []);
  assert.deepEqual(lookAtRelays(emptyRelayRoute, { ...CUT, held: 3 }, 10).due, [], "nothing waits");
});

test("a cut line offers every way that is set up, and asks a relay at once", () => {
  assert.deepEqual(routesOf({ ...CUT, thin: true }), ["direct", "relay", "courier", "codes", "thin"]);
  assert.deepEqual(routesOf({ ...CUT, relays: [] }), ["direct", "courier", "codes"]);
  assert.deepEqual(lookAtRelays(emptyRelayRoute, CUT, 10).due, ["borea"]);
});

test("what cannot wait goes to a relay beside a direct line that is up", () => {
  const flash: Situation = { ...CUT, direct: "up", urgent: true };
  assert.deepEqual(routesOf(flash), ["direct", "relay"]);
  assert.deepEqual(lookAtRelays(emptyRelayRoute, flash, 10).due, ["borea"]);
});

test("what a relay holds is brought again after 5 s, then after twice as long, up to 10 minutes", () => {
  const asked = play(
    3_600_000,
    () => CUT,
    () => "held",
  );
  const waits = asked.slice(1).map(({ at }, i) => at - (asked[i]?.at ?? 0));
  assert.deepEqual(
    waits.slice(0, 9),
    [5, 10, 20, 40, 80, 160, 320, 600, 600].map((s) => s * 1_000),
  );
  assert.ok(
    asked.every(({ from }) => from === 1),
    "each time everything that has no receipt",
  );
});

test("new acts go to a relay at once, and only they", () => {
  const asked = play(
    4_000,
    (now) => ({ ...CUT, head: now < 2_000 ? 3 : 4 }),
    () => "held",
  );
  assert.deepEqual(asked, [
    { relay: "borea", at: 0, from: 1 },
    { relay: "borea", at: 2_000, from: 4 },
  ]);
});

test("what a relay lost is brought again, however many new acts come meanwhile", () => {
  const asked = play(
    60_000,
    (now) => ({ ...CUT, head: 3 + Math.floor(now / 1_000) }),
    () => "held",
  );
  const whole = asked.filter(({ from }) => from === 1).map(({ at }) => at);
  assert.deepEqual(whole, [0, 5_000, 15_000, 35_000]);
  assert.ok(asked.length > 50, "and what is new goes at once all the while");
});

test("receipts begin the wait anew: what moves on is not brought twice", () => {
  const asked = play(
    60_000,
    (now) => ({ ...CUT, head: 3 + Math.floor(now / 1_000), held: Math.floor(now / 1_000) }),
    () => "held",
  );
  const brought = asked.map(({ from }) => from);
  assert.deepEqual(brought, [...new Set(brought)]);
});

test("relays that do not answer are asked again and again, more of them as time passes", () => {
  const relays = ["borea", "cassia", "doria", "estia", "fenia"];
  const asked = play(
    12_000,
    () => ({ ...CUT, relays }),
    () => "failed",
  );
  const first = (relay: string): number => asked.find((each) => each.relay === relay)?.at ?? Infinity;
  assert.deepEqual(relays.map(first), [0, 0, 5_000, 5_000, 10_000]);
  const borea = asked.filter(({ relay }) => relay === "borea").map(({ at }) => at);
  assert.deepEqual(borea, [0, 1_000, 3_000, 7_000, 12_000]);
});

test("a relay that would not take it is asked ever more rarely", () => {
  const asked = play(
    60_000,
    () => CUT,
    () => "refused",
  );
  assert.deepEqual(
    asked.map(({ at }) => at),
    [0, 5_000, 15_000, 35_000],
  );
});

test("a try that ran out of time has waited already, and a few losses in a row make nobody wait longer", () => {
  const asked = onDepositing(emptyRelayRoute, "borea", CUT, 10_000);
  const late = onDeposited(asked, "borea", "failed", 0, 10_000 + patienceAfter(0));
  assert.deepEqual(lookAtRelays(late, CUT, 10_000 + patienceAfter(0)).due, ["borea"]);
  const early = onDeposited(asked, "borea", "failed", 0, 10_020);
  assert.equal(lookAtRelays(early, CUT, 10_020).at, 10_000 + ROUTE_PACE.firstRetry);
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7].map(patienceAfter),
    [1.5, 1.5, 1.5, 3, 6, 12, 20, 20].map((s) => s * 1_000),
  );
});

test("a clock that is put back stretches no wait", () => {
  const route = onDeposited(onDepositing(emptyRelayRoute, "borea", CUT, 1_000_000), "borea", "held", 3, 1_000_000);
  const back = onRouteClockBack(route, 5_000);
  assert.equal(lookAtRelays(back, CUT, 5_000).at, 5_000 + ROUTE_PACE.firstRepeat);
});

const weather = fc.record({
  cuts: fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 20 }),
  outcomes: fc.array(fc.constantFrom("held", "refused", "failed" as const), { minLength: 1, maxLength: 40 }),
  acts: fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 8 }),
  relays: fc.integer({ min: 1, max: 6 }),
});

test("whatever fails, a relay is tried within seconds while the line is cut, and one that holds all is left alone", () => {
  fc.assert(
    fc.property(weather, ({ cuts, outcomes, acts, relays }) => {
      const names = Array.from({ length: relays }, (_, i) => `relay-${i}`);
      const edges: number[] = [];
      for (const length of cuts) edges.push((edges.at(-1) ?? 0) + length);
      const isCut = (now: number): boolean => edges.filter((edge) => edge <= now).length % 2 === 0;
      const headAt = (now: number): number => 1 + acts.filter((at) => at <= now).length;
      const given = new Map<string, { wholeAt: number; head: number; outcome: string }>();
      let turn = 0;
      const tries: { relay: string; at: number }[] = [];
      const situationAt = (now: number): Situation => ({
        ...CUT,
        direct: isCut(now) ? "cut" : "up",
        head: headAt(now),
        relays: names,
      });
      play(60_000, situationAt, (relay, now, from) => {
        assert.ok(isCut(now), "a line that is up brings it by itself");
        const before = given.get(relay);
        if (before?.outcome === "held" && from === 1) {
          assert.ok(now - before.wholeAt >= ROUTE_PACE.firstRepeat, "what a relay holds is not brought again so soon");
        }
        assert.ok(from === 1 || before?.head !== headAt(now), "without everything, only with something new");
        const outcome = outcomes[(turn += 1) % outcomes.length] ?? "failed";
        given.set(relay, { wholeAt: from === 1 ? now : (before?.wholeAt ?? now), head: headAt(now), outcome });
        tries.push({ relay, at: now });
        return outcome;
      });
      // In every stretch of a cut that is long enough, each relay has its turn, unless it holds everything or refuses.
      const stretch = ROUTE_PACE.firstRepeat * Math.ceil(names.length / ROUTE_PACE.relaysAtOnce) + 200;
      for (let start = 0; start + stretch <= 60_000; start += 1_000) {
        const cutAll = Array.from({ length: stretch / 100 }, (_, i) => isCut(start + i * 100)).every(Boolean);
        if (!cutAll) continue;
        const asked = new Set(tries.filter(({ at }) => at <= start + stretch).map(({ relay }) => relay));
        for (const name of names) assert.ok(asked.has(name), `${name} was not asked by ${start + stretch}`);
      }
    }),
    { numRuns: 300 },
  );
});
