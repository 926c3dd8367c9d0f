// The line in a long history: what comes late after a cut is judged together and not each act anew, and that
// changes nothing in what is found.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, PartyId } from "../kernel/act.ts";
import { MINUTE } from "../kernel/instant.ts";
import { loaderOf, actId, demo, MONDAY } from "../testing/story.ts";
import { createFold } from "./fold.ts";

const COMPACT = demo({ line: { automatic: "5m" } });

/** A day of tests by each party, all given while one of them was cut off. */
function aDayOfTests(): Readonly<Record<"own" | "late", readonly Act[]>> {
  const heads = new Map<PartyId, number>();
  const give = (by: PartyId, to: PartyId, at: number): Act => {
    const seq = (heads.get(by) ?? 0) + 1;
    heads.set(by, seq);
    return {
      id: actId(by, seq),
      kind: "test-line",
      compact: COMPACT.id,
      by,
      seq,
      prev: seq === 1 ? COMPACT.id : actId(by, seq - 1),
      seen: {},
      at,
      matter: null,
      to: [to],
      marking: COMPACT.marking,
      body: { kind: "automatic", text: 1 },
    };
  };
  const times = Array.from({ length: 288 }, (_, i) => MONDAY + i * 5 * MINUTE);
  return {
    own: times.map((at) => give("aurelia", "borea", at)),
    late: times.map((at) => give("borea", "aurelia", at + 1)),
  };
}

test("a ledger that comes late is judged once for each envelope, and the picture is that of any other order", () => {
  const { own, late } = aDayOfTests();
  const acts = [...own, ...late];
  let loads = 0;
  const load = loaderOf(acts);
  const counting = (by: PartyId, seq: number): Act => {
    loads += 1;
    return load(by, seq);
  };
  const fold = createFold(COMPACT, counting);
  for (const act of own) fold.insert(act);
  assert.equal(loads, 0, "what comes in order is judged as it comes");
  for (const act of late) fold.insert(act);
  const state = fold.line();
  assert.equal(loads, acts.length, "all that is late is judged in one go");
  const inOrder = createFold(COMPACT, load);
  for (const act of acts.toSorted((a, b) => a.at - b.at)) inOrder.insert(act);
  assert.deepEqual(state, inOrder.line());
  assert.deepEqual(fold.lineEntries(), inOrder.lineEntries());
});
