// A week of the calendar.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DAY, printInstant } from "../../src/core/kernel/instant.ts";
import { noticesAt } from "../../src/core/notice/views.ts";
import { about } from "../../src/core/testing/amending.ts";
import { begin, MONDAY } from "../../src/core/testing/story.ts";
import { barsIn, WEEK, weekOf } from "./week.ts";

test("every instant lies in the week that begins on the Monday before it", () => {
  fc.assert(
    fc.property(fc.integer({ min: WEEK, max: Date.UTC(2100, 0, 1) }), (at) => {
      const week = weekOf(at);
      assert.equal(new Date(week).getUTCDay(), 1);
      assert.equal(week % DAY, 0);
      assert.ok(week <= at && at < week + WEEK);
    }),
  );
});

test("a notice stands in each week that it touches and in no other, within the line of the week", () => {
  const story = begin();
  const from = weekOf(MONDAY) + 6 * DAY;
  about(story, "aurelia", "announce", { from: printInstant(from), until: printInstant(from + 9 * DAY) });
  const seen = noticesAt(story.fold.line().notices, MONDAY);
  const bars = [-1, 0, 1, 2, 3].map((weeks) => barsIn(seen, weekOf(MONDAY) + weeks * WEEK));
  assert.deepEqual(
    bars.map(([bar]) => bar && [bar.start, bar.end]),
    [undefined, [6 / 7, 1], [0, 1], [0, 1 / 7], undefined],
  );
  about(story, "aurelia", "end-notice", { of: seen[0]?.act ?? "" });
  const off = noticesAt(story.fold.line().notices, story.now());
  assert.deepEqual(barsIn(off, weekOf(from)), [], "what was called off takes no time");
});
