// Who a node is: its party, the compact it stands under, its private keys and everyone's public keys,
// imported once.

import { createPublicKey, type KeyObject } from "node:crypto";
import { partyOf, type Compact } from "../core/compact/compact.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import type { PartyId } from "../core/kernel/act.ts";
import { openPrivateKeys, rawPublicKey, type KeyRing, type PrivateKeys, type PublicKeys } from "../crypto/keys.ts";

/** Private keys as a node's folder keeps them: those that it began with, and those made since, oldest first. */
export type KeyFile = PrivateKeys & { readonly next?: readonly PrivateKeys[] };

export type Identity = {
  readonly party: PartyId;
  /** The founding version: it gives the compact its id and everyone the keys that they begin with. */
  readonly compact: Compact;
  readonly document: CompactDocument;
  /** Our own sets of keys, oldest first: public parts, and not all of them are in use. */
  readonly ownKeys: () => readonly PublicKeys[];
  /** The private part of a key of ours; undefined when it is not held here. */
  readonly privateKey: (publicKey: string) => KeyObject | undefined;
  /** Takes keys that were made while the node runs. */
  readonly learnKeys: (keys: PrivateKeys) => void;
  readonly peers: readonly PartyId[];
};

/** Throws when the party is not in the compact, or a private key is damaged. */
export function openIdentity(
  party: PartyId,
  compact: Compact,
  { next = [], ...first }: KeyFile,
  document: CompactDocument,
): Identity {
  if (partyOf(compact, party) === undefined) throw new Error(`${party} is no party to ${compact.title}`);
  const own: PublicKeys[] = [];
  const held = new Map<string, KeyObject>();
  const learnKeys = (keys: PrivateKeys): void => {
    const ring = openPrivateKeys(keys);
    const names = publicOf(ring);
    own.push(names);
    for (const use of USES) held.set(names[use], ring[use]);
  };
  for (const keys of [first, ...next]) learnKeys(keys);
  return {
    party,
    compact,
    document,
    ownKeys: () => own,
    privateKey: (publicKey) => held.get(publicKey),
    learnKeys,
    peers: compact.parties.map(({ id }) => id).filter((id) => id !== party),
  };
}

const USES = ["act", "log", "witness", "line"] as const;

const publicOf = (ring: KeyRing): PublicKeys => {
  const name = (key: KeyObject): string => rawPublicKey(createPublicKey(key));
  return { act: name(ring.act), log: name(ring.log), witness: name(ring.witness), line: name(ring.line) };
};
