// Checkpoints (c2sp.org/tlog-checkpoint) and their ML-DSA-44 cosignatures (c2sp.org/tlog-cosignature). spec/ledger.md

import { verify } from "../crypto/sign.ts";
import { parseNote, signaturesBy, verifyNoteSignature } from "./note.ts";
import type { Key, Note } from "./note.ts";
import { emptyRange, HASH_BYTES, rangeRoot } from "./range.ts";

export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

/** What a cosigned message can hold of an origin or of a cosigner's name. */
export const MAX_NAME_BYTES = 255;

/** The origin of one party's ledger under one compact, and the key name of its signatures. */
export const ledgerOrigin = (compact: string, party: string): string => `downrung/${compact}/${party}`;

const BODY = /^([^\p{White_Space}\p{Cc}+]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n$/u;

export const printCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;

/** The checkpoint in a note's text, or undefined. Extension lines are refused: no ledger here has any. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [, origin, digits, base64] = BODY.exec(text) ?? [];
  if (origin === undefined || base64 === undefined || Buffer.byteLength(origin) > MAX_NAME_BYTES) return undefined;
  const [size, root] = [Number(digits), Buffer.from(base64, "base64")];
  if (!Number.isSafeInteger(size)) return undefined;
  if (size === 0 && !root.equals(rangeRoot(emptyRange))) return undefined;
  return printCheckpoint({ origin, size, root }) === text ? { origin, size, root } : undefined;
}

export type LogSigner = { readonly logKey: Key; readonly logPublic: string };

/** The log whose checkpoint is wanted, with its public key as the compact holds it and ready to verify with. */
export type Log = { readonly origin: string } & LogSigner;
export type Witness = { readonly name: string; readonly publicKey: string; readonly key: Key };
export type Cosigner = { readonly name: string; readonly timestampSeconds: number };

export type CheckpointRefusal =
  | "note-malformed"
  | "checkpoint-malformed"
  | "origin-differs"
  | "log-signature-missing"
  | "log-signature-wrong"
  | "cosignature-missing"
  | "cosignature-wrong";

export type CheckpointVerdict =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly cosigners: readonly Cosigner[] }
  | { readonly ok: false; readonly reason: CheckpointRefusal };

/**
 * Verifies a checkpoint's note. The log must have signed it. A witness under the origin's own name is the ledger's
 * party itself, and its cosignature must be there too; any other witness may be absent. What a known key signed
 * wrongly refuses the note; signatures of unknown keys are ignored.
 */
export function verifyCheckpoint(note: string, log: Log, witnesses: readonly Witness[]): CheckpointVerdict {
  const parsed = parseNote(note);
  if (parsed === undefined) return refuse("note-malformed");
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint === undefined) return refuse("checkpoint-malformed");
  if (checkpoint.origin !== log.origin) return refuse("origin-differs");
  const signed = verifyNoteSignature(parsed, {
    name: log.origin,
    publicKey: log.logPublic,
    key: log.logKey,
  });
  if (signed === "absent") return refuse("log-signature-missing");
  if (signed === "wrong") return refuse("log-signature-wrong");
  const cosigners = new Map<string, Cosigner>();
  for (const witness of witnesses) {
    const times = cosignatureTimes(parsed, checkpoint, witness);
    if (times.includes("wrong")) return refuse("cosignature-wrong");
    // A witness counts once, however often it signed, and with however many keys that it has had.
    const seconds = times.filter((time) => time !== "wrong");
    const last = Math.max(...seconds, cosigners.get(witness.name)?.timestampSeconds ?? 0);
    if (seconds.length > 0) cosigners.set(witness.name, { name: witness.name, timestampSeconds: last });
    else if (witness.name === log.origin) return refuse("cosignature-missing");
  }
  return { ok: true, checkpoint, cosigners: [...cosigners.values()] };
}

const refuse = (reason: CheckpointRefusal): CheckpointVerdict => ({ ok: false, reason });

const TIMESTAMP_BYTES = 8;

function cosignatureTimes(note: Note, checkpoint: Checkpoint, witness: Witness): readonly (number | "wrong")[] {
  const { name, publicKey, key } = witness;
  return signaturesBy(note, { name, algorithm: "ml-dsa-44", publicKey }).map((signature) => {
    if (signature.length <= TIMESTAMP_BYTES) return "wrong";
    const bytes = Buffer.from(signature.buffer, signature.byteOffset, signature.length);
    const seconds = Number(bytes.readBigUInt64BE(0));
    if (!Number.isSafeInteger(seconds)) return "wrong";
    return verify(cosignedMessage(checkpoint, name, seconds), key, bytes.subarray(TIMESTAMP_BYTES)) ? seconds : "wrong";
  });
}

const LABEL = "subtree/v1\n\0";

/** The `cosigned_message` structure for a whole tree: it starts at leaf 0. */
export function cosignedMessage({ origin, size, root }: Checkpoint, name: string, timestampSeconds: number): Buffer {
  if (root.length !== HASH_BYTES) throw new RangeError("a root is 32 bytes");
  const seconds = uint64(timestampSeconds);
  return Buffer.concat([Buffer.from(LABEL), opaque(name), seconds, opaque(origin), uint64(0), uint64(size), root]);
}

function opaque(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length === 0 || bytes.length > MAX_NAME_BYTES) throw new RangeError("a name is 1 to 255 bytes");
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
}

export function uint64(value: number): Buffer {
  if (!Number.isSafeInteger(value)) throw new RangeError("a count or a time is a whole number below 2 ** 53");
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
