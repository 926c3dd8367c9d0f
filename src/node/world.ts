// What a node asks of the world: time, chance, the way to other nodes, the disk, other cores. All come
// in as arguments, so that the fault simulator runs this very node in a world of its own.

import type { KeyObject } from "node:crypto";
import type { PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import type { Kem } from "../crypto/kem.ts";
import type { Store } from "../store/store.ts";

/** Stops a timer; harmless when it has run. */
export type Cancel = () => void;

export type Clock = {
  readonly now: () => Instant;
  /** Runs `work` once after `wait`, at the earliest. */
  readonly after: (wait: Millis, work: () => void) => Cancel;
  /** Runs `work` when what is running now has ended. */
  readonly soon: (work: () => void) => void;
};

/** `count` random bytes. */
export type Chance = (count: number) => Uint8Array;

export type Network = {
  /** Brings a letter to a party's node and its answer back. Rejects when there is no answer within `timeout`. */
  readonly send: (to: PartyId, letter: Uint8Array, timeout: Millis) => Promise<Uint8Array>;
  /** Tells a party's node our key to seal to, and brings back its own. */
  /** With `of`, that of a third party, as far as the node knows it. */
  readonly hello: (to: PartyId, hello: string, timeout: Millis, of?: PartyId) => Promise<string>;
  /** Gives a party's node a letter for somebody else to keep, and brings back what it says to that. */
  readonly relay: (via: PartyId, letter: Uint8Array, timeout: Millis) => Promise<string>;
  /** Brings a letter that was kept for this party, as `send` does one of our own. */
  readonly handOn: (to: PartyId, letter: Uint8Array, timeout: Millis) => Promise<Uint8Array>;
};

export type SignatureCheck = { readonly message: Uint8Array; readonly key: KeyObject; readonly signature: Uint8Array };

export type World = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly network: Network;
  readonly kem: Kem;
  readonly store: Store;
  /** Verifies many signatures, on as many cores as the world has. */
  readonly verifyAll: (checks: readonly SignatureCheck[]) => Promise<readonly boolean[]>;
};
