// Makes vectors/seals/*.json: `node vectors/make-seals.ts`. Each is a letter, the keys of its recipient, and
// what the recipient must make of it. The secrets are fixed: a second library seals, which lets its chance be
// given. The rules are spec/seal.md, and outrank these files.

import { createCipheriv, hash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { sign } from "../src/crypto/sign.ts";
import {
  HEAD_BYTES,
  infoOf,
  openingMessage,
  sealLetter,
  type LetterCode,
  type LetterHead,
} from "../src/line/letter.ts";
import { keysOf } from "./story.ts";

const FOLDER = new URL("seals/", import.meta.url);

const COMPACT = hash("sha256", "a compact", "base64url");
const PARTIES = ["aurelia", "borea", "cassia"] as const;
const NUMBER = 29_722_440;

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const seedOf = (words: string): Buffer => hash("sha256", words, "buffer");
const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** The recipient's key: X-Wing's private key is its seed. */
const SEED = seedOf("borea's key");

const { publicKey } = await new XWing().generateKeyPairDerand(Uint8Array.from(SEED));

type Session = { readonly head: LetterHead; readonly letterKey: Uint8Array };

type Wish = Partial<Pick<LetterHead, "from" | "to" | "keyNumber" | "counter">> & {
  readonly signer?: string;
  readonly compact?: string;
};

async function begin({
  from = "aurelia",
  to = "borea",
  keyNumber = NUMBER,
  counter = 0,
  ...more
}: Wish = {}): Promise<Session> {
  const { signer = from, compact = COMPACT } = more;
  const whom = { from, to, keyNumber };
  const ekm = Buffer.concat([seedOf("chance for the lattice"), seedOf("chance for the curve")]);
  const context = await suite.createSenderContext({
    recipientPublicKey: publicKey,
    info: arrayBuffer(infoOf(compact, whom)),
    ekm: arrayBuffer(ekm),
  });
  const enc = new Uint8Array(context.enc);
  const signature = sign(openingMessage(compact, { ...whom, enc }), keysOf(signer).line);
  const letterKey = new Uint8Array(await context.export(arrayBuffer(Buffer.from("letter")), 32));
  return { head: { ...whom, enc, signature, counter }, letterKey };
}

const envelope = (more: object = {}): string =>
  JSON.stringify({
    downrung: "envelope/1",
    compact: COMPACT,
    from: "aurelia",
    to: "borea",
    heads: { aurelia: 7, borea: 5 },
    acts: [],
    checkpoint: null,
    cosigned: [],
    ...more,
  });

async function letter(text: string, wish: Wish = {}): Promise<Buffer> {
  const { head, letterKey } = await begin(wish);
  const sealed = sealLetter(wish.compact ?? COMPACT, head, letterKey, text);
  if (sealed === undefined) throw new Error("the text is too long for a vector");
  return sealed;
}

/** A letter around a plaintext that is filled up wrongly. */
async function filled(plaintext: Buffer): Promise<Buffer> {
  const { head, letterKey } = await begin();
  const before = (await letter("")).subarray(0, HEAD_BYTES);
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(head.counter, 6, 6);
  const cipher = createCipheriv("aes-256-gcm", letterKey, nonce);
  cipher.setAAD(Buffer.concat([before, Buffer.from(COMPACT, "base64url")]));
  return Buffer.concat([before, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

const plain = (size: number, length: number, text: string): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32BE(length);
  bytes.write(text, 4, "latin1");
  return bytes;
};

const changed = (bytes: Buffer, place: number): Buffer => {
  const copy = Buffer.from(bytes);
  const at = place < 0 ? copy.length + place : place;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

type Case = { readonly about: string; readonly letters: readonly Buffer[]; readonly code?: LetterCode };

async function cases(): Promise<Readonly<Record<string, Case>>> {
  const good = await letter(envelope());
  const acts = ["x".repeat(3_000)];
  const one = (about: string, code: LetterCode, bytes: Buffer): Case => ({ about, code, letters: [bytes] });
  return {
    "valid-smallest": { about: "an idle envelope fills the smallest class", letters: [good] },
    "valid-second-class": { about: "more text fills the next class", letters: [await letter(envelope({ acts }))] },
    "valid-last-counter": {
      about: "the last letter that a session may have",
      letters: [await letter(envelope(), { counter: 2 ** 20 - 1 })],
    },
    "valid-out-of-turn": {
      about: "letters of one session may come out of turn",
      letters: [await letter(envelope(), { counter: 9 }), await letter(envelope(), { counter: 3 })],
    },
    "invalid-magic": one("the first bytes are another format's", "not-a-letter", changed(good, 3)),
    "invalid-short": one("one byte was cut off", "not-a-letter", good.subarray(0, -1)),
    "invalid-long": one("one byte was added", "not-a-letter", Buffer.concat([good, Buffer.alloc(1)])),
    "invalid-name": one("after a name's end its field is not zero", "not-a-letter", changed(good, 4 + 31)),
    "invalid-counter": one(
      "a session has no letter with this counter",
      "not-a-letter",
      await letter(envelope(), { counter: 2 ** 20 }),
    ),
    "invalid-recipient": one(
      "the letter is for another",
      "wrong-recipient",
      await letter(envelope(), { to: "cassia" }),
    ),
    "invalid-stranger": one(
      "the sender is no party",
      "unknown-party",
      await letter(envelope(), { from: "stranger", signer: "aurelia" }),
    ),
    "invalid-signature": one("the session's signature was changed", "wrong-session-signature", changed(good, 1192)),
    "invalid-signer": one(
      "another party's key opened the session",
      "wrong-session-signature",
      await letter(envelope(), { signer: "cassia" }),
    ),
    "invalid-secret": one("the encapsulated secret was changed", "wrong-session-signature", changed(good, 80)),
    "invalid-other-compact": one(
      "the session is for another compact",
      "wrong-session-signature",
      await letter(envelope(), { compact: hash("sha256", "another compact", "base64url") }),
    ),
    "invalid-old-key": one(
      "the key is not held any more",
      "old-key",
      await letter(envelope(), { keyNumber: NUMBER - 1 }),
    ),
    "invalid-ciphertext": one("the text was changed on the way", "not-sealed-for-us", changed(good, HEAD_BYTES + 9)),
    "invalid-tag": one("the tag was changed on the way", "not-sealed-for-us", changed(good, -1)),
    "invalid-head-counter": one(
      "the counter was changed on the way",
      "not-sealed-for-us",
      changed(good, HEAD_BYTES - 1),
    ),
    "invalid-fill": one("what fills the class up is not zero", "badly-padded", await filled(plain(1024, 2, "{}x"))),
    "invalid-length": one("the text is longer than its class", "badly-padded", await filled(plain(1024, 1021, "{}"))),
    "invalid-class": one("a smaller class would have done", "badly-padded", await filled(plain(4096, 2, "{}"))),
    "invalid-utf8": one("the text is not UTF-8", "badly-padded", await filled(plain(1024, 2, "\u00ff\u00ff"))),
    "invalid-replayed": { about: "the same letter again", code: "replayed", letters: [good, good] },
    "invalid-json": one("the text is not JSON", "not-json", await letter("{")),
    "invalid-envelope": one("the text is no envelope", "not-an-envelope", await letter("{}")),
    "invalid-inner-sender": one(
      "the envelope names another sender than its letter",
      "not-an-envelope",
      await letter(envelope({ from: "cassia" })),
    ),
  };
}

/** Every vector by its file's name. */
export async function sealVectors(): Promise<ReadonlyMap<string, string>> {
  const line = Object.fromEntries(PARTIES.map((party) => [party, keysOf(party).public.line]));
  const recipient = { party: "borea", keys: { [NUMBER]: SEED.toString("hex") } };
  const vectors = Object.entries(await cases()).map(([name, { about, letters, code }]) => {
    const texts = letters.map((bytes) => bytes.toString("base64url"));
    const vector = { about, compact: COMPACT, line, recipient, letters: texts, expect: code ?? "taken" };
    return [`${name}.json`, `${JSON.stringify(vector, null, 1)}\n`] as const;
  });
  return new Map(vectors);
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of await sealVectors()) writeFileSync(new URL(name, FOLDER), text);
}
