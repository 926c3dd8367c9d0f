// One week of the calendar, from Monday 00:00 UTC: which notices lie in it, and where on its line.

import { DAY, type Instant } from "../../src/core/kernel/instant.ts";
import type { NoticeNow } from "../../src/core/notice/views.ts";

export const WEEK = 7 * DAY;

/** The first day of 1970 was a Thursday. */
const MONDAY_1970 = 4 * DAY;

export const weekOf = (at: Instant): Instant => Math.floor((at - MONDAY_1970) / WEEK) * WEEK + MONDAY_1970;

/** A notice on the line of a week, as parts of its length. */
export type Bar = { readonly notice: NoticeNow; readonly start: number; readonly end: number };

/** What was called off before it began takes no time in any week. */
export const barsIn = (notices: readonly NoticeNow[], week: Instant): readonly Bar[] =>
  notices
    .filter(({ scope, end }) => scope.from < week + WEEK && end > Math.max(week, scope.from))
    .toSorted((a, b) => a.scope.from - b.scope.from)
    .map((notice) => ({
      notice,
      start: Math.max(0, (notice.scope.from - week) / WEEK),
      end: Math.min(1, (notice.end - week) / WEEK),
    }));
