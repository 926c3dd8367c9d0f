import assert from "node:assert/strict";
import { test } from "node:test";
import { MINUTE } from "../core/kernel/instant.ts";
import { openSqlite } from "../store/sqlite.ts";
import { agree } from "../../test/nodes.ts";
import { openIdentity } from "./identity.ts";
import { loadLedgers } from "./ledgers.ts";
import { createRecovery, noteRebuild } from "./recovery.ts";

test("a peer that says it holds more than it brings makes the node wait, and an officer need not wait for ever", (t) => {
  const { compact, document, privateKeys } = agree();
  const store = openSqlite(":memory:");
  t.after(() => store.close());
  const identity = openIdentity("aurelia", compact, privateKeys["aurelia"] ?? assert.fail(), document);
  const ledgers = loadLedgers(identity, store);
  store.transact((writing) => noteRebuild(writing, { from: "peers", had: 0 }));
  let now = 1_000_000;
  const recovery = createRecovery(
    identity,
    () => ledgers,
    store,
    () => now,
  );
  assert.equal(recovery.ending(true), null, "nobody has been heard");
  recovery.heard("cassia", 0);
  recovery.heard("borea", 1_000_000);
  assert.deepEqual(recovery.waitsFor(), ["borea"]);
  now += 4 * MINUTE;
  recovery.heard("borea", 1_000_001);
  assert.equal(recovery.ending(true), null, "what borea says it holds may still come");
  now += MINUTE;
  assert.equal(recovery.ending(), null, "the node itself goes on waiting");
  assert.equal(recovery.ending(true)?.kind, "rebuilt");
});
