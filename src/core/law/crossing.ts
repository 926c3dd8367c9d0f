// A matter through the versions of the compact: time passes under each version until the next takes force.
// With one version this is `advance` and nothing more. spec/agreement.md

import type { Version } from "../compact/agreement.ts";
import type { Compact } from "../compact/compact.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { carryOver } from "../ladder/carry-over.ts";
import { advance, nextEvent } from "../ladder/ladder.ts";

/** The compact under which a matter stands. */
function compactOf(matter: Matter, versions: readonly Version[]): Compact {
  const version = versions.find((each) => each.version === matter.version);
  if (version === undefined)
    throw new Error(`invariant: ${matter.id} stands under version ${matter.version}, which never was`);
  return version.compact;
}

/** The version that a matter crosses into next; a matter that is closed stays where it was closed. */
const nextVersion = ({ standing, version }: Matter, versions: readonly Version[]): Version | undefined =>
  standing.is === "closed" ? undefined : versions.find((each) => each.version > version);

/** The matter as it stands at `at`, each version having ruled its own time. Idempotent. */
export function passThrough(matter: Matter, at: Instant, versions: readonly Version[]): Matter {
  let present = matter;
  for (;;) {
    const own = compactOf(present, versions);
    const next = nextVersion(present, versions);
    if (next === undefined || next.from === null || next.from > at) return advance(present, at, own);
    present = carryOver(advance(present, next.from, own), own, next.compact, next.from);
  }
}

export type TimeEvents = {
  /** The instants at which a deadline or a pause ended. */
  readonly passed: readonly Instant[];
  /** When the matter must be looked at again: the next of these, or the next version. */
  readonly next: Instant | null;
};

/** What time alone does to a matter after `after` and up to `until`, and when it next does something. */
export function timeEventsOf(matter: Matter, versions: readonly Version[], after: Instant, until: Instant): TimeEvents {
  const passed: Instant[] = [];
  let present = matter;
  for (;;) {
    const event = nextEvent(present, compactOf(present, versions));
    const turn = nextVersion(present, versions)?.from ?? null;
    const next = event === null || (turn !== null && turn < event) ? turn : event;
    if (next === null || next > until) return { passed, next };
    if (next > after && next === event) passed.push(next);
    present = passThrough(present, next, versions);
  }
}
