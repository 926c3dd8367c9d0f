import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareOrder, placeOf, type OrderKey } from "./order.ts";

const key: fc.Arbitrary<OrderKey> = fc.record({
  at: fc.nat(5),
  by: fc.constantFrom("aurelia", "borea", "cassia"),
  seq: fc.integer({ min: 1, max: 4 }),
});

test("the order is total: two places are equal only when they are one place", () => {
  fc.assert(
    fc.property(key, key, key, (a, b, c) => {
      assert.equal(Math.sign(compareOrder(a, b)), -Math.sign(compareOrder(b, a)) + 0);
      assert.equal(compareOrder(a, b) === 0, a.at === b.at && a.by === b.by && a.seq === b.seq);
      if (compareOrder(a, b) <= 0 && compareOrder(b, c) <= 0) assert.ok(compareOrder(a, c) <= 0);
    }),
  );
});

test("what is put at its place, one by one, stands sorted, whatever came first", () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 40, comparator: (a, b) => compareOrder(a, b) === 0 }), (keys) => {
      const list: OrderKey[] = [];
      for (const each of keys) list.splice(placeOf(list, each), 0, each);
      assert.deepEqual(list, keys.toSorted(compareOrder));
    }),
  );
});
