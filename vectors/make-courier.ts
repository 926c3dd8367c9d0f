// Makes vectors/courier/*.json: `node vectors/make-courier.ts`. Messages with all their frames, frames that
// must be dropped, and courier files whole and damaged. What is carried stands for letters: the wrapping
// does not look into them. spec/courier.md

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import { toBase45 } from "../src/line/base45.ts";
import { packCourier } from "../src/line/courier.ts";
import { framesOf } from "../src/line/frames.ts";

const FOLDER = new URL("courier/", import.meta.url);

export type FramesFile = readonly {
  readonly name: string;
  /** In base64, as every value of bytes here. */
  readonly message: string;
  readonly blockBytes: number;
  readonly id: string;
  readonly blocks: number;
  readonly frames: readonly string[];
}[];
export type DroppedFile = readonly { readonly name: string; readonly text: string; readonly code: string }[];
export type CourierCases = readonly {
  readonly name: string;
  readonly file: string;
  /** Null where the file is refused as a whole. */
  readonly things: readonly string[] | null;
  /** The damage, or the reason of the refusal; null where the file is as it was packed. */
  readonly code: string | null;
}[];

/** Bytes without order, the same on every machine: SHA-256 over a counter. */
function bytesOf(name: string, count: number): Buffer {
  const parts: Buffer[] = [];
  for (let i = 0; i * 32 < count; i += 1) parts.push(createHash("sha256").update(`${name} ${i}`).digest());
  return Buffer.concat(parts).subarray(0, count);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

const MESSAGES: readonly (readonly [string, Buffer, number])[] = [
  ["one block, not full", bytesOf("one", 40), 64],
  ["three blocks, the last not full", bytesOf("three", 170), 64],
  ["twelve blocks of the size for codes", bytesOf("twelve", 6_000), 512],
  ["more blocks than one digest has bits", bytesOf("many", 64 * 260), 64],
];

/** Frames beyond these are many and say nothing new. */
const SHOWN = 28;

const frames: FramesFile = MESSAGES.map(([name, message, blockBytes]) => {
  const framed = framesOf(message, blockBytes);
  // Where there are very many, the last ones: they are the repairs.
  return { name, message: base64(message), blockBytes, ...framed, frames: framed.frames.slice(-SHOWN) };
});

const good = frames[1]?.frames.at(-1) ?? "";

/** A frame whose sum fits, whatever stands in it. */
function summed(bytes: number, blockBytes: number, block: Buffer): string {
  const head = Buffer.alloc(18);
  head.writeUInt32BE(bytes, 8);
  head.writeUInt16BE(blockBytes, 12);
  const body = Buffer.concat([head, block]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return `DR1:${toBase45(Buffer.concat([body, sum]))}.`;
}

const dropped: DroppedFile = [
  { name: "nothing", text: "", code: "not-a-frame" },
  { name: "another text", text: "https://example.org/", code: "not-a-frame" },
  { name: "another version", text: good.replace("DR1:", "DR2:"), code: "not-a-frame" },
  { name: "too many characters", text: good + " ".repeat(2_048), code: "not-a-frame" },
  { name: "the end cut off", text: good.slice(0, -1), code: "damaged" },
  { name: "one character lost", text: good.slice(0, 30) + good.slice(31), code: "damaged" },
  {
    name: "one character changed",
    text: good.slice(0, 30) + (good[30] === "0" ? "1" : "0") + good.slice(31),
    code: "damaged",
  },
  { name: "a character that base45 has not", text: good.slice(0, 30) + "a" + good.slice(31), code: "damaged" },
  { name: "a group beyond 65535", text: `DR1::::${good.slice(7)}`, code: "damaged" },
  { name: "an empty message", text: summed(0, 64, bytesOf("block", 64)), code: "bad-sizes" },
  { name: "a message too long", text: summed(272 * 1024 + 1, 512, bytesOf("block", 512)), code: "bad-sizes" },
  { name: "too many blocks", text: summed(64 * 1_025, 64, bytesOf("block", 64)), code: "bad-sizes" },
  { name: "a block too small", text: summed(640, 63, bytesOf("block", 64)), code: "bad-sizes" },
  { name: "a block too large", text: summed(64_000, 1_025, bytesOf("block", 1_025)), code: "bad-sizes" },
  { name: "a block of another size than it says", text: summed(640, 64, bytesOf("block", 65)), code: "bad-sizes" },
];

const things = [bytesOf("first", 60), bytesOf("second", 80), bytesOf("third", 33)];
const { file } = packCourier(things);
const withSum = (body: Buffer): Buffer => Buffer.concat([body, createHash("sha256").update(body).digest()]);
const changed = (change: (body: Buffer) => void): Buffer => {
  const body = Buffer.from(file.subarray(0, -32));
  change(body);
  return withSum(body);
};
const FIRST = 23;
const SECOND = FIRST + 4 + 60;

const damaged = (name: string, bytes: Uint8Array, code: string, whole: number): CourierCases[number] => ({
  name,
  file: base64(bytes),
  things: things.slice(0, whole).map(base64),
  code,
});

const files: CourierCases = [
  { name: "three things", file: base64(file), things: things.map(base64), code: null },
  { name: "nothing to bring", file: base64(packCourier([]).file), things: [], code: null },
  damaged("cut within the digest", file.subarray(0, -1), "cut-short", 3),
  damaged("cut within the second thing", file.subarray(0, SECOND + 20), "cut-short", 1),
  damaged("cut before the count", file.subarray(0, 21), "cut-short", 0),
  damaged(
    "a count beyond the limit",
    changed((body) => body.writeUInt32BE(4_097, 19)),
    "too-many",
    0,
  ),
  damaged(
    "a count beyond what is there",
    changed((body) => body.writeUInt32BE(4, 19)),
    "bad-length",
    3,
  ),
  damaged(
    "a count below what is there",
    changed((body) => body.writeUInt32BE(2, 19)),
    "trailing-bytes",
    2,
  ),
  damaged(
    "a length that no letter has",
    changed((body) => body.writeUInt32BE(0x7fffffff, SECOND)),
    "bad-length",
    1,
  ),
  damaged("something after the digest", Buffer.concat([file, Buffer.from("\n")]), "trailing-bytes", 3),
  damaged("another digest", Buffer.concat([file.subarray(0, -32), Buffer.alloc(32)]), "wrong-digest", 3),
  { name: "another version", file: base64(Buffer.from("downrung courier 2\n")), things: null, code: "other-version" },
  { name: "another file", file: base64(Buffer.from("PK\u0003\u0004")), things: null, code: "not-a-courier-file" },
  { name: "nothing", file: "", things: null, code: "not-a-courier-file" },
];

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, value] of Object.entries({ frames, dropped, files })) {
    writeFileSync(new URL(`${name}.json`, FOLDER), `${JSON.stringify(value, null, 2)}\n`);
  }
}

export const CASES = { frames, dropped, files };
