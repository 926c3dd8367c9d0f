// A compact as a transition system: a state is a place, how
// often each counted act was given, and the ticks that each of the place's slots has left. From a
// state lead the acts that the law permits there, and time, up to the next instant at which something can
// turn. spec/check.md

import { COUNTER_BITS, TIME, type Outcome, type Tables } from "./compile.ts";
import type { System } from "./engine.ts";
import type { Model } from "./model.ts";
import type { Breach } from "./monitor.ts";
import type { Place } from "./places.ts";

/** A step that broke a property: from which state of the graph, by which transition. */
export type Broken = { readonly breach: Breach; readonly state: number; readonly label: number };

export type CompactSystem = System & {
  readonly broken: readonly Broken[];
  /** The place and the ticks left in its slots. */
  readonly read: (pool: Uint32Array, at: number) => { readonly place: Place; readonly left: readonly number[] };
  /** Ticks until the next instant that matters; 0 when time changes nothing more. */
  readonly nextTurn: (place: Place, left: ArrayLike<number>) => number;
};

/** Slots that a packed state has room for. More running clocks than these are met by a wider state. */
export class TooManySlots extends Error {
  override readonly name = "TooManySlots";
  readonly slots: number;
  constructor(slots: number) {
    super(`${slots} clocks run at once`);
    this.slots = slots;
  }
}

const SMALL = 0xffff;
/** More than the counters hold. */
const FULL = 0xffffffff;
const COUNTER = (1 << COUNTER_BITS) - 1;

/** How many counted acts a word of counts holds. */
function countsIn(used: number): number {
  let sum = 0;
  for (let rest = used; rest !== 0; rest >>>= COUNTER_BITS) sum += rest & COUNTER;
  return sum;
}

/** Two slots a word where every clock fits into sixteen bits, otherwise one. */
export function createSystem(model: Model, tables: Tables, slots: number, small: boolean): CompactSystem {
  // Once all that the bounds allow have been given the counts are given up, so none of them runs over.
  if (model.spareInAll > COUNTER + 1) throw new Error(`invariant: ${model.spareInAll} counted acts in all`);
  const words = 2 + (small ? Math.ceil(slots / 2) : slots);
  const left = new Int32Array(slots);
  const next = new Int32Array(slots);
  const broken: Broken[] = [];
  const seen = new Set<string>();

  const unpack = (pool: Uint32Array, at: number, into: Int32Array, count: number): void => {
    for (let i = 0; i < count; i += 1) {
      into[i] = small
        ? ((pool[at + 2 + (i >>> 1)] as number) >>> ((i & 1) * 16)) & SMALL
        : (pool[at + 2 + i] as number);
    }
  };

  const pack = (place: Place, used: number, ticks: Int32Array, out: Uint32Array, at: number): void => {
    if (place.slots > slots) throw new TooManySlots(place.slots);
    out[at] = place.id;
    // In a closed matter nothing more can be given, so what was given does not matter.
    out[at + 1] = place.scene.matter.standing.is === "closed" ? 0 : used;
    for (let i = 2; i < words; i += 1) out[at + i] = 0;
    for (let i = 0; i < place.slots; i += 1) {
      const value = ticks[i] as number;
      if (value < 0 || (small && value > SMALL)) throw new Error(`invariant: a clock stands at ${value} ticks`);
      if (small) {
        const word = at + 2 + (i >>> 1);
        out[word] = ((out[word] as number) | (value << ((i & 1) * 16))) >>> 0;
      } else out[at + 2 + i] = value;
    }
  };

  /** Writes the state after an outcome, with the ticks that were left when it happened. */
  const write = (outcome: Outcome, used: number, ticks: Int32Array, out: Uint32Array, at: number): void => {
    const place = tables.places.at(outcome.place);
    if (place.slots > slots) throw new TooManySlots(place.slots);
    for (let i = 0; i < place.slots; i += 1) {
      const from = outcome.from[i] as number;
      next[i] = (outcome.ticks[i] as number) + (from < 0 ? 0 : (ticks[from] as number));
    }
    pack(place, used, next, out, at);
  };

  /** Once as many as the bounds allow have been given, which they were does not matter. */
  const usedAfter = (used: number, counter: number): number => {
    const after = counter < 0 || used === FULL ? used : used + (1 << (counter * COUNTER_BITS));
    return after !== FULL && countsIn(after) >= model.spareInAll ? FULL : after;
  };

  const remember = (breaches: readonly Breach[], state: number, label: number): void => {
    for (const breach of breaches) {
      const key = JSON.stringify([breach.property, breach.case, breach.path, breach.args]);
      if (seen.has(key)) continue;
      seen.add(key);
      broken.push({ breach, state, label });
    }
  };

  const nextTurn = (place: Place, ticks: ArrayLike<number>): number => {
    let turn = Infinity;
    const count = place.slots;
    for (let i = 0; i < count; i += 1) turn = Math.min(turn, ticks[i] as number);
    if (model.everyTick && (count > 0 || place.waits.length > 0)) return Math.min(turn, 1);
    const consider = (at: number): void => {
      if (at > 0 && at < turn) turn = at;
    };
    for (const wait of place.waits) consider(wait);
    for (let i = 0; i < count; i += 1) if (((place.dues >>> i) & 1) === 1) consider((ticks[i] as number) - 1);
    return turn === Infinity ? 0 : turn;
  };

  return {
    words,
    most: 128,
    broken,
    nextTurn,
    read: (pool, at) => {
      const place = tables.places.at(pool[at] as number);
      const ticks = new Int32Array(place.slots);
      unpack(pool, at, ticks, place.slots);
      return { place, left: [...ticks] };
    },
    start: (out) => {
      const { first } = tables;
      const { origins } = tables.opening;
      origins.forEach(({ ticks }, i) => {
        next[i] = ticks;
      });
      pack(first, usedAfter(0, -1), next, out, 0);
      return 1;
    },
    next: (pool, at, out, labels) => {
      const place = tables.places.at(pool[at] as number);
      unpack(pool, at, left, place.slots);
      let found = 0;
      const used = pool[at + 1] as number;
      const full = used === FULL;
      for (const move of tables.moves(place.id)) {
        const count = move.counter < 0 ? 0 : (used >>> (move.counter * COUNTER_BITS)) & COUNTER;
        if (move.counter >= 0 && (full || count >= tables.spare(move.counter))) continue;
        const outcome = move.outcome();
        if (outcome.breaches.length > 0) remember(outcome.breaches, at / words, move.label);
        write(outcome, usedAfter(used, move.counter), left, out, found * words);
        labels[found] = move.label;
        found += 1;
      }
      const turn = nextTurn(place, left);
      if (turn === 0) return found;
      let ended = 0;
      for (let i = 0; i < place.slots; i += 1) {
        left[i] = (left[i] as number) - turn;
        if (left[i] === 0) ended |= 1 << i;
      }
      const waited = tables.wait(place.id, turn);
      if (ended === 0) pack(tables.places.at(waited), used, left, out, found * words);
      else {
        const outcome = tables.event(waited, ended);
        if (outcome.breaches.length > 0) remember(outcome.breaches, at / words, TIME);
        write(outcome, used, left, out, found * words);
      }
      labels[found] = TIME;
      return found + 1;
    },
  };
}
