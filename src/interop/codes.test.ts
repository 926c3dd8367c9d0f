import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeQR } from "qr/decode.js";
import { LANGUAGES } from "../core/kernel/act.ts";
import { LETTER_LENGTHS } from "../line/letter.ts";
import { createAssembler, framesOf } from "../line/frames.ts";
import { drawCode, squaresOf } from "./code-drawing.ts";
import { codesHtml, codeSvg } from "./codes-page.ts";

/** Bytes with no order in them, as a letter's are, and the same at every run. */
function unordered(count: number): Uint8Array {
  let state = 0x9e3779b9;
  return Uint8Array.from({ length: count }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    return (state ^ (state >>> 13)) & 0xff;
  });
}
const LETTER = unordered(LETTER_LENGTHS[1] ?? 0);
const FRAMED = framesOf(LETTER);

type Seen = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** A picture of a code: so many pixels a square, tilted, with light falling off and grain over it. */
function film(frame: string, { scale = 4, tilt = 0, shade = 0, grain = 0 } = {}): Seen {
  const squares = squaresOf(frame);
  const side = Math.ceil(squares.length * scale * 1.3);
  const middle = (squares.length * scale) / 2;
  const data = new Uint8Array(side * side * 3);
  const noise = unordered(side * side);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [dx, dy] = [x - side / 2, y - side / 2];
      const column = Math.floor((dx * Math.cos(tilt) - dy * Math.sin(tilt) + middle) / scale);
      const row = Math.floor((dx * Math.sin(tilt) + dy * Math.cos(tilt) + middle) / scale);
      const light = squares[row]?.[column] === true ? 30 : 225;
      const spot = ((noise[y * side + x] ?? 0) / 255 - 0.5) * 2 * grain;
      const value = Math.max(0, Math.min(255, light - (shade * x) / side + spot));
      data.fill(value, (y * side + x) * 3, (y * side + x) * 3 + 3);
    }
  }
  return { width: side, height: side, data };
}

const PATIENT = { timeLimit: 5_000 } as const;

test("a letter goes through pixels with three in ten of its codes lost and comes out the same", () => {
  const assembler = createAssembler();
  const kept = FRAMED.frames.filter((_, i) => i % 10 > 2).toReversed();
  const whole = kept.map((frame) => assembler.add(decodeQR(film(frame), PATIENT))).find(({ is }) => is === "whole");
  assert.deepEqual(whole, { is: "whole", id: FRAMED.id, message: LETTER });
});

test("a code is read tilted, in uneven light and with grain over it", () => {
  for (const [i, more] of [
    { tilt: 0.15 },
    { shade: 90 },
    { grain: 40 },
    { scale: 3.3, tilt: -0.07, grain: 25 },
  ].entries()) {
    const frame = FRAMED.frames[i] ?? "";
    assert.equal(decodeQR(film(frame, more), PATIENT), frame, JSON.stringify(more));
  }
});

test("a full frame fits a code of 89 squares a side", () => {
  for (const frame of FRAMED.frames) assert.equal(squaresOf(frame).length, 89 + 8);
});

test("the path that is drawn covers the dark squares and no other", () => {
  const frame = FRAMED.frames[0] ?? "";
  const { side, path } = drawCode(frame);
  const squares = squaresOf(frame);
  assert.equal(side, squares.length);
  const drawn = squares.map((row) => row.map(() => false));
  for (const [, x = "", y = "", run = ""] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(run); i += 1) (drawn[Number(y)] ?? [])[Number(x) + i] = true;
  }
  assert.deepEqual(drawn, squares);
});

test("the printed page has every code with its number, names and day, in six languages, and no script", () => {
  const sheet = { from: "Aurelia", to: "Borea <&>", at: Date.UTC(2026, 10, 22, 9, 5), drill: true, leftOut: 2 };
  for (const lang of LANGUAGES) {
    const html = codesHtml({ ...sheet, letters: [FRAMED, framesOf(unordered(700))] }, lang);
    assert.equal(html.match(/<figure>/g)?.length, FRAMED.frames.length + framesOf(unordered(700)).frames.length);
    assert.ok(html.includes(`lang="${lang}"`));
    assert.ok(html.includes("09:05") && html.includes("2026"), lang);
    assert.ok(html.includes("Borea &lt;&amp;&gt;") && !html.includes("<&>"));
    assert.ok(!/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/.test(html), lang);
    assert.ok(!html.includes("codes."), `${lang} has every word`);
  }
});

test("a code as a file of its own says its number to those who cannot see it", () => {
  assert.ok(codeSvg(FRAMED.frames[2] ?? "", "3 of 30").includes("<title>3 of 30</title>"));
});
