// The envelope: what one node puts on the way to another. It carries acts, says how many acts of each
// party its sender holds, and brings checkpoints and cosignatures. Everything in it that matters is
// signed by itself; the envelope only says who is asked to read it. spec/line.md

import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { CHANNEL_CODES } from "./channel.ts";
import { CHANNEL_LIMITS } from "../core/line/channel-limits.ts";
import { LETTER_CLASSES, mostText } from "./padding.ts";
import { DIGEST_PATTERN, LIMITS, PARTY_PATTERN } from "../core/kernel/act.ts";

export const ENVELOPE_LIMITS = {
  /** What the largest letter holds. */
  bytes: mostText(LETTER_CLASSES),
  answerBytes: 16 * 1024,
  acts: 512,
  answerActs: 64,
  noteBytes: 64 * 1024,
  cosigned: 4,
} as const;

const Party = Type.String({ pattern: PARTY_PATTERN });
const Heads = Type.Record(Party, Type.Integer({ minimum: 0 }), { additionalProperties: false });
const Note = Type.String({ minLength: 1, maxLength: ENVELOPE_LIMITS.noteBytes });

const ItemFate = Type.Object(
  { item: Type.String({ pattern: DIGEST_PATTERN }), code: Type.Union([Type.Enum(CHANNEL_CODES), Type.Null()]) },
  { additionalProperties: false },
);
export type ItemFate = Static<typeof ItemFate>;

export const Envelope = Type.Object(
  {
    downrung: Type.Literal("envelope/1"),
    compact: Type.String({ pattern: DIGEST_PATTERN }),
    from: Party,
    to: Party,
    /** How many acts of each party the sender holds. */
    heads: Heads,
    /** Tokens of the sender's own acts, in order, without gaps. */
    acts: Type.Array(Type.String({ minLength: 1, maxLength: LIMITS.actBytes }), { maxItems: ENVELOPE_LIMITS.acts }),
    /** The sender's newest checkpoint, when the recipient may not have it yet. */
    checkpoint: Type.Union([Note, Type.Null()]),
    /** The recipient's own acts, in order, which by its word it does not hold: its node was lost. */
    returned: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: LIMITS.actBytes }), {
        minItems: 1,
        maxItems: ENVELOPE_LIMITS.acts,
      }),
    ),
    /** Items of back-channels between the two: no acts, and in no ledger. spec/back-channel.md */
    channel: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: CHANNEL_LIMITS.itemBytes }), {
        minItems: 1,
        maxItems: CHANNEL_LIMITS.items,
      }),
    ),
    /** The recipient's checkpoints, with the sender's cosignature. */
    cosigned: Type.Array(Note, { maxItems: ENVELOPE_LIMITS.cosigned }),
  },
  { additionalProperties: false },
);
export type Envelope = Static<typeof Envelope>;

/** The answer to an envelope: what the recipient holds now, and why it stopped where it stopped. */
export const EnvelopeAnswer = Type.Object(
  {
    heads: Heads,
    /** Null when everything was taken. */
    stopped: Type.Union([
      Type.Object({
        code: Type.String({ maxLength: 40 }),
        seq: Type.Integer({ minimum: 0 }),
        because: Type.String({ maxLength: 400 }),
      }),
      Type.Null(),
    ]),
    /** Acts of the recipient's own that follow what the sender holds, in order: its receipt among them. */
    acts: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: ENVELOPE_LIMITS.answerBytes }), {
        minItems: 1,
        maxItems: ENVELOPE_LIMITS.answerActs,
      }),
    ),
    /** What became of each item of a back-channel, by its digest; the code is null where it was taken. */
    channel: Type.Optional(Type.Array(ItemFate, { maxItems: CHANNEL_LIMITS.items })),
  },
  { additionalProperties: false },
);
export type EnvelopeAnswer = Static<typeof EnvelopeAnswer>;

const isEnvelope = Compile(Envelope);
const isAnswer = Compile(EnvelopeAnswer);

export type EnvelopeReading =
  | { readonly ok: true; readonly envelope: Envelope }
  | { readonly ok: false; readonly code: "too-large" | "not-json" | "not-an-envelope"; readonly because: string };

/** Reads an envelope from the wire. */
export function readEnvelope(text: string): EnvelopeReading {
  if (text.length > ENVELOPE_LIMITS.bytes) {
    return { ok: false, code: "too-large", because: `at most ${ENVELOPE_LIMITS.bytes} bytes in one envelope` };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, code: "not-json", because: "the envelope is not JSON" };
  }
  if (isEnvelope.Check(value)) return { ok: true, envelope: value };
  return { ok: false, code: "not-an-envelope", because: "the envelope does not have the fields of envelope/1" };
}

export function readAnswer(text: string): EnvelopeAnswer | undefined {
  if (text.length > ENVELOPE_LIMITS.answerBytes) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isAnswer.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
