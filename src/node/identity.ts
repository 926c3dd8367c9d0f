// Who a node is: its party, the compact it stands under, its private keys and everyone's public keys,
// imported once.

import { partyOf, type Compact } from "../core/compact/compact.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import type { PartyId } from "../core/kernel/act.ts";
import { openPrivateKeys, openPublicKeys, type KeyRing, type PrivateKeys } from "../crypto/keys.ts";
import { ledgerOrigin, type Log, type Witness } from "../ledger/checkpoint.ts";

export type Identity = {
  readonly party: PartyId;
  /** The founding version: it gives the compact its id and everyone their keys. */
  readonly compact: Compact;
  readonly document: CompactDocument;
  readonly privateKeys: KeyRing;
  readonly publicKeys: ReadonlyMap<PartyId, KeyRing>;
  /** Each party's ledger as checkpoints name it. */
  readonly log: (party: PartyId) => Log;
  readonly witness: (party: PartyId) => Witness;
  readonly peers: readonly PartyId[];
};

/** Throws when the party is not in the compact, or its private keys are not those that the compact names. */
export function openIdentity(
  party: PartyId,
  compact: Compact,
  privateKeys: PrivateKeys,
  document: CompactDocument,
): Identity {
  const self = partyOf(compact, party);
  if (self === undefined) throw new Error(`${party} is no party to ${compact.title}`);
  const publicKeys = new Map(compact.parties.map(({ id, keys }) => [id, openPublicKeys(keys)]));
  const ringOf = (id: PartyId): KeyRing => {
    const ring = publicKeys.get(id);
    if (ring === undefined) throw new Error(`invariant: ${id} is no party to this compact`);
    return ring;
  };
  const namesOf = (id: PartyId): { act: string; log: string; witness: string } =>
    partyOf(compact, id)?.keys ?? { act: "", log: "", witness: "" };
  return {
    party,
    compact,
    document,
    privateKeys: openPrivateKeys(privateKeys),
    publicKeys,
    log: (id) => ({ origin: ledgerOrigin(compact.id, id), logKey: ringOf(id).log, logPublic: namesOf(id).log }),
    witness: (id) => ({ name: ledgerOrigin(compact.id, id), publicKey: namesOf(id).witness, key: ringOf(id).witness }),
    peers: compact.parties.map(({ id }) => id).filter((id) => id !== party),
  };
}
