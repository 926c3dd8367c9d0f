import assert from "node:assert/strict";
import { test } from "node:test";
import type { Try } from "../line/trail.ts";
import { TRAIL_LIMITS } from "../line/trail.ts";
import { openSqlite } from "../store/sqlite.ts";
import { openTrails } from "./trails.ts";
import { createWriter } from "./writer.ts";
import type { Clock } from "./world.ts";

const FAILED: Try = {
  way: "out",
  route: "direct",
  via: null,
  through: 1,
  outcome: "failed",
  code: "no-answer",
  because: null,
};

/** A clock that a test moves by hand. */
function handClock(): Clock & { readonly pass: (milliseconds: number) => Promise<void> } {
  let now = 1_000;
  let timers: { readonly at: number; readonly work: () => void }[] = [];
  return {
    now: () => now,
    after: (wait, work) => {
      const timer = { at: now + wait, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    soon: (work) => queueMicrotask(work),
    pass: async (milliseconds) => {
      now += milliseconds;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { work } of due) work();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("a thousand tries that fail alike cost two writes, and a node that starts again knows them", async () => {
  const clock = handClock();
  const store = openSqlite(":memory:");
  let writes = 0;
  const counting = {
    ...store,
    transact: (work: Parameters<typeof store.transact>[0]) => ((writes += 1), store.transact(work)),
  };
  const trails = openTrails(
    { store, clock },
    createWriter(counting, clock.soon, () => {}),
  );
  for (let i = 0; i < 40; i += 1) {
    for (let j = 0; j < 25; j += 1) trails.note("cassia", FAILED);
    await clock.pass(1_500);
  }
  assert.equal(writes, 1, "the first line soon, its count later");
  await clock.pass(60_000);
  assert.equal(writes, 2);
  trails.stop();
  const again = openTrails(
    { store, clock },
    createWriter(store, clock.soon, () => {}),
  );
  assert.deepEqual(
    again.of("cassia").map(({ count, firstAt }) => [count, firstAt]),
    [[1_000, 1_000]],
  );
  store.close();
});

test("what falls off a trail is gone from the store, and strangers share one trail of their own", async () => {
  const clock = handClock();
  const store = openSqlite(":memory:");
  const trails = openTrails(
    { store, clock },
    createWriter(store, clock.soon, () => {}),
  );
  for (let i = 0; i < 2 * TRAIL_LIMITS.lines; i += 1) {
    trails.note("cassia", i % 2 === 0 ? FAILED : { ...FAILED, outcome: "taken", code: null });
    await clock.pass(100);
  }
  trails.note(null, { ...FAILED, way: "in", outcome: "refused", code: "not-a-letter" });
  await clock.pass(1_000);
  await clock.pass(1_000);
  assert.equal(store.trail("cassia").length, TRAIL_LIMITS.lines);
  assert.deepEqual(store.trail("cassia"), trails.of("cassia"));
  assert.deepEqual(
    trails.of(null).map(({ code }) => code),
    ["not-a-letter"],
  );
  store.close();
});

test("a disk that refuses a batch stops nothing, and later lines are written", async () => {
  const clock = handClock();
  const store = openSqlite(":memory:");
  let full = true;
  const failing = {
    ...store,
    transact: (work: Parameters<typeof store.transact>[0]) => {
      if (full) throw new Error("the disk is full");
      store.transact(work);
    },
  };
  const trails = openTrails(
    { store, clock },
    createWriter(failing, clock.soon, () => {}),
  );
  trails.note("cassia", FAILED);
  await clock.pass(1_000);
  full = false;
  trails.note("cassia", { ...FAILED, outcome: "taken", code: null });
  await clock.pass(1_000);
  assert.deepEqual(
    store.trail("cassia").map(({ outcome }) => outcome),
    ["failed", "taken"],
  );
  store.close();
});
