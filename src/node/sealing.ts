// The node's hands on letters: it opens a session to a peer's newest key when it needs one, seals into it,
// and opens what comes. The private parts of the keys stay behind `seedOf`. spec/seal.md

import type { KeyObject } from "node:crypto";
import type { PartyId } from "../core/kernel/act.ts";
import type { Announcement } from "../core/line/line-key.ts";
import type { Kem } from "../crypto/kem.ts";
import { sign } from "../crypto/sign.ts";
import {
  ANSWER_NONCE_BYTES,
  infoOf,
  isOpenedBy,
  openAnswer,
  openingMessage,
  openLetter,
  readHead,
  sealAnswer,
  sealLetter,
  sessionName,
  type LetterCode,
  type LetterHead,
  type LetterRefusal,
} from "../line/letter.ts";
import { createCounters, isSpent, rememberSessions, type Receiving, type Sending } from "../line/session.ts";
import { NodeFailure } from "./failure.ts";
import type { Chance, Clock } from "./world.ts";

export type Sealed = {
  readonly letter: Uint8Array;
  /** The text of the answer; undefined when the bytes are not the recipient's answer to this letter. */
  readonly openAnswer: (answer: Uint8Array) => string | undefined;
  readonly session: KnownSession;
};

/** A session that both sides know: its name and the key that it leaves for the thin route. */
export type KnownSession = { readonly name: string; readonly thinKey: Uint8Array };

export type OpenedLetter =
  | {
      readonly ok: true;
      readonly from: PartyId;
      readonly text: string;
      /** Called when the text was read: `came` says whether the letter is known from now on as one that came. */
      readonly answer: (text: string, came: boolean) => Uint8Array;
      readonly session: KnownSession;
    }
  | (LetterRefusal & { readonly from: PartyId | null });

export type Sealing = {
  /** Rejects with NodeFailure `no-key` while no key of this party is known, `too-large` for a text beyond every class. */
  readonly seal: (to: PartyId, text: string) => Promise<Sealed>;
  readonly open: (letter: Uint8Array) => Promise<OpenedLetter>;
  /** The next letter to this party opens a session of its own. */
  readonly forget: (to: PartyId) => void;
  /** Keys were destroyed: what was derived from them goes too. */
  readonly drop: (isDestroyed: (keyNumber: number) => boolean) => void;
};

export type SealingParts = {
  readonly compact: string;
  readonly party: PartyId;
  readonly peers: readonly PartyId[];
  /** Our `line` key as this party knows it. */
  readonly lineKey: (to: PartyId) => KeyObject;
  /** The `line` keys of a party that count now; none for a stranger. */
  readonly lineKeysOf: (party: PartyId) => readonly KeyObject[];
  /** The newest key that this party has published. */
  readonly keyOf: (party: PartyId) => Pick<Announcement, "number" | "key"> | undefined;
  /** The private part of a key of our own; undefined when it is destroyed or was never ours. */
  readonly seedOf: (keyNumber: number) => Uint8Array | undefined;
  readonly kem: Kem;
  readonly chance: Chance;
  readonly clock: Pick<Clock, "now">;
};

export function createSealing(parts: SealingParts): Sealing {
  const { compact, party, peers, kem, chance, clock } = parts;
  const sendings = new Map<PartyId, Sending>();
  const remembered = rememberSessions();

  const begin = async (to: PartyId): Promise<Sending> => {
    const key = parts.keyOf(to);
    if (key === undefined) throw new NodeFailure("no-key", `no key of ${to} is known yet; the nodes have to meet once`);
    const known = sendings.get(to);
    if (known !== undefined && !isSpent(known, key.number, clock.now())) return known;
    const whom = { from: party, to, keyNumber: key.number };
    const { enc, keys } = await kem.seal(Buffer.from(key.key, "base64url"), infoOf(compact, whom));
    const signature = sign(openingMessage(compact, { ...whom, enc }), parts.lineKey(to));
    const sending = { opening: { ...whom, enc, signature }, keys, openedAt: clock.now(), counter: 0 };
    sendings.set(to, sending);
    return sending;
  };

  const seal = async (to: PartyId, text: string): Promise<Sealed> => {
    const sending = await begin(to);
    const head: LetterHead = { ...sending.opening, counter: sending.counter };
    const { keys } = sending;
    const letter = sealLetter(compact, head, keys.letter, text);
    if (letter === undefined) throw new NodeFailure("too-large", "the text is longer than the largest letter");
    sending.counter += 1;
    return {
      letter,
      openAnswer: (answer) => openAnswer(letter, keys.answer, answer),
      session: { name: sessionName(head.enc), thinKey: keys.thin },
    };
  };

  /** The session of a letter: remembered, or opened when the sender's signature and our key are good. */
  const sessionOf = async (letter: Uint8Array, head: LetterHead): Promise<Receiving | LetterRefusal> => {
    const known = remembered.find(letter);
    if (known !== undefined) return known;
    if (!parts.lineKeysOf(head.from).some((lineKey) => isOpenedBy(compact, head, lineKey))) {
      return refuse("wrong-session-signature", `the session was not opened by ${head.from}`);
    }
    const seed = parts.seedOf(head.keyNumber);
    if (seed === undefined) return refuse("old-key", `key ${head.keyNumber} of ${party} is not held any more`);
    try {
      const keys = await kem.open(seed, head.enc, infoOf(compact, head));
      return { keyNumber: head.keyNumber, keys, seen: createCounters() };
    } catch {
      return refuse("not-sealed-for-us", "the session's secret does not open with our key");
    }
  };

  const open = async (letter: Uint8Array): Promise<OpenedLetter> => {
    const reading = readHead(letter);
    if (!reading.ok) return { ...reading, from: null };
    const { head } = reading;
    const { from } = head;
    if (!peers.includes(from))
      return { ...refuse("unknown-party", `${from} is no other party to this compact`), from: null };
    if (head.to !== party) return { ...refuse("wrong-recipient", `the letter is for ${head.to}`), from };
    const found = await sessionOf(letter, head);
    if ("ok" in found) return { ...found, from };
    // Two letters of a new session may have come at once.
    const session = remembered.find(letter) ?? found;
    if (session.seen.has(head.counter)) return { ...refuse("replayed", "this letter has come before"), from };
    const opened = openLetter(compact, letter, head, session.keys.letter);
    if (!opened.ok) return { ...opened, from };
    remembered.keep(letter, from, session);
    return {
      ok: true,
      from,
      text: opened.text,
      answer: (text, came) => {
        if (came) session.seen.add(head.counter);
        return sealAnswer(letter, session.keys.answer, chance(ANSWER_NONCE_BYTES), text);
      },
      session: { name: sessionName(head.enc), thinKey: session.keys.thin },
    };
  };

  return { seal, open, forget: (to) => void sendings.delete(to), drop: remembered.drop };
}

const refuse = (code: LetterCode, because: string): LetterRefusal => ({ ok: false, code, because });
