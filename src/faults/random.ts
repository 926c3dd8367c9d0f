// Chance from a seed: sfc32, seeded through SHA-256 so that neighbouring seeds share nothing. Every part
// of the simulator has a stream of its own, so that a change in one leaves the draws of the others alone.

import { sha256 } from "../crypto/hash.ts";

export type Random = {
  /** From 0 up to, and without, 1. */
  readonly fraction: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => readonly T[];
  /** A wait with this mean, at least 1 and at most five means. */
  readonly wait: (mean: number) => number;
  readonly bytes: (count: number) => Uint8Array;
  /** An independent stream, the same for the same name. */
  readonly stream: (name: string) => Random;
};

export function createRandom(name: string): Random {
  const draw = sfc32(name);
  const fraction = (): number => draw() / 2 ** 32;
  const between = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    pick: (list) => {
      const picked = list[between(0, list.length - 1)];
      if (picked === undefined) throw new Error("invariant: nothing to pick from");
      return picked;
    },
    shuffled: (list) => {
      const mixed = [...list];
      for (let i = mixed.length - 1; i > 0; i -= 1) {
        const j = between(0, i);
        [mixed[i], mixed[j]] = [mixed[j] as (typeof mixed)[0], mixed[i] as (typeof mixed)[0]];
      }
      return mixed;
    },
    wait: (mean) => Math.max(1, Math.round(Math.min(5, -Math.log(1 - fraction())) * mean)),
    bytes: (count) => Uint8Array.from({ length: count }, () => draw() & 0xff),
    stream: (stem) => createRandom(`${name}/${stem}`),
  };
}

/** Chris Doty-Humphrey's sfc32: 32 bits a draw. */
function sfc32(name: string): () => number {
  const digest = sha256(name);
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => digest.readUInt32LE(at) | 0) as [number, number, number, number];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
}
