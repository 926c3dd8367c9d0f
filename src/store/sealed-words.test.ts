import assert from "node:assert/strict";
import { test } from "node:test";
import { openSqlite } from "./sqlite.ts";

test("words are kept under their commitment once, as they were first put", () => {
  const store = openSqlite(":memory:");
  const words = { commitment: "C".repeat(43), salt: "S".repeat(22), lang: "ar", text: "نقبل.\n" };
  assert.equal(store.words(words.commitment), undefined);
  store.transact((writing) => writing.putWords(words));
  store.transact((writing) => writing.putWords({ ...words, text: "other" }));
  assert.deepEqual(store.words(words.commitment), words);
  assert.equal(store.words("D".repeat(43)), undefined);
  store.close();
});
