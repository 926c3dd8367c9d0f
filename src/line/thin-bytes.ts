// Reading and writing the few kinds of numbers that a thin message has. A reader never throws: what is not
// there reads as zero, and `good` tells. spec/thin.md

/** Seven bits a byte, the low ones first; the highest bit says that more follow. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

/** 2^53 needs eight groups of seven bits. */
const LONGEST_VARINT = 8;

export type Reader = {
  readonly byte: () => number;
  readonly take: (count: number) => Buffer;
  readonly varint: () => number;
  readonly uint48: () => number;
  /** All that is left. */
  readonly rest: () => Buffer;
  /** Nothing was asked for that was not there, and no number was spelled in two ways. */
  readonly good: () => boolean;
  /** Good, and nothing is left. */
  readonly ended: () => boolean;
};

export function createReader(from: Uint8Array): Reader {
  const bytes = Buffer.from(from.buffer, from.byteOffset, from.byteLength);
  let at = 0;
  let good = true;
  const take = (count: number): Buffer => {
    if (at + count > bytes.length) {
      good = false;
      return Buffer.alloc(count);
    }
    at += count;
    return bytes.subarray(at - count, at);
  };
  const byte = (): number => take(1)[0] ?? 0;
  return {
    byte,
    take,
    varint: () => {
      let value = 0;
      for (let i = 0; i < LONGEST_VARINT; i += 1) {
        const next = byte();
        value += (next & 0x7f) * 0x80 ** i;
        if (next >= 0x80) continue;
        // A last group of zero, or a number beyond what is counted exactly, has no place here.
        if ((next === 0 && i > 0) || value > Number.MAX_SAFE_INTEGER) good = false;
        return value;
      }
      good = false;
      return 0;
    },
    uint48: () => take(6).readUIntBE(0, 6),
    rest: () => take(bytes.length - at),
    good: () => good,
    ended: () => good && at === bytes.length,
  };
}
