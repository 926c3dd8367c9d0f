import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addTry, OUTCOMES, TRAIL_LIMITS, triedFor, type Trail, type Try } from "./trail.ts";

const tried: Try = {
  way: "out",
  route: "direct",
  via: null,
  through: 4,
  outcome: "failed",
  code: "no-answer",
  because: "no answer in time",
};

const after = (tries: readonly (readonly [number, Partial<Try>])[]): Trail =>
  tries.reduce<Trail>((trail, [at, more]) => addTry(trail, { ...tried, ...more }, at).trail, []);

test("a hundred tries that fail alike are one line with the first time, the last and the count", () => {
  const trail = after(Array.from({ length: 100 }, (_, i) => [1_000 + i * 1_500, {}] as const));
  assert.equal(trail.length, 1);
  assert.deepEqual([trail[0]?.firstAt, trail[0]?.lastAt, trail[0]?.count], [1_000, 149_500, 100]);
});

test("a change of outcome is a new line, and another route in between does not break one up", () => {
  const trail = after([
    [1, {}],
    [2, { route: "relay", via: "borea", outcome: "held", code: null, because: null }],
    [3, {}],
    [4, { outcome: "taken", code: null, because: null }],
    [5, {}],
  ]);
  assert.deepEqual(
    trail.map(({ route, outcome, count, place }) => [route, outcome, count, place]),
    [
      ["direct", "failed", 2, 1],
      ["relay", "held", 1, 2],
      ["direct", "taken", 1, 3],
      ["direct", "failed", 1, 4],
    ],
  );
});

test("for one act the trail names what carried it and nothing else", () => {
  const trail = after([
    [1, { through: 3 }],
    [2, { outcome: "taken", through: 4, code: null }],
    [3, { through: 7 }],
    [4, { way: "in", outcome: "refused", code: "not-a-letter", through: 9 }],
  ]);
  assert.deepEqual(
    triedFor(trail, 5, 2).map(({ place }) => place),
    [3],
  );
});

test("however much is tried, a trail stays bounded, its places rise, and its texts are short", () => {
  const arbitrary = fc.record({
    way: fc.constantFrom("out", "in" as const),
    route: fc.constantFrom("direct", "relay", "thin" as const),
    via: fc.constantFrom(null, "borea", "cassia"),
    through: fc.nat(50),
    outcome: fc.constantFrom(...OUTCOMES),
    code: fc.option(fc.string({ maxLength: 60 })),
    because: fc.option(fc.string({ maxLength: 400 })),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1_000), arbitrary), { minLength: 500, maxLength: 600 }), (tries) => {
      let trail: Trail = [];
      for (const [at, each] of tries) {
        const added = addTry(trail, each, at);
        trail = added.trail;
        assert.ok(trail.includes(added.line));
        assert.ok(added.line.firstAt <= added.line.lastAt);
      }
      assert.ok(trail.length <= TRAIL_LIMITS.lines);
      assert.ok(trail.every(({ because }) => (because?.length ?? 0) <= TRAIL_LIMITS.becauseChars));
      assert.ok(trail.every(({ code }) => (code?.length ?? 0) <= TRAIL_LIMITS.codeChars));
      for (const [i, { place }] of trail.entries()) assert.ok(i === 0 || place > (trail[i - 1]?.place ?? 0));
    }),
    { numRuns: 20 },
  );
});

test("a stranger who brings spoiled letters of many sorts pushes out nothing that we tried", () => {
  const codes = ["wrong-session-signature", "wrong-recipient", "not-a-letter"];
  const spoiled = Array.from(
    { length: 3 * TRAIL_LIMITS.lines },
    (_, i) => [10 + i, { way: "in", outcome: "refused", code: codes[i % codes.length] ?? null, through: 0 }] as const,
  );
  const trail = after([[1, {}], ...spoiled]);
  assert.equal(trail[0]?.code, "no-answer");
  assert.deepEqual(
    trail.slice(1).map(({ code, count, lastAt }) => [code, count, lastAt]),
    codes.map((code, i) => [code, TRAIL_LIMITS.lines, 10 + spoiled.length - codes.length + i]),
  );
});
