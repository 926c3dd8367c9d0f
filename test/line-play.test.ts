// The line cut piece by piece across three processes, as `downrung demo --line` plays it, with a thin cable
// that is faster than the demo's so that the test is short.

import assert from "node:assert/strict";
import { test } from "node:test";
import { playLine } from "../src/cli/line-play.ts";

test("what is said gets through by every way that is left, once, with its receipt", async () => {
  const { steps, acts, lost, doubled, equalHeads } = await playLine(
    { bitsPerSecond: 2_400, loss: 0.1, seed: 7 },
    () => {},
  );
  assert.deepEqual(
    steps.map(({ route }) => route),
    ["direct", "relay", "courier", "codes", "thin"],
  );
  assert.deepEqual([acts, lost, doubled, equalHeads], [5, 0, 0, true]);
  const [, relay, courier, codes, thin] = steps;
  assert.ok(relay?.tried.includes("relay by cassia: held"), "the relay kept it");
  assert.ok(courier?.tried.includes("courier: sent"), "the courier took it");
  assert.ok((codes?.carried["lost"] ?? 0) / (codes?.carried["shown"] ?? 1) > 0.29, "a third of the codes was lost");
  assert.ok(thin?.tried.includes("thin: sent"), "the thin line carried it");
});
