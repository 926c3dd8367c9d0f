// What a rebuild may believe: only what was sealed after it began. spec/recovery.md

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { layOut } from "../src/cli/cluster.ts";
import { demoCompact } from "../src/cli/demo-root.ts";
import { prepareRebuild } from "../src/node/backup.ts";
import { openSqlite } from "../src/store/sqlite.ts";

test("a rebuild begins without short-lived keys, so that no letter from before it is taken for a peer's word now", (t) => {
  const root = mkdtempSync(join(tmpdir(), "downrung-rebuild-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  layOut({ root, base: 20_000 }, demoCompact(60), null);
  const dir = join(root, "aurelia");
  const path = join(dir, "store.sqlite");
  const seed = Buffer.from("an old seed, thirty-two bytes: a");
  const old = openSqlite(path);
  old.transact((writing) => {
    writing.addLineKey({ number: 7, seed, announcement: "{}", destroyAt: Date.now() + 60_000 });
    const key = { peer: "borea", way: "in", name: "1".repeat(16), key: seed, keptAt: 1, destroyAt: 2 ** 50 } as const;
    writing.putThinKey(key);
  });
  old.close();
  prepareRebuild(dir);
  const store = openSqlite(path);
  assert.deepEqual([store.lineKeys(), store.thinKeys("borea", "in")], [[], []]);
  store.close();
  for (const file of readdirSync(dir)) assert.equal(readFileSync(join(dir, file)).includes(seed), false, file);
});
