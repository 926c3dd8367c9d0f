import assert from "node:assert/strict";
import { test } from "node:test";
import { readCompact } from "../compact/read.ts";
import { RESPONSES } from "../testing/menu.ts";
import { demoDocument } from "../testing/story.ts";

/** What is said against a document with these parts: path and advice. */
function against(parts: Readonly<Record<string, unknown>>): readonly string[] {
  const reading = readCompact({ ...demoDocument(), ...parts });
  return reading.ok ? [] : reading.errors.map(({ path, message }) => `${path.join("/")}: ${message}`);
}

test("a consultation without time to reply is refused, and so is a measure that ends as it begins", () => {
  const [demarche] = RESPONSES.menu;
  assert.deepEqual(against({ responses: RESPONSES }), []);
  assert.deepEqual(against({ responses: { consultation: "0s", menu: [{ ...demarche, reply: "0h", lasts: "0d" }] } }), [
    "responses/consultation: must be above zero: who is asked needs time to reply",
    "responses/menu/0/reply: must be above zero",
    "responses/menu/0/lasts: must be above zero",
  ]);
});

test("no step takes the law's own words for what stands below the ladder", () => {
  const [step] = demoDocument()["ladder"] as readonly Readonly<Record<string, unknown>>[];
  for (const name of ["closing", "measures"]) {
    const [error] = against({ ladder: [{ ...step, step: name }] });
    assert.match(error ?? "", /ladder\/0\/step: .*law's own word/);
  }
});
