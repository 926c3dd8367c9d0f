// Sealing and opening a letter beside the bare cipher on as many bytes.

import { randomBytes } from "node:crypto";
import { KEM_BYTES } from "../src/crypto/kem.ts";
import { openLetter, readHead, sealLetter, type LetterHead } from "../src/line/letter.ts";
import { agreement } from "./acts.ts";
import { sealAndOpen } from "./floor.ts";
import { inTurn, rate, rowOf, type Row } from "./measure.ts";

const KIB = 1024;

export function sealing(): readonly Row[] {
  return [4, 256].map((size) => {
    const key = randomBytes(KEM_BYTES.key);
    const { id } = agreement.compact;
    const text = "x".repeat(size * KIB - 100);
    const bytes = randomBytes(size * KIB);
    const [enc, signature] = [randomBytes(KEM_BYTES.enc), randomBytes(64)];
    const head: LetterHead = { from: "aurelia", to: "borea", keyNumber: 1, enc, signature, counter: 1 };
    const ours = (): void => {
      const letter = sealLetter(id, head, key, text) ?? Buffer.alloc(0);
      const read = readHead(letter);
      if (!read.ok || !openLetter(id, letter, read.head, key).ok) throw new Error("a good letter did not open");
    };
    const pairs = inTurn(
      () => rate(ours),
      () => rate(() => void sealAndOpen(key, bytes)),
    );
    return rowOf(`seal and open a letter of ${size} KiB`, "AES-256-GCM alone", "letters/s", pairs, null);
  });
}
