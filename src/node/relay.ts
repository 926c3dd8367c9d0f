// The relay at work: this node keeps letters for others that cannot reach each other, and hands them on
// when it can. It checks who speaks and how much is kept, and reads nothing. A letter is forgotten when
// the recipient has answered it, whatever the answer says: it is for the sender alone. spec/routes.md

import { createHash } from "node:crypto";
import type { PartyId } from "../core/kernel/act.ts";
import type { Millis } from "../core/kernel/instant.ts";
import { isOpenedBy, readHead, readRefusal, type LetterHead } from "../line/letter.ts";
import { HELD, notHeld, type RelayAnswer } from "../line/relay-answer.ts";
import { patienceAfter } from "../line/route.ts";
import { mayShelve, SHELF } from "../line/shelf.ts";
import type { RelayedKept, RelayedLetter } from "../store/line-store.ts";
import type { Identity } from "./identity.ts";
import type { Trails } from "./trails.ts";
import type { Vouching } from "./vouching.ts";
import type { Cancel, World } from "./world.ts";
import type { Writer } from "./writer.ts";

/** A letter that could not be handed on is tried again after so long, then after twice as long. */
const FIRST_RETRY: Millis = 250;
const LONGEST_RETRY: Millis = 10_000;

/** Openings that were found good: the letters of one session are checked once. */
const REMEMBERED = 256;

export type Relay = {
  readonly consents: boolean;
  /** Keeps a letter for somebody else. Durable when it resolves to `held`. Rejects with StoreFailure. */
  readonly take: (letter: Uint8Array) => Promise<RelayAnswer>;
  /** This party can be reached again: what is kept for it goes now. */
  readonly wake: (recipient: PartyId) => void;
  readonly kept: () => readonly RelayedKept[];
  readonly stop: () => void;
};

/**
 * One hand for each sender and recipient: letters go in the order in which they came, and what one sender has
 * too much of holds up nobody else's.
 */
type Hand = { busy: boolean; tries: number; failures: number; timer: Cancel };

