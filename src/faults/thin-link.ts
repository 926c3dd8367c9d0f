// A slow line in simulated time: so many bits a second, one direction at a time, frames that are lost,
// damaged, doubled or late. Two thin links at its ends carry a message there and its receipt back.

import type { Millis } from "../core/kernel/instant.ts";
import { createDeframer, wrapFrame } from "../line/thin-frame.ts";
import { createLink, next, onFrame, onNoise, put, type ThinLink } from "../line/thin-link.ts";
import { restoreLink, saveLink } from "../line/thin-save.ts";
import { createTimeline } from "./clock.ts";
import { createRandom } from "./random.ts";

export type SlowLine = {
  readonly seed: string;
  readonly bitsPerSecond: number;
  /** Shares of frames. */
  readonly loss: number;
  readonly damage: number;
  readonly double: number;
  readonly late: number;
  /** Whether both ends can speak at once. */
  readonly duplex: boolean;
  /** The line is dead from the first of these true times to the second. */
  readonly cut?: readonly [Millis, Millis];
  /** Messages that the second end has to bring from the beginning. */
  readonly opposite?: readonly Uint8Array[];
  /** True times at which an end's process ends and begins again from what it saved. */
  readonly restarts?: readonly (readonly [Millis, 0 | 1])[];
};

export const CLEAR: Omit<SlowLine, "seed"> = {
  bitsPerSecond: 50,
  loss: 0,
  damage: 0,
  double: 0,
  late: 0,
  duplex: false,
};

/** What came out at the two ends, in order, and when. */
export type Carriage = {
  readonly arrived: readonly [readonly Arrival[], readonly Arrival[]];
  readonly bytesOnWire: number;
};
export type Arrival = { readonly message: Uint8Array; readonly at: Millis };

type End = {
  link: ThinLink;
  readonly deframer: ReturnType<typeof createDeframer>;
  readonly waiting: Uint8Array[];
  readonly arrived: Arrival[];
  awake: () => void;
  speakingUntil: Millis;
};

/** How long a node takes to store an act and sign its receipt. */
const NODE_MILLIS = 50;

/** A frame that comes late may bring a message twice. */
const distinct = (arrived: readonly Arrival[]): number =>
  new Set(arrived.map(({ message }) => Buffer.from(message).toString("latin1"))).size;

type Answer = (message: Uint8Array) => Uint8Array | null;

function startCarriage(
  line: SlowLine,
  messages: readonly Uint8Array[],
  answer: Answer,
): { run: (until: Millis) => Carriage } {
  const random = createRandom(line.seed);
  const timeline = createTimeline();
  const wanted = messages.length + (line.opposite?.length ?? 0);
  let bytesOnWire = 0;
  const end = (first: boolean, waiting: readonly Uint8Array[]): End => ({
    link: createLink({ first, bitsPerSecond: line.bitsPerSecond, firstId: random.between(0, 31) }),
    deframer: createDeframer(),
    waiting: [...waiting],
    arrived: [],
    awake: () => {},
    speakingUntil: 0,
  });
  const ends: readonly [End, End] = [end(true, messages), end(false, line.opposite ?? [])];
  const other = (side: 0 | 1): 0 | 1 => (side === 0 ? 1 : 0);
  const isCut = (at: Millis): boolean => line.cut !== undefined && at >= line.cut[0] && at < line.cut[1];

  const look = (side: 0 | 1): void => {
    const me = ends[side];
    me.awake();
    const message = me.link.out === null ? me.waiting.shift() : undefined;
    if (message !== undefined) me.link = put(me.link, message, 0);
    const step = next(me.link, timeline.now());
    me.link = step.link;
    if (step.send !== null) speak(side, wrapFrame(step.send));
    if (step.at !== null) me.awake = timeline.at(step.at, () => look(side));
  };

  const speak = (side: 0 | 1, bytes: Buffer): void => {
    const [me, them] = [ends[side], ends[other(side)]];
    const [began, ends_] = [timeline.now(), timeline.now() + Math.ceil((bytes.length * 8_000) / line.bitsPerSecond)];
    bytesOnWire += bytes.length;
    const clash = !line.duplex && them.speakingUntil > began;
    me.speakingUntil = ends_;
    const copies = random.chance(line.double) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const lost = random.chance(line.loss) || isCut(began);
      const sent = random.chance(line.damage) ? damaged(bytes) : bytes;
      const delay = random.chance(line.late) ? random.between(1, 20_000) : 0;
      timeline.at(ends_ + delay, () => {
        // On a line for one direction at a time, an end that speaks hears nothing.
        const deaf = !line.duplex && (clash || them.speakingUntil > ends_ - 1);
        if (!lost && !deaf && !isCut(timeline.now())) hear(other(side), sent);
      });
    }
  };

  const damaged = (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes);
    const at = random.between(0, copy.length - 1);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.between(0, 7));
    return copy;
  };

  const hear = (side: 0 | 1, bytes: Buffer): void => {
    const me = ends[side];
    for (const frame of me.deframer.push(bytes)) {
      if (frame === null) {
        me.link = onNoise(me.link, timeline.now());
        continue;
      }
      const heard = onFrame(me.link, frame, timeline.now(), () => true);
      me.link = heard.link;
      if (heard.arrived !== null) arrive(side, heard.arrived);
    }
    look(side);
  };

  const arrive = (side: 0 | 1, message: Uint8Array): void => {
    const me = ends[side];
    me.arrived.push({ message, at: timeline.now() });
    const reply = side === 1 ? answer(message) : null;
    if (reply === null) return;
    timeline.after(NODE_MILLIS, () => {
      me.waiting.push(reply);
      look(side);
    });
  };

  for (const [at, side] of line.restarts ?? []) {
    timeline.at(at, () => {
      const me = ends[side];
      const { first, bitsPerSecond } = me.link;
      me.link = restoreLink(saveLink(me.link), { first, bitsPerSecond, firstId: random.between(0, 31) });
      look(side);
    });
  }
  look(0);
  look(1);
  return {
    run: (until) => {
      while (distinct(ends[0].arrived) < wanted && timeline.step(until));
      return { arrived: [ends[0].arrived, ends[1].arrived], bytesOnWire };
    },
  };
}

/**
 * Brings `messages` from the first end; each that arrives is answered with `answer(it)`. Ends when every
 * answer has come back, or at `until`.
 */
export function carry(line: SlowLine, messages: readonly Uint8Array[], answer: Answer, until: Millis): Carriage {
  return startCarriage(line, messages, answer).run(until);
}
