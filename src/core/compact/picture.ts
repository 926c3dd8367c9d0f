// The ladder drawn: what is drawn and where, as data. The steps climb from the first at the bottom; at
// their start are the ways down, at their end is where silence leads. SVG, Typst and the console draw
// the same shapes. Right-to-left languages have the picture mirrored. spec/clauses.md

import type { Speech } from "./clause.ts";
import type { CompactDocument } from "./document.ts";
import { duration, kind, or, word } from "./draft-clause.ts";
import { parseDuration } from "../kernel/instant.ts";
import { triggerOf } from "./clauses-ladder.ts";
import { silenceShapes } from "./picture-silence.ts";
import { arrow, boxed, DOWN, HEAD, PAD, SILENCE, space, stacked, STEPS, textBlock, WIDTH } from "./picture-shapes.ts";
import type { Block, Picture, Placed, Say, Shape, Side, Tone } from "./picture-shapes.ts";
import { sentenceText } from "./say-clauses.ts";

const GAP = 26;

const sayWith =
  (speech: Speech): Say =>
  (key, args = {}) =>
    sentenceText(key, args, speech);

/** A step's name as the console has it; its own id where the console has none. */
export const stepName = (id: string, speech: Speech): string => speech.name(`step.${id}`, id);

const BAR = { w: 150, h: 7 } as const;

/** A duty's clock with its two ends: too early, open, over. */
function clockBlock(earliest: string | undefined, latest: string, say: Say, width: number): Block {
  const from = parseDuration(earliest ?? "0s") ?? 0;
  const until = parseDuration(latest) ?? 1;
  const early = from === 0 ? 0 : Math.min(0.6, Math.max(0.1, from / until)) * BAR.w;
  const text =
    earliest === undefined
      ? say("ladder.within", { latest: duration(latest) })
      : say("ladder.range", { earliest: duration(earliest), latest: duration(latest) });
  const label = textBlock(text, 11, width - BAR.w - 10, "ink");
  return {
    height: Math.max(18, label.height + 3),
    at: (x, y) => [
      ...(early === 0 ? [] : [{ is: "bar", x, y: y + 5, w: early, h: BAR.h, tone: "early" } as const]),
      { is: "bar", x: x + early, y: y + 5, w: BAR.w - early, h: BAR.h, tone: "open" },
      ...label.at(x + BAR.w + 10, y),
    ],
  };
}

function stepBlock(entry: CompactDocument["ladder"][number], speech: Speech): Block {
  const say = sayWith(speech);
  const width = STEPS.w - 2 * PAD;
  const opens = say("step.opens", { opens: or(entry.opens.map(triggerOf)) });
  const earliest = entry.earliest === undefined ? "" : say("step.earliest", { earliest: duration(entry.earliest) });
  return stacked([
    textBlock(stepName(entry.step, speech), 15, width, "ink", true),
    textBlock([opens, earliest].join(" ").trim(), 10.5, width, "quiet"),
    ...entry.owes.flatMap(({ by, act, on, earliest: from, latest }) => [
      space(7),
      textBlock(
        say(`ladder.duty${on === undefined ? "" : ".on"}`, {
          who: word(`who.${by}`),
          kinds: or(act.map(kind)),
          ...(on === undefined ? {} : { on: kind(on) }),
        }),
        12,
        width,
        "ink",
      ),
      clockBlock(from, latest, say, width),
    ]),
  ]);
}

/** The picture of a compact's ladder in one language. */
export function ladderPicture(document: CompactDocument, speech: Speech): Picture {
  const say = sayWith(speech);
  const climbing = document.ladder.map((entry) => ({ entry, block: stepBlock(entry, speech) })).toReversed();
  let y = HEAD;
  const placed = climbing.map(({ entry, block }): Placed => {
    const at = { id: entry.step, block, y, h: block.height + 2 * PAD };
    y += at.h + GAP;
    return at;
  });
  const bottom = y - GAP;
  const silence = silenceShapes(document, placed, bottom, say);
  const down = downShapes(document, placed, bottom, say);
  const shapes = [
    ...headShapes(say),
    ...placed.flatMap((one, i) => stepShapes(document, one, placed[i + 1])),
    ...down.shapes,
    ...silence.shapes,
  ];
  const height = Math.ceil(Math.max(bottom, down.bottom, silence.bottom) + 4);
  const mirrored = speech.dir === "rtl" ? shapes.map(mirror) : shapes;
  return { width: WIDTH, height, dir: speech.dir, shapes: mirrored.map(round) };
}

function headShapes(say: Say): readonly Shape[] {
  const head = (x: number, w: number, title: string, about: string, tone: Tone): readonly Shape[] =>
    stacked([textBlock(title, 13, w, tone, true), textBlock(about, 10.5, w, "quiet")]).at(x, 0);
  return [
    ...head(DOWN.x, DOWN.w, say("ladder.down"), say("ladder.down.about"), "down"),
    ...head(STEPS.x, STEPS.w, say("section.ladder"), "", "ink"),
    ...head(SILENCE.x, SILENCE.w, say("ladder.silence"), say("ladder.silence.about"), "silence"),
  ];
}

function stepShapes(
  document: CompactDocument,
  { id, block, y, h }: Placed,
  below: Placed | undefined,
): readonly Shape[] {
  const entry = document.ladder.find((one) => one.step === id);
  const follows = entry?.opens.some((trigger) => "after" in trigger && trigger.after === below?.id) ?? false;
  const middle = STEPS.x + STEPS.w / 2;
  return [
    { is: "box", x: STEPS.x, y, w: STEPS.w, h, tone: "step" },
    ...block.at(STEPS.x + PAD, y + PAD),
    ...(follows && below !== undefined ? [arrow([middle, below.y], [middle, y + h], "ink")] : []),
  ];
}

/** From every step a way down, and all of them to the closing. */
function downShapes(document: CompactDocument, placed: readonly Placed[], bottom: number, say: Say): Side {
  const closing = say("ladder.closing", { latest: duration(document.closing.latest) });
  const block = textBlock(closing, 12, DOWN.w - PAD, "down", true);
  const top = placed[0]?.y ?? HEAD;
  const y = bottom - block.height - PAD;
  const ways = placed.map((one): Shape => {
    const at = Math.min(one.y + 20, y - 8);
    return arrow([STEPS.x, at], [DOWN.rail, at], "down");
  });
  return {
    shapes: [...ways, arrow([DOWN.rail, top + 20], [DOWN.rail, y], "down"), ...boxed(block, DOWN.x, y, DOWN.w, "down")],
    bottom,
  };
}

function mirror(shape: Shape): Shape {
  switch (shape.is) {
    case "box":
    case "bar":
      return { ...shape, x: WIDTH - shape.x - shape.w };
    case "line":
      return { ...shape, points: shape.points.map(([x, y]) => [WIDTH - x, y] as const) };
    case "text":
      return { ...shape, x: WIDTH - shape.x };
    default:
      return shape satisfies never;
  }
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

function round(shape: Shape): Shape {
  switch (shape.is) {
    case "box":
    case "bar":
      return { ...shape, x: tenth(shape.x), y: tenth(shape.y), w: tenth(shape.w), h: tenth(shape.h) };
    case "line":
      return { ...shape, points: shape.points.map(([x, y]) => [tenth(x), tenth(y)] as const) };
    case "text":
      return { ...shape, x: tenth(shape.x), y: tenth(shape.y) };
    default:
      return shape satisfies never;
  }
}
