// The fountain: a message as an endless row of frames, of which any few more than it has blocks are
// enough. The first frames are the blocks themselves; every later one is the sum over GF(2) of the blocks
// that its index draws. Which blocks those are follows from the message's id and the index alone, so that
// a second implementation draws the same. spec/courier.md

import { sha256 } from "../crypto/hash.ts";

/** What all frames of one message share. */
export type Spring = {
  /** The first 8 bytes of the message's SHA-256. */
  readonly id: Uint8Array;
  readonly bytes: number;
  readonly blockBytes: number;
};

export const ID_BYTES = 8;

export const idOf = (message: Uint8Array): Uint8Array => new Uint8Array(sha256(message).subarray(0, ID_BYTES));

export const blocksOf = ({ bytes, blockBytes }: Pick<Spring, "bytes" | "blockBytes">): number =>
  Math.ceil(bytes / blockBytes);

const DRAW_PREFIX = Buffer.from("downrung/1 frame", "latin1");
const DIGEST_BITS = 256;

/** The blocks that a frame sums, as bits, the first block in the highest bit of the first byte. */
export function drawOf({ id, bytes, blockBytes }: Spring, index: number): Uint8Array {
  const blocks = blocksOf({ bytes, blockBytes });
  const bits = new Uint8Array(Math.ceil(blocks / 8));
  const only = (block: number): void => {
    bits[block >> 3] = 0x80 >> (block & 7);
  };
  if (index < blocks) {
    only(index);
    return bits;
  }
  for (let part = 0; part * DIGEST_BITS < blocks; part += 1) {
    const seed = Buffer.alloc(5);
    seed.writeUInt32BE(index, 0);
    seed.writeUInt8(part, 4);
    const digest = sha256(Buffer.concat([DRAW_PREFIX, id, seed]));
    bits.set(digest.subarray(0, bits.length - part * 32), part * 32);
  }
  const over = bits.length * 8 - blocks;
  const last = bits.length - 1;
  bits[last] = (bits[last] ?? 0) & (0xff << over);
  // A draw of nothing would say nothing.
  if (bits.every((byte) => byte === 0)) only(index % blocks);
  return bits;
}

const hasBit = (bits: Uint8Array, block: number): boolean => ((bits[block >> 3] ?? 0) & (0x80 >> (block & 7))) !== 0;

function addInto(sum: Uint8Array, other: Uint8Array): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) ^ (other[i] ?? 0);
}

/** The block of the frame with this index: `blockBytes` long. The message's last block is filled up with zeros. */
export function pour(message: Uint8Array, spring: Spring, index: number): Uint8Array {
  const { blockBytes } = spring;
  const draw = drawOf(spring, index);
  const sum = new Uint8Array(blockBytes);
  for (let block = 0; block < blocksOf(spring); block += 1) {
    if (hasBit(draw, block)) addInto(sum, message.subarray(block * blockBytes, (block + 1) * blockBytes));
  }
  return sum;
}

export type Basin = {
  /** A frame that says nothing new, or that contradicts those before, changes nothing. */
  readonly add: (index: number, block: Uint8Array) => void;
  /** How many independent frames are here; as many as there are blocks are enough. */
  readonly rank: () => number;
  /** The message once enough is here. Whether it is the right one, its id says. */
  readonly message: () => Uint8Array | undefined;
};

/** Collects frames of one message in any order: elimination over GF(2), one row as it comes. */
export function openBasin(spring: Spring): Basin {
  const { bytes, blockBytes } = spring;
  const blocks = blocksOf(spring);
  const drawBytes = Math.ceil(blocks / 8);
  /** One row for each leading block: its draw, then its sum. */
  const rows = new Map<number, Uint8Array>();

  const add = (index: number, block: Uint8Array): void => {
    const row = new Uint8Array(drawBytes + blockBytes);
    row.set(drawOf(spring, index));
    row.set(block, drawBytes);
    for (let lead = 0; lead < blocks; lead += 1) {
      if (!hasBit(row, lead)) continue;
      const other = rows.get(lead);
      if (other === undefined) {
        rows.set(lead, row);
        return;
      }
      addInto(row, other);
    }
  };

  const message = (): Uint8Array | undefined => {
    if (rows.size < blocks) return undefined;
    const whole = new Uint8Array(blocks * blockBytes);
    for (let lead = blocks - 1; lead >= 0; lead -= 1) {
      const row = rows.get(lead);
      if (row === undefined) return undefined;
      const sum = row.slice(drawBytes);
      for (let block = lead + 1; block < blocks; block += 1) {
        if (hasBit(row, block)) addInto(sum, whole.subarray(block * blockBytes, (block + 1) * blockBytes));
      }
      whole.set(sum, lead * blockBytes);
    }
    return whole.subarray(0, bytes);
  };

  return { add, rank: () => rows.size, message };
}
