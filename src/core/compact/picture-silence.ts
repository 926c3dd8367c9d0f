// The side of silence: whom a lapse leads to, and the table at which it ends. spec/ladder.md, "Silence"

import type { CompactDocument } from "./document.ts";
import { duration } from "./draft-clause.ts";
import { arrow, boxed, HEAD, PAD, SILENCE, stacked, STEPS, textBlock } from "./picture-shapes.ts";
import type { Block, Placed, Say, Shape, Side } from "./picture-shapes.ts";

/** How far the contacts stand apart: as far as the steps are tall, within these. */
const [CLOSE, SPREAD] = [22, 120];

/** Whom silence leads to, from the first contact at the bottom to the declared silence at the top. */
export function silenceShapes(document: CompactDocument, placed: readonly Placed[], bottom: number, say: Say): Side {
  const labels = document.silence.map(({ contact, after }, i) => ({
    id: contact as string,
    text: say(`contact.${contact}`),
    when: i === 0 ? say("ladder.at-once") : say("ladder.then", { after: duration(after) }),
  }));
  const declared = document["silent-after"];
  if (declared !== undefined) {
    labels.push({
      id: "silent",
      text: say("ladder.declared"),
      when: say("ladder.more", { after: duration(declared) }),
    });
  }
  const blocks = labels.map(({ id, text, when }) => ({
    id,
    block: stacked([
      textBlock(text, 12, SILENCE.w - PAD, "silence", true),
      textBlock(when, 11, SILENCE.w - PAD, "ink"),
    ]),
  }));
  const tall = blocks.reduce((sum, { block }) => sum + block.height + PAD, 0);
  const between = Math.min(SPREAD, Math.max(CLOSE, (bottom - HEAD - tall) / Math.max(1, blocks.length - 1)));
  let y = bottom;
  const boxes = blocks.map(({ id, block }) => {
    const h = block.height + PAD;
    y -= h;
    const at = { id, block, y, h };
    y -= between;
    return at;
  });
  const drop = HEAD - Math.min(y + between, HEAD);
  const shifted = boxes.map((box) => ({ ...box, y: box.y + drop }));
  return { shapes: drawn(document, placed, shifted), bottom: bottom + drop };
}

type Box = { readonly id: string; readonly block: Block; readonly y: number; readonly h: number };

/** Every step's lapse leads to the first contact, each contact to the next, and the convening to its step. */
function drawn(document: CompactDocument, placed: readonly Placed[], shifted: readonly Box[]): readonly Shape[] {
  const middle = SILENCE.x + SILENCE.w / 2;
  const climbs = shifted
    .slice(1)
    .map((box, i) => arrow([middle, shifted[i]?.y ?? 0], [middle, box.y + box.h], "silence"));
  const first = shifted[0];
  const lapses = placed.map((one): Shape => ({
    is: "line",
    points: [
      [STEPS.x + STEPS.w, one.y + one.h - 18],
      [SILENCE.rail, one.y + one.h - 18],
    ],
    tone: "silence",
    dashed: true,
    arrow: false,
  }));
  const inlet = first === undefined ? 0 : first.y + first.h - 18;
  const top = Math.min(...placed.map((one) => one.y + one.h - 18), inlet);
  const rail: Shape = {
    is: "line",
    points: [
      [SILENCE.rail, top],
      [SILENCE.rail, inlet],
      [SILENCE.x, inlet],
    ],
    tone: "silence",
    dashed: true,
    arrow: true,
  };
  return [
    ...lapses,
    rail,
    ...climbs,
    ...shifted.flatMap(({ block, y: at }) => boxed(block, SILENCE.x, at, SILENCE.w, "silence")),
    ...tableShapes(document, placed, shifted),
  ];
}

/** The convening that silence leads to is the step that a convening opens. */
function tableShapes(document: CompactDocument, placed: readonly Placed[], boxes: readonly Box[]): readonly Shape[] {
  const opened = document.ladder.find(({ opens }) =>
    opens.some((trigger) => "act" in trigger && trigger.act === "convene"),
  );
  const to = placed.find(({ id }) => id === opened?.step);
  const from = boxes.find(({ id }) => id === "convening");
  if (to === undefined || from === undefined) return [];
  const y = Math.min(Math.max(from.y + 12, to.y + 8), to.y + to.h - 30);
  const level = y >= from.y && y <= from.y + from.h;
  const bend = SILENCE.rail + 14;
  return [
    {
      is: "line",
      points: level
        ? [
            [SILENCE.x, y],
            [STEPS.x + STEPS.w, y],
          ]
        : [
            [SILENCE.x, from.y + 12],
            [bend, from.y + 12],
            [bend, y],
            [STEPS.x + STEPS.w, y],
          ],
      tone: "silence",
      dashed: false,
      arrow: true,
    },
  ];
}
