// What only the officers of a channel read. Each text is sealed by HPKE to the reader's key of this channel,
// and opens only for who also holds the secret of the pair. Both sides hold that secret, so a text that opens
// shows to its reader who wrote it, and to nobody else: the reader could have made it. spec/back-channel.md

import { createCipheriv, createDecipheriv, hkdfSync, scrypt } from "node:crypto";
import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { LANGUAGES, type PartyId } from "../core/kernel/act.ts";
import { KEM_BYTES, type Kem } from "../crypto/kem.ts";
import { authorityDigest, type Authority } from "./channel.ts";
import { CHANNEL_LIMITS } from "../core/line/channel-limits.ts";
import { pad, unpad } from "./padding.ts";

/** The sizes of a sealed text: its length tells no more than the class. */
const CLASSES = [1, 4, 8].map((kib) => kib * 1024) as readonly number[];

const TAG_BYTES = 16;

/** Every text has a key of its own, so one nonce is enough. */
const NONCE = Buffer.alloc(12);

const closed = { additionalProperties: false } as const;
const Wording = Type.Object(
  {
    lang: Type.Enum(LANGUAGES),
    text: Type.String({ minLength: 1, maxLength: CHANNEL_LIMITS.wordCharacters }),
  },
  closed,
);

export const Said = Type.Union([
  Type.Object({ is: Type.Literal("words"), text: Wording }, closed),
  /** A text that both could give as a formal act. */
  Type.Object({ is: Type.Literal("propose"), text: Wording }, closed),
  /** To the other's proposal with this number. It binds nobody: the act does. */
  Type.Object({ is: Type.Literal("agree"), of: Type.Integer({ minimum: 1, maximum: CHANNEL_LIMITS.words }) }, closed),
]);
export type Said = Static<typeof Said>;
const isSaid = Compile(Said);

/** The secret of the pair is bound to what the first authority says, and to who answers it. */
const pairInfo = (opening: Authority, answerer: PartyId): Buffer =>
  Buffer.from(`downrung/1 channel pair\0${authorityDigest(opening)}\0${answerer}`);

/** By the side that answers: the secret of the pair, and what brings it to the side that opened. Rejects when its key is none. */
export async function makePair(
  opening: Authority,
  answerer: PartyId,
  kem: Kem,
): Promise<{ readonly enc: string; readonly pairKey: Uint8Array }> {
  const { enc, keys } = await kem.seal(Buffer.from(opening.key, "base64url"), pairInfo(opening, answerer));
  return { enc: Buffer.from(enc).toString("base64url"), pairKey: keys.letter };
}

/** By the side that opened. Undefined when the answer brings none. */
export async function takePair(
  opening: Authority,
  { party, answer }: Authority,
  seed: Uint8Array,
  kem: Kem,
): Promise<Uint8Array | undefined> {
  if (answer === null) return undefined;
  try {
    return (await kem.open(seed, Buffer.from(answer.enc, "base64url"), pairInfo(opening, party))).letter;
  } catch {
    return undefined;
  }
}

/** Whose text it is, for whom it is sealed, and its place. The author's own copy is sealed for the author. */
export type Between = {
  readonly channel: string;
  readonly from: PartyId;
  readonly to: PartyId;
  readonly number: number;
};

const infoOf = ({ channel, from, to, number }: Between): Buffer =>
  Buffer.from(`downrung/1 channel words\0${channel}\0${from}\0${to}\0${number}`);

const keyOf = (once: Uint8Array, pairKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync("sha256", Buffer.concat([once, pairKey]), "", "downrung/1 channel words", KEM_BYTES.key));

/** Undefined when the text is longer than the largest class. Rejects when the key is none. */
export async function sealSaid(
  said: Said,
  between: Between,
  publicKey: Uint8Array,
  pairKey: Uint8Array,
  kem: Kem,
): Promise<string | undefined> {
  const padded = pad(JSON.stringify(said), CLASSES);
  if (padded === undefined) return undefined;
  const { enc, keys } = await kem.seal(publicKey, infoOf(between));
  const cipher = createCipheriv("aes-256-gcm", keyOf(keys.letter, pairKey), NONCE);
  cipher.setAAD(infoOf(between));
  return Buffer.concat([enc, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

/** Undefined when it is not sealed to this key by who holds the secret of the pair, or is not a text of a channel. */
export async function openSaid(
  sealed: string,
  between: Between,
  seed: Uint8Array,
  pairKey: Uint8Array,
  kem: Kem,
): Promise<Said | undefined> {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length <= KEM_BYTES.enc + TAG_BYTES) return undefined;
  try {
    const keys = await kem.open(seed, bytes.subarray(0, KEM_BYTES.enc), infoOf(between));
    const decipher = createDecipheriv("aes-256-gcm", keyOf(keys.letter, pairKey), NONCE);
    decipher.setAAD(infoOf(between));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const text = decipher.update(bytes.subarray(KEM_BYTES.enc, bytes.length - TAG_BYTES));
    const value: unknown = JSON.parse(unpad(Buffer.concat([text, decipher.final()]), CLASSES) ?? "null");
    return isSaid.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** scrypt (RFC 7914) with 128 MiB for each guess. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 } as const;

const BOX_BYTES = { salt: 16, nonce: 12 } as const;
const BOX_MAGIC = Buffer.from("DRB1", "ascii");

/** One spelling, whatever keyboard wrote it. */
const boxKey = (passphrase: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFKC"), salt, KEM_BYTES.key, SCRYPT, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

/** Puts the private part of a channel's key under an officer's passphrase. `chance` fills salt and nonce. */
export async function closeBox(
  secret: Uint8Array,
  passphrase: string,
  channel: string,
  chance: (count: number) => Uint8Array,
): Promise<Buffer> {
  const [salt, nonce] = [chance(BOX_BYTES.salt), chance(BOX_BYTES.nonce)];
  const cipher = createCipheriv("aes-256-gcm", await boxKey(passphrase, salt), nonce);
  cipher.setAAD(Buffer.from(channel, "ascii"));
  return Buffer.concat([BOX_MAGIC, salt, nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined for another passphrase, and for a box of another channel. */
export async function openBox(box: Uint8Array, passphrase: string, channel: string): Promise<Buffer | undefined> {
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
  const head = BOX_MAGIC.length + BOX_BYTES.salt + BOX_BYTES.nonce;
  if (bytes.length < head + TAG_BYTES || !bytes.subarray(0, BOX_MAGIC.length).equals(BOX_MAGIC)) return undefined;
  const salt = bytes.subarray(BOX_MAGIC.length, BOX_MAGIC.length + BOX_BYTES.salt);
  const key = await boxKey(passphrase, salt);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(head - BOX_BYTES.nonce, head));
  decipher.setAAD(Buffer.from(channel, "ascii"));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(head, bytes.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
