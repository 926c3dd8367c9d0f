// One run under way: its world, and how its time is moved on.

import type { PartyId } from "../core/kernel/act.ts";
import type { Millis } from "../core/kernel/instant.ts";
import type { Timeline } from "./clock.ts";
import type { Cluster } from "./cluster.ts";
import type { Notes } from "./notes.ts";
import type { Officer } from "./officer.ts";
import type { Random } from "./random.ts";
import type { Profile } from "./weather.ts";

const MOST_EVENTS = 400_000;

export type Run = {
  readonly random: Random;
  readonly profile: Profile;
  readonly timeline: Timeline;
  readonly notes: Notes;
  readonly cluster: Cluster;
  readonly consenting: readonly PartyId[];
  readonly officers: ReadonlyMap<PartyId, Officer>;
  events: number;
};

/** Runs events up to an instant. After each, everything that it set off in promises runs to its end. */
export async function until(run: Run, end: Millis, done: () => boolean = () => false): Promise<void> {
  const { timeline, notes } = run;
  for (;;) {
    let more: boolean;
    try {
      more = timeline.step(end);
    } catch (error) {
      more = true;
      notes.problem(
        "no node throws into its process",
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
    }
    if (!more) return;
    await settled();
    run.events += 1;
    if (run.events > MOST_EVENTS) {
      if (run.events === MOST_EVENTS + 1) notes.problem("the nodes come to rest", `${MOST_EVENTS} events and no end`);
      return;
    }
    if (done()) return;
  }
}

const STILL: Millis = 1_500;
const MOST_RESTLESS: Millis = 30_000;

/** Nodes test their lines by themselves: what they say then comes in bursts, and between two all is quiet. */
export async function untilQuiet(run: Run): Promise<void> {
  const { cluster, timeline } = run;
  const heads = (): number =>
    cluster.seats.reduce((sum, { party, up }) => sum + (up?.node.ledgers().head(party) ?? 0), 0);
  let [known, since] = [heads(), timeline.now()];
  await until(run, timeline.now() + MOST_RESTLESS, () => {
    const now = heads();
    if (now !== known) [known, since] = [now, timeline.now()];
    return timeline.now() - since >= STILL;
  });
}

/** The event loop gets here only when no promise has anything left to do. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
