import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, HOUR } from "../core/kernel/instant.ts";
import { openSqlite } from "../store/sqlite.ts";
import { openThinKeys } from "./thin-keys.ts";

const session = (digit: number) => ({ name: `${digit}`.repeat(16), thinKey: Buffer.alloc(32, digit) });

test("the newest key goes out, all that may come in are held, and none is held after four days", () => {
  const store = openSqlite(":memory:");
  let now = 1_000;
  const clock = { now: () => now, after: () => () => {}, soon: () => {} };
  const keys = openThinKeys("aurelia", { store, clock });
  for (const digit of [1, 2]) {
    now += HOUR;
    for (const way of ["out", "in"] as const) keys.keep("borea", session(digit), way);
  }
  assert.deepEqual(keys.out("borea")?.name, Buffer.alloc(8, 0x22));
  assert.deepEqual({ from: keys.out("borea")?.from, to: keys.out("borea")?.to }, { from: "aurelia", to: "borea" });
  assert.deepEqual(
    keys.in("borea").map(({ from, to, key }) => [from, to, key[0]]),
    [
      ["borea", "aurelia", 2],
      ["borea", "aurelia", 1],
    ],
  );
  assert.deepEqual(keys.in("cassia"), []);
  now += 4 * DAY - HOUR;
  assert.equal(keys.in("borea").length, 1);
  now += HOUR;
  assert.deepEqual([keys.out("borea"), keys.in("borea")], [undefined, []]);
  keys.destroy();
  assert.deepEqual([store.thinKeys("borea", "out"), store.thinKeys("borea", "in")], [[], []]);
  keys.keep("borea", session(3), "in");
  assert.deepEqual(
    store.thinKeys("borea", "in").map(({ name }) => name[0]),
    ["3"],
  );
  store.close();
});
