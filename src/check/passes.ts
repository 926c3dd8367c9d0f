// Passes over a graph that was explored, each linear in its transitions.

import type { Graph } from "./engine.ts";

/** Which transitions count, by their label. */
export type Counts = (label: number) => boolean;

/** The transitions the other way round. */
export type Reversed = { readonly rows: Uint32Array; readonly sources: Uint32Array };

export function reverse(graph: Graph, counts: Counts | null = null): Reversed {
  const { count, rows: forward, targets, labels, transitions } = graph;
  const rows = new Uint32Array(count + 2);
  for (let edge = 0; edge < transitions; edge += 1) {
    if (counts === null || counts(labels[edge] as number)) {
      const at = (targets[edge] as number) + 2;
      rows[at] = (rows[at] as number) + 1;
    }
  }
  for (let i = 2; i < rows.length; i += 1) rows[i] = (rows[i] as number) + (rows[i - 1] as number);
  const sources = new Uint32Array(rows[count + 1] as number);
  for (let from = 0; from < count; from += 1) {
    const end = forward[from + 1] as number;
    for (let edge = forward[from] as number; edge < end; edge += 1) {
      if (counts !== null && !counts(labels[edge] as number)) continue;
      const at = (targets[edge] as number) + 1;
      const place = rows[at] as number;
      sources[place] = from;
      rows[at] = place + 1;
    }
  }
  return { rows, sources };
}

/** The states from which one of the goal can be reached: 1 for each that can, over the goal itself. */
export function canReach(count: number, { rows, sources }: Reversed, goal: Uint8Array): Uint8Array {
  const reached = goal.slice();
  const queue = new Uint32Array(count);
  let end = 0;
  for (let i = 0; i < count; i += 1) if (reached[i] === 1) queue[end++] = i;
  for (let next = 0; next < end; next += 1) {
    const at = queue[next] as number;
    const last = rows[at + 1] as number;
    for (let edge = rows[at] as number; edge < last; edge += 1) {
      const from = sources[edge] as number;
      if (reached[from] === 1) continue;
      reached[from] = 1;
      queue[end++] = from;
    }
  }
  return reached;
}

/**
 * The states of a set from which some way never leaves it: it goes round within or ends there. Every other
 * state of the set leaves it whatever happens.
 */
export function mayStay(graph: Graph, { rows, sources }: Reversed, inside: Uint8Array): Uint8Array {
  const { count, rows: forward, targets } = graph;
  const stays = inside.slice();
  const left = new Uint32Array(count);
  const queue = new Uint32Array(count);
  let end = 0;
  for (let i = 0; i < count; i += 1) {
    if (inside[i] !== 1) continue;
    const last = forward[i + 1] as number;
    const first = forward[i] as number;
    let within = 0;
    for (let edge = first; edge < last; edge += 1) within += inside[targets[edge] as number] as number;
    left[i] = within;
    if (within === 0 && last > first) queue[end++] = i;
  }
  for (let next = 0; next < end; next += 1) {
    const at = queue[next] as number;
    stays[at] = 0;
    const last = rows[at + 1] as number;
    for (let edge = rows[at] as number; edge < last; edge += 1) {
      const from = sources[edge] as number;
      if (inside[from] !== 1) continue;
      left[from] = (left[from] as number) - 1;
      if (left[from] === 0) queue[end++] = from;
    }
  }
  return stays;
}
