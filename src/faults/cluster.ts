// The nodes of a run: each party has a seat with its disk, its clock and, while it is up, the real node.
// A crash ends a life: whatever that process had planned never happens.

import { verify } from "node:crypto";
import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { openIdentity, type Identity } from "../node/identity.ts";
import { startNode, type Node } from "../node/node.ts";
import type { SignatureCheck, World } from "../node/world.ts";
import { StoreFailure, type Store, type StoredAct } from "../store/store.ts";
import { clockOf, createSkewedClock, type SkewedClock, type Timeline } from "./clock.ts";
import { Crashed, createDisk, type Disk } from "./disk.ts";
import type { Setting } from "./keys.ts";
import { createWire, type Wire } from "./network.ts";
import type { Notes } from "./notes.ts";
import type { Random } from "./random.ts";

export type Life = { alive: boolean };

export type Seat = {
  readonly party: PartyId;
  readonly identity: Identity;
  readonly clock: SkewedClock;
  readonly disk: Disk;
  up: { readonly node: Node; readonly life: Life; readonly store: Store } | null;
  /** What this node's clock said when it went down. */
  downAt: Instant | null;
};

/** Ways to break the world on purpose, to see the checkers catch it. */
export type Mutant = {
  readonly world?: (world: World, party: PartyId) => World;
  readonly node?: (node: Node) => Node;
  /** The disk says that it saved, and at a crash has only what it had some commits ago. */
  readonly lyingDisk?: boolean;
};

export type Cluster = {
  readonly seats: readonly Seat[];
  readonly seat: (party: PartyId) => Seat;
  readonly wire: Wire;
  readonly start: (seat: Seat) => void;
  readonly crash: (seat: Seat) => void;
  /** Hands a text to a party's node past the wire. Undefined when the node is down. */
  readonly deliver: (to: PartyId, text: string) => Promise<string> | undefined;
  readonly dispose: () => void;
};

/** Memo of a pure function: all nodes ask for the same signatures. */
function createVerifier(): World["verifyAll"] {
  const known = new Map<string, boolean>();
  const check = ({ message, key, signature }: SignatureCheck): boolean => {
    const name = `${Buffer.from(message).toString("latin1")} ${Buffer.from(signature).toString("latin1")}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const is = verify(null, message, key, signature);
    // A false one is not kept: another key may have made it.
    if (is) known.set(name, is);
    return is;
  };
  return async (checks) => checks.map(check);
}

export type Making = {
  readonly folder: string;
  readonly random: Random;
  readonly timeline: Timeline;
  readonly setting: Setting;
  readonly notes: Notes;
  readonly mutant: Mutant;
};

export function createCluster({ folder, random, timeline, setting, notes, mutant }: Making): Cluster {
  const verifyAll = createVerifier();
  const { compact, document, privateKeys } = setting;

  const crash = (seat: Seat): void => {
    const { up } = seat;
    if (up === null || !up.life.alive) return;
    up.life.alive = false;
    seat.disk.crash();
    seat.downAt = seat.clock.now();
    seat.up = null;
    up.node.stop();
    notes.count("crash");
    notes.tell(`crash ${seat.party}`);
  };

  const makeSeat = (party: PartyId): Seat => {
    const keys = privateKeys.get(party);
    if (keys === undefined) throw new Error(`invariant: ${party} has no keys`);
    const disk = createDisk(folder, party, random.stream(`disk/${party}`), {
      lies: mutant.lyingDisk === true,
      onSaved: (acts) => noteSaved(party, acts),
      onCrash: (fault) => {
        if (fault !== "saved-but-failed") notes.count(fault);
        crash(seat);
      },
      onFull: () => notes.count("disk-full"),
      onUnknown: () => notes.count("saved-but-failed"),
    });
    const clock = createSkewedClock(timeline);
    const identity = openIdentity(party, compact, keys, document);
    const seat: Seat = { party, identity, clock, disk, up: null, downAt: null };
    return seat;
  };

  const noteSaved = (party: PartyId, acts: readonly StoredAct[]): void => {
    for (const { by, seq, id } of acts) if (by === party) notes.own(by, seq, id);
  };

  const seats = compact.parties.map(({ id }) => makeSeat(id));
  const seatOf = (party: PartyId): Seat => {
    const found = seats.find((seat) => seat.party === party);
    if (found === undefined) throw new Error(`invariant: ${party} has no seat`);
    return found;
  };

  const deliver = (to: PartyId, text: string): Promise<string> | undefined => {
    const { up } = seatOf(to);
    if (up === null) return undefined;
    return new Promise((resolve, reject) => {
      up.node.receive(text).then(
        (answer) => up.life.alive && resolve(JSON.stringify(answer)),
        (error: unknown) => {
          if (!up.life.alive) return;
          if (error instanceof Crashed) notes.problem("a dead disk is silent", to);
          reject(error);
        },
      );
    });
  };

  const wire = createWire(timeline, random.stream("wire"), deliver, {
    onSent: (from, to, text) => {
      const envelope = JSON.parse(text) as { acts: readonly string[]; checkpoint: string | null };
      notes.tell(`sent ${from} ${to} ${envelope.acts.length} ${envelope.checkpoint?.split("\n")[1] ?? "-"}`);
      for (const token of envelope.acts) notes.sent(token);
    },
    onFault: notes.count,
  });

  const start = (seat: Seat): void => {
    if (seat.up !== null) return;
    const life: Life = { alive: true };
    const isAlive = (): boolean => life.alive;
    const stream = random.stream(`${seat.party}/${timeline.now()}`);
    try {
      const store = seat.disk.open();
      for (const act of store.acts(seat.party, 1, 1e6)) notes.own(act.by, act.seq, act.id);
      const world: World = {
        clock: clockOf(timeline, seat.clock, isAlive, () => stream.between(0, 30) / 10),
        chance: stream.bytes,
        network: wire.networkOf(seat.party, isAlive, seat.clock.rate),
        store,
        verifyAll,
      };
      const node = startNode(seat.identity, mutant.world?.(world, seat.party) ?? world);
      if (seat.downAt !== null) {
        notes.count("restart");
        noteMissed(seat.party, node, seat.downAt, seat.clock.now(), notes);
      }
      seat.up = { node: mutant.node?.(node) ?? node, life, store };
      notes.tell(`start ${seat.party} ${JSON.stringify(node.ledgers().heads())}`);
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      notes.problem("a node starts again after a crash", `${seat.party}: ${error.code} ${error.message}`);
    }
  };

  return {
    seats,
    seat: seatOf,
    wire,
    start,
    crash,
    deliver,
    dispose: () => {
      for (const seat of seats) {
        seat.up?.node.stop();
        if (seat.up !== null) seat.up.life.alive = false;
        seat.disk.dispose();
      }
    },
  };
}

/** Which deadlines went by while the node was down: the fold of its own disk tells. */
function noteMissed(party: PartyId, node: Node, downAt: Instant, now: Instant, notes: Notes): void {
  const { fold } = node.ledgers();
  const noted = new Set(node.world.store.passed().map(({ matter, dueAt }) => `${matter} ${dueAt}`));
  for (const matter of fold.matters()) {
    for (const dueAt of fold.timeEvents(matter, downAt, now - 1).passed) {
      // A clock that ran ahead before the crash may have noted it already.
      if (noted.has(`${matter} ${dueAt}`)) continue;
      notes.missed.push({ party, matter, dueAt });
    }
  }
}
