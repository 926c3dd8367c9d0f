// Instants and lengths as people read them. The clock's text is always UTC unless a zone is named;
// seconds are shown where a drill's pace makes minutes too coarse.

import { DAY, HOUR, MINUTE, SECOND, type Instant, type Millis } from "../../src/core/kernel/instant.ts";
import type { Say, WordId } from "./say.ts";

type LengthWords = { readonly id: WordId; readonly args: Readonly<Record<string, number>> };

/** A length in at most two units. Whatever is begun counts as passed, so a time left never flatters. */
export function lengthWords(length: Millis): LengthWords {
  const rest = Math.max(0, length);
  const d = Math.floor(rest / DAY);
  const h = Math.floor((rest % DAY) / HOUR);
  const min = Math.floor((rest % HOUR) / MINUTE);
  const s = Math.floor((rest % MINUTE) / SECOND);
  if (d > 0) return { id: "time.d-h", args: { d, h } };
  if (h > 0) return { id: "time.h-min", args: { h, min } };
  if (min > 0) return { id: "time.min-s", args: { min, s } };
  return { id: "time.s", args: { s } };
}

/** A length that was written by people, such as two hours: without a unit that is zero. */
function roundLengthWords(length: Millis): LengthWords {
  if (length >= DAY && length % DAY === 0) return { id: "time.d", args: { d: length / DAY } };
  if (length >= HOUR && length < DAY && length % HOUR === 0) return { id: "time.h", args: { h: length / HOUR } };
  if (length >= MINUTE && length < HOUR && length % MINUTE === 0)
    return { id: "time.min", args: { min: length / MINUTE } };
  return lengthWords(length);
}

/** How long ago is said coarsely, so that a line that is heard all the time does not flicker. */
const JUST_NOW = 10 * SECOND;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(tag: string, zone: string, parts: "time" | "seconds" | "day"): Intl.DateTimeFormat {
  const key = `${tag} ${zone} ${parts}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const options: Intl.DateTimeFormatOptions =
    parts === "day"
      ? { day: "numeric", month: "short" }
      : { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(parts === "seconds" ? { second: "2-digit" } : {}) };
  const made = new Intl.DateTimeFormat(tag, { timeZone: zone, ...options });
  formatters.set(key, made);
  return made;
}

export type Times = {
  /** The time of day; with the day when that is not today in the same zone. */
  readonly clock: (at: Instant, zone?: string) => string;
  readonly length: (length: Millis) => string;
  readonly roundLength: (length: Millis) => string;
  readonly ago: (at: Instant, now: Instant) => string;
};

export function createTimes(say: Say, now: Instant, seconds: boolean): Times {
  const words = ({ id, args }: LengthWords): string => say.say(id, args);
  return {
    clock: (at, zone = "UTC") => {
      const time = formatter(say.tag, zone, seconds ? "seconds" : "time").format(at);
      const day = formatter(say.tag, zone, "day");
      return day.format(at) === day.format(now) ? time : `${day.format(at)} ${time}`;
    },
    length: (length) => words(lengthWords(length)),
    roundLength: (length) => words(roundLengthWords(length)),
    ago: (at, then) => {
      if (then - at < JUST_NOW) return say.say("time.now");
      const coarse =
        then - at < MINUTE ? Math.floor((then - at) / JUST_NOW) * JUST_NOW : Math.floor((then - at) / MINUTE) * MINUTE;
      return say.say("time.ago", { length: words(roundLengthWords(coarse)) });
    },
  };
}

/** Whether people at a desk in this zone are likely asleep: ten at night to six in the morning. */
export function isNight(at: Instant, zone: string): boolean {
  const hour = Number(formatter("en", zone, "time").format(at).slice(0, 2));
  return hour >= 22 || hour < 6;
}
