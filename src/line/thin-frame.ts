// Frames on a byte stream: a zero byte ends each, so no other byte of it is zero (COBS), and a CRC says whether
// it came whole. What is damaged is dropped; asking again is the link's work. spec/thin.md

/** The longest frame, its CRC apart: two bytes of header, or five in a long transfer, and the payload. */
const FRAME_BYTES = 64;

const CRC_BYTES = 2;

/** CRC-16/IBM-SDLC (X.25): polynomial 0x1021 reflected, all ones before and after. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return crc ^ 0xffff;
}

/** A frame as it goes on the wire: stuffed, with its CRC, ended by a zero. At most `FRAME_BYTES` long. */
export function wrapFrame(frame: Uint8Array): Buffer {
  const crc = crc16(frame);
  const out: number[] = [0];
  let code = 0;
  for (const byte of [...frame, crc & 0xff, crc >>> 8]) {
    if (byte !== 0) out.push(byte);
    else {
      out[code] = out.length - code;
      code = out.push(0) - 1;
    }
  }
  out[code] = out.length - code;
  return Buffer.from([...out, 0]);
}

/** How many bytes a frame takes on the wire. */
export const wireBytes = (frame: Uint8Array): number => frame.length + CRC_BYTES + 2;

function unwrap(block: readonly number[]): Buffer | undefined {
  const bytes: number[] = [];
  let at = 0;
  while (at < block.length) {
    const code = block[at] ?? 0;
    if (at + code > block.length) return undefined;
    bytes.push(...block.slice(at + 1, at + code));
    at += code;
    if (at < block.length) bytes.push(0);
  }
  if (bytes.length <= CRC_BYTES) return undefined;
  const frame = Buffer.from(bytes.slice(0, -CRC_BYTES));
  return crc16(frame) === ((bytes.at(-2) ?? 0) | ((bytes.at(-1) ?? 0) << 8)) ? frame : undefined;
}

export type Deframer = {
  /** The whole frames that end in these bytes; null for each that came damaged. */
  readonly push: (bytes: Uint8Array) => readonly (Buffer | null)[];
};

/** Reads a stream, however it is cut. Keeps at most one frame. */
export function createDeframer(): Deframer {
  let block: number[] = [];
  let tooLong = false;
  return {
    push: (bytes) => {
      const frames: (Buffer | null)[] = [];
      for (const byte of bytes) {
        if (byte !== 0) {
          if (block.length < FRAME_BYTES + CRC_BYTES + 1) block.push(byte);
          else tooLong = true;
          continue;
        }
        if (block.length > 0) frames.push((tooLong ? undefined : unwrap(block)) ?? null);
        block = [];
        tooLong = false;
      }
      return frames;
    },
  };
}
