// What the law asks of a notice, when it is announced and each time it is amended: a window that is ahead,
// told in time, somewhere, and a word that stops it. spec/notice.md

import type { Compact } from "../compact/compact.ts";
import { DAY, type Instant } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { liesWithin, networkOf } from "./network.ts";
import { FARTHEST_NOTICE, LONGEST_NOTICE, STOPPABLE, type Planned, type Scope } from "./notice.ts";

type Stated = {
  readonly what: Planned;
  readonly scope: Scope;
  readonly stopWord: string | null;
};

/** A list has only members that read as networks; the schema cannot say which do. */
function areNetworks({ networks }: Scope): Verdict {
  const strange = networks.find((text) => networkOf(text) === undefined);
  return strange === undefined ? REGULAR : irregular("not-a-network", { network: strange });
}

/** Whatever the time is: the window is one, the notice says where, and what must be stoppable has a word. */
export const isWhole = ({ what, scope, stopWord }: Stated): Verdict =>
  firstRefusal(
    () => (scope.from < scope.until ? REGULAR : irregular("notice-window")),
    () =>
      scope.until - scope.from <= LONGEST_NOTICE ? REGULAR : irregular("notice-long", { days: LONGEST_NOTICE / DAY }),
    () => (scope.networks.length + scope.sectors.length > 0 ? REGULAR : irregular("notice-nowhere")),
    () => areNetworks(scope),
    () => (stopWord === null && STOPPABLE.includes(what) ? irregular("no-stop-word") : REGULAR),
  );

export const isAhead = ({ from }: Scope, at: Instant): Verdict =>
  firstRefusal(
    () => (from >= at ? REGULAR : irregular("notice-past", { from })),
    () => (from - at <= FARTHEST_NOTICE ? REGULAR : irregular("notice-far", { days: FARTHEST_NOTICE / DAY })),
  );

/** Told later than the compact promises. */
export const isLate = (begins: Instant, at: Instant, { notices }: Compact): boolean => begins - at < notices.ahead;

/** What is told late says why. */
export const isInTime = (begins: Instant, at: Instant, isUrgent: boolean, compact: Compact): Verdict =>
  isUrgent || !isLate(begins, at, compact) ? REGULAR : irregular("notice-late", { from: at + compact.notices.ahead });

type Items = readonly string[];

const isMore = (before: Items, after: Items): boolean => after.some((item) => !before.includes(item));

/** A part of a network that was named is not one more. */
const isMorePlace = (before: Items, after: Items): boolean =>
  after.some((item) => !before.includes(item) && !liesWithin(item, before));

/** A list that names nothing any more bounds nothing. */
const isLeftOpen = (before: Items, after: Items): boolean => before.length > 0 && after.length === 0;

/** When what an amendment adds begins; Infinity where it adds nothing. A notice is always cut back freely. */
export function newFrom(before: Scope, after: Scope): Instant {
  const wider =
    isMorePlace(before.networks, after.networks) ||
    isMorePlace(before.actors, after.actors) ||
    isMore(before.sectors, after.sectors) ||
    isMore(before.techniques, after.techniques) ||
    isLeftOpen(before.sectors, after.sectors) ||
    isLeftOpen(before.techniques, after.techniques);
  return Math.min(
    wider || after.from < before.from ? after.from : Infinity,
    after.until > before.until ? Math.max(before.until, after.from) : Infinity,
  );
}
