// POST /api/courier/codes: everything that a party has not receipted, as the texts of QR codes.
// POST /api/courier/scan: texts that a camera or a scanner read here, in any order, a few or many at a
// time; what they complete goes to the door. spec/courier.md

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { PARTY_PATTERN, type PartyId } from "../../core/kernel/act.ts";
import { parseInstant } from "../../core/kernel/instant.ts";
import { createAssembler, FRAME_LIMITS, framesOf } from "../../line/frames.ts";
import { LETTER_LENGTHS } from "../../line/letter.ts";
import { bringCarried, isEarly, noteLeft } from "../carried.ts";
import { NodeFailure } from "../failure.ts";
import type { Node } from "../node.ts";
import type { Fate, Scanned, ShownCodes, ShownMessage } from "./courier-api.ts";
import type { Desk } from "./desk.ts";

export const CODES_LIMITS = {
  /** Codes of one showing: some seven minutes at five a second. */
  shown: 2_048,
  /** Texts of one request. */
  scanned: 512,
  /** Letters that wait for those before them. */
  early: 64,
} as const;

/** The class of 16 KiB, so that a letter is whole after some forty codes. A longer act has a letter of its own. */
const LETTER_BYTES = LETTER_LENGTHS[2] ?? 0;

const Asked = Type.Object({ to: Type.String({ pattern: PARTY_PATTERN }) }, { additionalProperties: false });

const Scan = Type.Object(
  {
    frames: Type.Array(Type.String({ maxLength: FRAME_LIMITS.chars }), { minItems: 1, maxItems: CODES_LIMITS.scanned }),
  },
  { additionalProperties: false },
);

export function postCodes(app: FastifyInstance, { node }: Desk): void {
  app.post<{ Body: Static<typeof Asked> }>("/api/courier/codes", { schema: { body: Asked } }, ({ body }) =>
    showFor(node, body.to),
  );
  const scan = createScan(node);
  app.post<{ Body: Static<typeof Scan> }>(
    "/api/courier/scan",
    { schema: { body: Scan }, bodyLimit: CODES_LIMITS.scanned * (FRAME_LIMITS.chars + 16) },
    ({ body }) => scan(body.frames),
  );
}

async function showFor(node: Node, to: PartyId): Promise<ShownCodes> {
  const { party, peers } = node.identity;
  if (!peers.includes(to)) throw new NodeFailure("bad-request", `${to} is no other party to the compact`);
  const at = node.world.clock.now();
  const key = node.lineKeys.of(to);
  const hello = node.lineKeys.hello();
  const letters = key === undefined ? [] : await node.pack(to, { bytes: LETTER_BYTES });
  // Where the other's key is unknown or past its time, ours is likely as old in its hands.
  const needsHello = key === undefined || (parseInstant(key.until) ?? 0) < at;
  const things = [...(needsHello && hello !== null ? [Buffer.from(hello, "utf8")] : []), ...letters];
  const messages: ShownMessage[] = [];
  let frames = 0;
  for (const thing of things) {
    if (thing.length > FRAME_LIMITS.messageBytes) break;
    const framed = framesOf(thing);
    frames += framed.frames.length;
    if (frames > CODES_LIMITS.shown) break;
    messages.push(framed);
  }
  const leftOut = things.length - messages.length;
  if (leftOut === 0 && letters.length > 0) noteLeft(node, to, "codes");
  return { from: party, to, at, sealed: key !== undefined, messages, leftOut };
}

/** The node's eye: it remembers what is under way between requests. One at a time. */
function createScan(node: Node): (frames: readonly string[]) => Promise<Scanned> {
  const assembler = createAssembler();
  let early: readonly Uint8Array[] = [];
  let busy: Promise<unknown> = Promise.resolve();

  const scan = async (frames: readonly string[]): Promise<Scanned> => {
    const seen = frames.map(assembler.add);
    const whole = seen.filter((one) => one.is === "whole");
    const things = [...whole.map(({ message }) => message), ...early];
    let fates: readonly Fate[] = [];
    try {
      if (whole.length > 0) fates = await bringCarried(node, things, "codes");
    } catch (error) {
      // The node could not take them now: they can be filmed again.
      for (const { id } of whole) assembler.forget(id);
      throw error;
    }
    if (whole.length > 0) {
      const waiting = things.filter((_, place) => fates[place] !== undefined && isEarly(fates[place]));
      early = waiting.slice(0, CODES_LIMITS.early);
      // Too much came at once: they can be filmed again later.
      whole.forEach(({ id }, place) => {
        const fate = fates[place];
        if (fate?.is === "refused" && fate.code === "over-quota") assembler.forget(id);
      });
    }
    return {
      dropped: seen.filter(({ is }) => is === "dropped").length,
      forged: [...new Set(seen.flatMap((one) => (one.is === "forged" ? [one.id] : [])))],
      parts: assembler.parts(),
      fates,
    };
  };

  return (frames) => {
    const turn = busy.then(() => scan(frames));
    busy = turn.catch(() => undefined);
    return turn;
  };
}
