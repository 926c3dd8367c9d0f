// Frames: a letter as texts for QR codes, and the assembler that makes letters of them again. A frame says
// of which message it is, so that frames of several may come mixed, in any order, twice or not at all; a
// damaged one is dropped. What is given out is what the id is the hash of, or nothing. spec/courier.md

import { crc32 } from "node:zlib";
import { fromBase45, toBase45 } from "./base45.ts";
import { blocksOf, ID_BYTES, idOf, openBasin, pour, type Basin, type Spring } from "./fountain.ts";

export const FRAME_LIMITS = {
  /** The largest letter that goes by codes: the class of 256 KiB with its head. */
  messageBytes: 272 * 1024,
  blockBytesLeast: 64,
  blockBytes: 1024,
  blocks: 1024,
  /** Characters of one frame. */
  chars: 2048,
  /** Messages that are collected at one time. */
  messages: 64,
  /** Messages that are remembered as whole, so that their further frames cost nothing. */
  whole: 1024,
} as const;

/** Fits a code of version 18 at the middle level of correction, which a telephone reads at arm's length. */
export const BLOCK_BYTES = 512;

/** So many frames beyond the blocks are shown, so that three in ten may be lost. */
export const repairsOf = (blocks: number): number => blocks + 8;

const PREFIX = "DR1:";
const END = ".";
const HEAD_BYTES = ID_BYTES + 4 + 2 + 4;
const CRC_BYTES = 4;

export type Frame = Spring & { readonly index: number; readonly block: Uint8Array };

export const FRAME_CODES = ["not-a-frame", "damaged", "bad-sizes"] as const;
export type FrameCode = (typeof FRAME_CODES)[number];

export type FrameReading =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly code: FrameCode; readonly because: string };

export function printFrame({ id, bytes, blockBytes, index, block }: Frame): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head.set(id);
  head.writeUInt32BE(bytes, ID_BYTES);
  head.writeUInt16BE(blockBytes, ID_BYTES + 4);
  head.writeUInt32BE(index, ID_BYTES + 6);
  const body = Buffer.concat([head, block]);
  const check = Buffer.alloc(CRC_BYTES);
  check.writeUInt32BE(crc32(body));
  return `${PREFIX}${toBase45(Buffer.concat([body, check]))}${END}`;
}

const refuse = (code: FrameCode, because: string): FrameReading => ({ ok: false, code, because });

/** Reads one frame from a scanner or a line of text. What stands around it on the line may be white space only. */
export function readFrame(line: string): FrameReading {
  if (line.length > FRAME_LIMITS.chars) return refuse("not-a-frame", `at most ${FRAME_LIMITS.chars} characters`);
  const text = line.trim();
  if (!text.startsWith(PREFIX)) return refuse("not-a-frame", `a frame begins with ${PREFIX}`);
  if (!text.endsWith(END)) return refuse("damaged", "the frame's end is missing");
  const read = fromBase45(text.slice(PREFIX.length, -END.length));
  if (read === undefined) return refuse("damaged", "the frame is not base45");
  if (read.length < HEAD_BYTES + FRAME_LIMITS.blockBytesLeast + CRC_BYTES)
    return refuse("damaged", "the frame is cut short");
  const bytes = Buffer.from(read.buffer, read.byteOffset, read.length);
  const body = bytes.subarray(0, -CRC_BYTES);
  if (crc32(body) !== bytes.readUInt32BE(body.length)) return refuse("damaged", "the frame's sum does not fit");
  const frame: Frame = {
    id: new Uint8Array(body.subarray(0, ID_BYTES)),
    bytes: body.readUInt32BE(ID_BYTES),
    blockBytes: body.readUInt16BE(ID_BYTES + 4),
    index: body.readUInt32BE(ID_BYTES + 6),
    block: new Uint8Array(body.subarray(HEAD_BYTES)),
  };
  const wrong = wrongSizes(frame);
  return wrong === undefined ? { ok: true, frame } : refuse("bad-sizes", wrong);
}

