// The nodes of a run: each party has a seat with its disk, its clock and, while it is up, the real node.
// A crash ends a life: whatever that process had planned never happens.

import { verify } from "node:crypto";
import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { openIdentity, type Identity } from "../node/identity.ts";
import { startNode, type Node } from "../node/node.ts";
import type { World } from "../node/world.ts";
import { StoreFailure, type Store, type StoredAct } from "../store/store.ts";
import { clockOf, createSkewedClock, type SkewedClock, type Timeline } from "./clock.ts";
import { Crashed, createDisk, type Disk } from "./disk.ts";
import { createEye, type Eye } from "./kem.ts";
import type { Setting } from "./keys.ts";
import { createWire, type Doors, type Wire } from "./network.ts";
import type { Notes } from "./notes.ts";
import type { Random } from "./random.ts";
import { forgetSignatures } from "./signatures.ts";

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
  readonly node?: (node: Node, eye: Eye) => Node;
  /** The disk says that it saved, and at a crash has only what it had some commits ago. */
  readonly lyingDisk?: boolean;
};

export type Cluster = {
  readonly seats: readonly Seat[];
  readonly seat: (party: PartyId) => Seat;
  readonly wire: Wire;
  readonly start: (seat: Seat) => void;
  readonly crash: (seat: Seat) => void;
  readonly eye: Eye;
  /** The doors of the nodes, past the wire. */
  readonly doors: Doors;
  readonly dispose: () => void;
};

/** Answers at once, so that no thread decides what comes first. */
const verifyAll: World["verifyAll"] = async (checks) =>
  checks.map(({ message, key, signature }) => verify(null, message, key, signature));

export type Making = {
  readonly folder: string;
  readonly random: Random;
  readonly timeline: Timeline;
  readonly setting: Setting;
  readonly notes: Notes;
  readonly mutant: Mutant;
  /** Who keeps letters for others. */
  readonly consenting: readonly PartyId[];
};

export function createCluster(making: Making): Cluster {
  const { folder, random, timeline, setting, notes, mutant, consenting } = making;
  forgetSignatures();
  const { compact, document, privateKeys } = setting;
  const eye = createEye(compact.id);

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

  /** What a node answers while it lives; its death is silent. */
  const ask = <T>(to: PartyId, work: (node: Node) => Promise<T>): Promise<T> | undefined => {
    const { up } = seatOf(to);
    if (up === null) return undefined;
    return new Promise((resolve, reject) => {
      work(up.node).then(
        (answer) => up.life.alive && resolve(answer),
        (error: unknown) => {
          if (!up.life.alive) return;
          if (error instanceof Crashed) notes.problem("a dead disk is silent", to);
          reject(error);
        },
      );
    });
  };
  const doors: Doors = {
    letter: (to, letter) => ask(to, (node) => node.receive(letter, "direct")),
    hello: (to, hello, of) => ask(to, (node) => node.hello(hello, of)),
    relay: (via, letter) => ask(via, async (node) => JSON.stringify(await node.relay.take(letter))),
    handOn: (to, letter) => ask(to, (node) => node.receive(letter, "relay")),
  };

  const wire = createWire(timeline, random.stream("wire"), doors, {
    onSent: (from, to, letter) => {
      const seen = eye.see(letter);
      if (seen === undefined) return notes.problem("what leaves is a letter", `${from} to ${to}`);
      const envelope = JSON.parse(seen.text) as { acts: readonly string[]; checkpoint: string | null };
      notes.tell(`sent ${from} ${to} ${envelope.acts.length} ${envelope.checkpoint?.split("\n")[1] ?? "-"}`);
      for (const token of envelope.acts) notes.sent(token);
    },
    onHello: (from, to) => notes.tell(`hello ${from} ${to}`),
    onRelay: (from, to, what, letter) => {
      const seen = eye.see(letter);
      if (seen === undefined) return notes.problem("what leaves is a letter", `${from} to ${to}`);
      const envelope = JSON.parse(seen.text) as { acts: readonly string[] };
      notes.count(what);
      notes.tell(`${what} ${from} ${to} ${envelope.acts.length}`);
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
        kem: eye.kemOf(stream.stream("kem")),
        store,
        verifyAll,
      };
      const relays = consenting.includes(seat.party);
      const node = startNode(seat.identity, mutant.world?.(world, seat.party) ?? world, { relays });
      if (seat.downAt !== null) {
        notes.count("restart");
        noteMissed(seat.party, node, seat.downAt, seat.clock.now(), notes);
      }
      seat.up = { node: mutant.node?.(node, eye) ?? node, life, store };
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
    eye,
    doors,
    start,
    crash,
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
  // It went down again before it could note them, and its clock was put back: they are yet to come.
  notes.missed = notes.missed.filter((missed) => missed.party !== party || missed.dueAt < now);
  const { fold } = node.ledgers();
  const noted = new Set(node.world.store.passed().map(({ matter, dueAt }) => `${matter} ${dueAt}`));
  for (const matter of fold.matters()) {
    for (const dueAt of fold.timeEvents(matter, downAt, now - 1).passed) {
      // A clock that ran ahead before the crash may have noted it already.
      if (noted.has(`${matter} ${dueAt}`)) continue;
      notes.missed = [...notes.missed, { party, matter, dueAt }];
    }
  }
}
