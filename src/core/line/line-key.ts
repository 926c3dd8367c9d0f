// `line-key`: a party publishes a key to which the others seal what they send it. Such keys live a day and
// are then destroyed, so that one that is stolen opens days and not years. spec/seal.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { InstantText, type PartyId } from "../kernel/act.ts";
import { DAY, HOUR, MINUTE, parseInstant, type Instant, type Millis } from "../kernel/instant.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";
import type { LineRule } from "./rule.ts";

/** A key is sealed to for so long. */
export const KEY_LIFE: Millis = DAY;

/** The private part is kept for so long after that, for letters that are still under way by courier. */
export const KEY_GRACE: Millis = 72 * HOUR;

/** The next key is published so long before the last one ends. */
export const KEY_LEAD: Millis = KEY_LIFE / 2;

/** A key begins about when it is published: two clocks may differ by so much. */
export const KEY_SLACK: Millis = 60 * MINUTE;

/** 1,216 bytes of X-Wing and 64 of Ed25519 in base64url. */
const KEY_PATTERN = "^[A-Za-z0-9_-]{1622}$";
const PROOF_PATTERN = "^[A-Za-z0-9_-]{86}$";

/** What is said of a key: in the act, and in a hello before any act was exchanged. */
export const AnnouncedKey = {
  /** Rises with every key of a party; the highest counts. */
  number: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
  key: Type.String({ pattern: KEY_PATTERN }),
  from: InstantText,
  until: InstantText,
  /** Whether the party keeps letters for others and hands them on. */
  relays: Type.Boolean(),
  /** By the party's `line` key, over `announcementText`. */
  proof: Type.String({ pattern: PROOF_PATTERN }),
} as const;

export const LineKeyBody = body(AnnouncedKey);
export type LineKeyBody = Static<typeof LineKeyBody>;

export type Announcement = Omit<LineKeyBody, "override">;

/** What the proof signs: one line a field, so that it has one spelling. */
export const announcementText = (
  compact: string,
  party: PartyId,
  { number, key, from, until, relays }: Omit<Announcement, "proof">,
): string => ["downrung/1 line key", compact, party, number, key, from, until, relays ? "relays" : "-", ""].join("\n");

/** The newest key of each party. */
export type LineKeys = Readonly<Record<PartyId, Announcement & { readonly at: Instant }>>;

/** Begins about now, ends later, and lives no longer than a key may. */
function isTimely({ from, until }: Pick<Announcement, "from" | "until">, at: Instant): boolean {
  const [begins, ends] = [parseInstant(from), parseInstant(until)];
  if (begins === undefined || ends === undefined) return false;
  return Math.abs(begins - at) <= KEY_SLACK && ends > begins && ends - begins <= KEY_LIFE;
}

export const lineKey: LineRule<LineKeyBody> = {
  kind: "line-key",
  body: LineKeyBody,
  may: () => REGULAR,
  judge: (act, { keys }) => {
    const last = keys[act.by]?.number ?? 0;
    if (act.body.number <= last) return irregular("line-key-old", { number: last });
    return isTimely(act.body, act.at) ? REGULAR : irregular("line-key-times", { hours: KEY_LIFE / HOUR });
  },
  apply: (state, { by, at, body: { number, key, from, until, relays, proof } }) => ({
    ...state,
    keys: { ...state.keys, [by]: { number, key, from, until, relays, proof, at } },
  }),
};
