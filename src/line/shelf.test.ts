import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mayShelve, SHELF } from "./shelf.ts";

test("a shelf takes letters until it is full for their sender, and says so", () => {
  assert.deepEqual(mayShelve({ letters: 0, bytes: 0 }, 300_000), { ok: true });
  const full = mayShelve({ letters: SHELF.letters, bytes: 0 }, 300_000);
  assert.equal(full.ok, false);
  assert.equal(!full.ok && full.code, "shelf-full");
});

test("a small letter finds a place on a shelf that large ones have filled", () => {
  const full = { letters: 12, bytes: SHELF.bytes };
  assert.equal(mayShelve(full, SHELF.smallBytes + 1).ok, false);
  assert.equal(mayShelve(full, SHELF.smallBytes).ok, true);
});

test("whatever a sender brings, the shelf stays bounded, and large letters never take the reserved room", () => {
  const letter = fc.oneof(fc.integer({ min: 1, max: 8_192 }), fc.integer({ min: 8_193, max: 4_200_000 }));
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 1_500 }), (sizes) => {
      let held = { letters: 0, bytes: 0 };
      for (const size of sizes) {
        if (!mayShelve(held, size).ok) continue;
        assert.ok(size <= SHELF.smallBytes || held.letters < SHELF.letters);
        held = { letters: held.letters + 1, bytes: held.bytes + size };
      }
      assert.ok(held.letters <= SHELF.letters + SHELF.reservedLetters);
      assert.ok(held.bytes <= SHELF.bytes + SHELF.reservedLetters * SHELF.smallBytes);
      const large = sizes.filter((size) => size > SHELF.smallBytes);
      const small = sizes.length - large.length;
      const room = small <= SHELF.reservedLetters && large.length <= SHELF.letters;
      if (room && large.length > 0) assert.ok(mayShelve({ ...held, letters: SHELF.letters }, 1_000).ok);
    }),
    { numRuns: 200 },
  );
});
