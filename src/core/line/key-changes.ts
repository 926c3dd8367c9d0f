// Whose keys are which, and since when. A party's keys are those of the compact until it adopts others, and
// it adopts others with the first act that the new key signs. Which key verifies an act follows from its
// place in its ledger and from nothing else. spec/pairing.md

import { quorumOf, type Compact, type CompactParty } from "../compact/compact.ts";
import type { ActId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import type { ChangedKeys, WayOfReading } from "./key-bodies.ts";

export type PartyKeys = CompactParty["keys"];
export type KeyUse = keyof PartyKeys;

/** Every adoption is kept, because old acts are verified for ever. */
export const MOST_ADOPTIONS = 64;

/** What of the founding wording says whose keys are which and who must confirm others. */
export type Founding = {
  readonly id: string;
  readonly parties: readonly { readonly id: PartyId; readonly role: string; readonly keys: PartyKeys }[];
  readonly quorum: { readonly sections: Compact["quorum"]["sections"] };
};

/** New keys that wait for the others to confirm them. */
export type KeyChange = {
  readonly act: ActId;
  /** Who said them: the party itself, or another for it, when its keys are lost. */
  readonly by: PartyId;
  readonly party: PartyId;
  readonly at: Instant;
  /** The whole set as it would be. */
  readonly keys: PartyKeys;
  readonly confirmed: readonly PartyId[];
};

export type AdoptedKeys = {
  readonly act: ActId;
  /** The act that first said them. */
  readonly of: ActId;
  /** The place of `adopt-keys` in the party's ledger: this act and all after it are signed with these keys. */
  readonly seq: number;
  readonly at: Instant;
  readonly keys: PartyKeys;
};

/** That one party has read the compact's string aloud with another, and it fitted. */
export type KeyReading = { readonly act: ActId; readonly at: Instant; readonly over: WayOfReading };

export type KeyChanges = {
  /** At most one by each party for each party, so that nobody's change pushes out another's. */
  readonly open: readonly KeyChange[];
  readonly adopted: Readonly<Record<PartyId, readonly AdoptedKeys[]>>;
  /** By whom, with whom: of the founding keys. */
  readonly readings: Readonly<Record<PartyId, Readonly<Record<PartyId, KeyReading>>>>;
};

export const NO_KEY_CHANGES: KeyChanges = { open: [], adopted: {}, readings: {} };

const foundingKeys = ({ parties }: Compact, party: PartyId): PartyKeys | undefined =>
  parties.find(({ id }) => id === party)?.keys;

/** The keys with which a party signs the act at this place of its ledger; undefined for a stranger. */
export const keysAt = (compact: Compact, { adopted }: KeyChanges, party: PartyId, seq: number): PartyKeys | undefined =>
  adopted[party]?.findLast((each) => each.seq <= seq)?.keys ?? foundingKeys(compact, party);

export const keysNow = (compact: Compact, changes: KeyChanges, party: PartyId): PartyKeys | undefined =>
  keysAt(compact, changes, party, Infinity);

/** Every key that anyone has, had or is about to have, but for what this proposer said of this party before. */
function usedKeys(compact: Compact, { open, adopted }: KeyChanges, by: PartyId, party: PartyId): ReadonlySet<string> {
  const standing = open.filter((change) => change.by !== by || change.party !== party);
  const sets = [
    ...compact.parties.map(({ keys }) => keys),
    ...Object.values(adopted).flatMap((list) => list.map(({ keys }) => keys)),
    ...standing.map(({ keys }) => keys),
  ];
  return new Set(sets.flatMap((keys) => Object.values(keys)).filter((key) => key !== ""));
}

/** No key serves twice: not for two uses, not for two parties, and not again when it was given up. */
export function areFresh(
  compact: Compact,
  changes: KeyChanges,
  { by, party, keys }: Pick<KeyChange, "by" | "party"> & { readonly keys: ChangedKeys },
): Verdict {
  const used = new Set(usedKeys(compact, changes, by, party));
  for (const [use, key] of Object.entries(keys)) {
    if (used.has(key)) return irregular("keys-taken", { use });
    used.add(key);
  }
  const spent = (changes.adopted[party]?.length ?? 0) >= MOST_ADOPTIONS;
  return spent ? irregular("key-changes-spent", { most: MOST_ADOPTIONS }) : REGULAR;
}

/** The change is open; a later one of the same party for the same party takes its place. */
export const withChange = (changes: KeyChanges, change: KeyChange): KeyChanges => ({
  ...changes,
  open: [...changes.open.filter(({ by, party }) => by !== change.by || party !== change.party), change],
});

export const openChange = ({ open }: KeyChanges, id: ActId): KeyChange | undefined =>
  open.find(({ act }) => act === id);

/**
 * Who is asked whether they read the new keys aloud: the members but the party itself. Where others say the keys,
 * the mediators too, so that in a compact of two neither takes the other's name.
 */
const asked = ({ parties }: Founding, { by, party }: Pick<KeyChange, "by" | "party">): readonly PartyId[] =>
  parties
    .filter(({ id, role }) => id !== party && (role === "member" || (role === "mediator" && by !== party)))
    .map(({ id }) => id);

/** Who has confirmed a change, and how many must: all, unless the compact says otherwise of its section `parties`. */
export function confirmations(
  compact: Founding,
  change: Pick<KeyChange, "by" | "party" | "confirmed">,
): { readonly confirmed: readonly PartyId[]; readonly missing: readonly PartyId[]; readonly needed: number } {
  const everyone = asked(compact, change);
  const quorum = compact.quorum.sections.find(({ section }) => section === "parties")?.of ?? "all";
  const confirmed = everyone.filter((party) => change.confirmed.includes(party));
  const missing = everyone.filter((party) => !change.confirmed.includes(party));
  // Nobody's keys change on nobody's word, and those that another says not on one party's word alone.
  const least = change.by === change.party ? 1 : 2;
  return { confirmed, missing, needed: Math.max(least, quorumOf(quorum, everyone.length)) };
}
