import assert from "node:assert/strict";
import { test } from "node:test";
import { firstRefusal, irregular, REGULAR, RULES } from "./verdict.ts";

test("the first rule that stands against an act is the one that is named, and later ones are not asked", () => {
  let asked = 0;
  const ask = (): typeof REGULAR => {
    asked += 1;
    return REGULAR;
  };
  assert.deepEqual(
    firstRefusal(
      ask,
      () => irregular("too-early"),
      ask,
      () => irregular("own-act"),
    ),
    irregular("too-early"),
  );
  assert.equal(asked, 1);
  assert.equal(firstRefusal(ask), REGULAR);
});

test("no rule has two meanings: each name stands once", () => {
  assert.equal(new Set(RULES).size, RULES.length);
});
