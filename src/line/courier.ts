// The courier file: sealed letters, and keys to answer to, in one file for removable media. Its wrapping
// vouches for nothing and hides nothing: each letter is sealed and vouches for itself, and so one that can
// still be read is given out even where the file around it is damaged. What is damaged is said. spec/courier.md

import type { PartyId } from "../core/kernel/act.ts";
import { sha256 } from "../crypto/hash.ts";
import { HELLO_LIMITS, readHello } from "./hello.ts";
import { LETTER_LIMITS, readHead } from "./letter.ts";

export const COURIER_LIMITS = {
  bytes: 64 * 1024 * 1024,
  letters: 4096,
} as const;

const MAGIC = Buffer.from("downrung courier 1\n", "latin1");
const ANY_VERSION = Buffer.from("downrung courier ", "latin1");
const COUNT_BYTES = 4;
const LENGTH_BYTES = 4;
const DIGEST_BYTES = 32;
const AROUND = MAGIC.length + COUNT_BYTES + DIGEST_BYTES;

/** Why a file is not opened at all. */
export const COURIER_REFUSALS = ["not-a-courier-file", "other-version", "too-large"] as const;
export type CourierRefusal = (typeof COURIER_REFUSALS)[number];

/** What is wrong with a file of which something could be read. */
export const COURIER_DAMAGES = ["cut-short", "bad-length", "too-many", "trailing-bytes", "wrong-digest"] as const;
export type CourierDamage = (typeof COURIER_DAMAGES)[number];

export type CourierReading =
  | { readonly ok: false; readonly code: CourierRefusal; readonly because: string }
  | {
      readonly ok: true;
      /** In the order of the file; views into it. Nothing has been asked of them yet. */
      readonly letters: readonly Uint8Array[];
      readonly damage: { readonly code: CourierDamage; readonly because: string } | null;
    };

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export type Packed = {
  readonly file: Buffer;
  /** Letters that found no room. They wait for a second file. */
  readonly leftOut: number;
};

/** Letters as one file. Where not all have room, the last ones stay out, so that no gap opens before those that go. */
export function packCourier(letters: readonly Uint8Array[]): Packed {
  const parts: Uint8Array[] = [];
  let bytes = AROUND;
  for (const letter of letters.slice(0, COURIER_LIMITS.letters)) {
    bytes += LENGTH_BYTES + letter.length;
    if (bytes > COURIER_LIMITS.bytes) break;
    parts.push(letter);
  }
  const body = Buffer.concat([
    MAGIC,
    uint32(parts.length),
    ...parts.flatMap((letter) => [uint32(letter.length), letter]),
  ]);
  return { file: Buffer.concat([body, sha256(body)]), leftOut: letters.length - parts.length };
}

/** Reads a file. Never throws, and keeps no more than the file's own bytes. */
export function readCourier(file: Uint8Array): CourierReading {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  if (bytes.length > COURIER_LIMITS.bytes) {
    return { ok: false, code: "too-large", because: `a courier file has at most ${COURIER_LIMITS.bytes} bytes` };
  }
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    return bytes.subarray(0, ANY_VERSION.length).equals(ANY_VERSION)
      ? { ok: false, code: "other-version", because: "the file is of a version that is not known here" }
      : { ok: false, code: "not-a-courier-file", because: "the file does not begin as a courier file does" };
  }
  const letters: Uint8Array[] = [];
  const damaged = (code: CourierDamage, because: string): CourierReading => ({
    ok: true,
    letters,
    damage: { code, because },
  });
  let at = MAGIC.length + COUNT_BYTES;
  if (bytes.length < at) return damaged("cut-short", "the file ends before its first letter");
  const count = bytes.readUInt32BE(MAGIC.length);
  if (count > COURIER_LIMITS.letters) {
    return damaged("too-many", `the file says that it holds ${count} letters; ${COURIER_LIMITS.letters} are the most`);
  }
  while (letters.length < count) {
    const start = at + LENGTH_BYTES;
    const missing = count - letters.length;
    if (start > bytes.length)
      return damaged("cut-short", `the file ends before the last ${missing} of ${count} letters`);
    const length = bytes.readUInt32BE(at);
    if (length > LETTER_LIMITS.bytes) {
      return damaged("bad-length", `letter ${letters.length + 1} of ${count} says a length that no letter has`);
    }
    at = start + length;
    if (at > bytes.length) return damaged("cut-short", `the file ends within the last ${missing} of ${count} letters`);
    letters.push(bytes.subarray(start, at));
  }
  if (bytes.length < at + DIGEST_BYTES) return damaged("cut-short", "the file ends before its digest");
  if (bytes.length > at + DIGEST_BYTES) return damaged("trailing-bytes", "something follows after the file's digest");
  const fits = sha256(bytes.subarray(0, at)).equals(bytes.subarray(at));
  return fits ? { ok: true, letters, damage: null } : damaged("wrong-digest", "the file is not as it was packed");
}

/** What anyone may read of what a file carries: how many letters from whom to whom, and whose keys. */
export type Carries = {
  readonly letters: readonly { readonly from: PartyId; readonly to: PartyId; readonly count: number }[];
  readonly keys: readonly PartyId[];
  /** What is neither. */
  readonly unread: number;
};

export function carriesOf(things: readonly Uint8Array[]): Carries {
  const counts = new Map<string, { from: PartyId; to: PartyId; count: number }>();
  const keys = new Set<PartyId>();
  let unread = 0;
  for (const thing of things) {
    const read = readHead(thing);
    if (read.ok) {
      const { from, to } = read.head;
      const known = counts.get(`${from} ${to}`) ?? { from, to, count: 0 };
      counts.set(`${from} ${to}`, { ...known, count: known.count + 1 });
      continue;
    }
    const hello = thing.length > HELLO_LIMITS.bytes ? undefined : readHello(Buffer.from(thing).toString("utf8"));
    if (hello === undefined) unread += 1;
    else keys.add(hello.party);
  }
  return { letters: [...counts.values()], keys: [...keys], unread };
}
