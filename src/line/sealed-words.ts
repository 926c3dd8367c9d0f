// Words for one reader inside an act that all hold: sealed to a key that the reader has published, with a
// commitment by which the author can show later what they were. spec/mediation.md

import { createCipheriv, createDecipheriv } from "node:crypto";
import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { LIMITS, Text, type PartyId } from "../core/kernel/act.ts";
import { commitmentOf } from "../crypto/commitment.ts";
import { KEM_BYTES, type Kem } from "../crypto/kem.ts";
import { pad, unpad } from "./padding.ts";

/** The sizes of the plaintext: the length of what is sealed tells no more than its class. */
const WORD_CLASSES = [1, 4, 16, 32].map((kib) => kib * 1024) as readonly number[];

const TAG_BYTES = 16;

/** Each sealing has a key of its own, so one nonce is enough. */
const NONCE = Buffer.alloc(12);

const Plain = Type.Object(
  { salt: Type.String({ pattern: "^[A-Za-z0-9_-]{22}$" }), words: Text },
  { additionalProperties: false },
);
const isPlain = Compile(Plain);

export const SALT_BYTES = 16;

/** Words with the sixteen bytes that hide them in their commitment, as base64url. */
export type SaltedWords = Static<typeof Plain>;

/** Between whom, and to which key of the reader. */
export type Between = {
  readonly compact: string;
  readonly from: PartyId;
  readonly to: PartyId;
  readonly key: number;
};

const infoOf = ({ compact, from, to, key }: Between): Buffer =>
  Buffer.from(`downrung/1 sealed words\n${compact}\n${from}\n${to}\n${key}\n`);

/** Undefined when the words are longer than the largest class. Rejects when the key is none. */
export async function sealWords(
  salted: SaltedWords,
  between: Between,
  publicKey: Uint8Array,
  kem: Kem,
): Promise<{ readonly sealed: string; readonly commitment: string } | undefined> {
  const padded = pad(JSON.stringify(salted), WORD_CLASSES);
  if (padded === undefined) return undefined;
  const { enc, keys } = await kem.seal(publicKey, infoOf(between));
  const commitment = commitmentOf(salted);
  const cipher = createCipheriv("aes-256-gcm", keys.letter, NONCE);
  cipher.setAAD(Buffer.from(commitment, "ascii"));
  const text = Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  return { sealed: Buffer.concat([enc, text]).toString("base64url"), commitment };
}

/** The words; undefined when they were not sealed to this key, were changed, or are not those that were committed to. */
export async function openWords(
  { sealed, commitment }: { readonly sealed: string; readonly commitment: string },
  between: Between,
  seed: Uint8Array,
  kem: Kem,
): Promise<SaltedWords | undefined> {
  const bytes = Buffer.from(sealed, "base64url");
  if (sealed.length > LIMITS.sealedCharacters || bytes.length <= KEM_BYTES.enc + TAG_BYTES) return undefined;
  try {
    const keys = await kem.open(seed, bytes.subarray(0, KEM_BYTES.enc), infoOf(between));
    const decipher = createDecipheriv("aes-256-gcm", keys.letter, NONCE);
    decipher.setAAD(Buffer.from(commitment, "ascii"));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const text = decipher.update(bytes.subarray(KEM_BYTES.enc, bytes.length - TAG_BYTES));
    const plain: unknown = JSON.parse(unpad(Buffer.concat([text, decipher.final()]), WORD_CLASSES) ?? "null");
    return isPlain.Check(plain) && commitmentOf(plain) === commitment ? plain : undefined;
  } catch {
    return undefined;
  }
}
