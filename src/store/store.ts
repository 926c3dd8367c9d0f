// The store port: what a node keeps, and the only promise that counts: when `transact` returns, the
// acts are on disk, and when it throws, nothing of it is. One contract suite runs on every engine.
// docs/map.md

import type { ActId, MatterId, PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import type { LineStore, LineWriting } from "./line-store.ts";

/** One act as it was received, with the node's own time of receipt. */
export type StoredAct = {
  readonly by: PartyId;
  readonly seq: number;
  readonly id: ActId;
  readonly kind: string;
  readonly matter: MatterId | null;
  readonly receivedAt: Instant;
  readonly token: string;
};

/** Proof that a party spoke with a forked tongue: two statements of it that cannot both stand. */
export type StoredFork = {
  readonly by: PartyId;
  readonly seq: number;
  readonly noticedAt: Instant;
  readonly kind: "acts" | "checkpoint";
  readonly one: string;
  readonly other: string;
};

/** A deadline that passed: when it was due, when the node noticed, and whether the node was down then. */
export type PassedDeadline = {
  readonly matter: MatterId;
  readonly dueAt: Instant;
  readonly noticedAt: Instant;
  readonly whileDown: boolean;
};

export type StoredAttachment = {
  readonly digest: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
};

/** A key of ours to which others seal, with its private part. */
export type StoredLineKey = {
  readonly number: number;
  readonly seed: Uint8Array;
  /** The key as it was announced, as JSON. */
  readonly announcement: string;
  readonly destroyAt: Instant;
};

/** Writes inside one transaction. */
export type Writing = LineWriting & {
  readonly addAct: (act: StoredAct) => void;
  readonly addFork: (fork: StoredFork) => void;
  /** Replaces the checkpoint kept for this ledger. */
  readonly putCheckpoint: (by: PartyId, size: number, note: string) => void;
  readonly putAttachment: (attachment: StoredAttachment) => void;
  /** When the matter must be looked at again; null when time changes nothing more in it. */
  readonly putJob: (matter: MatterId, runAt: Instant | null) => void;
  readonly addPassed: (deadline: PassedDeadline) => void;
  readonly putMeta: (key: string, value: string) => void;
  readonly addLineKey: (key: StoredLineKey) => void;
  readonly removeLineKey: (number: number) => void;
};

export type Store = LineStore & {
  /** Durable when it returns. Throws StoreFailure, and then nothing was written. */
  readonly transact: (work: (writing: Writing) => void) => void;
  readonly act: (by: PartyId, seq: number) => StoredAct | undefined;
  readonly actById: (id: ActId) => StoredAct | undefined;
  /** A party's acts from `from` on, in order, at most `limit`. */
  readonly acts: (by: PartyId, from: number, limit: number) => readonly StoredAct[];
  /** Every act in the order of arrival. */
  readonly all: () => Iterable<StoredAct>;
  readonly forks: () => readonly StoredFork[];
  readonly checkpoint: (by: PartyId) => { readonly size: number; readonly note: string } | undefined;
  /** The size of that checkpoint without its note, which is long; 0 when there is none. */
  readonly checkpointSize: (by: PartyId) => number;
  readonly attachment: (digest: string) => StoredAttachment | undefined;
  readonly jobsDue: (now: Instant) => readonly { readonly matter: MatterId; readonly runAt: Instant }[];
  readonly nextJobAt: () => Instant | null;
  readonly hasJob: (matter: MatterId) => boolean;
  readonly passed: () => readonly PassedDeadline[];
  readonly meta: (key: string) => string | undefined;
  /** In the order of their numbers. */
  readonly lineKeys: () => readonly StoredLineKey[];
  /** What was removed before is gone from the files when this returns. Throws StoreFailure. */
  readonly scrub: () => void;
  /** A copy of everything but the keys that open letters, at a path where nothing is. Throws StoreFailure. */
  readonly copyTo: (path: string) => void;
  readonly close: () => void;
};

export type StoreCode = "in-use" | "damaged" | "foreign" | "disk-full" | "unreadable" | "broken";

/** Why the store cannot serve. `message` says what to do. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  readonly code: StoreCode;

  constructor(code: StoreCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
