// Notices beside each other: what is live, where two meet, and what lies in quiet hours.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRandom } from "../../faults/random.ts";
import { localTime } from "../../interop/local-time.ts";
import { HOUR, type Instant } from "../kernel/instant.ts";
import { anyNotice } from "../testing/incidents.ts";
import { MONDAY } from "../testing/story.ts";
import type { Notice, Planned, Scope } from "./notice.ts";
import { clashesOf, inQuietHours, noticesAt, type MinuteIn } from "./views.ts";

const FROM = MONDAY + 48 * HOUR;

const notice = (by: string, scope: Partial<Scope> = {}, what: Planned = "drill"): Notice => ({
  ...anyNotice(createRandom("one"), 1),
  act: `${by} ${what}`,
  by,
  what,
  at: MONDAY,
  scopeAt: MONDAY,
  scope: {
    from: FROM,
    until: FROM + 6 * HOUR,
    actors: [],
    networks: [],
    sectors: ["energy"],
    techniques: [],
    ...scope,
  },
});

const minuteIn: MinuteIn = (zone, at) => localTime(zone, at)?.minute;

test("two notices of different parties clash where they share time and a sector or a network", () => {
  const [one, other] = [notice("aurelia"), notice("borea", { from: FROM + HOUR, sectors: ["health", "energy"] })];
  assert.deepEqual(clashesOf([one, other], MONDAY), [
    {
      is: "overlap",
      notices: [one.act, other.act],
      from: FROM + HOUR,
      until: FROM + 6 * HOUR,
      sectors: ["energy"],
      networks: [],
    },
  ]);
  const apart = (scope: Partial<Scope>, by = "borea") => clashesOf([one, notice(by, scope)], MONDAY);
  assert.deepEqual(apart({ from: FROM + 6 * HOUR, until: FROM + 7 * HOUR }), [], "one begins when the other ends");
  assert.deepEqual(apart({ sectors: ["health"] }), []);
  assert.deepEqual(apart({}, "aurelia"), [], "one party knows its own plans");
  const nets = [
    notice("aurelia", { networks: ["203.0.113.0/24"], sectors: [] }),
    notice("borea", { networks: ["203.0.113.9"], sectors: ["space"] }),
  ];
  assert.deepEqual(clashesOf(nets, MONDAY)[0]?.networks, ["203.0.113.0/24"]);
  assert.deepEqual(clashesOf([one, other], FROM + 7 * HOUR), [], "what is over clashes no more");
});

test("what is planned where another asks for quiet is found, and two who ask for quiet agree", () => {
  const quiet = notice("borea", {}, "quiet");
  assert.deepEqual(
    clashesOf([notice("aurelia"), quiet], MONDAY).map(({ is }) => is),
    ["quiet"],
  );
  assert.deepEqual(clashesOf([notice("aurelia", {}, "quiet"), quiet], MONDAY), []);
});

test("clashes do not depend on the order, and each pair is named once", () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const random = createRandom(seed);
      const notices = Array.from({ length: 8 }, (_, i) => anyNotice(random, i + 1));
      const pairs = (list: readonly Notice[]) =>
        clashesOf(list, MONDAY)
          .map((clash) => clash.notices.toSorted().join(" "))
          .toSorted();
      assert.deepEqual(pairs(notices), pairs(notices.toReversed()));
      assert.equal(new Set(pairs(notices)).size, pairs(notices).length);
    }),
    { numRuns: 100 },
  );
});

test("the live ones stand first, then those ahead by their beginning, then what is over, the newest first", () => {
  const at = (by: string, from: number, until: number) =>
    notice(by, { from: FROM + from * HOUR, until: FROM + until * HOUR });
  const list = [at("b", 9, 10), at("over-old", -9, -8), at("a", 5, 6), at("over-new", -3, -2), at("live", -1, 1)];
  assert.deepEqual(
    noticesAt(list, FROM).map(({ by }) => by),
    ["live", "a", "b", "over-new", "over-old"],
  );
  const stopped = { ...at("x", -1, 4), ended: { act: "e", at: FROM - 5, reason: null } };
  assert.deepEqual(
    noticesAt([stopped], FROM).map(({ is, end }) => [is, end]),
    [["over", FROM - 5]],
  );
});

test("what is planned in quiet hours is found exactly where the wall clock passes through them", () => {
  const quiet = (from: string, to: string, zone = "UTC") => ({ from, to, zone });
  const found = (hours: ReturnType<typeof quiet>, from: Instant, until: Instant, what: Planned = "test"): boolean =>
    inQuietHours([notice("aurelia", { from, until }, what)], [hours], MONDAY, minuteIn).length > 0;
  const hour = (h: number): Instant => Date.UTC(2026, 10, 24, h);
  assert.equal(found(quiet("22:00", "06:00"), hour(5), hour(7)), true);
  assert.equal(found(quiet("22:00", "06:00"), hour(6), hour(22)), false);
  assert.equal(found(quiet("22:00", "06:00"), hour(6), hour(22) + 1), true);
  assert.equal(found(quiet("22:00", "06:00"), hour(5), hour(7), "quiet"), false);
  assert.equal(found(quiet("22:00", "06:00", "Asia/Tbilisi"), hour(17), hour(18)), false);
  assert.equal(found(quiet("22:00", "06:00", "Asia/Tbilisi"), hour(17), hour(19)), true);
  assert.equal(found(quiet("22:00", "06:00", "Mars/Olympus"), hour(0), hour(23)), false);
  const clock = fc.integer({ min: 0, max: 1439 });
  const text = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  fc.assert(
    fc.property(clock, clock, clock, fc.integer({ min: 1, max: 3_000 }), (from, to, start, minutes) => {
      fc.pre(from !== to);
      const begins = Date.UTC(2026, 10, 24) + start * 60_000;
      const isQuiet = (minute: number) => (to > from ? minute >= from && minute < to : minute >= from || minute < to);
      const slowly = Array.from({ length: minutes }, (_, i) => (start + i) % 1440).some(isQuiet);
      assert.equal(found(quiet(text(from), text(to)), begins, begins + minutes * 60_000), slowly);
    }),
    { numRuns: 300 },
  );
});
