// Checkpoints: this node signs its own at most a quarter of a second after an act, cosigns those of the
// others once their root is the root of what it holds, and joins the cosignatures that come back.
// One that does not fit what its author has signed is kept as evidence. spec/ledger.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { ledgerOrigin, parseCheckpoint } from "../ledger/checkpoint.ts";
import { cosign, mergeCosignatures, signCheckpoint } from "../ledger/sign-checkpoint.ts";
import { parseNote } from "../ledger/note.ts";
import type { Signers } from "../ledger/signers.ts";
import type { Tree } from "../ledger/tree.ts";
import type { Store, Writing } from "../store/store.ts";
import type { Identity } from "./identity.ts";
import { keysAt, privateKey } from "./own-keys.ts";
import type { Ledgers } from "./ledgers.ts";

const seconds = (at: Instant): number => Math.floor(at / 1000);

/** A new checkpoint of this node's own ledger, with the node's own quantum-safe cosignature. */
export function makeCheckpoint(
  identity: Identity,
  ledgers: Pick<Ledgers, "keys" | "tree">,
  now: Instant,
): { size: number; note: string } {
  const tree = ledgers.tree(identity.party);
  const origin = ledgerOrigin(identity.compact.id, identity.party);
  const checkpoint = { origin, size: tree.size, root: tree.root() };
  const names = keysAt(identity, ledgers, tree.size);
  const note = signCheckpoint({ ...checkpoint, logKey: privateKey(identity, names.log), logPublic: names.log });
  return { size: tree.size, note: note + cosignLine(identity, names.witness, checkpoint, now) };
}

function cosignLine(
  identity: Identity,
  witnessPublic: string,
  checkpoint: { readonly origin: string; readonly size: number; readonly root: Uint8Array },
  now: Instant,
): string {
  return cosign({
    checkpoint,
    name: ledgerOrigin(identity.compact.id, identity.party),
    timestampSeconds: seconds(now),
    witnessKey: privateKey(identity, witnessPublic),
    witnessPublic,
  });
}

export type CheckpointFinding =
  | { readonly is: "fits"; readonly size: number; readonly note: string }
  /** It covers acts that have not arrived yet: nothing can be said of it now. */
  | { readonly is: "ahead"; readonly size: number }
  | { readonly is: "bad"; readonly because: string }
  /** Signed by its author, and not the root of the acts that the same author signed. */
  | { readonly is: "fork"; readonly size: number };

/** What a checkpoint of another party's ledger is worth, against the acts held of that party. */
export function judgeCheckpoint(signers: Signers, tree: Tree, by: PartyId, note: string): CheckpointFinding {
  const verdict = signers.verify(by, note);
  if (!verdict.ok) return { is: "bad", because: verdict.reason };
  const { size, root } = verdict.checkpoint;
  if (size > tree.size) return { is: "ahead", size };
  return Buffer.compare(tree.root(size), root) === 0 ? { is: "fits", size, note } : { is: "fork", size };
}

/** Adds this node's cosignature to another party's checkpoint that fits. */
export function cosignNote(identity: Identity, ledgers: Ledgers, note: string, now: Instant): string {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? "");
  if (checkpoint === undefined) return note;
  const { witness } = keysAt(identity, ledgers, ledgers.head(identity.party));
  // Who has lost its keys keeps the checkpoint as it came.
  const canSign = identity.privateKey(witness) !== undefined;
  return canSign ? note + cosignLine(identity, witness, checkpoint, now) : note;
}

/** Keeps a peer's cosignature on our own newest checkpoint; an old or a false one changes nothing. */
export function joinCosignature(
  { party }: Identity,
  { signers }: Ledgers,
  store: Store,
  cosigned: string,
  writing: Writing,
): boolean {
  const kept = store.checkpoint(party);
  if (kept === undefined) return false;
  if (!signers.verify(party, cosigned).ok) return false;
  const merged = mergeCosignatures(kept.note, cosigned);
  if (!merged.ok || merged.note === kept.note) return false;
  writing.putCheckpoint(party, kept.size, merged.note);
  return true;
}
