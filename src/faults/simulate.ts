// One seed, one run: three real nodes in a world whose time, chance, wire and disks are ours. Faults and
// officers for a while, then every link cut, then everything healed at once; the checkers decide.

import type { Millis } from "../core/kernel/instant.ts";
import { SECOND } from "../core/kernel/instant.ts";
import { checkEnd } from "./checkers.ts";
import { createTimeline } from "./clock.ts";
import { createCluster, type Cluster, type Mutant } from "./cluster.ts";
import { makeFolder } from "./disk.ts";
import { settingAt } from "./keys.ts";
import { takeDetour } from "./detour.ts";
import { CALM } from "./network.ts";
import { createNotes, type Counts, type Problem } from "./notes.ts";
import { createOfficer } from "./officer.ts";
import { createRandom } from "./random.ts";
import { until, untilQuiet, type Run } from "./run.ts";
import { bringWeather, drawProfile, healClocks } from "./weather.ts";
import { rmSync } from "node:fs";

export type Outcome = {
  readonly seed: number;
  readonly problems: readonly Problem[];
  readonly counts: Counts;
  /** Covers every act, envelope and fault with its time: equal for equal seeds. */
  readonly digest: string;
  readonly events: number;
  readonly virtualMs: Millis;
  /** From the healing until every act that stood then was everywhere; null where it did not come to that. */
  readonly catchUpMs: Millis | null;
};

export type Options = {
  readonly mutant?: Mutant;
  readonly show?: (line: string) => void;
  /** Kept for a look afterwards when given. */
  readonly folder?: string;
};

/** All links stay cut so long that every line has noticed. */
const ISOLATION: Millis = 8 * SECOND;
/** Pending acts are everywhere within so much of the return of the links. */
const CATCH_UP: Millis = 2 * SECOND;
/** A node looks at its timers at least once a minute, and after its clock jumped no sooner. */
const REST: Millis = 16 * SECOND;
const JUMPED_REST: Millis = 65 * SECOND;
/** Acts of a clock that ran wild are believed when time has come to them. */
const WILD_REST: Millis = 8 * 60 * SECOND;

export async function simulate(seed: number, { mutant = {}, show, folder }: Options = {}): Promise<Outcome> {
  const random = createRandom(`faults/${seed}`);
  const profile = drawProfile(random.stream("profile"));
  const timeline = createTimeline();
  const notes = createNotes(timeline, show);
  const place = folder ?? makeFolder();
  const setting = settingAt(profile.pace);
  const parties = setting.compact.parties.map(({ id }) => id);
  const consenting = random.stream("relays").shuffled(parties).slice(0, profile.relays);
  const cluster = createCluster({ folder: place, random, timeline, setting, notes, mutant, consenting });
  notes.tell(`seed ${seed} ${JSON.stringify(profile)}`);
  const officers = new Map(
    cluster.seats.map((seat) => [seat.party, createOfficer(seat, random.stream(`officer/${seat.party}`), notes)]),
  );
  const run: Run = { random, profile, timeline, notes, cluster, consenting, officers, events: 0 };
  const onRejection = (error: unknown): void => notes.problem("nothing is left unhandled", String(error));
  process.on("unhandledRejection", onRejection);
  try {
    return { seed, ...(await live(run)) };
  } finally {
    process.off("unhandledRejection", onRejection);
    cluster.dispose();
    if (folder === undefined) rmSync(place, { recursive: true, force: true });
  }
}

const restOf = ({ notes: { counts } }: Run): Millis => {
  if (counts["clock-wild"] > 0) return WILD_REST;
  return counts["clock-forward"] + counts["clock-back"] > 0 ? JUMPED_REST : REST;
};

async function live(run: Run): Promise<Omit<Outcome, "seed">> {
  const { random, profile, timeline, notes, cluster } = run;
  const cutAt = profile.active;
  const healAt = cutAt + ISOLATION;
  for (const seat of cluster.seats) timeline.after(random.between(0, 200), () => cluster.start(seat));
  for (const seat of cluster.seats) employ(run, seat, healAt);
  bringWeather({ cluster, timeline, notes, profile, random: random.stream("weather") }, cutAt);
  await until(run, cutAt);
  cluster.wire.setWeather(CALM);
  cluster.wire.isolate(random.pick(["silent", "silent", "refused"]));
  await until(run, healAt);
  heal(run);
  const catchUpMs = await catchUp(run, healAt);
  await until(run, healAt + restOf(run));
  await takeDetour(run);
  await untilQuiet(run);
  checkEnd(cluster, notes, random.stream("checkers"), timeline.now());
  notes.tell(`end ${JSON.stringify(notes.counts)}`);
  return {
    problems: notes.problems,
    counts: notes.counts,
    digest: notes.digest(),
    events: run.events,
    virtualMs: timeline.now(),
    catchUpMs,
  };
}

/** An officer looks at the desk now and then, and sometimes not for long. */
function employ({ random, profile, timeline, officers }: Run, seat: Cluster["seats"][number], end: Millis): void {
  const stream = random.stream(`employ/${seat.party}`);
  const officer = officers.get(seat.party);
  const again = (): void => {
    const silent = stream.chance(profile.silence);
    timeline.after(stream.wait(silent ? 40 * SECOND : profile.actEvery), () => {
      if (timeline.now() >= end) return;
      officer?.act();
      again();
    });
  };
  again();
}

function heal({ cluster, notes }: Run): void {
  notes.tell("heal");
  cluster.wire.isolate(null);
  healClocks(cluster);
  for (const seat of cluster.seats) {
    seat.disk.setFull(false);
    seat.disk.arm(undefined);
    cluster.start(seat);
  }
}

/** How long until every act that stood at the healing was everywhere. */
async function catchUp(run: Run, healAt: Millis): Promise<Millis | null> {
  const { cluster, notes, profile, timeline } = run;
  if (profile.wild) return null;
  const told = (by: string, to: string): boolean => notes.twins.some((twin) => twin.by === by && twin.to === to);
  const heads = new Map(cluster.seats.map(({ party, up }) => [party, up?.node.ledgers().head(party) ?? 0]));
  const behind = (): readonly string[] =>
    cluster.seats.flatMap(({ party, up }) =>
      [...heads]
        .filter(([by, head]) => !told(by, party) && (up?.node.ledgers().head(by) ?? 0) < head)
        .map(([by, head]) => `${party} holds ${up?.node.ledgers().head(by) ?? 0} of ${head} of ${by}`),
    );
  await until(run, healAt + CATCH_UP, () => behind().length === 0);
  const missing = behind();
  if (missing.length === 0) return timeline.now() - healAt;
  notes.problem("catch-up within two seconds", missing.join("; "));
  return null;
}
