// What a back-channel is measured by: the node holds it, and the console's forms show it. spec/back-channel.md

import { DAY, type Millis } from "../kernel/instant.ts";

export const CHANNEL_LIMITS = {
  /** Items in one envelope. */
  items: 16,
  itemBytes: 16 * 1024,
  /** Channels with one party that are not over. */
  channels: 8,
  /** Words of one side in one channel. */
  words: 256,
  wordCharacters: 2_000,
  mayCharacters: 1_000,
} as const;

/** An authority to speak lasts no longer than this. */
export const LONGEST_CHANNEL: Millis = 30 * DAY;

/** What may be done with what was said. */
export const USES = ["chatham-house", "without-prejudice", "no-use"] as const;
export type Use = (typeof USES)[number];

/** Characters of the passphrase under which an officer's key is kept. */
export const PASSPHRASE = { least: 12, most: 256 } as const;
