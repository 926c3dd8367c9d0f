// The thin link: brings one message at a time to the other end of a slow line that loses much and may be able
// to speak in one direction only at a time. Those two ends take turns; what is missing is sent again, and only
// that. A pure state machine: it is told what was heard and when, and says what to send. Its acknowledgements
// only spare the line: what counts as delivered is a signed receipt. spec/thin.md

import type { Instant, Millis } from "../core/kernel/instant.ts";
import { crc16, wireBytes } from "./thin-frame.ts";

export const THIN_LINK = {
  /** Bytes of a message in one frame. */
  payload: 32,
  /** Frames in one turn. */
  window: 32,
  /** A message in so many frames has the short header. */
  shortFrames: 16,
  frames: 2_112,
  /** For the other to turn around, and for a wire that is late. */
  slack: 500,
  /** An arrived message is acknowledged after so long, so that an answer may go in the same turn. */
  think: 700,
  /** A line that stays silent is asked ever more slowly, up to this. */
  longestWait: 60_000,
  /** A message that comes whole and cannot be opened is asked for again so often. */
  spoiled: 3,
} as const;

const TYPE = { short: 0, long: 1, ack: 2, poll: 3 } as const;
const IDS = 32;
const BITMAP_BYTES = 8;

type Sending = {
  readonly id: number;
  readonly label: number;
  readonly parts: readonly Uint8Array[];
  readonly acked: readonly boolean[];
};

type Receiving = {
  readonly id: number;
  readonly parts: readonly (Uint8Array | null)[];
  readonly spoiled: number;
};

export type ThinLink = {
  /** Of two ends that begin at once, this one is heard first. */
  readonly first: boolean;
  readonly bitsPerSecond: number;
  readonly nextId: number;
  readonly out: Sending | null;
  readonly in: Receiving | null;
  /** The transfer that came last, and in how many frames. */
  readonly done: { readonly id: number; readonly total: number } | null;
  /** The transfer that the other waits to hear of; null when an acknowledgement is not owed. */
  readonly owes: number | null;
  readonly turn: "mine" | "theirs" | "free";
  /** Theirs: when it is taken back. Mine: not before. */
  readonly until: Instant;
  /** The frames still to go in this turn; null before they are chosen. */
  readonly plan: readonly number[] | null;
  /** Whether the turn was handed over, or the other has it because it spoke. */
  readonly handed: boolean;
  /** Turns handed over in a row that nobody answered. */
  readonly silent: number;
};

export type LinkOptions = {
  readonly first: boolean;
  readonly bitsPerSecond: number;
  /** Of chance, so that an end that lost what it had saved does not take up an old transfer's number. */
  readonly firstId: number;
};

export const createLink = ({ first, bitsPerSecond, firstId }: LinkOptions): ThinLink => ({
  first,
  bitsPerSecond,
  nextId: firstId % IDS,
  out: null,
  in: null,
  done: null,
  owes: null,
  turn: "free",
  until: 0,
  plan: null,
  handed: false,
  silent: 0,
});

const airtime = (bytes: number, { bitsPerSecond }: ThinLink): Millis => Math.ceil((bytes * 8_000) / bitsPerSecond);
const longestFrame = (link: ThinLink): Millis => airtime(THIN_LINK.payload + 9, link);
const longestAck = (link: ThinLink): Millis => airtime(BITMAP_BYTES + 7, link);

/** Begins to send a message; `label` comes back when it has been carried. Only when `out` is null. */
export function put(link: ThinLink, message: Uint8Array, label: number): ThinLink {
  if (link.out !== null) throw new Error("invariant: one message at a time");
  const parts = partsOf(message);
  const out = { id: link.nextId, label, parts, acked: parts.map(() => false) };
  // An answer that is ready ends the wait for it.
  const until = link.turn === "mine" ? 0 : link.until;
  return { ...link, out, until, plan: null, silent: 0, nextId: (link.nextId + 1) % IDS };
}

/** Gives up the message under way: it came by another route. */
export const drop = (link: ThinLink): ThinLink => ({ ...link, out: null, plan: null });

/** The message, cut for its frames. */
export function partsOf(message: Uint8Array): readonly Uint8Array[] {
  const count = Math.ceil(message.length / THIN_LINK.payload);
  return Array.from({ length: count }, (_, i) => message.subarray(i * THIN_LINK.payload, (i + 1) * THIN_LINK.payload));
}

const missingOf = ({ out }: ThinLink): readonly number[] =>
  out === null ? [] : out.acked.flatMap((acked, index) => (acked ? [] : [index])).slice(0, THIN_LINK.window);

