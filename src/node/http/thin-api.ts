// What the command line is told of acts that are read aloud or typed. Types only. spec/thin.md

import type { ActId, PartyId } from "../../core/kernel/act.ts";

/** `POST /api/thin/pack`. */
export type ThinPacked = {
  readonly act: { readonly id: ActId; readonly seq: number; readonly kind: string };
  readonly to: PartyId;
  /** Bytes of the sealed message. */
  readonly bytes: number;
  /** To be read out or typed, in this order. */
  readonly lines: readonly string[];
  /** The first of our acts that `to` is not known to hold, when it comes before this one: it must be read first. */
  readonly first: number | null;
};

/** `POST /api/thin/read`. */
export type ThinRead = {
  readonly from: PartyId;
  /** How many acts of `from` are held now. */
  readonly held: number;
  /** Why the act was not taken; null when it was, or is held already. */
  readonly stopped: { readonly code: string; readonly because: string } | null;
  /** Our receipt, to be read back; null when there is nothing to say. */
  readonly receipt: number | null;
};
