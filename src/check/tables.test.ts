import assert from "node:assert/strict";
import { test } from "node:test";
import type { Compact } from "../core/compact/compact.ts";
import { demo } from "../core/testing/story.ts";
import { checkCompact, graphOf } from "./check.ts";
import { modelOf } from "./model.ts";
import { storyTo } from "./replay.ts";
import { PROPERTIES } from "./report.ts";

/** Two steps and coarse clocks: small enough to look at every tick. */
const small = (parts: Readonly<Record<string, unknown>> = {}): Compact =>
  demo({
    ladder: [
      { step: "confirm", opens: [{ act: "report" }], owes: [{ by: "addressees", act: ["confirm"], latest: "24h" }] },
      {
        step: "convene",
        opens: [{ act: "convene" }, { after: "confirm" }],
        owes: [
          { by: "members", act: ["stand-down"], latest: "24h" },
          { by: "asked", act: ["clarify"], on: "ask", latest: "8h" },
        ],
      },
    ],
    silence: [
      { contact: "other-desk", after: "0m" },
      { contact: "mediator", after: "4h" },
      { contact: "convening", after: "8h" },
    ],
    "silent-after": "24h",
    "cooling-off": { longest: "8h", each: 1 },
    ...parts,
  });

test("the law tells every state's story as the tables hold it, with questions, disputes and pauses", () => {
  const graphed = graphOf(modelOf(small()));
  assert.ok(graphed.graph.complete);
  const step = Math.ceil(graphed.graph.count / 2_000);
  // A story that the law tells otherwise throws.
  for (let state = 0; state < graphed.graph.count; state += step) storyTo(graphed, state);
});

test("looking at every tick decides no property otherwise than looking at the turning points", () => {
  const spare = { ask: 0, dispute: 0 };
  for (const compact of [small(), small({ silence: [{ contact: "other-desk", after: "0m" }] })]) {
    const turning = checkCompact(compact, { spare });
    const every = checkCompact(compact, { spare, everyTick: true });
    assert.ok(every.states > turning.states && every.complete);
    for (const property of PROPERTIES) assert.deepEqual(turning.decided[property], every.decided[property], property);
  }
});
