// The shelf of a relay: how much it keeps for whom and for how long. A relay cannot read what it keeps,
// so it counts letters and bytes for each sender. Small letters have room that large ones cannot take:
// a short word of the highest precedence finds a place on a shelf that is full. spec/routes.md

import { HOUR, type Millis } from "../core/kernel/instant.ts";

export const SHELF = {
  /** A letter is kept so long at most. */
  keep: (72 * HOUR) satisfies Millis,
  /** For each sender. */
  letters: 768,
  bytes: 24 * 1024 * 1024,
  /** A letter of at most so many bytes is small: one short act and what seals it. */
  smallBytes: 8 * 1024,
  /** Beyond the above, for small letters alone. */
  reservedLetters: 256,
} as const;

/** What a shelf holds of one sender. */
export type Held = { readonly letters: number; readonly bytes: number };

export type ShelfVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: "shelf-full"; readonly because: string };

/** Whether a letter of `size` bytes still finds its place beside what is held of its sender. */
export function mayShelve(held: Held, size: number): ShelfVerdict {
  const reserved = size <= SHELF.smallBytes ? SHELF.reservedLetters : 0;
  const letters = SHELF.letters + reserved;
  const bytes = SHELF.bytes + reserved * SHELF.smallBytes;
  if (held.letters < letters && held.bytes + size <= bytes) return { ok: true };
  const because = `${held.letters} letters with ${held.bytes} bytes of this sender are kept here, and no more is`;
  return { ok: false, code: "shelf-full", because };
}
