// A clock for tests that the test can move ahead: what was to come by then comes at once.

import type { Instant, Millis } from "../src/core/kernel/instant.ts";
import type { Clock } from "../src/node/world.ts";

export type AheadClock = {
  readonly clock: Clock;
  readonly now: () => Instant;
  readonly forward: (by: Millis) => void;
  /** Everything that waits runs now, due or not. */
  readonly wake: () => void;
};

export function aheadClock(): AheadClock {
  const timers = new Set<{ at: Instant; work: () => void; timer: NodeJS.Timeout }>();
  let ahead = 0;
  const now = (): Instant => Date.now() + ahead;
  const after = (wait: Millis, work: () => void): (() => void) => {
    const run = (): void => {
      timers.delete(entry);
      work();
    };
    const entry = { at: now() + wait, work: run, timer: setTimeout(run, Math.min(wait, 2 ** 31 - 1)) };
    timers.add(entry);
    return () => {
      clearTimeout(entry.timer);
      timers.delete(entry);
    };
  };
  const wakeUntil = (last: Instant): void => {
    for (const entry of timers) {
      if (entry.at > last) continue;
      clearTimeout(entry.timer);
      setImmediate(entry.work);
    }
  };
  return {
    clock: { now, after, soon: (work) => void setImmediate(work) },
    now,
    forward: (by) => {
      ahead += by;
      wakeUntil(now());
    },
    wake: () => wakeUntil(Infinity),
  };
}
