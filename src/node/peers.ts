// The mailboxes at work: one loop for each other node, driven by what is ready, by answers and by time.
// The state machine is src/line/mailbox.ts; here are only its hands.

import type { PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import type { Route } from "../core/kernel/route.ts";
import { ENVELOPE_LIMITS, readAnswer, type Envelope, type EnvelopeAnswer } from "../line/envelope.ts";
import { readRefusal } from "../line/letter.ts";
import {
  emptyMailbox,
  isUp,
  nextTry,
  onAnswer,
  onAnswered,
  onClockBack,
  onFailure,
  onHeard,
  onSent,
  onWord,
  mayGoBack,
  goBack,
  timeoutOf,
  type Mailbox,
  type Ready,
} from "../line/mailbox.ts";
import type { Channels } from "./channels.ts";
import type { NodeEvent } from "./http/api.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";
import type { LineView } from "./http/line-api.ts";
import { failureOf, WayFailure } from "./line-failure.ts";
import { isOver, type LineKeys } from "./line-keys.ts";
import { routeViews, stateOf, type Way } from "./line-views.ts";
import { firstUnreceipted, packAnswer, packEnvelope, type Packing } from "./packing.ts";
import type { KnownSession, Sealing } from "./sealing.ts";
import type { Trails } from "./trails.ts";
import type { Vouching } from "./vouching.ts";
import type { Cancel, World } from "./world.ts";

type Standing = Pick<Packing, "held" | "checkpointHeld" | "cosigned" | "theirs" | "channel">;

export type Peers = {
  /** Something may be ready to go: look at every mailbox. */
  readonly wake: () => void;
  /** A letter of a peer came by this route, with its word of what it holds: of ours, and of its own. */
  readonly heard: (from: PartyId, heads: Readonly<Record<PartyId, number>>, route: Route) => void;
  /**
   * Answers a peer that holds so many of our acts. Nothing goes out to it meanwhile: what there is to say goes
   * along in the answer, the receipt for what it brought first of all.
   */
  readonly answer: (to: PartyId, holds: number, work: () => Promise<EnvelopeAnswer>) => Promise<EnvelopeAnswer>;
  /** A peer's checkpoint with our cosignature waits to be brought back to it. */
  readonly bringCosigned: (to: PartyId, note: string) => void;
  readonly lines: () => readonly LineView[];
  /** What a peer is known to hold, and what waits for it beside acts. */
  readonly standing: (to: PartyId) => Standing;
  readonly mailboxOf: (party: PartyId) => Mailbox;
  /** Something about the way to this party has changed: tell whoever listens. */
  readonly show: (party: PartyId) => void;
  readonly stop: () => void;
};

/** Bytes of acts in one envelope: leaves room for notes and heads below the envelope's own limit. */
const ACT_BYTES = ENVELOPE_LIMITS.bytes / 2;

/** While a line is not up a try is short, so it is also small: a thin line must get it through in time. */
const TRIAL_BYTES = 16 * 1024;

type Box = {
  mailbox: Mailbox;
  cosigned: string | null;
  /** How many of its own acts the peer said that it holds: fewer than we hold when its node was lost. */
  theirs: number | undefined;
  /** From which of them on they were brought back last: without progress the next try waits for its turn. */
  returnedFrom: number | undefined;
  /** While this is not 0 nothing goes out: an answer is being made, or what came in one is being taken. */
  holds: number;
  timer: Cancel;
  shown: LineView["is"];
  lookedAt: Instant;
};

export type PeersParts = {
  readonly identity: Identity;
  readonly world: World;
  readonly ledgers: () => Ledgers;
  readonly sealing: Sealing;
  readonly vouching: Pick<Vouching, "refused" | "unheard">;
  readonly lineKeys: Pick<LineKeys, "hello" | "learn" | "of" | "wake">;
  readonly trails: Trails;
  readonly channels: Pick<Channels, "waiting" | "answered">;
  readonly take: (envelope: Envelope, route: Route) => Promise<EnvelopeAnswer>;
  readonly emit: (event: NodeEvent) => void;
  readonly wayTo: (party: PartyId) => Way;
  /** What is ready for this party, or how its line stands, may have changed. */
  readonly onLook: (party: PartyId) => void;
  /** The direct line to this party works again. */
  readonly onUp: (party: PartyId) => void;
  /** A peer has said how many of our acts it holds: perhaps more than we do. */
  readonly onWord: (party: PartyId, held: number) => void;
  /** The other has shown that it holds this session. */
  readonly onSession: (peer: PartyId, session: KnownSession) => void;
};

export function startPeers(parts: PeersParts): Peers {
  const { identity, world, ledgers, sealing, lineKeys, trails, emit } = parts;
  const { clock, network, store } = world;
  const boxes = new Map<PartyId, Box>(identity.peers.map((party) => [party, openBox(party)]));
  let stopped = false;

  /** A cosignature may have been on its way when this node went down, so it is brought again. */
  function openBox(party: PartyId): Box {
    const cosigned = store.checkpoint(party)?.note ?? null;
    const nothing = { theirs: undefined, returnedFrom: undefined, holds: 0, timer: () => {} };
    return { ...nothing, mailbox: emptyMailbox, cosigned, shown: "untried", lookedAt: 0 };
  }

  const readyFor = (to: PartyId, box: Box): Ready => ({
    head: ledgers().head(identity.party),
    checkpoint: store.checkpointSize(identity.party),
    cosigned: box.cosigned !== null,
    items: parts.channels.waiting(to, 0).length > 0,
    returns: (box.theirs ?? Infinity) < ledgers().head(to) && box.theirs !== box.returnedFrom,
  });

  /** A peer's word of what it holds of its own. */
  const noteTheirs = (party: PartyId, box: Box, heads: Readonly<Record<PartyId, number>>): void => {
    box.theirs = heads[party] ?? 0;
    parts.onWord(party, heads[identity.party] ?? 0);
  };

  const boxOf = (party: PartyId): Box => {
    const box = boxes.get(party);
    if (box === undefined) throw new Error(`invariant: ${party} is no peer`);
    return box;
  };

  const standing = (to: PartyId, box: Box): Standing => ({
    held: box.mailbox.acked,
    checkpointHeld: box.mailbox.checkpointAcked,
    cosigned: box.cosigned,
    theirs: box.theirs,
    channel: (most, skip) => parts.channels.waiting(to, most, skip),
  });

  const envelopeFor = (to: PartyId, box: Box): Envelope => {
    const most = isUp(box.mailbox) ? ACT_BYTES : TRIAL_BYTES;
    return packEnvelope(identity, ledgers(), store, { to, most, ...standing(to, box) });
  };

  /** Two nodes that have never met, or not for long, tell each other their keys. */
  const meet = async (to: PartyId, timeout: Millis): Promise<void> => {
    const own = lineKeys.hello();
    if (own === null) throw new WayFailure("no-key", "our own key is not made yet");
    try {
      if (lineKeys.learn(await network.hello(to, own, timeout)) === to) return;
    } catch (error) {
      if (error instanceof WayFailure && error.code === "bad-answer") parts.vouching.unheard();
      lineKeys.wake();
      throw error;
    }
    throw new WayFailure("bad-answer", `that is no hello of ${to}`);
  };

  /** Brings an envelope and its answer back. A key that is not held any more is asked for anew, once. */
  const bring = async (to: PartyId, envelope: Envelope, timeout: Millis): Promise<EnvelopeAnswer> => {
    const key = lineKeys.of(to);
    if (key === undefined || isOver(key, clock.now())) await meet(to, timeout);
    for (let again = true; ; again = false) {
      const sealed = await sealing.seal(to, JSON.stringify(envelope));
      const bytes = await network.send(to, sealed.letter, timeout);
      const text = sealed.openAnswer(bytes);
      if (text !== undefined) {
        parts.onSession(to, sealed.session);
        const answer = readAnswer(text);
        if (answer === undefined) throw new WayFailure("bad-answer", "the answer is not one");
        return answer;
      }
      const code = readRefusal(bytes);
      if (code === undefined) throw new WayFailure("bad-answer", `that is not the answer of ${to}`);
      if (!again || (code !== "old-key" && code !== "not-sealed-for-us" && code !== "wrong-session-signature")) {
        throw new WayFailure(code, `${to} did not take the letter`);
      }
      sealing.forget(to);
      if (code === "wrong-session-signature") parts.vouching.refused(to);
      else await meet(to, timeout);
    }
  };

  const post = async (to: PartyId, box: Box): Promise<void> => {
    const envelope = envelopeFor(to, box);
    const size = envelope.checkpoint === null ? box.mailbox.checkpointAcked : store.checkpointSize(identity.party);
    const cosigned = box.cosigned;
    box.returnedFrom = box.theirs;
    box.mailbox = onSent(box.mailbox, { checkpoint: size, acts: envelope.acts.length }, clock.now());
    try {
      const answer = await bring(to, envelope, timeoutOf(box.mailbox));
      await parts.channels.answered(to, envelope.channel ?? [], answer.channel ?? []);
      if (stopped) return;
      if (box.cosigned === cosigned) box.cosigned = null;
      const held = Math.min(answer.heads[identity.party] ?? 0, ledgers().head(identity.party));
      box.mailbox = onAnswer(box.mailbox, held, answer.stopped, clock.now());
      noteTheirs(to, box, answer.heads);
      noteAnswer(to, envelope, held, answer.stopped);
      if (answer.acts !== undefined) await holding(box, () => takeAnswered(to, answer.heads, answer.acts ?? []));
    } catch (error) {
      if (stopped) return;
      box.mailbox = onFailure(box.mailbox, clock.now());
      const through = box.mailbox.acked + envelope.acts.length;
      trails.note(to, { way: "out", route: "direct", via: null, through, ...failureOf(error) });
    }
    look(to, box);
  };

  const holding = async <T>(box: Box, work: () => Promise<T>): Promise<T> => {
    box.holds += 1;
    try {
      return await work();
    } finally {
      box.holds -= 1;
    }
  };

  /** What came in an answer goes through the same door as any envelope. What is not taken comes again. */
  const takeAnswered = async (from: PartyId, heads: Envelope["heads"], acts: string[]): Promise<void> => {
    const nothing = { checkpoint: null, cosigned: [] };
    const whose = { compact: identity.compact.id, from, to: identity.party };
    const taking = parts.take({ downrung: "envelope/1", ...whose, heads, acts, ...nothing }, "direct");
    const stop = await taking.then(
      (taken) => taken.stopped,
      // The disk refused, or this node is stopping: the answer itself was good.
      () => null,
    );
    if (stop === null) return;
    const { code, because } = stop;
    trails.note(from, { way: "in", route: "direct", via: null, through: 0, outcome: "refused", code, because });
  };

  /** An idle line that goes on working is no news. */
  const noteAnswer = (to: PartyId, { acts }: Envelope, through: number, stop: EnvelopeAnswer["stopped"]): void => {
    const before = trails.of(to).findLast(({ way, route }) => way === "out" && route === "direct");
    const outcome = stop === null ? "taken" : "refused";
    if (acts.length === 0 && before?.outcome === outcome) return;
    const { code, because } = stop ?? { code: null, because: null };
    trails.note(to, { way: "out", route: "direct", via: null, through, outcome, code, because });
  };

  const look = (to: PartyId, box: Box): void => {
    box.timer();
    if (stopped) return;
    showChange(to, box);
    const now = clock.now();
    if (now < box.lookedAt) box.mailbox = onClockBack(box.mailbox, now);
    box.lookedAt = now;
    if (mayGoBack(box.mailbox, now)) {
      const first = firstUnreceipted(identity, ledgers(), store, to, box.mailbox.acked);
      if (first !== null) box.mailbox = goBack(box.mailbox, first, now);
    }
    parts.onLook(to);
    const at = nextTry(box.mailbox, readyFor(to, box));
    if (at === null || box.holds > 0) return;
    if (at <= now) void post(to, box);
    else box.timer = clock.after(at - now, () => look(to, box));
  };

  const showChange = (party: PartyId, box: Box): void => {
    const is = stateOf(box.mailbox);
    if (is === box.shown) return;
    box.shown = is;
    emit({ event: "line", line: lineOf(party, box) });
    if (is === "up") parts.onUp(party);
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
      routes: routeViews(parts.wayTo(party)),
    };
  };

  const wake = (): void => {
    for (const [party, box] of boxes) look(party, box);
  };

  return {
    wake,
    heard: (from, heads, route) => {
      const box = boxes.get(from);
      if (box === undefined) return;
      const held = Math.min(heads[identity.party] ?? 0, ledgers().head(identity.party));
      if (route === "direct") noteTheirs(from, box, heads);
      // What came another way may be days old: nobody has lost what it said since, and no rebuild ends on it.
      else if (box.theirs !== undefined) box.theirs = Math.max(box.theirs, heads[from] ?? 0);
      box.mailbox = (route === "direct" ? onHeard : onWord)(box.mailbox, held, clock.now());
      look(from, box);
    },
    answer: async (to, holds, work) => {
      const box = boxOf(to);
      try {
        return await holding(box, async () => {
          const bare = await work();
          const answer = packAnswer(identity, ledgers(), store, holds, bare);
          if (answer.acts !== undefined) box.mailbox = onAnswered(box.mailbox, holds + answer.acts.length);
          return answer;
        });
      } finally {
        look(to, box);
      }
    },
    bringCosigned: (to, note) => {
      const box = boxes.get(to);
      if (box === undefined) return;
      box.cosigned = note;
      look(to, box);
    },
    standing: (to) => standing(to, boxOf(to)),
    mailboxOf: (party) => boxOf(party).mailbox,
    show: (party) => emit({ event: "line", line: lineOf(party, boxOf(party)) }),
    lines: () => [...boxes].map(([party, box]) => lineOf(party, box)),
    stop: () => {
      stopped = true;
      for (const { timer } of boxes.values()) timer();
    },
  };
}