export type Step = {
  readonly link: ThinLink;
  /** A frame to be sent now. */
  readonly send: Buffer | null;
  /** When to ask again; null when only an event brings something to do. */
  readonly at: Instant | null;
};

/** A wait that is longer than any was begun by a clock that has been put back since: it has ended. */
const isAhead = (link: ThinLink, now: Instant): boolean =>
  now < link.until && link.until - now <= THIN_LINK.longestWait + 4 * longestFrame(link);

/** What to do now. Asked after every event, and at the instant that it names itself. */
export function next(link: ThinLink, now: Instant): Step {
  const hasBusiness = link.out !== null || link.owes !== null;
  if (link.turn === "free" && !hasBusiness) return { link, send: null, at: null };
  if (link.turn !== "free" && isAhead(link, now)) return { link, send: null, at: link.until };
  if (link.turn === "theirs") {
    const silent = link.handed ? link.silent + 1 : 0;
    return next({ ...link, turn: hasBusiness ? "mine" : "free", silent, plan: null, until: 0 }, now);
  }
  const missing = missingOf(link);
  // Into silence only a question is sent: the other may have everything, or not be there.
  const asking = link.silent > 0 && missing.length > 0;
  const plan = asking ? [] : (link.plan ?? missing);
  if (link.owes !== null) {
    const last = !asking && plan.length === 0;
    return emit({ ...link, owes: null, plan }, ackFrame(link, link.owes, last), last, now);
  }
  if (asking) return emit(link, Buffer.of(headOf(TYPE.poll, true, link.out?.id ?? 0)), true, now);
  const [index, ...rest] = plan;
  if (index === undefined || link.out === null)
    return { link: { ...link, turn: "free", plan: null }, send: null, at: null };
  return emit({ ...link, plan: rest }, dataFrame(link.out, index, rest.length === 0), rest.length === 0, now);
}

function emit(link: ThinLink, frame: Buffer, last: boolean, now: Instant): Step {
  const ends = now + airtime(wireBytes(frame), link);
  const patience = 2 * THIN_LINK.slack + THIN_LINK.think + longestAck(link) * (link.first ? 1 : 3);
  const wait = link.silent === 0 ? patience : spread(patience * 2 ** Math.min(link.silent, 8), link, now);
  const after: ThinLink = last
    ? { ...link, turn: "theirs", handed: true, until: ends + wait, plan: null }
    : { ...link, turn: "mine", until: ends };
  return { link: after, send: frame, at: after.until };
}

/**
 * A wait in silence, up to half as long again by a draw from the hour: two ends that ask into each other's
 * asking on a line for one direction would otherwise do so for ever.
 */
function spread(wait: Millis, { first }: ThinLink, now: Instant): Millis {
  const draw = crc16(Buffer.from(`${first} ${now}`)) / 0x1_00_00;
  return Math.ceil(Math.min(wait, THIN_LINK.longestWait / 1.5) * (1 + draw / 2));
}

const headOf = (type: number, last: boolean, id: number): number => (type << 6) | (last ? 32 : 0) | id;

function dataFrame({ id, parts }: Sending, index: number, last: boolean): Buffer {
  const [total, part] = [parts.length, parts[index] ?? new Uint8Array()];
  if (total <= THIN_LINK.shortFrames) {
    return Buffer.concat([Buffer.of(headOf(TYPE.short, last, id), (index << 4) | (total - 1)), part]);
  }
  const head = Buffer.of(headOf(TYPE.long, last, id), index >>> 8, index & 0xff, total >>> 8, total & 0xff);
  return Buffer.concat([head, part]);
}

