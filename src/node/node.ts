// One node: a party's ledger, its copies of the others', and the law over all of them. It knows the
// world only through its ports. What enters is judged once, at the door; what leaves is signed once.

import type { ActId, Draft, MatterId, PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { endedAt } from "../core/kernel/measure.ts";
import { RECEIPT, type ReceiptLevel } from "../core/kernel/receipt.ts";
import { nextTurn } from "../core/compact/agreement.ts";
import { agreementRuleOf } from "../core/law/agreement.ts";
import type { Change } from "../core/law/fold.ts";
import type { Route } from "../core/kernel/route.ts";
import type { Envelope, EnvelopeAnswer } from "../line/envelope.ts";
import type { StoredWords } from "../store/line-store.ts";
import type { PassedDeadline, StoredAttachment, StoredFork, Writing } from "../store/store.ts";
import { joinCosignature, makeCheckpoint } from "./checkpoints.ts";
import { NodeFailure } from "./failure.ts";
import type { NodeEvent } from "./http/api.ts";
import type { Identity } from "./identity.ts";
import { actOf, isInStep, loadLedgers, type Ledgers } from "./ledgers.ts";
import {
  createRecovery,
  noteRebuild,
  rebuiltDraft,
  REBUILDING,
  returnedEnvelope,
  stillRebuilding,
} from "./recovery.ts";
import { hasVoice } from "./own-keys.ts";
import { startLine, type Line, type LineOptions } from "./line.ts";
import { startLineTests } from "./line-tests.ts";
import { doorwayOf, openEnvelope, runToReceipt, storeTaken, takeActs, unreceipted } from "./receiving.ts";
import { signDraft, type Signed } from "./signing.ts";
import type { Cancel, World } from "./world.ts";
import { createWriter, JobRefused, refusing } from "./writer.ts";

/** A checkpoint follows an act after so long, so that a batch of acts costs one signature. spec/ledger.md */
const CHECKPOINT_DELAY = 250;

/** After a write that the disk refused, or kept without saying so, the node looks again at what it has. */
const LOOK_AGAIN = 5_000;

/** Timers are looked at again at least this often: a single one cannot run for months. */
const LONGEST_SLEEP = 60_000;

export type Node = Line & {
  readonly identity: Identity;
  readonly world: World;
  readonly ledgers: () => Ledgers;
  /** Signs and stores an act. Rejects with NodeFailure, or StoreFailure from the disk. Durable when it resolves. */
  readonly sign: (draft: Draft) => Promise<Signed>;
  /** Keeps bytes that an act will name by their digest. */
  readonly attach: (attachment: StoredAttachment) => Promise<void>;
  /** Keeps words that this node has sealed, or has opened. */
  readonly keepWords: (words: StoredWords) => Promise<void>;
  /** A checkpoint over everything that this node has signed, made now if need be. */
  readonly checkpoint: () => Promise<void>;
  /** Says that a person has opened or read an act. Null when that has been said already. */
  readonly receipt: (level: ReceiptLevel, act: ActId) => Promise<Signed | null>;
  /** Takes an envelope that a route of its own has sealed and opened. Rejects with NodeFailure. */
  readonly take: (envelope: Envelope) => Promise<EnvelopeAnswer>;
  /** Whether the node is being rebuilt, and whose word it waits for. */
  readonly rebuild: () => { readonly isPending: boolean; readonly waitsFor: readonly PartyId[] };
  /** Ends a rebuild without those peers that are silent. False while no peer has been heard, or more is to come. */
  readonly endRebuild: () => Promise<boolean>;
  readonly forks: () => readonly StoredFork[];
  readonly subscribe: (listener: (event: NodeEvent) => void) => Cancel;
  readonly stop: () => void;
};

/** Brings a node up from its store. Throws StoreFailure when the store is damaged. */
export function startNode(identity: Identity, world: World, options: LineOptions = {}): Node {
  const { store, clock } = world;
  const startedAt = clock.now();
  const listeners = new Set<(event: NodeEvent) => void>();
  let ledgers = loadLedgers(identity, store);
  let stopped = false;
  let checkpointing = false;
  /** When the agreement changes by time alone, once it is known. */
  let turnAt: Instant | null = null;
  let sleeping: Cancel = () => {};
  let receiving: Promise<unknown> = Promise.resolve();

  const writer = createWriter(store, clock.soon, () => {
    if (!stopped && !isInStep(ledgers, identity.compact, store)) ledgers = loadLedgers(identity, store);
    clock.after(LOOK_AGAIN, () => announce([]));
  });
  const recovery = createRecovery(identity, () => ledgers, store, clock.now);
  const emit = (event: NodeEvent): void => {
    for (const listener of listeners) listener(event);
  };

  /** Stores one act of our own inside a transaction. */
  const append = (signed: Signed, writing: Writing, now: Instant): Change => {
    const { by, seq, id, kind, matter } = signed.act;
    writing.addAct({ by, seq, id, kind, matter, receivedAt: now, token: signed.token });
    writing.putSeed(seq, signed.seed);
    noteDue(writing, now);
    const change = ledgers.add(signed.act);
    line.onSigned(signed.act);
    reschedule([change], writing, now);
    return change;
  };

  const notePassed = (matter: MatterId, after: Instant, writing: Writing, now: Instant): readonly PassedDeadline[] => {
    const { passed, next } = ledgers.fold.timeEvents(matter, after, now);
    const noted = passed.map((dueAt) => ({ matter, dueAt, noticedAt: now, whileDown: dueAt < startedAt }));
    noted.forEach(writing.addPassed);
    writing.putJob(matter, next);
    return noted;
  };

  /** Notes every deadline that has passed. Comes before any new act, which may move the picture beyond them. */
  const noteDue = (writing: Writing, now: Instant): readonly PassedDeadline[] =>
    store.jobsDue(now).flatMap(({ matter, runAt }) => notePassed(matter, runAt - 1, writing, now));

  /** After new acts; one that comes late may bring deadlines that have passed already. */
  const reschedule = (changes: readonly Change[], writing: Writing, now: Instant): void => {
    for (const matter of new Set(changes.flatMap((change) => [change.matter, ...change.alsoChanged]))) {
      if (matter !== null) notePassed(matter, 0, writing, now);
    }
  };

  /** After a commit that changed ledgers: listeners, peers, timers and the checkpoint follow. */
  const announce = (changes: readonly (Change & { by: PartyId; kind: string; id: ActId })[]): void => {
    for (const { matter, by, kind, id, refolded } of changes) emit({ event: "act", matter, by, kind, id, refolded });
    // What was foretold of the agreement may have changed with it.
    if (changes.some(({ kind }) => agreementRuleOf(kind) !== undefined)) turnAt = null;
    peers.wake();
    sleep();
    if (checkpointing || stopped || store.checkpointSize(identity.party) >= ledgers.head(identity.party)) return;
    if (!hasVoice(identity, ledgers)) return;
    checkpointing = true;
    clock.after(CHECKPOINT_DELAY, () => void signCheckpointNow());
  };

  const writeCheckpoint = (): Promise<void> =>
    writer.write((writing) => {
      const { size, note } = makeCheckpoint(identity, ledgers, clock.now());
      if (size > 0) writing.putCheckpoint(identity.party, size, note);
    });

  const signCheckpointNow = async (): Promise<void> => {
    checkpointing = false;
    if (stopped) return;
    try {
      await writeCheckpoint();
    } catch {
      // A checkpoint that is late proves nothing false; it comes with the next look.
      return;
    }
    peers.wake();
    if (ledgers.head(identity.party) > store.checkpointSize(identity.party)) announce([]);
  };

  /** Signs in one job of the writer, unless it turns out there that this has been said already. */
  const signUnless = async (
    isSaid: () => boolean,
    draft: Draft,
    also: (writing: Writing) => void = () => {},
  ): Promise<Signed | null> => {
    if (stopped) throw new NodeFailure("node-stopped", "this node is stopping; try again when it runs");
    const now = clock.now();
    const made = await writer.write((writing) => {
      if (isSaid()) return null;
      if (!recovery.maySign(draft.kind)) throw new JobRefused(stillRebuilding(recovery));
      const signed = refusing(() => signDraft(draft, identity, ledgers, now, world.chance));
      also(writing);
      return { signed, change: append(signed, writing, now) };
    });
    if (made === null) return null;
    announce([{ ...made.change, by: identity.party, kind: draft.kind, id: made.signed.act.id }]);
    return made.signed;
  };

  const sign = async (draft: Draft): Promise<Signed> => {
    const signed = await signUnless(() => false, draft);
    if (signed === null) throw new Error("invariant: an act was neither signed nor refused");
    return signed;
  };

  /** One envelope after the other: each is judged against what those before it left. */
  const takeInTurn = async (envelope: Envelope, route: Route): Promise<EnvelopeAnswer> => {
    const turn = receiving.then(() => take(envelope, route));
    receiving = turn.catch(() => undefined);
    return turn;
  };

  const take = async (envelope: Envelope, route: Route): Promise<EnvelopeAnswer> => {
    if (envelope.returned !== undefined) await takeReturned(envelope);
    if (recovery.isPending() && !recovery.isMute()) {
      peers.heard(envelope.from, envelope.heads, route);
      return { heads: ledgers.heads(), stopped: { code: "rebuilding", seq: 0, because: REBUILDING } };
    }
    const door = doorwayOf(identity, ledgers.fold.compactAt(clock.now()));
    const opened = await openEnvelope(envelope, door, identity, ledgers, world);
    if (stopped) throw new NodeFailure("node-stopped", "this node is stopping; try again when it runs");
    const now = clock.now();
    const nothing = envelope.acts.length === 0 && envelope.checkpoint === null && envelope.cosigned.length === 0;
    if (!nothing) {
      const { taken, changes } = await writer.write((writing) => takeInto(writing, envelope, opened, now));
      // First: what goes out from here on is packed by what the sender says that it holds.
      peers.heard(envelope.from, envelope.heads, route);
      if (taken.cosigned !== null) peers.bringCosigned(envelope.from, taken.cosigned);
      if (taken.fork !== null) emit({ event: "fork", party: envelope.from });
      if (changes.length > 0) announce(changes);
      return { heads: ledgers.heads(), stopped: taken.stopped };
    }
    peers.heard(envelope.from, envelope.heads, route);
    return { heads: ledgers.heads(), stopped: null };
  };

  /** Our own acts that a peer brings back: they are signed by us, so they are ours whoever brings them. */
  const takeReturned = async (brought: Envelope): Promise<void> => {
    const envelope = returnedEnvelope(brought, identity.party);
    const had = ledgers.head(identity.party);
    const opened = await openEnvelope(envelope, doorwayOf(identity), identity, ledgers, world);
    const now = clock.now();
    const { taken, changes } = await writer.write((writing) => {
      const came = takeActs(opened, envelope, identity, ledgers, store, now);
      storeTaken(came, opened, writing, now);
      noteDue(writing, now);
      const changed = came.fresh.map((act) => ({ ...ledgers.add(act), by: act.by, kind: act.kind, id: act.id }));
      reschedule(changed, writing, now);
      return { taken: came, changes: changed };
    });
    if (taken.fork !== null) emit({ event: "fork", party: identity.party });
    if (changes.length === 0) return;
    announce(changes);
    // A copy of the folder that was older than its ledger: what it lacked has come, and the others should know.
    if (!recovery.isPending()) await sign(rebuiltDraft(identity, ledgers, { from: "backup", had }));
  };

  /** Ends the rebuild when all peers have been heard, or when an officer does not wait for those that are silent. */
  const endRebuild = async (anyway: boolean): Promise<boolean> => {
    const ending = recovery.ending(anyway);
    if (ending === null) return false;
    // In the job it is drafted anew: more may have come back meanwhile.
    await signUnless(
      () => recovery.ending(anyway) === null,
      recovery.ending(anyway) ?? ending,
      (writing) => noteRebuild(writing, null),
    );
    // A node that could only listen meanwhile says now what came.
    for (const of of identity.peers) {
      const run = unreceipted(identity, ledgers, store, of);
      if (run !== null) await sign(receiptDraft("delivered", of, run));
    }
    line.wake();
    return true;
  };

  const takeInto = (
    writing: Writing,
    envelope: Envelope,
    opened: Awaited<ReturnType<typeof openEnvelope>>,
    now: Instant,
  ): { taken: ReturnType<typeof takeActs>; changes: (Change & { by: PartyId; kind: string; id: ActId })[] } => {
    const taken = takeActs(opened, envelope, identity, ledgers, store, now);
    storeTaken(taken, opened, writing, now);
    noteDue(writing, now);
    const changes = taken.fresh.map((act) => ({ ...ledgers.add(act), by: act.by, kind: act.kind, id: act.id }));
    reschedule(changes, writing, now);
    if (taken.cosigned !== null) writing.putCheckpoint(envelope.from, checkpointSize(taken.cosigned), taken.cosigned);
    for (const note of envelope.cosigned) joinCosignature(identity, ledgers, store, note, writing);
    const run = runToReceipt(taken.fresh);
    if (run !== null && !recovery.isPending()) {
      const receipt = signDraft(receiptDraft("delivered", envelope.from, run), identity, ledgers, now, world.chance);
      changes.push({ ...append(receipt, writing, now), by: identity.party, kind: RECEIPT, id: receipt.act.id });
    }
    return { taken, changes };
  };

  const receiptDraft = (
    level: ReceiptLevel,
    of: PartyId,
    run: { readonly from: number; readonly through: number },
  ): Draft => ({
    kind: RECEIPT,
    matter: null,
    to: [of],
    marking: ledgers.fold.compactAt(clock.now()).marking,
    body: { level, of, ...run },
  });

  const receipt = async (level: ReceiptLevel, id: ActId): Promise<Signed | null> => {
    const stored = store.actById(id);
    if (stored === undefined) throw new NodeFailure("unknown-act", "no act with this id is held here");
    const { by, seq, kind } = actOf(stored);
    if (by === identity.party || kind === RECEIPT)
      throw new NodeFailure("bad-request", "only acts of others are receipted");
    const isSaid = (): boolean => ledgers.fold.receipts.of(by, seq, identity.party)[level] !== undefined;
    return signUnless(isSaid, receiptDraft(level, by, { from: seq, through: seq }));
  };

  /** Notes every deadline that has passed, and sleeps until the next one. */
  const wake = async (): Promise<void> => {
    const now = clock.now();
    if (turnAt !== null && turnAt <= now) {
      turnAt = null;
      emit({ event: "compact" });
    }
    if (store.jobsDue(now).length > 0 && !stopped) {
      const passed = await writer.write((writing) => noteDue(writing, now));
      for (const { matter, dueAt } of passed) {
        const ended = endedAt(ledgers.fold.matter(matter, now)?.measures ?? [], dueAt);
        emit({ event: "time", matter, at: dueAt, ended });
      }
    }
    sleep();
  };

  const sleep = (): void => {
    sleeping();
    if (stopped) return;
    const now = clock.now();
    turnAt ??= nextTurn(ledgers.fold.agreement(now), now);
    const next = Math.min(store.nextJobAt() ?? Infinity, turnAt ?? Infinity);
    const wait = Math.min(LONGEST_SLEEP, Math.max(0, next - now));
    sleeping = clock.after(wait, () => {
      wake().catch(() => {
        // The disk refused; the deadline stands in the ledger and is noted at the next try.
        sleeping = clock.after(1_000, sleep);
      });
    });
  };

  const line = startLine({
    identity,
    world,
    ledgers: () => ledgers,
    writer,
    publish: async (draft, also) => void (await signUnless(() => false, draft, also)),
    take: takeInTurn,
    emit,
    options,
    mayPublish: () => !recovery.isPending(),
    onWord: (peer, held) => {
      recovery.heard(peer, held);
      if (recovery.isPending()) void endRebuild(false).catch(() => undefined);
    },
  });
  const { peers } = line;
  const subscribe: Node["subscribe"] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const isUp = (party: PartyId): boolean => line.wayTo(party).situation.direct === "up";
  const { routesTo } = line;
  const tests = startLineTests({ identity, world, ledgers: () => ledgers, sign, subscribe, routesTo, isUp });
  clock.soon(() => {
    if (!stopped) void rebuildJobs().then(() => announce([]));
  });

  /** The job table is derived: a matter whose job is missing gets it back. */
  const rebuildJobs = async (): Promise<void> => {
    const missing = ledgers.fold
      .matters()
      .map((matter) => [matter, ledgers.fold.timeEvents(matter, 0, 0).next] as const)
      .filter(([matter, next]) => next !== null && !store.hasJob(matter));
    if (missing.length === 0) return;
    await writer
      .write((writing) => {
        for (const [matter, next] of missing) writing.putJob(matter, next);
      })
      .catch(() => undefined);
  };

  return {
    identity,
    world,
    ledgers: () => ledgers,
    sign,
    attach: (attachment) => writer.write((writing) => writing.putAttachment(attachment)),
    keepWords: (words) => writer.write((writing) => writing.putWords(words)),
    checkpoint: async () => {
      if (store.checkpointSize(identity.party) < ledgers.head(identity.party)) await writeCheckpoint();
      peers.wake();
    },
    receipt,
    take: (envelope) => takeInTurn(envelope, "thin"),
    rebuild: () => ({ isPending: recovery.isPending(), waitsFor: recovery.waitsFor() }),
    endRebuild: () => endRebuild(true),
    ...line,
    forks: store.forks,
    subscribe,
    stop: () => {
      stopped = true;
      tests.stop();
      sleeping();
      line.stop();
    },
  };
}

const checkpointSize = (note: string): number => Number(note.split("\n", 2)[1]);
