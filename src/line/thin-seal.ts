// Sealing for the thin route: one act in AES-256-GCM under a key that both sides kept from a sealing session.
// The nonce is 64 bits of chance, so that nothing needs to be counted and a node restored from a backup
// repeats none; the tag is 96 bits. Stateless on both sides. spec/thin.md

import { createCipheriv, createDecipheriv } from "node:crypto";
import type { PartyId } from "../core/kernel/act.ts";

/** A key for messages of `from` to `to`, by the name of the session that it was exported from. */
export type ThinKey = {
  readonly from: PartyId;
  readonly to: PartyId;
  /** The session's name: the first 8 bytes of SHA-256 over its `enc`. */
  readonly name: Uint8Array;
  readonly key: Uint8Array;
};

export const THIN_SEAL = {
  nameBytes: 2,
  nonceBytes: 8,
  tagBytes: 12,
  /** What a sealed message has more than the act that it carries. */
  overhead: 22,
  /** The longest message: an act as it stands, and some. */
  bytes: 66 * 1024,
} as const;

const additional = (compact: string, { from, to }: ThinKey, prefix: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`downrung/1 thin\n${compact}\n${from}\n${to}\n`), prefix]);

const nonceOf = (chance: Uint8Array): Buffer => Buffer.concat([Buffer.alloc(4), chance]);

/** Seals one coded act. `nonce` is 8 bytes of chance. */
export function sealThin(coded: Uint8Array, key: ThinKey, compact: string, nonce: Uint8Array): Buffer {
  const prefix = key.name.subarray(0, THIN_SEAL.nameBytes);
  const cipher = createCipheriv("aes-256-gcm", key.key, nonceOf(nonce), { authTagLength: THIN_SEAL.tagBytes });
  cipher.setAAD(additional(compact, key, prefix));
  const text = Buffer.concat([cipher.update(coded), cipher.final()]);
  return Buffer.concat([prefix, nonce, text, cipher.getAuthTag()]);
}

export type ThinOpening =
  | { readonly ok: true; readonly from: PartyId; readonly coded: Buffer }
  | { readonly ok: false; readonly code: "not-thin" | "no-thin-key" | "not-sealed-for-us"; readonly because: string };

/** Opens a message with whichever key fits. Keys whose names begin alike are tried one after the other. */
export function openThin(message: Uint8Array, keys: readonly ThinKey[], compact: string): ThinOpening {
  if (message.length <= THIN_SEAL.overhead || message.length > THIN_SEAL.bytes) {
    return { ok: false, code: "not-thin", because: `a thin message has ${THIN_SEAL.overhead + 1} bytes or more` };
  }
  const prefix = Buffer.from(message.subarray(0, THIN_SEAL.nameBytes));
  const named = keys.filter(({ name }) => prefix.equals(name.subarray(0, THIN_SEAL.nameBytes)));
  if (named.length === 0) {
    return { ok: false, code: "no-thin-key", because: "the key that it is sealed with is not held here, or no more" };
  }
  for (const key of named) {
    const coded = open(message, key, compact);
    if (coded !== undefined) return { ok: true, from: key.from, coded };
  }
  return { ok: false, code: "not-sealed-for-us", because: "the message was changed on the way, or is for another" };
}

function open(message: Uint8Array, key: ThinKey, compact: string): Buffer | undefined {
  const { nameBytes, nonceBytes, tagBytes } = THIN_SEAL;
  const textAt = nameBytes + nonceBytes;
  const tagAt = message.length - tagBytes;
  const nonce = nonceOf(message.subarray(nameBytes, textAt));
  const decipher = createDecipheriv("aes-256-gcm", key.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(additional(compact, key, message.subarray(0, nameBytes)));
  decipher.setAuthTag(message.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(message.subarray(textAt, tagAt)), decipher.final()]);
  } catch {
    return undefined;
  }
}