function wrongSizes({ bytes, blockBytes, block }: Frame): string | undefined {
  if (blockBytes < FRAME_LIMITS.blockBytesLeast || blockBytes > FRAME_LIMITS.blockBytes)
    return `a block has ${FRAME_LIMITS.blockBytesLeast} to ${FRAME_LIMITS.blockBytes} bytes`;
  if (block.length !== blockBytes) return "the frame has not the block size that it says";
  if (bytes === 0 || bytes > FRAME_LIMITS.messageBytes) return `a message has 1 to ${FRAME_LIMITS.messageBytes} bytes`;
  if (blocksOf({ bytes, blockBytes }) > FRAME_LIMITS.blocks) return `at most ${FRAME_LIMITS.blocks} blocks`;
  return undefined;
}

export type Framed = {
  readonly id: string;
  /** So many different frames say the whole, but for rare draws that want one or two more. */
  readonly blocks: number;
  readonly frames: readonly string[];
};

const hexOf = (id: Uint8Array): string => Buffer.from(id).toString("hex");

/** A message as frames: its blocks, then as many repairs as `repairsOf` says. Throws when it is too large. */
export function framesOf(message: Uint8Array, blockBytes: number = BLOCK_BYTES): Framed {
  const spring: Spring = { id: idOf(message), bytes: message.length, blockBytes };
  const wrong = wrongSizes({ ...spring, index: 0, block: new Uint8Array(blockBytes) });
  if (wrong !== undefined) throw new Error(`invariant: ${wrong}`);
  const blocks = blocksOf(spring);
  const frames = Array.from({ length: blocks + repairsOf(blocks) }, (_, index) =>
    printFrame({ ...spring, index, block: pour(message, spring, index) }),
  );
  return { id: hexOf(spring.id), blocks, frames };
}

export type Collected =
  | { readonly is: "dropped"; readonly code: FrameCode; readonly because: string }
  /** `have` of `of` blocks' worth is here. */
  | { readonly is: "part"; readonly id: string; readonly have: number; readonly of: number }
  | { readonly is: "whole"; readonly id: string; readonly message: Uint8Array }
  /** A further frame of a message that has been given out. */
  | { readonly is: "done"; readonly id: string }
  /** The whole is not what the id is the hash of: a forged frame was among them. All are dropped. */
  | { readonly is: "forged"; readonly id: string };

export type Assembler = {
  readonly add: (line: string) => Collected;
  /** A whole message could not be used now: its frames are collected anew. */
  readonly forget: (id: string) => void;
  /** What is under way. */
  readonly parts: () => readonly { readonly id: string; readonly have: number; readonly of: number }[];
};

type Under = { readonly id: string; readonly of: number; readonly basin: Basin };

/** Collects frames of several messages. Frames that agree on the id and not on the sizes are of different messages. */
export function createAssembler(): Assembler {
  /** The one that has waited longest since its last frame first. */
  const under = new Map<string, Under>();
  const whole = new Set<string>();

  const collect = (frame: Frame): Collected => {
    const id = hexOf(frame.id);
    const key = `${id} ${frame.bytes} ${frame.blockBytes}`;
    if (whole.has(id)) return { is: "done", id };
    const part = under.get(key) ?? { id, of: blocksOf(frame), basin: openBasin(frame) };
    under.delete(key);
    part.basin.add(frame.index, frame.block);
    const message = part.basin.message();
    if (message !== undefined) {
      if (hexOf(idOf(message)) !== id) return { is: "forged", id };
      remember(id);
      return { is: "whole", id, message };
    }
    under.set(key, part);
    const [longest] = under.keys();
    if (under.size > FRAME_LIMITS.messages && longest !== undefined) under.delete(longest);
    return { is: "part", id, have: part.basin.rank(), of: part.of };
  };

  const remember = (id: string): void => {
    whole.add(id);
    const [oldest] = whole;
    if (whole.size > FRAME_LIMITS.whole && oldest !== undefined) whole.delete(oldest);
  };

  return {
    add: (line) => {
      const read = readFrame(line);
      return read.ok ? collect(read.frame) : { is: "dropped", code: read.code, because: read.because };
    },
    forget: (id) => {
      whole.delete(id);
    },
    parts: () => [...under.values()].map(({ id, of, basin }) => ({ id, of, have: basin.rank() })),
  };
}
