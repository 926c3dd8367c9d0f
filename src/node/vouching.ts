// Whose `line` key counts now. It vouches for what must be believed before an act can be read: the opening of
// a session and the announcement of a key. So while keys change the old and the new count beside each other,
// the new as soon as enough have confirmed it, and the old for as long as a letter may be under way, unless it
// was the others who replaced it. spec/seal.md, spec/pairing.md

import type { KeyObject } from "node:crypto";
import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { confirmations } from "../core/line/key-changes.ts";
import { KEY_GRACE } from "../core/line/line-key.ts";
import { ringOf } from "../ledger/signers.ts";
import type { PublicKeys } from "../crypto/keys.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";
import { privateKey } from "./own-keys.ts";

export type Vouching = {
  /** The `line` keys of a party that count now, newest first. None for a stranger. */
  readonly keysOf: (party: PartyId) => readonly KeyObject[];
  /** Our own `line` key; for a party that key which it knows. Throws NodeFailure `no-key`. */
  readonly own: (to?: PartyId) => KeyObject;
  /** A party did not know our key: next time it is the other, because its node may have been lost and knows no acts. */
  readonly refused: (by: PartyId) => void;
  /** Nobody took our hello: a node that does not know yet what it has said tries each key that it holds in turn. */
  readonly unheard: () => void;
};

export function createVouching(
  identity: Identity,
  ledgers: () => Ledgers,
  now: () => Instant,
  heldBy: (party: PartyId) => number,
  isBlank: () => boolean,
): Vouching {
  const { compact, party: self } = identity;
  const unsure = new Set<PartyId>();
  let turn = 0;

  const setsOf = (party: PartyId): readonly PublicKeys[] => {
    const { fold, keys } = ledgers();
    const spans = keys.spans(party);
    const [present, before] = [spans.at(-1), spans.at(-2)];
    if (present === undefined) return [];
    const { open, adopted } = fold.line().keyChanges;
    const confirmed = open.filter((change) => {
      const { confirmed: by, needed } = confirmations(compact, change);
      return change.party === party && by.length >= needed;
    });
    const since = adopted[party]?.find(({ seq }) => seq === present.from)?.at ?? -Infinity;
    const isFresh = !present.isReplaced && now() < since + KEY_GRACE;
    return [...confirmed, present, ...(before !== undefined && isFresh ? [before] : [])].map(({ keys: set }) => set);
  };

  return {
    keysOf: (party) => {
      const sets = setsOf(party);
      return sets
        .filter((set, place) => sets.findIndex(({ line }) => line === set.line) === place)
        .map((set) => ringOf(set).line);
    },
    own: (to) => {
      const held = to === undefined ? Infinity : unsure.has(to) ? 0 : heldBy(to);
      const own = identity.ownKeys().toReversed();
      // Who has lost its keys speaks with those that the others are to confirm.
      const anew = own[turn % own.length]?.line ?? "";
      const name = ledgers().keys.at(self, held)?.line ?? "";
      return isBlank() ? privateKey(identity, anew) : (identity.privateKey(name) ?? privateKey(identity, anew));
    },
    unheard: () => {
      if (isBlank()) turn += 1;
    },
    refused: (by) => {
      if (!unsure.delete(by)) unsure.add(by);
    },
  };
}
