// A proof of a forked tongue: two checkpoints, both signed by one log, that cannot both be true. spec/ledger.md

import { parseCheckpoint, verifyCheckpoint, type CheckpointRefusal, type Log } from "./checkpoint.ts";
import { parseNote } from "./note.ts";
import { verifyConsistency } from "./proof.ts";

/**
 * `prefixRoot` is the root that the second checkpoint's tree had at the first one's size, and `proof` shows that it
 * did. When the sizes are equal the proof is empty and the prefix is the whole tree.
 */
export type ForkProof = {
  readonly first: string;
  readonly second: string;
  readonly prefixRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

export type ForkVerdict =
  | { readonly ok: true; readonly origin: string; readonly size: number }
  | { readonly ok: false; readonly reason: CheckpointRefusal | "prefix-not-proven" | "no-fork" };

/** The fork proof of two notes of one size; undefined when the second holds no checkpoint. */
export function forkOfOneSize(first: string, second: string): ForkProof | undefined {
  const checkpoint = parseCheckpoint(parseNote(second)?.text ?? "");
  return checkpoint && { first, second, prefixRoot: checkpoint.root, proof: [] };
}

/** True for anyone who holds the log's public key: both notes are its own, and the trees differ below `size`. */
export function verifyForkProof({ first, second, prefixRoot, proof }: ForkProof, log: Log): ForkVerdict {
  const [one, two] = [verifyCheckpoint(first, log, []), verifyCheckpoint(second, log, [])];
  if (!one.ok) return one;
  if (!two.ok) return two;
  const { size, root } = one.checkpoint;
  const claim = {
    size1: size,
    size2: two.checkpoint.size,
    root1: prefixRoot,
    root2: two.checkpoint.root,
    proof,
  };
  if (!verifyConsistency(claim)) return { ok: false, reason: "prefix-not-proven" };
  if (Buffer.compare(root, prefixRoot) === 0) return { ok: false, reason: "no-fork" };
  return { ok: true, origin: log.origin, size };
}