/** Which frames of a transfer have come: the first that is missing, and a bit for each of those after it that is here. */
function ackFrame({ in: coming, done }: ThinLink, id: number, last: boolean): Buffer {
  const parts = coming?.id === id ? coming.parts : [];
  const gap = coming?.id === id ? parts.indexOf(null) : done?.id === id ? done.total : 0;
  const bitmap = Buffer.alloc(BITMAP_BYTES);
  for (let bit = 0; bit < BITMAP_BYTES * 8; bit += 1) {
    const here = parts[gap + 1 + bit] ?? null;
    if (here !== null) bitmap[bit >>> 3] = (bitmap[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
  let length = BITMAP_BYTES;
  while (length > 0 && bitmap[length - 1] === 0) length -= 1;
  return Buffer.concat([Buffer.of(headOf(TYPE.ack, last, id), gap >>> 8, gap & 0xff), bitmap.subarray(0, length)]);
}

export type Heard = {
  readonly link: ThinLink;
  /** A message that came whole. */
  readonly arrived: Uint8Array | null;
  /** The label of our message, now that all of it has been acknowledged. */
  readonly carried: number | null;
};

/** Something came that is no frame: somebody is speaking, so it is not our turn. */
export const onNoise = (link: ThinLink, now: Instant): ThinLink =>
  link.turn === "mine" ? link : { ...link, turn: "theirs", handed: false, until: stillSpeaking(link, now) };

const stillSpeaking = (link: ThinLink, now: Instant): Instant => now + longestFrame(link) + THIN_LINK.slack;

/** A frame came whole. `isWhole` says whether an assembled message opens: one that does not is asked for again. */
export function onFrame(
  link: ThinLink,
  frame: Uint8Array,
  now: Instant,
  isWhole: (message: Uint8Array) => boolean,
): Heard {
  const head = frame[0] ?? 0;
  const [type, last, id] = [head >>> 6, (head & 32) !== 0, head & 31];
  const heard: ThinLink = { ...link, ...turnAfter(link, last, now), silent: 0 };
  if (type === TYPE.short || type === TYPE.long) return onData(heard, id, frame, { type, last, now, isWhole });
  if (type === TYPE.poll) return { link: { ...heard, owes: id }, arrived: null, carried: null };
  return onAck(heard, id, frame);
}

/** Who speaks after a frame was heard. Where both speak at once and hear each other, the first goes on. */
function turnAfter(link: ThinLink, last: boolean, now: Instant): Pick<ThinLink, "turn" | "until" | "plan" | "handed"> {
  const speaking = link.turn === "mine" && link.plan !== null;
  if (speaking && (last || link.first)) return { turn: "mine", until: link.until, plan: link.plan, handed: false };
  if (last) return { turn: "mine", until: 0, plan: null, handed: false };
  return {
    turn: "theirs",
    until: Math.max(stillSpeaking(link, now), link.turn === "mine" ? link.until : 0),
    plan: null,
    handed: false,
  };
}

function onAck(link: ThinLink, id: number, frame: Uint8Array): Heard {
  const { out } = link;
  const gap = ((frame[1] ?? 0) << 8) | (frame[2] ?? 0);
  if (out === null || out.id !== id || frame.length < 3) return { link, arrived: null, carried: null };
  const bits = frame.subarray(3);
  const has = (index: number): boolean => {
    const bit = index - gap - 1;
    return index < gap || (bit >= 0 && (((bits[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 1);
  };
  // What the other says now is the truth: it may have begun anew, and then it has less than before.
  const acked = out.parts.map((_, index) => has(index));
  if (!acked.every(Boolean)) return { link: { ...link, out: { ...out, acked } }, arrived: null, carried: null };
  return { link: { ...link, out: null }, arrived: null, carried: out.label };
}

type Context = {
  readonly type: number;
  readonly last: boolean;
  readonly now: Instant;
  readonly isWhole: (message: Uint8Array) => boolean;
};

function onData(link: ThinLink, id: number, frame: Uint8Array, { type, last, now, isWhole }: Context): Heard {
  const nothing: Heard = { link: { ...link, owes: id }, arrived: null, carried: null };
  const long = type === TYPE.long;
  const byte = (at: number): number => frame[at] ?? 0;
  const index = long ? (byte(1) << 8) | byte(2) : byte(1) >>> 4;
  const total = long ? (byte(3) << 8) | byte(4) : (byte(1) & 15) + 1;
  const part = frame.subarray(long ? 5 : 2);
  const full =
    index === total - 1 ? part.length > 0 && part.length <= THIN_LINK.payload : part.length === THIN_LINK.payload;
  if (index >= total || total > THIN_LINK.frames || !full) return { link, arrived: null, carried: null };
  if (link.done?.id === id && link.done.total === total) return nothing;
  const known = link.in?.id === id && link.in.parts.length === total ? link.in : null;
  const before: Receiving = known ?? { id, parts: Array.from({ length: total }, () => null), spoiled: 0 };
  const parts = before.parts.map((had, i) => (i === index ? (had ?? Buffer.from(part)) : had));
  const whole = parts.flatMap((piece) => (piece === null ? [] : [piece]));
  if (whole.length < total) return { ...nothing, link: { ...nothing.link, in: { ...before, parts } } };
  const message = Buffer.concat(whole);
  const opens = isWhole(message);
  if (!opens && before.spoiled + 1 < THIN_LINK.spoiled) {
    const again = { id, parts: parts.map(() => null), spoiled: before.spoiled + 1 };
    return { ...nothing, link: { ...nothing.link, in: again } };
  }
  // Whoever has the turn now may soon have an answer.
  const until = last && link.plan === null ? now + THIN_LINK.think : link.until;
  return {
    link: { ...nothing.link, in: null, done: { id, total }, until },
    arrived: opens ? message : null,
    carried: null,
  };
}
