// Which of this node's private keys signs what now. The keys of a party follow from its ledger; those that the
// node holds lie in its folder, the new ones beside the old. spec/pairing.md

import type { KeyObject } from "node:crypto";
import type { Act } from "../core/kernel/act.ts";
import { isAdoption } from "../core/line/key-book.ts";
import type { PublicKeys } from "../crypto/keys.ts";
import { NodeFailure } from "./failure.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";

/** Our keys at this place of our ledger. */
export function keysAt({ party }: Identity, { keys }: Pick<Ledgers, "keys">, seq: number): PublicKeys {
  const names = keys.at(party, seq);
  if (names === undefined) throw new Error(`invariant: ${party} is no party to this compact`);
  return names;
}

/** Throws NodeFailure `no-key` when the private part is not in the node's folder. */
export function privateKey(identity: Identity, publicKey: string): KeyObject {
  const key = identity.privateKey(publicKey);
  if (key !== undefined) return key;
  throw new NodeFailure(
    "no-key",
    "the key that must sign now is not in this node's folder; restore keys.json, or let the others replace the keys",
  );
}

/** Whether this node can sign the next act of its ledger, and checkpoints over it. */
export function hasVoice(identity: Identity, ledgers: Ledgers): boolean {
  const { act, log, witness } = keysAt(identity, ledgers, ledgers.head(identity.party) + 1);
  return [act, log, witness].every((key) => identity.privateKey(key) !== undefined);
}

/**
 * The key for this act: that of its place, and for an act that adopts keys the new one. Throws NodeFailure
 * `against-the-law` while too few have confirmed them: no reason of an officer's makes up for that.
 */
export function keyToSign(identity: Identity, ledgers: Ledgers, act: Omit<Act, "id">): KeyObject {
  if (!isAdoption(act)) return privateKey(identity, keysAt(identity, ledgers, act.seq).act);
  const adoption = ledgers.keys.judge({ ...act, id: "" });
  if (!adoption.ok) throw new NodeFailure("against-the-law", `the new keys cannot be adopted: ${adoption.because}`);
  return privateKey(identity, adoption.span.keys.act);
}
