// Portable proofs (c2sp.org/tlog-proof): one leaf's place in a ledger, under a signed checkpoint. spec/ledger.md

import { verifyCheckpoint } from "./checkpoint.ts";
import type { Checkpoint, CheckpointRefusal, Cosigner, Log, Witness } from "./checkpoint.ts";
import { MAX_NOTE_BYTES } from "./note.ts";
import { MAX_PROOF_HASHES, verifyInclusion } from "./proof.ts";

/** `checkpoint` is the signed note, word for word. `extra` is nothing that a verifier may trust. */
export type TlogProof = {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
  readonly extra?: Uint8Array;
};

export type TlogProofVerdict =
  | {
      readonly ok: true;
      readonly index: number;
      readonly checkpoint: Checkpoint;
      readonly cosigners: readonly Cosigner[];
    }
  | { readonly ok: false; readonly reason: CheckpointRefusal | "proof-malformed" | "not-included" };

const MAX_EXTRA_CHARACTERS = 4096;
const MAX_PROOF_CHARACTERS = MAX_NOTE_BYTES + MAX_EXTRA_CHARACTERS + 45 * MAX_PROOF_HASHES + 64;

const HEADER = "c2sp.org/tlog-proof@v1\n";
const HASH_LINE = /^[A-Za-z0-9+/]{43}=$/;
const INDEX_LINE = /^index (0|[1-9][0-9]{0,15})$/;

/** Prints what is proven; extra data is left out. */
export const printTlogProof = ({ index, hashes, checkpoint }: Omit<TlogProof, "extra">): string =>
  `${HEADER}index ${index}\n${hashes.map((hash) => `${base64(hash)}\n`).join("")}\n${checkpoint}`;

/** The parts of a proof, or undefined when it is malformed. Nothing is verified here. */
export function parseTlogProof(text: string): TlogProof | undefined {
  const blank = text.indexOf("\n\n");
  if (text.length > MAX_PROOF_CHARACTERS || !text.startsWith(HEADER) || blank === -1) return undefined;
  const lines = text.slice(HEADER.length, blank).split("\n");
  const extra = lines[0]?.startsWith("extra ") ? lines.shift()?.slice("extra ".length) : undefined;
  const [indexLine, ...hashLines] = lines;
  const index = Number(INDEX_LINE.exec(indexLine ?? "")?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(index) || hashLines.length > MAX_PROOF_HASHES) return undefined;
  if (!hashLines.every((line) => HASH_LINE.test(line) && isBase64(line))) return undefined;
  const hashes = hashLines.map((line) => Buffer.from(line, "base64"));
  const proof = { index, hashes, checkpoint: text.slice(blank + 2) };
  if (extra === undefined) return proof;
  if (extra === "" || extra.length > MAX_EXTRA_CHARACTERS || !isBase64(extra)) return undefined;
  return { ...proof, extra: Buffer.from(extra, "base64") };
}

/** Verifies that the leaf hash stands in the log under a checkpoint that `verifyCheckpoint` accepts. */
export function verifyTlogProof(
  text: string,
  leaf: Uint8Array,
  log: Log,
  witnesses: readonly Witness[],
): TlogProofVerdict {
  const parsed = parseTlogProof(text);
  if (parsed === undefined) return { ok: false, reason: "proof-malformed" };
  const verdict = verifyCheckpoint(parsed.checkpoint, log, witnesses);
  if (!verdict.ok) return verdict;
  const { size, root } = verdict.checkpoint;
  if (!verifyInclusion({ index: parsed.index, size, leaf, proof: parsed.hashes, root })) {
    return { ok: false, reason: "not-included" };
  }
  return { ...verdict, index: parsed.index };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const isBase64 = (text: string): boolean => base64(Buffer.from(text, "base64")) === text;
