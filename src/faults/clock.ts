// Time in the simulator: one queue of events that is the only thing that moves, and for each node a
// clock of its own that reads it wrongly, by an offset that faults change and a rate that drifts.

import type { Instant, Millis } from "../core/kernel/instant.ts";
import type { Cancel, Clock } from "../node/world.ts";

/** True time at the start of every run. */
export const EPOCH: Instant = Date.UTC(2026, 10, 22, 10);

type Event = { readonly at: Millis; readonly order: number; work: (() => void) | null };

/** The queue of events. Its time counts from zero and never goes back. */
export type Timeline = {
  readonly now: () => Millis;
  readonly at: (when: Millis, work: () => void) => Cancel;
  readonly after: (wait: Millis, work: () => void) => Cancel;
  /** Runs the next event that is due by `until`; false when there is none, and then it is `until`. */
  readonly step: (until: Millis) => boolean;
};

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export function createTimeline(): Timeline {
  const heap: Event[] = [];
  let now: Millis = 0;
  let count = 0;

  const push = (event: Event): void => {
    let i = heap.push(event) - 1;
    while (i > 0) {
      const parent = (i - 1) >>> 1;
      if (!isBefore(event, heap[parent] as Event)) break;
      heap[i] = heap[parent] as Event;
      i = parent;
    }
    heap[i] = event;
  };

  const pop = (): Event | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1;
      if (!isBefore(heap[child] as Event, last)) break;
      heap[i] = heap[child] as Event;
      i = child;
    }
    heap[i] = last;
    return first;
  };

  const at = (when: Millis, work: () => void): Cancel => {
    const event: Event = { at: Math.max(now, when), order: (count += 1), work };
    push(event);
    return () => {
      event.work = null;
    };
  };

  return {
    now: () => now,
    at,
    after: (wait, work) => at(now + wait, work),
    step: (until) => {
      for (;;) {
        const next = heap[0];
        if (next === undefined || next.at > until) {
          now = until;
          return false;
        }
        pop();
        if (next.work === null) continue;
        now = next.at;
        next.work();
        return true;
      }
    },
  };
}

/** A clock that may be wrong. It outlives the process that reads it. */
export type SkewedClock = {
  readonly now: () => Instant;
  /** How far it is ahead of true time. */
  readonly error: () => Millis;
  /** Sets it to be wrong by so much from now on. */
  readonly setError: (error: Millis) => void;
  /** Its own milliseconds for each true one from now on. */
  readonly setRate: (rate: number) => void;
  readonly rate: () => number;
};

export function createSkewedClock(timeline: Timeline): SkewedClock {
  let since: Millis = 0;
  let error: Millis = 0;
  let rate = 1;
  const errorNow = (): Millis => error + (timeline.now() - since) * (rate - 1);
  const rebase = (newError: Millis, newRate: number): void => {
    [error, rate, since] = [newError, newRate, timeline.now()];
  };
  return {
    now: () => Math.floor(EPOCH + timeline.now() + errorNow()),
    error: errorNow,
    setError: (wanted) => rebase(wanted, rate),
    setRate: (wanted) => rebase(errorNow(), wanted),
    rate: () => rate,
  };
}

/** The clock as one run of a node's process has it: its timers die with it. */
export function clockOf(
  timeline: Timeline,
  skewed: SkewedClock,
  isAlive: () => boolean,
  /** How long the process is busy before it gets to what was asked for `soon`. */
  busy: () => Millis,
): Clock {
  const whileAlive = (work: () => void) => (): void => {
    if (isAlive()) work();
  };
  return {
    now: skewed.now,
    // Timers count a node's own milliseconds and know nothing of jumps, as setTimeout does.
    after: (wait, work) => timeline.after(wait / skewed.rate(), whileAlive(work)),
    soon: (work) => {
      timeline.after(busy(), whileAlive(work));
    },
  };
}
