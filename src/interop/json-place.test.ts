import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nestingOf, placeOfJsonError } from "./json-place.ts";

test("the place is where a reader stops", () => {
  const cases: readonly (readonly [string, number, number])[] = [
    ["", 1, 1],
    ['{"a": 1,}', 1, 9],
    ['{\n "a": 1\n "b": 2\n}', 3, 2],
    ["[1 2]", 1, 4],
    ["[tru]", 1, 2],
    ['["a\tb"]', 1, 2],
    ["[01]", 1, 3],
    ["[1]]", 1, 4],
    ["{'a': 1}", 1, 2],
    ["[1,", 1, 4],
  ];
  for (const [text, line, column] of cases) assert.deepEqual(placeOfJsonError(text), { line, column }, text);
});

test("on text that is JSON the second reading finds nothing, so both readings know one grammar", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      assert.equal(placeOfJsonError(text).column, text.length + 1 - Math.max(0, text.lastIndexOf("\n") + 1));
    }),
  );
});

test("what JSON.parse refuses, the second reading stops in or at the end of", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom("{", "]", '"', ",", "x", ""), (text, at, sign) => {
      const i = at % (text.length + 1);
      const broken = text.slice(0, i) + sign + text.slice(i + 1);
      const whole = placeOfJsonError(broken).column === broken.length + 1;
      try {
        JSON.parse(broken);
      } catch {
        return;
      }
      assert.ok(whole, broken);
    }),
  );
});

test("nesting counts brackets outside strings and stops at the limit", () => {
  assert.equal(nestingOf('[{"a": "[[[["}]', 9), 2);
  assert.equal(nestingOf('["\\"[["]', 9), 1);
  assert.equal(nestingOf("[".repeat(1_000_000), 65), 65);
});

test("a string of many megabytes is passed over without running out of stack", () => {
  const long = "x".repeat(8_000_000);
  assert.deepEqual(placeOfJsonError(`["${long}" 1]`), { line: 1, column: long.length + 5 });
});