export function startRelay(
  {
    identity,
    vouching,
    world,
    writer,
    trails,
  }: {
    readonly identity: Identity;
    readonly vouching: Vouching;
    readonly world: World;
    readonly writer: Writer;
    readonly trails: Trails;
  },
  consents: boolean,
): Relay {
  const { clock, network, store } = world;
  const isGenuine = rememberOpenings(identity, vouching);
  const hands = new Map<string, Hand>();
  let stopped = false;

  const judge = (letter: Uint8Array): LetterHead | Extract<RelayAnswer, { held: false }> => {
    const reading = readHead(letter);
    if (!reading.ok) return refusal(reading.code === "too-large" ? "too-large" : "not-a-letter", reading.because);
    const { from, to } = reading.head;
    if (to === identity.party) return refusal("wrong-recipient", "a letter for this node is brought to its own door");
    const stranger = [from, to].find((party) => !identity.peers.includes(party));
    if (stranger !== undefined || from === to) {
      return refusal("unknown-party", `${stranger ?? from} is nobody for whom this node keeps letters`);
    }
    if (!consents) return refusal("no-consent", `${identity.party} keeps no letters for others`);
    return isGenuine(reading.head)
      ? reading.head
      : refusal("wrong-session-signature", `the session was not opened by ${from}`);
  };

  const take = async (letter: Uint8Array): Promise<RelayAnswer> => {
    const judged = judge(letter);
    const answer = "held" in judged ? judged : await shelve(letter, judged);
    if (!answer.held) {
      trails.note(senderOf(letter, identity), { ...INCOMING, code: answer.code, because: answer.because });
    } else if (!("held" in judged)) look(judged.from, judged.to);
    return answer;
  };

  const shelve = (letter: Uint8Array, { from, to }: LetterHead): Promise<RelayAnswer> => {
    const digest = createHash("sha256").update(letter).digest("base64url");
    return writer.write((writing) => {
      const now = clock.now();
      if (store.hasRelayed(digest)) return HELD;
      writing.removeRelayedBefore(now - SHELF.keep);
      const verdict = mayShelve(store.relayedSize(from), letter.length);
      if (!verdict.ok) return notHeld(verdict.code, verdict.because);
      writing.addRelayed({ digest, sender: from, recipient: to, takenAt: now, letter });
      return HELD;
    });
  };

  const handFor = (sender: PartyId, recipient: PartyId): Hand => {
    const name = `${sender} ${recipient}`;
    const hand = hands.get(name) ?? { busy: false, tries: 0, failures: 0, timer: () => {} };
    hands.set(name, hand);
    return hand;
  };

  const look = (sender: PartyId, recipient: PartyId): void => {
    const hand = handFor(sender, recipient);
    if (hand.busy || stopped) return;
    hand.timer();
    const next = store.nextRelayed(recipient, sender);
    if (next === undefined) return;
    hand.busy = true;
    hand.tries += 1;
    const { tries } = hand;
    const end = (done: boolean): void => {
      // Whoever came back meanwhile has been given it anew: this try says nothing any more.
      if (stopped || tries !== hand.tries) return;
      hand.busy = false;
      hand.failures = done ? 0 : hand.failures + 1;
      const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(hand.failures - 1, 10));
      if (done) look(sender, recipient);
      else hand.timer = clock.after(wait, () => look(sender, recipient));
    };
    handOn(next, patienceAfter(hand.failures)).then(end, () => end(false));
  };

  /** True when the letter is off the shelf: answered, or too old. */
  const handOn = async ({ digest, recipient, takenAt, letter }: RelayedLetter, patience: Millis): Promise<boolean> => {
    if (takenAt >= clock.now() - SHELF.keep) {
      const answer = await network.handOn(recipient, letter, patience);
      // It will take the letter later: that is no answer yet.
      if (readRefusal(answer) === "over-quota") return false;
    }
    if (stopped) return false;
    await writer.write((writing) => writing.removeRelayed(digest));
    return true;
  };

  const lookAll = (recipient: PartyId): void => {
    for (const sender of identity.peers) if (sender !== recipient) look(sender, recipient);
  };

  // What was kept when this node went down is handed on when it is up again.
  clock.soon(() => identity.peers.forEach((recipient) => lookAll(recipient)));

  return {
    consents,
    take,
    wake: (recipient) => {
      // What went out while nothing arrived there is not waited for.
      for (const sender of identity.peers) Object.assign(handFor(sender, recipient), { busy: false, failures: 0 });
      lookAll(recipient);
    },
    kept: store.relayedKept,
    stop: () => {
      stopped = true;
      for (const { timer } of hands.values()) timer();
    },
  };
}

const INCOMING = { way: "in", route: "relay", via: null, through: 0, outcome: "refused" } as const;

const refusal = (...args: Parameters<typeof notHeld>): Extract<RelayAnswer, { held: false }> => {
  const [code, because] = args;
  return { held: false, code, because: because.slice(0, 200) };
};

/** Whom a refused letter names as its sender, if that is a party at all. */
function senderOf(letter: Uint8Array, { peers }: Identity): PartyId | null {
  const reading = readHead(letter);
  return reading.ok && peers.includes(reading.head.from) ? reading.head.from : null;
}

/** Whether a session was opened by whom its head names; those found good are remembered. */
function rememberOpenings({ compact }: Identity, vouching: Vouching): (head: LetterHead) => boolean {
  const good = new Set<string>();
  return (head) => {
    const name = createHash("sha256")
      .update(`${head.from} ${head.to} ${head.keyNumber} `)
      .update(head.enc)
      .update(head.signature)
      .digest("base64url");
    if (good.has(name)) return true;
    if (!vouching.keysOf(head.from).some((key) => isOpenedBy(compact.id, head, key))) return false;
    good.add(name);
    const [oldest] = good;
    if (good.size > REMEMBERED && oldest !== undefined) good.delete(oldest);
    return true;
  };
}
