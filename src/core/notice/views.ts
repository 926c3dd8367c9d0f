// What notices mean at an instant: which are ahead, live and over; where two of them meet; which of them lie
// in hours that were agreed to be quiet. spec/notice.md

import type { QuietHours } from "../compact/compact.ts";
import type { ActId } from "../kernel/act.ts";
import { DAY, MINUTE, type Instant, type Millis } from "../kernel/instant.ts";
import { meeting } from "./network.ts";
import { endOf, isOver, type Notice, type Notices } from "./notice.ts";

export type NoticeStanding = "ahead" | "live" | "over";

export function standingOf(notice: Notice, at: Instant): NoticeStanding {
  if (isOver(notice, at)) return "over";
  return notice.scope.from <= at ? "live" : "ahead";
}

export type NoticeNow = Notice & {
  readonly is: NoticeStanding;
  readonly end: Instant;
};

const PLACE: Readonly<Record<NoticeStanding, number>> = { live: 0, ahead: 1, over: 2 };

/** All notices that are kept: the live ones first, then those ahead by their beginning, then the newest that are over. */
export const noticesAt = (notices: Notices, at: Instant): readonly NoticeNow[] =>
  notices
    .map((notice) => ({
      ...notice,
      is: standingOf(notice, at),
      end: endOf(notice),
    }))
    .toSorted((a, b) => PLACE[a.is] - PLACE[b.is] || (a.is === "over" ? b.end - a.end : a.scope.from - b.scope.from));

/** Where two notices of different parties meet. `quiet`: one asks for quiet where the other plans something. */
export type Clash = {
  readonly is: "overlap" | "quiet";
  readonly notices: readonly [ActId, ActId];
  readonly from: Instant;
  readonly until: Instant;
  readonly sectors: readonly string[];
  readonly networks: readonly string[];
};

function clashOf(one: Notice, other: Notice): readonly Clash[] {
  const quiet = [one, other].filter(({ what }) => what === "quiet").length;
  const from = Math.max(one.scope.from, other.scope.from);
  const until = Math.min(one.scope.until, other.scope.until);
  if (one.by === other.by || quiet === 2 || from >= until) return [];
  const sectors = one.scope.sectors.filter((sector) => other.scope.sectors.includes(sector));
  const networks = meeting(one.scope.networks, other.scope.networks);
  if (sectors.length + networks.length === 0) return [];
  return [{ is: quiet === 1 ? "quiet" : "overlap", notices: [one.act, other.act], from, until, sectors, networks }];
}

/** Each two once, of those that are not over. */
export function clashesOf(notices: Notices, at: Instant): readonly Clash[] {
  const open = notices.filter((notice) => !isOver(notice, at));
  return open.flatMap((one, i) => open.slice(i + 1).flatMap((other) => clashOf(one, other)));
}

/** The minute of the day that a wall clock in a zone shows; undefined for a zone that is not known. */
export type MinuteIn = (zone: string, at: Instant) => number | undefined;

const minuteOf = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));
const MINUTES = DAY / MINUTE;
const after = (from: number, to: number): number => (to - from + MINUTES) % MINUTES;

/** A notice that plans something in quiet hours of the compact. */
export type InQuietHours = { readonly notice: ActId; readonly hours: QuietHours };

/**
 * Counted from the wall clock at the beginning of the window. A clock that is put forward or back within it moves
 * the hours by as much, on two days of a year: the finding is advice, and nothing that binds rests on it.
 */
const touches = ({ from, to }: QuietHours, starts: number, lasts: Millis): boolean => {
  const [begins, ends] = [minuteOf(from), minuteOf(to)];
  const long = begins === ends ? MINUTES : after(begins, ends);
  return after(begins, starts) < long || after(starts, begins) * MINUTE < lasts;
};

export const inQuietHours = (
  notices: Notices,
  quiet: readonly QuietHours[],
  at: Instant,
  minuteIn: MinuteIn,
): readonly InQuietHours[] =>
  notices
    .filter((notice) => notice.what !== "quiet" && !isOver(notice, at))
    .flatMap((notice) =>
      quiet
        .filter((hours) => {
          const starts = minuteIn(hours.zone, notice.scope.from);
          return starts !== undefined && touches(hours, starts, notice.scope.until - notice.scope.from);
        })
        .map((hours) => ({ notice: notice.act, hours })),
    );
