// Keys and sessions of a run, made from its seed: WebCrypto has chance of its own and answers when it likes,
// and then no seed would be one run. What is sealed here is hidden from nobody; the letters around it are
// the real ones. The run's own eye opens them, to note what left a node.

import type { Kem, SessionKeys } from "../crypto/kem.ts";
import { KEM_BYTES } from "../crypto/kem.ts";
import { sha256 } from "../crypto/hash.ts";
import { openAnswer, openLetter, readHead, sealAnswer, type LetterHead } from "../line/letter.ts";
import type { Random } from "./random.ts";

const expand = (name: string, from: Uint8Array, length: number): Buffer => {
  const blocks = Math.ceil(length / 32);
  const block = (_: unknown, i: number): Buffer => sha256(Buffer.concat([Buffer.from(`${name} ${i} `), from]));
  return Buffer.concat(Array.from({ length: blocks }, block)).subarray(0, length);
};

const publicOf = (seed: Uint8Array): Buffer => expand("public", seed, KEM_BYTES.publicKey);

function keysOf(publicKey: Uint8Array, enc: Uint8Array, info: Uint8Array): SessionKeys {
  const secret = sha256(Buffer.concat([publicKey, enc, info]));
  const key = (label: string): Buffer => expand(label, secret, KEM_BYTES.key);
  return { letter: key("letter"), answer: key("answer"), thin: key("thin") };
}

/** A letter as the run itself sees it. */
export type Seen = {
  readonly head: LetterHead;
  readonly text: string;
  /** An answer as the recipient would seal it. */
  readonly answer: (text: string) => Uint8Array;
};

export type Eye = {
  readonly kemOf: (random: Random) => Kem;
  /** Undefined for bytes that no node of this run has sealed. */
  readonly see: (letter: Uint8Array) => Seen | undefined;
  /** The text of an answer to a letter of this run. */
  readonly seeAnswer: (letter: Uint8Array, answer: Uint8Array) => string | undefined;
};

export function createEye(compact: string): Eye {
  const sessions = new Map<string, SessionKeys>();
  const name = (enc: Uint8Array): string => Buffer.from(enc).toString("latin1", 0, 32);
  return {
    kemOf: (random) => ({
      generate: async () => {
        const seed = random.bytes(KEM_BYTES.seed);
        return { seed, publicKey: publicOf(seed) };
      },
      seal: async (publicKey, info) => {
        const enc = expand("enc", random.bytes(32), KEM_BYTES.enc);
        const keys = keysOf(publicKey, enc, info);
        sessions.set(name(enc), keys);
        return { enc, keys };
      },
      open: async (seed, enc, info) => keysOf(publicOf(seed), enc, info),
    }),
    see: (letter) => {
      const reading = readHead(letter);
      const keys = reading.ok ? sessions.get(name(reading.head.enc)) : undefined;
      if (!reading.ok || keys === undefined) return undefined;
      const opened = openLetter(compact, letter, reading.head, keys.letter);
      if (!opened.ok) return undefined;
      const nonce = sha256(letter).subarray(0, 12);
      return {
        head: reading.head,
        text: opened.text,
        answer: (text) => sealAnswer(letter, keys.answer, nonce, text),
      };
    },
    seeAnswer: (letter, answer) => {
      const reading = readHead(letter);
      const keys = reading.ok ? sessions.get(name(reading.head.enc)) : undefined;
      return keys && openAnswer(letter, keys.answer, answer);
    },
  };
}
