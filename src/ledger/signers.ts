// The keys of all parties ready to verify with, each from its place in its ledger on: acts by their number,
// checkpoints by their size. Importing a key is costly, so it is done once. spec/ledger.md

import type { PartyId } from "../core/kernel/act.ts";
import type { KeyBook } from "../core/line/key-book.ts";
import type { Founding } from "../core/line/key-changes.ts";
import { openPublicKeys, type KeyRing, type PublicKeys } from "../crypto/keys.ts";
import {
  ledgerOrigin,
  parseCheckpoint,
  verifyCheckpoint,
  type CheckpointVerdict,
  type Log,
  type Witness,
} from "./checkpoint.ts";
import { parseNote } from "./note.ts";

export type Signers = {
  /** Undefined for a stranger. */
  readonly ring: (party: PartyId, seq: number) => KeyRing | undefined;
  /** A party's ledger as a checkpoint of this size names and signs it. */
  readonly log: (party: PartyId, size: number) => Log | undefined;
  /** Whose cosignatures count on a checkpoint of this size: the party's own of that size, and all that the others had. */
  readonly witnesses: (party: PartyId, size: number) => readonly Witness[];
  /** Verifies a checkpoint of the party's ledger. Against its own author no cosignature is asked. */
  readonly verify: (party: PartyId, note: string, isCosigned?: boolean) => CheckpointVerdict;
};

const rings = new WeakMap<PublicKeys, KeyRing>();

/** The keys, imported once. */
export function ringOf(keys: PublicKeys): KeyRing {
  const ring = rings.get(keys) ?? openPublicKeys(keys);
  rings.set(keys, ring);
  return ring;
}

/** The size that a note names; nothing of it is verified. */
const sizeIn = (note: string): number => parseCheckpoint(parseNote(note)?.text ?? "")?.size ?? 0;

export function signersOf({ id, parties }: Founding, book: KeyBook): Signers {
  const witnessOf = (party: PartyId, keys: PublicKeys): Witness => ({
    name: ledgerOrigin(id, party),
    publicKey: keys.witness,
    key: ringOf(keys).witness,
  });
  const log = (party: PartyId, size: number): Log | undefined => {
    const keys = book.at(party, size);
    if (keys === undefined) return undefined;
    return { origin: ledgerOrigin(id, party), logKey: ringOf(keys).log, logPublic: keys.log };
  };
  const witnesses = (party: PartyId, size: number): readonly Witness[] =>
    parties.flatMap(({ id: other }) => {
      const own = other === party ? book.at(party, size) : undefined;
      const sets = own === undefined ? book.spans(other).map(({ keys }) => keys) : [own];
      return sets.map((keys) => witnessOf(other, keys));
    });
  return {
    ring: (party, seq) => {
      const keys = book.at(party, seq);
      return keys === undefined ? undefined : ringOf(keys);
    },
    log,
    witnesses,
    verify: (party, note, isCosigned = true) => {
      const size = sizeIn(note);
      const of = log(party, size);
      if (of === undefined) return { ok: false, reason: "origin-differs" };
      return verifyCheckpoint(note, of, isCosigned ? witnesses(party, size) : []);
    },
  };
}
