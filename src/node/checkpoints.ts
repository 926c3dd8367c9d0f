// Checkpoints: this node signs its own at most a quarter of a second after an act, cosigns those of the
// others once their root is the root of what it holds, and joins the cosignatures that come back.
// One that does not fit what its author has signed is kept as evidence. spec/ledger.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { parseCheckpoint, verifyCheckpoint } from "../ledger/checkpoint.ts";
import { cosign, mergeCosignatures, signCheckpoint } from "../ledger/sign-checkpoint.ts";
import { parseNote } from "../ledger/note.ts";
import type { Writing } from "../store/store.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";

const seconds = (at: Instant): number => Math.floor(at / 1000);

/** A new checkpoint of this node's own ledger, with the node's own quantum-safe cosignature. */
export function makeCheckpoint(identity: Identity, ledgers: Ledgers, now: Instant): { size: number; note: string } {
  const tree = ledgers.tree(identity.party);
  const checkpoint = { origin: identity.log(identity.party).origin, size: tree.size, root: tree.root() };
  const signer = { logKey: identity.privateKeys.log, logPublic: identity.log(identity.party).logPublic };
  const note = signCheckpoint({ ...checkpoint, ...signer });
  return { size: tree.size, note: note + cosignLine(identity, checkpoint, now) };
}

function cosignLine(
  identity: Identity,
  checkpoint: { readonly origin: string; readonly size: number; readonly root: Uint8Array },
  now: Instant,
): string {
  const { name, publicKey } = identity.witness(identity.party);
  return cosign({
    checkpoint,
    name,
    timestampSeconds: seconds(now),
    witnessKey: identity.privateKeys.witness,
    witnessPublic: publicKey,
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
export function judgeCheckpoint(identity: Identity, ledgers: Ledgers, by: PartyId, note: string): CheckpointFinding {
  const witnesses = [...identity.publicKeys.keys()].map((party) => identity.witness(party));
  const verdict = verifyCheckpoint(note, identity.log(by), witnesses);
  if (!verdict.ok) return { is: "bad", because: verdict.reason };
  const { size, root } = verdict.checkpoint;
  const tree = ledgers.tree(by);
  if (size > tree.size) return { is: "ahead", size };
  return Buffer.compare(tree.root(size), root) === 0 ? { is: "fits", size, note } : { is: "fork", size };
}

/** Adds this node's cosignature to another party's checkpoint that fits. */
export function cosignNote(identity: Identity, note: string, now: Instant): string {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? "");
  return checkpoint === undefined ? note : note + cosignLine(identity, checkpoint, now);
}

/** Keeps a peer's cosignature on our own newest checkpoint; an old or a false one changes nothing. */
export function joinCosignature(
  identity: Identity,
  kept: { readonly size: number; readonly note: string } | undefined,
  cosigned: string,
  writing: Writing,
): boolean {
  if (kept === undefined) return false;
  const witnesses = [...identity.publicKeys.keys()].map((party) => identity.witness(party));
  if (!verifyCheckpoint(cosigned, identity.log(identity.party), witnesses).ok) return false;
  const merged = mergeCosignatures(kept.note, cosigned);
  if (!merged.ok || merged.note === kept.note) return false;
  writing.putCheckpoint(identity.party, kept.size, merged.note);
  return true;
}
