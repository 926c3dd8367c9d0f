// Sessions: one exchange of keys serves the letters of ten minutes. The sender counts them; the recipient
// remembers which it has opened, so that a letter brought twice is known again. spec/seal.md

import { createHash } from "node:crypto";
import { MINUTE, type Instant, type Millis } from "../core/kernel/instant.ts";
import type { PartyId } from "../core/kernel/act.ts";
import type { SessionKeys } from "../crypto/kem.ts";
import { HEAD_BYTES, LETTER_LIMITS, type Opening } from "./letter.ts";

/** A session is used for so long. */
export const SESSION_LIFE: Millis = 10 * MINUTE;

/**
 * Sessions of one sender that a recipient remembers: one every ten minutes, for as long as a key opens letters, is
 * 576. A letter that is brought again after that would be weighed against its sender, who has not brought it.
 */
const REMEMBERED = 640;

/** Counters are marked by so many at a time, and of one session so many times that: 65,536 letters in a row. */
const MARKED = 1_024;
const MARKS = 64;

/** The sender's side. `counter` is that of the next letter. */
export type Sending = {
  readonly opening: Opening;
  readonly keys: SessionKeys;
  readonly openedAt: Instant;
  counter: number;
};

/** A session ends by time, by count, with the recipient's key, and when the clock was put back before it began. */
export const isSpent = ({ openedAt, counter, opening }: Sending, keyNumber: number, now: Instant): boolean =>
  now >= openedAt + SESSION_LIFE ||
  now < openedAt ||
  counter >= LETTER_LIMITS.letters ||
  opening.keyNumber !== keyNumber;

/** The recipient's side. */
export type Receiving = { readonly keyNumber: number; readonly keys: SessionKeys; readonly seen: Counters };

/** Which counters came: one bit each. Of those that jump about the oldest are forgotten. */
export type Counters = { readonly has: (counter: number) => boolean; readonly add: (counter: number) => void };

export function createCounters(): Counters {
  const marks = new Map<number, Uint8Array>();
  const place = (counter: number): number => (counter % MARKED) >>> 3;
  return {
    has: (counter) => {
      const bits = marks.get(Math.floor(counter / MARKED));
      return ((bits?.[place(counter)] ?? 0) & (1 << (counter & 7))) !== 0;
    },
    add: (counter) => {
      const name = Math.floor(counter / MARKED);
      const bits = marks.get(name) ?? new Uint8Array(MARKED / 8);
      marks.set(name, bits);
      bits[place(counter)] = (bits[place(counter)] ?? 0) | (1 << (counter & 7));
      const [oldest] = marks.keys();
      if (marks.size > MARKS && oldest !== undefined) marks.delete(oldest);
    },
  };
}

export type Remembered = {
  readonly find: (letter: Uint8Array) => Receiving | undefined;
  readonly keep: (letter: Uint8Array, from: PartyId, session: Receiving) => void;
  /** Drops the sessions that were sealed to a key that is destroyed. */
  readonly drop: (isDestroyed: (keyNumber: number) => boolean) => void;
};

/** The opening of a session stands in the head of each of its letters, all but the counter. */
const nameOf = (letter: Uint8Array): string =>
  createHash("sha256")
    .update(letter.subarray(0, HEAD_BYTES - 6))
    .digest("latin1");

/** The newest sessions of each sender; one sender's many cannot push out another's. */
export function rememberSessions(): Remembered {
  const bySender = new Map<PartyId, Map<string, Receiving>>();
  const all = (): Iterable<Map<string, Receiving>> => bySender.values();
  return {
    find: (letter) => {
      const name = nameOf(letter);
      for (const sessions of all()) {
        const found = sessions.get(name);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    keep: (letter, from, session) => {
      const sessions = bySender.get(from) ?? new Map<string, Receiving>();
      bySender.set(from, sessions);
      sessions.set(nameOf(letter), session);
      const [oldest] = sessions.keys();
      if (sessions.size > REMEMBERED && oldest !== undefined) sessions.delete(oldest);
    },
    drop: (isDestroyed) => {
      for (const sessions of all()) {
        for (const [name, { keyNumber }] of sessions) if (isDestroyed(keyNumber)) sessions.delete(name);
      }
    },
  };
}
