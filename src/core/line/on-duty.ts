// Who is on duty now, at which office of which party, and when that changes next. Zones are data that
// change by decree, so the time of day in a zone is an argument. spec/contacts.md

import type { PartyId } from "../kernel/act.ts";
import { DAY, MINUTE, parseInstant, type Instant, type Millis } from "../kernel/instant.ts";
import {
  directoryAt,
  WEEKDAYS,
  type Contacts,
  type Duty,
  type Hours,
  type Office,
  type OfficeRole,
  type PublishedDirectory,
  type Shift,
} from "./contacts.ts";

/** The day and the minute of the day that the clock on a wall shows. */
export type WallClock = { readonly day: (typeof WEEKDAYS)[number]; readonly minute: number };

/** What a wall clock in a zone shows at an instant; undefined for a zone that is not known. */
export type LocalTime = (zone: string, at: Instant) => WallClock | undefined;

/** How an office stands. `until` is when that changes next; null when it does not within a week and a day. */
export type OfficeStanding =
  | { readonly is: "on-duty"; readonly until: Instant | null }
  | { readonly is: "off-duty"; readonly until: Instant | null }
  /** The office keeps the hours of a zone that is not known here. */
  | { readonly is: "unknown" };

export type OfficeNow = {
  readonly office: Office;
  readonly standing: OfficeStanding;
  /** The shift that has the office now, when a roster says so. */
  readonly shift: Shift | null;
};

export type PartyContacts = {
  readonly party: PartyId;
  /** `expired`: nobody vouches for it any more; `none`: nothing was published, or nothing that has begun. */
  readonly is: "valid" | "expired" | "none";
  readonly directory: PublishedDirectory | null;
  readonly offices: readonly OfficeNow[];
};

const QUARTER: Millis = 15 * MINUTE;

/** A week shows every change of duty; a day more holds those that a change of the zone's offset moves. */
const AHEAD: Millis = 8 * DAY;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const dayBefore = (day: WallClock["day"]): WallClock["day"] => {
  const before = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7];
  if (before === undefined) throw new Error("invariant: a week has seven days");
  return before;
};

function isWithin({ days, from, until }: Hours, { day, minute }: WallClock): boolean {
  const [begins, ends] = [minuteOf(from), minuteOf(until)];
  if (ends > begins) return days.includes(day) && minute >= begins && minute < ends;
  // Past midnight the shift is still that of the day on which it began.
  return (days.includes(day) && minute >= begins) || (days.includes(dayBefore(day)) && minute < ends);
}

const isOpen = (hours: readonly Hours[], clock: WallClock): boolean => hours.some((each) => isWithin(each, clock));

export function standingOf(duty: Duty, at: Instant, localTime: LocalTime): OfficeStanding {
  if (duty === "always") return { is: "on-duty", until: null };
  const { zone, hours } = duty;
  const now = localTime(zone, at);
  if (now === undefined) return { is: "unknown" };
  const open = isOpen(hours, now);
  const is = open ? "on-duty" : "off-duty";
  for (let then = Math.floor(at / QUARTER) * QUARTER + QUARTER; then <= at + AHEAD; then += QUARTER) {
    const clock = localTime(zone, then);
    if (clock !== undefined && isOpen(hours, clock) !== open) return { is, until: then };
  }
  return { is, until: null };
}

const shiftAt = (office: Office, at: Instant): Shift | null =>
  office.roster?.find(({ from, until }) => (parseInstant(from) ?? 0) <= at && at < (parseInstant(until) ?? 0)) ?? null;

/** The directory of each party as it stands at an instant, with who is on duty. */
export const contactsAt = (
  contacts: Contacts,
  parties: readonly PartyId[],
  at: Instant,
  localTime: LocalTime,
): readonly PartyContacts[] =>
  parties.map((party) => {
    const directory = directoryAt(contacts, party, at);
    if (directory === undefined) return { party, is: "none", directory: null, offices: [] };
    const offices = directory.offices.map((office) => ({
      office,
      standing: standingOf(office.duty, at, localTime),
      shift: shiftAt(office, at),
    }));
    return { party, is: at < directory.until ? "valid" : "expired", directory, offices };
  });

/**
 * Whom to reach for something of this kind, the first first: the offices of that role that are on duty, then
 * their deputies that are, then any watch desk that is. Empty when everyone is asleep.
 */
export function reachable({ offices }: PartyContacts, role: OfficeRole): readonly OfficeNow[] {
  const awake = offices.filter(({ standing }) => standing.is === "on-duty");
  const ofRole = awake.filter(({ office }) => office.role === role);
  const deputies = offices
    .filter(({ office }) => office.role === role)
    .flatMap(({ office }) => office.deputies)
    .flatMap((id) => awake.filter(({ office }) => office.id === id));
  const watch = awake.filter(({ office }) => office.role === "watch");
  return [...new Set([...ofRole, ...deputies, ...watch])];
}
