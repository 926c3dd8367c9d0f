// The trails at work: one for each other node, read from the store at start and written in batches. What
// is written is knowledge about the way, not about what was said: a batch that is lost loses nothing else.
// spec/routes.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Millis } from "../core/kernel/instant.ts";
import { addTry, TRAIL_LIMITS, type Trail, type TrailLine, type Try } from "../line/trail.ts";
import type { Cancel, World } from "./world.ts";
import type { Writer } from "./writer.ts";

/** A new line is written after so long, together with what else has changed by then. */
const SOON: Millis = 1_000;
/** A line that only counts on is written this often. */
const LATER: Millis = 60_000;

/** The trail of what came from nobody that the compact knows. */
const STRANGERS = "";

export type Trails = {
  /** `null` for what came from nobody that the compact knows. */
  readonly note: (party: PartyId | null, tried: Try) => void;
  readonly of: (party: PartyId | null) => Trail;
  readonly stop: () => void;
};

export function openTrails({ store, clock }: Pick<World, "store" | "clock">, writer: Writer): Trails {
  const trails = new Map<PartyId, Trail>();
  const changed = new Map<PartyId, Map<number, TrailLine>>();
  let timer: Cancel | null = null;
  let dueAt = Infinity;
  let stopped = false;

  const of = (party: PartyId | null): Trail => {
    const name = party ?? STRANGERS;
    const trail = trails.get(name) ?? store.trail(name);
    trails.set(name, trail);
    return trail;
  };

  const writeIn = (wait: Millis): void => {
    const at = clock.now() + wait;
    if (at >= dueAt || stopped) return;
    timer?.();
    dueAt = at;
    timer = clock.after(wait, write);
  };

  const write = (): void => {
    dueAt = Infinity;
    const batch = [...changed];
    changed.clear();
    writer
      .write((writing) => {
        for (const [party, lines] of batch) {
          for (const line of lines.values()) writing.putTrail(party, line);
          const last = of(party).at(-1)?.place ?? 0;
          writing.cutTrail(party, last - TRAIL_LIMITS.lines);
        }
      })
      .catch(() => {
        // The disk refused: what has not changed since is written with what changes next.
        for (const [party, lines] of batch) changed.set(party, new Map([...lines, ...(changed.get(party) ?? [])]));
      });
  };

  return {
    note: (party, tried) => {
      const name = party ?? STRANGERS;
      const { trail, line } = addTry(of(party), tried, clock.now());
      trails.set(name, trail);
      const lines = changed.get(name) ?? new Map<number, TrailLine>();
      lines.set(line.place, line);
      changed.set(name, lines);
      writeIn(line.count === 1 ? SOON : LATER);
    },
    of,
    stop: () => {
      stopped = true;
      timer?.();
    },
  };
}
