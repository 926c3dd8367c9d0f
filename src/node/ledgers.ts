// The node's memory of all ledgers: one Merkle tree a party and the fold over every act. Everything in
// it can be made again from the store, and is, at start and after a write that the disk refused.

import type { AdoptKeysBody } from "../core/line/key-bodies.ts";
import { createKeyBook, isAdoption, type Adoption, type KeyBook } from "../core/line/key-book.ts";
import { ringOf, signersOf, type Signers } from "../ledger/signers.ts";
import { idOf, isSignedBy, readToken } from "../ledger/token.ts";
import { createTree, type Tree } from "../ledger/tree.ts";
import type { Act, PartyId } from "../core/kernel/act.ts";
import type { Compact } from "../core/compact/compact.ts";
import { createFold, type Change, type Fold } from "../core/law/fold.ts";
import { StoreFailure, type Store, type StoredAct } from "../store/store.ts";
import type { Identity } from "./identity.ts";

export type Ledgers = {
  readonly fold: Fold;
  /** Whose keys are which, by place. */
  readonly keys: KeyBook;
  readonly signers: Signers;
  readonly head: (party: PartyId) => number;
  readonly tree: (party: PartyId) => Tree;
  readonly idAt: (party: PartyId, seq: number) => string;
  /** Adds an act that the store has taken in the same transaction. */
  readonly add: (act: Act) => Change;
  readonly heads: () => Readonly<Record<PartyId, number>>;
};

/** The act of a stored row. A row that does not read is damage, and says which. */
export function actOf(stored: StoredAct): Act {
  const read = readToken(stored.token);
  if (!read.ok) throw damaged(stored, read.because);
  return read.act;
}

const damaged = ({ by, seq }: StoredAct, because: string): StoreFailure =>
  new StoreFailure(
    "damaged",
    `the store is damaged at act ${seq} of ${by}: ${because}; put the file aside and restore a backup`,
  );

/**
 * Reads every act of the store in its order of arrival, checks that each stands in its chain, and folds.
 * The last act of each ledger also has its signature checked; the chain binds those before it.
 */
export function loadLedgers(
  identity: Pick<Identity, "party" | "compact" | "document" | "ownKeys">,
  store: Store,
): Ledgers {
  const { compact, document } = identity;
  const keys = createKeyBook(compact);
  const signers = signersOf(compact, keys);
  const trees = new Map<PartyId, Tree>(compact.parties.map(({ id }) => [id, createTree()]));
  const load = (by: PartyId, seq: number): Act => {
    const stored = store.act(by, seq);
    if (stored === undefined) throw new Error(`invariant: act ${seq} of ${by} was inserted and is not in the store`);
    return actOf(stored);
  };
  const fold = createFold(compact, load, document);
  const tree = (party: PartyId): Tree => {
    const found = trees.get(party);
    if (found === undefined) throw new Error(`invariant: ${party} is no party to this compact`);
    return found;
  };
  const idAt = (party: PartyId, seq: number): string =>
    tree(party)
      .leaf(seq - 1)
      .toString("base64url");
  const jwtOf = ({ by, seq }: Act): string => store.act(by, seq)?.token.split("~")[0] ?? "";
  const add = (act: Act): Change => {
    tree(act.by).append(Buffer.from(act.id, "base64url"));
    keys.add(act, isAdoption(act) ? adoptionIn(keys, identity, act, jwtOf(act)) : undefined);
    return fold.insert(act);
  };

  for (const stored of store.all()) {
    const act = actOf(stored);
    const known = trees.get(act.by);
    const head = known?.size ?? 0;
    const prev = head === 0 ? compact.id : idAt(act.by, head);
    const fits = known !== undefined && act.id === stored.id && act.by === stored.by && act.seq === head + 1;
    if (!fits || act.seq !== stored.seq || act.prev !== prev) throw damaged(stored, "it does not follow in its chain");
    add(act);
  }
  for (const { id } of compact.parties) checkTail(id, store, tree(id).size, signers);
  return {
    fold,
    keys,
    signers,
    head: (party) => trees.get(party)?.size ?? 0,
    tree,
    idAt,
    add,
    heads: () => Object.fromEntries([...trees].map(([party, { size }]) => [party, size])),
  };
}

/** Memory holds of every ledger just what the store holds: nothing of a write that was undone is left in it. */
export const isInStep = ({ head, idAt }: Ledgers, { parties }: Compact, store: Store): boolean =>
  parties.every(({ id: party }) => {
    const size = head(party);
    const last = size === 0 || store.act(party, size)?.id === idAt(party, size);
    return last && store.act(party, size + 1) === undefined;
  });

/**
 * What an `adopt-keys` brings. Our own may come back to us before what it rests on: then the keys are those of ours
 * that signed it.
 */
export function adoptionIn(
  keys: KeyBook,
  { party, ownKeys }: Pick<Identity, "party" | "ownKeys">,
  act: Act,
  jwt: string,
): Adoption {
  const found = keys.judge(act);
  const present = keys.at(party, act.seq);
  if (found.ok || act.by !== party || present === undefined) return found;
  const said = keys.said(party, (act.body as AdoptKeysBody).of);
  const used = new Set(keys.spans(party).map((span) => span.keys.act));
  const sets = said === undefined ? ownKeys().filter((each) => !used.has(each.act)) : [{ ...present, ...said }];
  const own = sets.find((each) => isSignedBy(jwt, ringOf(each).act));
  return own === undefined ? found : { ok: true, span: { from: act.seq, keys: own, isReplaced: said === undefined } };
}

function checkTail(party: PartyId, store: Store, head: number, signers: Signers): void {
  const last = store.act(party, head);
  const key = signers.ring(party, head)?.act;
  if (last === undefined || key === undefined) return;
  const [jwt = ""] = last.token.split("~");
  if (idOf(jwt) !== last.id || !isSignedBy(jwt, key)) throw damaged(last, "its signature does not fit");
}
