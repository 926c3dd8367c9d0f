// What the console and the command line are told of letters that people carry: files for removable media
// and codes on paper or a screen. Types only. spec/courier.md

import type { PartyId } from "../../core/kernel/act.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** What became of one thing that was carried here. */
export type Fate =
  /** Acts that are new here came with it. */
  | { readonly is: "taken"; readonly from: PartyId; readonly acts: number }
  /** It brought no act that was not here already. */
  | { readonly is: "held"; readonly from: PartyId }
  /** What came before act `seq` was taken. With the code `gap` it came too early. */
  | {
      readonly is: "stopped";
      readonly from: PartyId;
      readonly acts: number;
      readonly seq: number;
      readonly code: string;
      readonly because: string;
    }
  /** No letter at all, or one that does not open here. `from` is null where not even that could be believed. */
  | { readonly is: "refused"; readonly from: PartyId | null; readonly code: string; readonly because: string }
  /** Sealed for somebody else: it stays as it is. */
  | { readonly is: "for-another"; readonly from: PartyId; readonly to: PartyId }
  /** A party's newest key. */
  | { readonly is: "key"; readonly from: PartyId };

/** `POST /api/courier/pack`. */
export type Packed = {
  /** The file in base64. */
  readonly file: string;
  readonly bytes: number;
  /** How many letters there are for each of the parties named. */
  readonly letters: Readonly<Record<PartyId, number>>;
  /** Those to which nothing can be sealed, because no key of theirs is known yet. The file brings them ours. */
  readonly keyless: readonly PartyId[];
  /** Letters that found no room. They wait for a second file. */
  readonly leftOut: number;
};

/** `POST /api/courier/unpack`, the file as octets. */
export type Unpacked = {
  /** What is wrong with the file around its letters; null when it is as it was packed. */
  readonly damage: { readonly code: string; readonly because: string } | null;
  /** In the order of the file. */
  readonly fates: readonly Fate[];
};

/** One message as texts of codes: a letter, or our key where none can be sealed or opened. */
export type ShownMessage = {
  readonly id: string;
  readonly blocks: number;
  readonly frames: readonly string[];
};

/** `POST /api/courier/codes`. */
export type ShownCodes = {
  readonly from: PartyId;
  readonly to: PartyId;
  readonly at: Instant;
  /** Whether a key of the recipient is known. Without one there is only our own key to show. */
  readonly sealed: boolean;
  readonly messages: readonly ShownMessage[];
  /** Letters that found no room. */
  readonly leftOut: number;
};

/** `POST /api/courier/scan`. */
export type Scanned = {
  /** How many of the texts were damaged or were no frames. */
  readonly dropped: number;
  /** Messages whose frames did not fit together: at least one was forged. They are collected anew. */
  readonly forged: readonly string[];
  /** What is under way: of `of` frames' worth, `have` are here. */
  readonly parts: readonly { readonly id: string; readonly have: number; readonly of: number }[];
  /** What became of the messages that these texts completed, and of those that had come too early. */
  readonly fates: readonly Fate[];
};
