import assert from "node:assert/strict";
import { test } from "node:test";
import { meant, nearest } from "./nearest.ts";

const SECTIONS = ["parties", "red-lines", "silence", "silent-after", "closing", "cooling-off", "review"];

test("a slip of the pen finds the name that was meant", () => {
  assert.equal(nearest("partys", SECTIONS), "parties");
  assert.equal(nearest("silense", SECTIONS), "silence");
  assert.equal(nearest("clsoing", SECTIONS), "closing", "two letters swapped");
  assert.equal(nearest("cooling_off", SECTIONS), "cooling-off");
  assert.equal(nearest("redLines", SECTIONS), "red-lines");
  assert.equal(nearest("Red lines", SECTIONS), "red-lines");
});

test("a word that is near to nothing, or too long to be a slip, finds no name", () => {
  assert.equal(nearest("escalation", SECTIONS), undefined);
  assert.equal(nearest("x", SECTIONS), undefined);
  assert.equal(nearest("", SECTIONS), undefined);
  assert.equal(nearest("parties".repeat(20), SECTIONS), undefined);
  assert.equal(meant("partys", SECTIONS), '; did you mean "parties"?');
  assert.equal(meant("escalation", SECTIONS), "");
});
