// The page's clock runs with the node's, so that a reader whose own clock is wrong sees the same time
// left as the node. It ticks once a second for every part that shows time.

import { useSyncExternalStore } from "react";
import { SECOND, type Instant } from "../../src/core/kernel/instant.ts";

let offset = 0;
let present: Instant = floor(Date.now());
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function floor(at: number): Instant {
  return Math.floor(at / SECOND) * SECOND;
}

function tick(): void {
  const next = floor(Date.now() + offset);
  if (next === present) return;
  present = next;
  for (const watcher of watchers) watcher();
}

/** Sets the page's clock by what the node said just now. */
export function setClock(nodeNow: Instant): void {
  offset = nodeNow - Date.now();
  tick();
}

/** The node's time, to the millisecond, as far as this page can know it. */
export const nodeNow = (): Instant => Date.now() + offset;

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(tick, 250);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The node's time in whole seconds; the part that calls this is drawn again every second. */
export const useNow = (): Instant => useSyncExternalStore(subscribe, () => present);
