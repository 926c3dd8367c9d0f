// The pieces of the ladder's picture: its shapes, its measures, and blocks of text that know their height.

import type { Args } from "./clause.ts";

export type Tone = "step" | "down" | "silence" | "ink" | "quiet" | "early" | "open";

/** `start` is where a line of the language begins: the left, or in Arabic the right. */
export type Shape =
  | {
      readonly is: "box";
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly tone: Tone;
    }
  | {
      readonly is: "bar";
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly tone: Tone;
    }
  | {
      readonly is: "line";
      readonly points: readonly (readonly [number, number])[];
      readonly tone: Tone;
      readonly dashed: boolean;
      readonly arrow: boolean;
    }
  | {
      readonly is: "text";
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly bold: boolean;
      readonly anchor: "start" | "middle";
      readonly tone: Tone;
      readonly text: string;
    };

export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly dir: "ltr" | "rtl";
  readonly shapes: readonly Shape[];
};

/** The picture's columns, in units that become points or pixels: the ways down, the steps, silence. */
export const WIDTH = 780;
export const DOWN = { x: 0, w: 150, rail: 120 } as const;
export const STEPS = { x: 178, w: 390 } as const;
export const SILENCE = { x: 622, w: 158, rail: 594 } as const;
export const PAD = 12;
/** Where the columns begin, under their headings. */
export const HEAD = 58;
const LINE = 1.42;

export type Say = (key: string, args?: Args) => string;

/** A step's box where it stands. */
export type Placed = { readonly id: string; readonly block: Block; readonly y: number; readonly h: number };

/** One side of the picture, and how far down it reaches. */
export type Side = { readonly shapes: readonly Shape[]; readonly bottom: number };

/** Roughly how wide a character is, in its own size. It need only be wide enough that no line runs out of its box. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, char) => sum + (/[\u2E80-\uFFEF]/u.test(char) ? 1 : /[\u2066-\u2069]/u.test(char) ? 0 : 0.57),
    0,
  );

/** Breaks a text into lines no wider than `width`, between words, or between characters where a script has no spaces. */
function wrapped(text: string, size: number, width: number): readonly string[] {
  const parts = text.match(
    /[\u2E80-\uFFEF][，。、；：」”）]*|(?:[^\s\u2E80-\uFFEF]|[\u00A0\u202F])+|[^\S\u00A0\u202F]+/gu,
  ) ?? [text];
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    if (line !== "" && widthOf(line + part.trimEnd()) * size > width) {
      lines.push(line.trimEnd());
      line = part.trimStart();
    } else line += part;
  }
  if (line.trim() !== "") lines.push(line.trimEnd());
  return lines;
}

export type Block = { readonly height: number; readonly at: (x: number, y: number) => readonly Shape[] };

export function textBlock(text: string, size: number, width: number, tone: Tone, bold = false): Block {
  const lines = wrapped(text, size, width);
  return {
    height: lines.length * size * LINE,
    at: (x, y) =>
      lines.map((line, i) => ({
        is: "text",
        x,
        y: y + size * (1 + i * LINE),
        size,
        bold,
        anchor: "start",
        tone,
        text: line,
      })),
  };
}

export function stacked(blocks: readonly Block[]): Block {
  return {
    height: blocks.reduce((sum, { height }) => sum + height, 0),
    at: (x, y) => {
      let top = y;
      return blocks.flatMap((block) => {
        const shapes = block.at(x, top);
        top += block.height;
        return shapes;
      });
    },
  };
}

export const space = (height: number): Block => ({ height, at: () => [] });

export const arrow = (
  from: readonly [number, number],
  to: readonly [number, number],
  tone: Tone,
  dashed = false,
): Shape => ({
  is: "line",
  points: [from, to],
  tone,
  dashed,
  arrow: true,
});

export function boxed(block: Block, x: number, y: number, w: number, tone: Tone): readonly Shape[] {
  return [{ is: "box", x, y, w, h: block.height + PAD, tone }, ...block.at(x + PAD / 2, y + PAD / 2)];
}
