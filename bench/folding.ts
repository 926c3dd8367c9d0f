// The fold: whether one more act costs the same in any history, and how long a million acts take.

import { createFold } from "../src/core/law/fold.ts";
import type { Act } from "../src/core/kernel/act.ts";
import { agreement, history } from "./acts.ts";
import { figureOf, rowOf, type Row } from "./measure.ts";

/** Microseconds an act, for each slice of the history. */
function sliceTimes(count: number, slices: number): readonly number[] {
  const fold = createFold(agreement.compact, () => {
    throw new Error("nothing comes late here");
  });
  const acts: Act[] = [];
  const size = Math.floor(count / slices);
  const times: number[] = [];
  let spent = 0;
  for (const act of history(agreement.compact, count)) {
    acts.push(act);
    if (acts.length < size) continue;
    const began = performance.now();
    for (const one of acts) fold.insert(one);
    spent = performance.now() - began;
    times.push((spent * 1000) / acts.length);
    acts.length = 0;
  }
  return times;
}

export function folding(count: number): readonly Row[] {
  const times = sliceTimes(count, 20);
  const early = figureOf(times.slice(1, 6));
  const late = figureOf(times.slice(-5));
  const growth = rowOf(
    `fold: the last quarter of ${count.toLocaleString("en")} acts`,
    "the first quarter",
    "µs/act",
    [[late.median, early.median]],
    { at: "most", ratio: 1.25 },
  );
  const total = times.reduce((sum, time) => sum + (time * count) / times.length / 1e6, 0);
  const whole = rowOf(`fold ${count.toLocaleString("en")} acts`, "10 s a million", "s", [[total, (10 * count) / 1e6]], {
    at: "most",
    ratio: 1,
  });
  return [growth, whole];
}
