// What a wall clock shows in a time zone, from the zones that the system knows. spec/contacts.md

import { WEEKDAYS } from "../core/line/contacts.ts";
import type { LocalTime } from "../core/line/on-duty.ts";

const clocks = new Map<string, Intl.DateTimeFormat | null>();

/** More zones than a compact has offices; a stranger's names do not fill the memory. */
const MOST_CLOCKS = 512;

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = newClock(zone);
  if (clocks.size < MOST_CLOCKS) clocks.set(zone, made);
  return made;
}

function newClock(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  } catch {
    return null;
  }
}

export const localTime: LocalTime = (zone, at) => {
  const parts = clockOf(zone)?.formatToParts(at);
  if (parts === undefined) return undefined;
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  const day = WEEKDAYS.find((name) => name === part("weekday").toLowerCase());
  return day === undefined ? undefined : { day, minute: Number(part("hour")) * 60 + Number(part("minute")) };
};
