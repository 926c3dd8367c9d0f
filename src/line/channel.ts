// The back-channel on the wire: the authority that opens one side of it, the words in it, its end. An
// authority and an end are signed by the party's `line` key; words are signed by nobody. spec/back-channel.md

import type { KeyObject } from "node:crypto";
import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { DIGEST_PATTERN, InstantText, LANGUAGES, PARTY_PATTERN } from "../core/kernel/act.ts";
import { parseInstant, type Instant } from "../core/kernel/instant.ts";
import { OfficeId } from "../core/line/contacts.ts";
import { KEY_SLACK } from "../core/line/line-key.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { sign, verify } from "../crypto/sign.ts";
import { CHANNEL_LIMITS, LONGEST_CHANNEL, USES } from "../core/line/channel-limits.ts";

/** Why an item was not taken. */
export const CHANNEL_CODES = [
  "not-an-item",
  "too-large",
  "not-between-us",
  "wrong-proof",
  "wrong-times",
  "expired",
  "unknown-channel",
  "other-use",
  "already-answered",
  "not-open",
  "ended",
  "too-many",
  "replayed",
] as const;
export type ChannelCode = (typeof CHANNEL_CODES)[number];

export const CHANNEL_PATTERN = "^[A-Za-z0-9_-]{22}$";

const closed = { additionalProperties: false } as const;
const Channel = Type.String({ pattern: CHANNEL_PATTERN });
const Party = Type.String({ pattern: PARTY_PATTERN });
const Compact = Type.String({ pattern: DIGEST_PATTERN });
const Proof = Type.String({ pattern: "^[A-Za-z0-9_-]{86}$" });

/** A text of the authority: topics and limits. */
export const May = Type.Object(
  {
    lang: Type.Enum(LANGUAGES),
    text: Type.String({ minLength: 1, maxLength: CHANNEL_LIMITS.mayCharacters }),
  },
  closed,
);

const Authority = Type.Object(
  {
    downrung: Type.Literal("channel-authority/1"),
    compact: Compact,
    /** Sixteen bytes of chance. */
    channel: Channel,
    party: Party,
    with: Party,
    /** The office that speaks. */
    role: OfficeId,
    may: May,
    use: Type.Enum(USES),
    from: InstantText,
    until: InstantText,
    /** The public key of this side: 1,216 bytes of X-Wing. */
    key: Type.String({ pattern: "^[A-Za-z0-9_-]{1622}$" }),
    /** In the authority that answers: the digest of the one that it answers, and the secret that both will hold. */
    answer: Type.Union([
      Type.Null(),
      Type.Object({ of: Compact, enc: Type.String({ pattern: "^[A-Za-z0-9_-]{1494}$" }) }, closed),
    ]),
    proof: Proof,
  },
  closed,
);
export type Authority = Static<typeof Authority>;

const End = Type.Object(
  {
    downrung: Type.Literal("channel-end/1"),
    compact: Compact,
    channel: Channel,
    party: Party,
    with: Party,
    at: InstantText,
    proof: Proof,
  },
  closed,
);
export type End = Static<typeof End>;

const Words = Type.Object(
  {
    downrung: Type.Literal("channel-words/1"),
    channel: Channel,
    /** Counts the words of one side from 1. */
    number: Type.Integer({ minimum: 1, maximum: CHANNEL_LIMITS.words }),
    sealed: Type.String({ pattern: "^[A-Za-z0-9_-]+$", maxLength: CHANNEL_LIMITS.itemBytes }),
  },
  closed,
);
export type Words = Static<typeof Words>;

export type ChannelItem = Authority | End | Words;

const isItem = Compile(Type.Union([Authority, End, Words]));

export type ItemReading =
  | { readonly ok: true; readonly item: ChannelItem }
  | { readonly ok: false; readonly code: "not-an-item" | "too-large" };

/** Reads one item from an envelope. What it proves is still to be checked. */
export function readItem(text: string): ItemReading {
  if (text.length > CHANNEL_LIMITS.itemBytes) return { ok: false, code: "too-large" };
  try {
    const value: unknown = JSON.parse(text);
    return isItem.Check(value) ? { ok: true, item: value } : { ok: false, code: "not-an-item" };
  } catch {
    return { ok: false, code: "not-an-item" };
  }
}

/** What the proof of an authority signs: every field, in one order and one spelling. */
export const authorityText = (authority: Omit<Authority, "proof">): string => {
  const { compact, channel, party, with: other, role, may, use, from, until, key, answer } = authority;
  const fields = [compact, channel, party, other, role, may.lang, may.text, use, from, until, key];
  return `downrung/1 channel authority\n${JSON.stringify([...fields, answer?.of ?? null, answer?.enc ?? null])}`;
};

export const authorityDigest = (authority: Omit<Authority, "proof">): string =>
  sha256Base64url(authorityText(authority));

const endText = ({ compact, channel, party, with: other, at }: Omit<End, "proof">): string =>
  `downrung/1 channel end\n${JSON.stringify([compact, channel, party, other, at])}`;

const textOf = (item: Omit<Authority, "proof"> | Omit<End, "proof">): string =>
  item.downrung === "channel-end/1" ? endText(item) : authorityText(item);

/** Signs an authority or an end with the party's `line` key. */
export const proven = <T extends Omit<Authority, "proof"> | Omit<End, "proof">>(
  item: T,
  lineKey: KeyObject,
): T & { readonly proof: string } => ({ ...item, proof: sign(textOf(item), lineKey).toString("base64url") });

export const isProvenBy = (item: Authority | End, lineKey: KeyObject): boolean =>
  verify(textOf(item), lineKey, Buffer.from(item.proof, "base64url"));

/** Begins about now or before, ends later than now, and lasts no longer than an authority may. */
export function judgeTimes({ from, until }: Pick<Authority, "from" | "until">, now: Instant): ChannelCode | null {
  const [begins, ends] = [parseInstant(from), parseInstant(until)];
  if (begins === undefined || ends === undefined || ends <= begins) return "wrong-times";
  if (begins > now + KEY_SLACK || ends - begins > LONGEST_CHANNEL) return "wrong-times";
  return ends <= now ? "expired" : null;
}

/** A channel is over when the first of its authorities is. */
export const endsAt = (...sides: readonly (Pick<Authority, "until"> | null)[]): Instant =>
  Math.min(...sides.flatMap((side) => (side === null ? [] : [parseInstant(side.until) ?? 0])));
