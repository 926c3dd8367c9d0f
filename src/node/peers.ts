// The mailboxes at work: one loop for each other node, driven by what is ready, by answers and by time.
// The state machine is src/line/mailbox.ts; here are only its hands.

import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { RECEIPT } from "../core/kernel/receipt.ts";
import { ENVELOPE_LIMITS, readAnswer, type Envelope } from "../line/envelope.ts";
import {
  emptyMailbox,
  isUp,
  nextTry,
  onAnswer,
  onClockBack,
  onFailure,
  onHeard,
  onSent,
  mayGoBack,
  goBack,
  timeoutOf,
  type Mailbox,
  type Ready,
} from "../line/mailbox.ts";
import type { LineView, NodeEvent } from "./http/api.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";
import type { Cancel, World } from "./world.ts";

export type Peers = {
  /** Something may be ready to go: look at every mailbox. */
  readonly wake: () => void;
  readonly heard: (from: PartyId, held: number) => void;
  /** A peer's checkpoint with our cosignature waits to be brought back to it. */
  readonly bringCosigned: (to: PartyId, note: string) => void;
  readonly lines: () => readonly LineView[];
  readonly stop: () => void;
};

/** Bytes of acts in one envelope: leaves room for notes and heads below the envelope's own limit. */
const ACT_BYTES = ENVELOPE_LIMITS.bytes / 2;

/** While a line is not up a try is short, so it is also small: a thin line must get it through in time. */
const TRIAL_BYTES = 16 * 1024;

type Box = { mailbox: Mailbox; cosigned: string | null; timer: Cancel; shown: LineView["is"]; lookedAt: Instant };

export function startPeers(
  identity: Identity,
  { clock, network, store }: World,
  ledgers: () => Ledgers,
  emit: (event: NodeEvent) => void,
): Peers {
  const boxes = new Map<PartyId, Box>(identity.peers.map((party) => [party, openBox(party)]));
  let stopped = false;

  /** A cosignature may have been on its way when this node went down, so it is brought again. */
  function openBox(party: PartyId): Box {
    const cosigned = store.checkpoint(party)?.note ?? null;
    return { mailbox: emptyMailbox, cosigned, timer: () => {}, shown: "untried", lookedAt: 0 };
  }

  const readyFor = (box: Box): Ready => ({
    head: ledgers().head(identity.party),
    checkpoint: store.checkpointSize(identity.party),
    cosigned: box.cosigned !== null,
  });

  const envelopeFor = (to: PartyId, box: Box): Envelope => {
    const acts: string[] = [];
    let bytes = 0;
    const most = isUp(box.mailbox) ? ACT_BYTES : TRIAL_BYTES;
    const waiting = Math.min(ENVELOPE_LIMITS.acts, ledgers().head(identity.party) - box.mailbox.acked);
    for (const { token } of waiting > 0 ? store.acts(identity.party, box.mailbox.acked + 1, waiting) : []) {
      bytes += token.length;
      if (bytes > most && acts.length > 0) break;
      acts.push(token);
    }
    const size = store.checkpointSize(identity.party);
    // A checkpoint goes along only when the acts that it covers are there or in this envelope.
    const fits = size > box.mailbox.checkpointAcked && size <= box.mailbox.acked + acts.length;
    return {
      downrung: "envelope/1",
      compact: identity.compact.id,
      from: identity.party,
      to,
      heads: ledgers().heads(),
      acts,
      checkpoint: fits ? (store.checkpoint(identity.party)?.note ?? null) : null,
      cosigned: box.cosigned === null ? [] : [box.cosigned],
    };
  };

  const post = async (to: PartyId, box: Box): Promise<void> => {
    const envelope = envelopeFor(to, box);
    const size = envelope.checkpoint === null ? box.mailbox.checkpointAcked : store.checkpointSize(identity.party);
    const cosigned = box.cosigned;
    box.mailbox = onSent(box.mailbox, { checkpoint: size, acts: envelope.acts.length }, clock.now());
    try {
      const answer = readAnswer(await network.send(to, JSON.stringify(envelope), timeoutOf(box.mailbox)));
      if (stopped) return;
      if (answer === undefined) throw new Error("the answer is not one");
      if (box.cosigned === cosigned) box.cosigned = null;
      const held = Math.min(answer.heads[identity.party] ?? 0, ledgers().head(identity.party));
      box.mailbox = onAnswer(box.mailbox, held, answer.stopped, clock.now());
    } catch {
      if (stopped) return;
      box.mailbox = onFailure(box.mailbox, clock.now());
    }
    look(to, box);
  };

  /** The first act of ours, receipts aside, that this party has not receipted; null when all are. */
  const firstUnreceipted = (to: PartyId, upTo: number): number | null => {
    const { fold } = ledgers();
    const from = fold.receipts.deliveredThrough(identity.party, to) + 1;
    if (from > upTo) return null;
    const waiting = store.acts(identity.party, from, 64).find(({ kind }) => kind !== RECEIPT);
    return waiting === undefined || waiting.seq > upTo ? null : waiting.seq;
  };

  const look = (to: PartyId, box: Box): void => {
    box.timer();
    if (stopped) return;
    show(to, box);
    const now = clock.now();
    if (now < box.lookedAt) box.mailbox = onClockBack(box.mailbox, now);
    box.lookedAt = now;
    if (mayGoBack(box.mailbox, now)) {
      const first = firstUnreceipted(to, box.mailbox.acked);
      if (first !== null) box.mailbox = goBack(box.mailbox, first, now);
    }
    const at = nextTry(box.mailbox, readyFor(box));
    if (at === null) return;
    if (at <= now) void post(to, box);
    else box.timer = clock.after(at - now, () => look(to, box));
  };

  const show = (party: PartyId, box: Box): void => {
    const is = stateOf(box.mailbox);
    if (is === box.shown) return;
    box.shown = is;
    emit({ event: "line", line: lineOf(party, box) });
  };

  const lineOf = (party: PartyId, box: Box): LineView => {
    const { mailbox } = box;
    return {
      party,
      is: stateOf(mailbox),
      heardAt: mailbox.heardAt,
      cutSince: mailbox.cutSince,
      undelivered: Math.max(0, ledgers().head(identity.party) - mailbox.acked),
      roundTripMs: mailbox.roundTrip,
      forks: store.forks().filter(({ by }) => by === party).length,
    };
  };

  const wake = (): void => {
    for (const [party, box] of boxes) look(party, box);
  };

  return {
    wake,
    heard: (from, held) => {
      const box = boxes.get(from);
      if (box === undefined) return;
      const known: Instant = clock.now();
      box.mailbox = onHeard(box.mailbox, Math.min(held, ledgers().head(identity.party)), known);
      look(from, box);
    },
    bringCosigned: (to, note) => {
      const box = boxes.get(to);
      if (box === undefined) return;
      box.cosigned = note;
      look(to, box);
    },
    lines: () => [...boxes].map(([party, box]) => lineOf(party, box)),
    stop: () => {
      stopped = true;
      for (const { timer } of boxes.values()) timer();
    },
  };
}

const stateOf = ({ heardAt, cutSince }: Mailbox): LineView["is"] =>
  cutSince !== null ? "cut" : heardAt !== null ? "up" : "untried";
