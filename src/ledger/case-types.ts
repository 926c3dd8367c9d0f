// What verifying a case file gives: types alone, erased before anything runs. spec/casefile.md

import type { Act, ActId, PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import type { CaseOpening } from "./case-openings.ts";

/** Why a case file is refused. Closed: spec/casefile.md says what each means. */
export type CaseError =
  | "too-large"
  | "not-json"
  | "not-a-case"
  | "not-canonical"
  | "bad-compact"
  | "unknown-party"
  | "wrong-export-signature"
  | "bad-act"
  | "wrong-mode"
  | "wrong-compact"
  | "wrong-author"
  | "wrong-place"
  | "wrong-chain"
  | "wrong-signature"
  | "keys-not-confirmed"
  | "bad-checkpoint"
  | "wrong-root"
  | "no-opening"
  | "late-start"
  | "hidden-acts"
  | "fork-not-proven"
  | "bad-attachment";

export type CaseRefusal = {
  readonly ok: false;
  readonly reason: CaseError;
  readonly where: { readonly party: PartyId; readonly seq: number | null } | null;
  /** One sentence for the person who asked. */
  readonly because: string;
};

export type CaseCosigner = { readonly party: PartyId; readonly at: Instant };

/** One party's part of the file: what of its ledger is here, and what vouches for it. */
export type VerifiedLedger = {
  readonly party: PartyId;
  readonly first: number;
  /** The number of acts in the ledger that the file accounts for: those before `first` only by their hashes. */
  readonly size: number;
  /** Acts of the matter among them. */
  readonly ofMatter: number;
  /** Null when the party has made no checkpoint; acts beyond its size rest on their own signatures. */
  readonly checkpoint: { readonly size: number; readonly cosigners: readonly CaseCosigner[] } | null;
};

/** `fits` the acts of the file, `forks` from them, or covers acts that come `after` or end `before` those of the file. */
export type FurtherCheckpoint = {
  readonly party: PartyId;
  readonly size: number;
  readonly stands: "fits" | "forks" | "after" | "before";
  readonly cosigners: readonly CaseCosigner[];
};

/** A party that signed two statements that cannot both stand. `at` is the act or the tree size where they part. */
export type ProvenFork = { readonly by: PartyId; readonly kind: "acts" | "checkpoint"; readonly at: number };

/** An author said that it had seen more acts of a party than the file holds. */
export type MissingActs = {
  readonly party: PartyId;
  readonly held: number;
  readonly seen: number;
  readonly told: { readonly by: PartyId; readonly seq: number };
};

export type Verified = {
  readonly ok: true;
  readonly matter: string;
  readonly compact: {
    /** A reader compares it with the id known from elsewhere: anyone can sign a compact of their own. */
    readonly id: string;
    readonly title: string;
    readonly version: number;
    readonly mode: "drill" | "real";
    readonly document: unknown;
  };
  readonly exported: { readonly by: PartyId; readonly at: Instant };
  readonly opened: { readonly act: ActId; readonly by: PartyId; readonly at: Instant };
  /** The acts of the matter, ledger by ledger, each in the order of `seq`. */
  readonly acts: readonly Act[];
  readonly kinds: Readonly<Record<string, number>>;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Receipts that the exporter shows: how far acts had come at each party, and when. */
  readonly receipts: readonly Act[];
  /** Acts of other matters and of none, receipts among them. */
  readonly otherActs: number;
  /** Fields of the matter's acts that the exporter left out. */
  readonly withheld: number;
  readonly ledgers: readonly VerifiedLedger[];
  readonly checkpoints: readonly FurtherCheckpoint[];
  readonly forks: readonly ProvenFork[];
  readonly missing: readonly MissingActs[];
  /** Acts that an act of the matter names in `of` and the file does not hold. */
  readonly unresolved: readonly ActId[];
  /** Words of the matter that were sealed and opened later. */
  readonly openings: readonly CaseOpening[];
  readonly attachments: readonly { readonly digest: string; readonly name: string; readonly bytes: number }[];
};
