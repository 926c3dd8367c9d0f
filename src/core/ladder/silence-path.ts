// The contacts that silence leads to in one matter, with their times. Where the matter is entangled and the
// compact has the clause, each contact after the first follows the one before sooner, never later. That is
// all that the clause changes: the law reads the shorter path as it would read one so written. spec/ladder.md

import { isEntangled } from "../assessment/entangled.ts";
import type { Compact } from "../compact/compact.ts";
import type { Instant, Millis } from "../kernel/instant.ts";
import { stoppedBetween, type Duty, type Matter } from "../kernel/matter.ts";

export type SilencePath = Compact["silence"];

/** The path with at most `contact` between one contact and the next. */
export const quickened = (path: SilencePath, contact: Millis): SilencePath =>
  path.reduce<SilencePath>((sum, entry, i) => {
    const wait = entry.after - (path[i - 1]?.after ?? 0);
    const before = sum.at(-1)?.after;
    const after = before === undefined ? entry.after : before + Math.min(wait, contact);
    return [...sum, { contact: entry.contact, after }];
  }, []);

export const pathOf = (compact: Compact, matter: Matter): SilencePath =>
  compact.entangled === null || !isEntangled(matter)
    ? compact.silence
    : quickened(compact.silence, compact.entangled.contact);

/**
 * What is to come on the path comes as soon as the clause says, once a strategic system has been stated. What
 * would have come before now comes now; while the clocks stand still, when they run again.
 */
export function hastened(matter: Matter, at: Instant, { entangled }: Compact): Matter {
  if (entangled === null || !isEntangled(matter)) return matter;
  const soonest = matter.standing.is === "cooling-off" ? Math.max(at, matter.standing.until) : at;
  const sooner = (duty: Duty): Duty => {
    const { state } = duty;
    if (state.is !== "lapsed" || state.next === null) return duty;
    const paused = stoppedBetween(matter, state.contactSince, Infinity);
    const when = Math.max(soonest, state.contactSince + entangled.contact + paused);
    return when >= state.next.at ? duty : { ...duty, state: { ...state, next: { ...state.next, at: when } } };
  };
  const duties = matter.duties.map(sooner);
  return duties.every((duty, i) => duty === matter.duties[i]) ? matter : { ...matter, duties };
}
