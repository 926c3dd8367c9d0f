// Buckets: nobody gets more than is agreed, nobody waits longer than is said, and a full bucket comes back.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { draw, fullBucket, QUOTA, RESERVE, type Bucket } from "./quota.ts";

const load = fc.record({ letters: fc.constant(1), acts: fc.nat(600), bytes: fc.nat(6 * 1024 * 1024) });
const step = fc.record({ load, wait: fc.integer({ min: -5_000, max: 60_000 }) });

test("over any time a peer brings at most a full bucket and what came back since", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      let now = 1_000_000;
      let bucket: Bucket = fullBucket(QUOTA, now);
      const taken = { letters: 0, acts: 0, bytes: 0 };
      let passed = 0;
      for (const { load: wanted, wait } of steps) {
        now += wait;
        passed += Math.max(0, wait);
        const drawing = draw(bucket, wanted, QUOTA, now);
        bucket = drawing.bucket;
        if (!drawing.ok) continue;
        for (const part of ["letters", "acts", "bytes"] as const) {
          taken[part] += wanted[part];
          const most = QUOTA.most[part] + (QUOTA.perSecond[part] * passed) / 1_000;
          assert.ok(taken[part] <= most + 1e-6, `${part}: ${taken[part]} of ${most}`);
        }
      }
    }),
  );
});

test("who waits as long as was said is taken, and not a second earlier", () => {
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 60 }), (loads) => {
      let bucket = fullBucket(RESERVE, 0);
      for (const wanted of loads) {
        const drawing = draw(bucket, wanted, RESERVE, 0);
        bucket = drawing.bucket;
        if (drawing.ok) continue;
        assert.ok(draw(bucket, wanted, RESERVE, drawing.wait).ok);
        if (drawing.wait > 1_000) assert.ok(!draw(bucket, wanted, RESERVE, drawing.wait - 1_000).ok);
      }
    }),
  );
});

test("what is larger than the whole bucket is taken when the bucket is full", () => {
  const huge = { letters: 1, acts: RESERVE.most.acts * 3, bytes: 1 };
  assert.ok(draw(fullBucket(RESERVE, 0), huge, RESERVE, 0).ok);
});
