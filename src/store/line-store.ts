// What the store keeps of the line beside acts: letters on a relay's shelf, the trail of what was
// tried, keys of the thin route. All are this node's own knowledge: losing them loses nothing that a party has said.
// spec/routes.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import type { TrailLine } from "../line/trail.ts";

/** A letter that is kept for somebody else. `digest` is of the whole letter: one that comes twice is kept once. */
export type RelayedLetter = {
  readonly place: number;
  readonly digest: string;
  readonly sender: PartyId;
  readonly recipient: PartyId;
  readonly takenAt: Instant;
  readonly letter: Uint8Array;
};

/** What is kept of one sender for one recipient. */
export type RelayedKept = {
  readonly sender: PartyId;
  readonly recipient: PartyId;
  readonly letters: number;
  readonly bytes: number;
  readonly since: Instant;
};

/** A key of the thin route: to seal to the peer, or to open what it sealed. spec/thin.md */
export type StoredThinKey = {
  readonly peer: PartyId;
  readonly way: "out" | "in";
  /** Of the session that left it: 16 hexadecimal digits. */
  readonly name: string;
  readonly key: Uint8Array;
  readonly keptAt: Instant;
  readonly destroyAt: Instant;
};

/** The words behind a commitment, with their author before it, that this node sealed or that were sealed to it. spec/mediation.md */
export type StoredWords = {
  readonly commitment: string;
  readonly salt: string;
  readonly lang: string;
  readonly text: string;
};

/** One back-channel. Both authorities as they came; `box` is null once the key is destroyed. spec/back-channel.md */
export type StoredChannel = {
  readonly id: string;
  readonly peer: PartyId;
  readonly own: string | null;
  readonly theirs: string | null;
  readonly box: Uint8Array | null;
  readonly endedBy: PartyId | null;
  /** When every row of it is destroyed. */
  readonly endsAt: Instant;
};

/** What travels in a channel. `fate` of what comes in is `taken`; what goes out waits until the other has said. */
export type StoredChannelItem = {
  readonly channel: string;
  readonly way: "out" | "in";
  readonly kind: "authority" | "words" | "end";
  /** Of words; 0 for the others. */
  readonly number: number;
  readonly digest: string;
  readonly item: string;
  /** Our own words, sealed to our own key. */
  readonly copy: string | null;
  readonly at: Instant;
  readonly fate: "waiting" | "taken" | "refused";
  readonly code: string | null;
};

export type LineWriting = {
  readonly putChannel: (channel: StoredChannel) => void;
  /** With everything in it. */
  readonly removeChannel: (id: string) => void;
  readonly addChannelItem: (item: StoredChannelItem) => void;
  readonly setChannelFate: (channel: string, digest: string, fate: "taken" | "refused", code: string | null) => void;
  /** Everything in a channel but the word that it has ended. */
  readonly clearChannel: (id: string) => void;
  readonly putWords: (words: StoredWords) => void;
  readonly putThinKey: (key: StoredThinKey) => void;
  /** Removes the peer's keys of this way but for the newest `most`. */
  readonly cutThinKeys: (peer: PartyId, way: StoredThinKey["way"], most: number) => void;
  readonly removeThinKeysBefore: (instant: Instant) => void;
  /** The 16 bytes of chance of our own act. */
  readonly putSeed: (seq: number, seed: Uint8Array) => void;
  readonly addRelayed: (letter: Omit<RelayedLetter, "place">) => void;
  /** By its digest: a place is given anew once it is free, and a late answer must not take what lies there now. */
  readonly removeRelayed: (digest: string) => void;
  readonly removeRelayedBefore: (instant: Instant) => void;
  /** Adds a line of the trail, or brings the one at its place up to date. */
  readonly putTrail: (party: PartyId, line: TrailLine) => void;
  /** Removes the lines about a party through this place. */
  readonly cutTrail: (party: PartyId, through: number) => void;
};

export type LineStore = {
  readonly channels: () => readonly StoredChannel[];
  /** In the order in which they came or were made. */
  readonly channelItems: (channel: string) => readonly StoredChannelItem[];
  /** What waits for this party, the oldest first. */
  readonly channelItemsFor: (peer: PartyId, most: number) => readonly StoredChannelItem[];
  readonly words: (commitment: string) => StoredWords | undefined;
  /** The newest first. */
  readonly thinKeys: (peer: PartyId, way: StoredThinKey["way"]) => readonly StoredThinKey[];
  readonly seed: (seq: number) => Uint8Array | undefined;
  /** The letter of this sender that was kept first for this recipient. */
  readonly nextRelayed: (recipient: PartyId, sender: PartyId) => RelayedLetter | undefined;
  readonly relayedSize: (sender: PartyId) => { readonly letters: number; readonly bytes: number };
  readonly hasRelayed: (digest: string) => boolean;
  readonly relayedKept: () => readonly RelayedKept[];
  /** The lines about one party, the oldest first. */
  readonly trail: (party: PartyId) => readonly TrailLine[];
};
