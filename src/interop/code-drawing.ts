// One frame as a QR code: its squares as one path of SVG, for paper and for the screen. The console draws
// with this too. spec/courier.md

import { encodeQR } from "qr";

/** White squares around a code, by which a reader finds it. ISO/IEC 18004 asks for four. */
const QUIET = 4;

/** Light and dark squares, the quiet ones among them. True is dark. */
export const squaresOf = (frame: string): readonly (readonly boolean[])[] =>
  encodeQR(frame, "raw", { encoding: "alphanumeric", ecc: "medium", border: QUIET });

export type CodeDrawing = {
  /** Squares along each side. */
  readonly side: number;
  /** The dark squares, as the path's `d`. */
  readonly path: string;
};

export function drawCode(frame: string): CodeDrawing {
  const squares = squaresOf(frame);
  const steps: string[] = [];
  squares.forEach((row, y) => {
    let x = 0;
    while (x < row.length) {
      let end = x;
      while (row[end] === true) end += 1;
      if (end > x) steps.push(`M${x} ${y}h${end - x}v1h${x - end}z`);
      x = end + 1;
    }
  });
  return { side: squares.length, path: steps.join("") };
}
