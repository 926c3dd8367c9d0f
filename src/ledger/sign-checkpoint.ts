// Making checkpoints (c2sp.org/tlog-checkpoint) and their ML-DSA-44 cosignatures (c2sp.org/tlog-cosignature), and
// joining the cosignatures of several notes. Reading and verifying is checkpoint.ts. spec/ledger.md

import { sign } from "../crypto/sign.ts";
import {
  cosignedMessage,
  parseCheckpoint,
  printCheckpoint,
  uint64,
  type Checkpoint,
  type LogSigner,
} from "./checkpoint.ts";
import { keyIdOf, parseNote, printNote, printSignature, signNote, type Key } from "./note.ts";

/** A note with the checkpoint and the log's Ed25519 signature under the origin as key name. */
export function signCheckpoint({ origin, size, root, logKey, logPublic }: Checkpoint & LogSigner): string {
  const text = printCheckpoint({ origin, size, root });
  if (parseCheckpoint(text) === undefined) throw new RangeError("these parts make no checkpoint");
  return printNote({
    text,
    signatures: [signNote(text, { name: origin, publicKey: logPublic, key: logKey })],
  });
}

export type Cosigning = {
  readonly checkpoint: Checkpoint;
  readonly name: string;
  readonly timestampSeconds: number;
  readonly witnessKey: Key;
  readonly witnessPublic: string;
};

/** One ML-DSA-44 cosignature line, ready to be added to the end of the checkpoint's note. */
export function cosign({ checkpoint, name, timestampSeconds, witnessKey, witnessPublic }: Cosigning): string {
  const signature = sign(cosignedMessage(checkpoint, name, timestampSeconds), witnessKey);
  const keyId = keyIdOf({ name, algorithm: "ml-dsa-44", publicKey: witnessPublic });
  return printSignature({
    name,
    keyId,
    signature: Buffer.concat([uint64(timestampSeconds), signature]),
  });
}

export type MergeVerdict =
  | { readonly ok: true; readonly note: string }
  | { readonly ok: false; readonly reason: "note-malformed" | "text-differs" | "too-much" };

/**
 * Joins the signatures of two notes with one text, one line a key; where both have a key's line, the first note's
 * stands. Nothing is verified here: verify the second note first, or its false lines spoil the first.
 */
export function mergeCosignatures(noteA: string, noteB: string): MergeVerdict {
  const [first, second] = [parseNote(noteA), parseNote(noteB)];
  if (first === undefined || second === undefined) return { ok: false, reason: "note-malformed" };
  if (first.text !== second.text) return { ok: false, reason: "text-differs" };
  const keys = new Set(first.signatures.map(({ name, keyId }) => `${name} ${keyId}`));
  const added = second.signatures.filter(({ name, keyId }) => !keys.has(`${name} ${keyId}`));
  const note = noteA + added.map(printSignature).join("");
  return parseNote(note) === undefined ? { ok: false, reason: "too-much" } : { ok: true, note };
}
