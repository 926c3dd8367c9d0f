// The engine on the ladder, as a process of its own so that its time and memory are those of the whole:
// no deadlock, response only after notice, no stall, and from every state a way to where all is resolved.

import { explore } from "../src/check/engine.ts";
import { canReach, mayStay, reverse } from "../src/check/passes.ts";
import { ladderMarks, ladderSystem } from "./modelcheck-ladder.ts";

const [parties = 3, rungs = 7, ticks = 6] = process.argv.slice(2).map(Number);
const size = { parties, rungs, ticks };
const marks = ladderMarks(size);
const graph = explore(ladderSystem(size), { mostStates: 50_000_000, parents: true, labels: false });
const { count, pool, rows } = graph;
const urgent = new Uint8Array(count);
const resolved = new Uint8Array(count);
let safe = graph.complete;
for (let i = 0; i < count; i += 1) {
  const state = pool[i] as number;
  if (marks.urgent(state)) urgent[i] = 1;
  if (marks.resolved(state)) resolved[i] = 1;
  if (!marks.safe(state) || rows[i] === rows[i + 1]) safe = false;
}
const reversed = reverse(graph);
const wayDown = !canReach(count, reversed, resolved).includes(0);
const noStall = !mayStay(graph, reversed, urgent).includes(1);
const peakMib = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `${JSON.stringify({ states: count, transitions: graph.transitions, safe, noStall, wayDown, peakMib })}\n`,
);
