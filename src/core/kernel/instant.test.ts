import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseDuration, parseInstant, printInstant } from "./instant.ts";

const YEAR_0001 = Date.parse("0001-01-01T00:00:00.000Z");
const YEAR_9999 = Date.parse("9999-12-31T23:59:59.999Z");

test("an instant has one spelling: what is printed is read back, and nothing else is read", () => {
  fc.assert(
    fc.property(fc.integer({ min: YEAR_0001, max: YEAR_9999 }), (at) => {
      // The years before 100 are read by Date.UTC as years of the twentieth century, so they are refused.
      const expected = at < Date.parse("0100-01-01T00:00:00.000Z") ? undefined : at;
      assert.equal(parseInstant(printInstant(at)), expected);
    }),
  );
  for (const text of [
    "2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00.0000Z",
    "2026-11-22T10:00:00.000+00:00",
    "2026-11-22T10:00:00.000z",
    " 2026-11-22T10:00:00.000Z",
    "2026-11-22T10:00:00.000Z\n",
    "2026-02-29T10:00:00.000Z",
    "2026-13-01T10:00:00.000Z",
    "2026-11-22T24:00:00.000Z",
    "2026-11-22T10:00:60.000Z",
    "",
  ]) {
    assert.equal(parseInstant(text), undefined, text);
  }
});

test("a leap day is a day in a leap year only", () => {
  assert.equal(parseInstant("2024-02-29T00:00:00.000Z"), Date.UTC(2024, 1, 29));
  assert.equal(parseInstant("2100-02-29T00:00:00.000Z"), undefined);
});

test("a duration is a whole number and one unit", () => {
  assert.deepEqual(
    ["0s", "90s", "30m", "24h", "30d"].map(parseDuration),
    [0, 90_000, 1_800_000, 86_400_000, 2_592_000_000],
  );
  for (const text of ["", "h", "1.5h", "-1h", "01h", "1 h", "1w", "1h30m", "1000000s", "1H"]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});
