import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { StoredThinKey } from "./line-store.ts";
import { openSqlite } from "./sqlite.ts";

const keyAt = (peer: string, way: "out" | "in", keptAt: number): StoredThinKey => {
  const name = `session ${keptAt}`;
  return { peer, way, keptAt, name, key: Uint8Array.of(keptAt), destroyAt: keptAt + 100 };
};

test("keys of the thin route are found newest first, are kept to a number and a time, and acts keep their seeds", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "downrung-thin-"));
  const seed = new Uint8Array(16).fill(7);
  try {
    const first = openSqlite(path.join(folder, "store.sqlite"));
    first.transact((writing) => {
      for (const keptAt of [1, 2, 3]) writing.putThinKey(keyAt("borea", "in", keptAt));
      writing.putThinKey(keyAt("borea", "out", 4));
      writing.putThinKey(keyAt("cassia", "in", 5));
      writing.cutThinKeys("borea", "in", 2);
      writing.putSeed(9, seed);
    });
    first.close();
    const store = openSqlite(path.join(folder, "store.sqlite"));
    assert.deepEqual(store.thinKeys("borea", "in"), [keyAt("borea", "in", 3), keyAt("borea", "in", 2)]);
    assert.deepEqual(store.seed(9), seed);
    assert.equal(store.seed(8), undefined);
    store.transact((writing) => writing.removeThinKeysBefore(103));
    assert.deepEqual(store.thinKeys("borea", "in"), []);
    assert.deepEqual(store.thinKeys("borea", "out"), [keyAt("borea", "out", 4)]);
    assert.deepEqual(store.thinKeys("cassia", "in"), [keyAt("cassia", "in", 5)]);
    store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
