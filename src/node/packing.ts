// What goes into an envelope: acts of ours in order, as many as fit, and the checkpoint that covers them.
// spec/line.md

import type { PartyId } from "../core/kernel/act.ts";
import { RECEIPT } from "../core/kernel/receipt.ts";
import { ENVELOPE_LIMITS, type Envelope, type EnvelopeAnswer } from "../line/envelope.ts";
import { LETTER_LENGTHS } from "../line/letter.ts";
import { ANSWER_CLASSES, LETTER_CLASSES, mostText } from "../line/padding.ts";
import type { Store } from "../store/store.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";

export type Packing = {
  readonly to: PartyId;
  /** The recipient holds our acts up to here. */
  readonly held: number;
  /** At most so many bytes of acts, but always one. */
  readonly most: number;
  /** The size of our checkpoint that the recipient has. */
  readonly checkpointHeld: number;
  readonly cosigned: string | null;
  /** Items of back-channels that wait for the recipient, from the one after `skip` on: at most so many bytes, but one. */
  readonly channel?: ((most: number, skip?: number) => readonly string[]) | undefined;
  /** How many of its own acts the recipient says it holds; undefined when it has not said. */
  readonly theirs?: number | undefined;
};

export function packEnvelope(identity: Identity, ledgers: Ledgers, store: Store, packing: Packing): Envelope {
  const { to, held, most, checkpointHeld, cosigned, theirs, channel } = packing;
  const acts = tokensAfter(store, identity.party, held, ledgers.head(identity.party), most);
  const returned = theirs === undefined ? [] : tokensAfter(store, to, theirs, ledgers.head(to), most);
  const size = store.checkpointSize(identity.party);
  // A checkpoint goes along only when the acts that it covers are there or in this envelope.
  const fits = size > checkpointHeld && size <= held + acts.length;
  // They have an envelope without a long run of acts in it.
  const items = returned.length === 0 && sizeOf(acts) <= most / 2 ? (channel?.(most / 2) ?? []) : [];
  return {
    downrung: "envelope/1",
    compact: identity.compact.id,
    from: identity.party,
    to,
    heads: ledgers.heads(),
    acts,
    ...(returned.length === 0 ? {} : { returned }),
    checkpoint: fits ? (store.checkpoint(identity.party)?.note ?? null) : null,
    cosigned: cosigned === null ? [] : [cosigned],
    ...(items.length === 0 ? {} : { channel: [...items] }),
  };
}

const sizeOf = (tokens: readonly string[]): number => tokens.reduce((sum, { length }) => sum + length, 0);

/** A party's acts after `held`, at most `most` bytes of them, but always one. */
function tokensAfter(store: Store, by: PartyId, held: number, head: number, most: number): string[] {
  const tokens: string[] = [];
  let bytes = 0;
  const waiting = Math.min(ENVELOPE_LIMITS.acts, head - held);
  for (const { token } of waiting > 0 ? store.acts(by, held + 1, waiting) : []) {
    bytes += token.length;
    if (bytes > most && tokens.length > 0) break;
    tokens.push(token);
  }
  return tokens;
}

/**
 * The answer with all of ours that follows `held`, so that a receipt needs no exchange of its own. What does not
 * fit into an answer goes in an envelope, and then all of it does.
 */
export function packAnswer(
  identity: Identity,
  ledgers: Ledgers,
  store: Store,
  held: number,
  answer: EnvelopeAnswer,
): EnvelopeAnswer {
  const waiting = ledgers.head(identity.party) - held;
  if (waiting <= 0 || waiting > ENVELOPE_LIMITS.answerActs) return answer;
  const said = Buffer.byteLength(JSON.stringify({ ...answer, acts: [""] }), "utf8");
  let room = mostText(ANSWER_CLASSES) - said;
  const acts: string[] = [];
  for (const { token } of store.acts(identity.party, held + 1, waiting)) {
    room -= token.length + BETWEEN_ACTS;
    if (room < 0) return answer;
    acts.push(token);
  }
  return { ...answer, acts };
}

/** Quotes and a comma. */
const BETWEEN_ACTS = 3;

/** The first act of ours, receipts aside, up to `upTo`, that this party has not receipted; null when all are. */
export function firstUnreceipted(
  identity: Identity,
  ledgers: Ledgers,
  store: Store,
  to: PartyId,
  upTo: number,
): number | null {
  const from = ledgers.fold.receipts.deliveredThrough(identity.party, to) + 1;
  if (from > upTo) return null;
  const waiting = store.acts(identity.party, from, 64).find(({ kind }) => kind !== RECEIPT);
  return waiting === undefined || waiting.seq > upTo ? null : waiting.seq;
}

/** Leaves room in a letter for what an envelope says beside its acts. */
const ROOM = 1024;

/** What one letter of at most `bytes` may hold of acts. */
function actBytesIn(bytes: number): number {
  const longest = LETTER_CLASSES.findLast((_, i) => (LETTER_LENGTHS[i] ?? 0) <= bytes) ?? LETTER_CLASSES[0] ?? 0;
  return Math.min(ENVELOPE_LIMITS.bytes / 2, Math.max(0, longest - ROOM));
}

/**
 * Envelopes with everything after `held`, each in a letter of at most `bytes` as far as its single acts
 * allow; the checkpoint and the cosignature go in one of their own, because they are long.
 */
export function packAll(
  identity: Identity,
  ledgers: Ledgers,
  store: Store,
  { bytes, ...packing }: Omit<Packing, "most"> & { readonly bytes: number },
): readonly Envelope[] {
  const envelopes: Envelope[] = [];
  const most = actBytesIn(bytes);
  const bare = { ...packing, checkpointHeld: Infinity, cosigned: null, channel: undefined, most };
  const head = ledgers.head(identity.party);
  const next = (skip: number): readonly string[] => packing.channel?.(most, skip) ?? [];
  let brought = 0;
  let { held } = packing;
  while (held < head) {
    const envelope = packEnvelope(identity, ledgers, store, { ...bare, held });
    envelopes.push(envelope);
    held += envelope.acts.length;
  }
  for (let items = next(0); items.length > 0; items = next(brought)) {
    brought += items.length;
    envelopes.push({ ...packEnvelope(identity, ledgers, store, { ...bare, held: head }), channel: [...items] });
  }
  const last = packEnvelope(identity, ledgers, store, { ...packing, channel: undefined, held: head, most });
  return last.checkpoint === null && last.cosigned.length === 0 ? envelopes : [...envelopes, last];
}
