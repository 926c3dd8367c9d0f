// What goes wrong in a run and when: each seed draws a profile, and the profile draws the faults.

import type { Millis } from "../core/kernel/instant.ts";
import { SECOND } from "../core/kernel/instant.ts";
import type { Timeline } from "./clock.ts";
import type { Cluster, Seat } from "./cluster.ts";
import { COMMIT_FAULTS } from "./disk.ts";
import { forge, forkTongue } from "./forger.ts";
import type { Weather } from "./network.ts";
import type { Notes } from "./notes.ts";
import type { Random } from "./random.ts";

/** What one seed has in store. A mean wait of null means that this fault stays away. */
export type Profile = {
  readonly pace: number;
  /** How long officers act and faults happen, before the last cut. */
  readonly active: Millis;
  readonly actEvery: Millis;
  readonly silence: number;
  readonly weather: Weather;
  readonly crashEvery: Millis | null;
  readonly downFor: Millis;
  readonly cutEvery: Millis | null;
  readonly cutFor: Millis;
  readonly fullEvery: Millis | null;
  readonly unknownEvery: Millis | null;
  readonly jumpEvery: Millis | null;
  readonly forgeEvery: Millis | null;
  readonly twin: boolean;
  /** Clocks so wrong that others do not believe them. */
  readonly wild: boolean;
  /** How many of the nodes keep letters for others. */
  readonly relays: number;
};

export function drawProfile(random: Random): Profile {
  const often = (mean: Millis): Millis | null => (random.chance(0.7) ? random.wait(mean) + SECOND : null);
  const rough = random.chance(0.75);
  return {
    pace: random.pick([1_800, 3_600, 7_200, 7_200, 14_400, 28_800]),
    active: random.pick([8, 12, 18, 28]) * SECOND,
    actEvery: random.pick([1_000, 3_000, 6_000]),
    silence: random.pick([0, 0.05, 0.15]),
    weather: {
      loss: rough ? random.pick([0, 0.02, 0.1, 0.3]) : 0,
      duplicate: rough ? random.pick([0, 0.05, 0.3]) : 0,
      slow: rough ? random.pick([0, 0.05, 0.2]) : 0,
    },
    crashEvery: often(8 * SECOND),
    downFor: random.pick([300, 3_000, 12_000]),
    cutEvery: often(6 * SECOND),
    cutFor: random.pick([2_000, 8_000, 20_000]),
    fullEvery: often(15 * SECOND),
    unknownEvery: random.chance(0.4) ? 20 * SECOND : null,
    jumpEvery: often(10 * SECOND),
    forgeEvery: often(2 * SECOND),
    twin: random.chance(0.2),
    wild: random.chance(0.06),
    relays: random.pick([0, 1, 2, 3, 3]),
  };
}

/** A clock may be this wrong: two of them stay within the compact's skew. */
const MOST_WRONG: Millis = 120 * SECOND;
const WILDLY_WRONG: Millis = 600 * SECOND;

/** Starts everything that goes wrong; `until` ends it. */
export function bringWeather(
  {
    cluster,
    timeline,
    notes,
    profile,
    random,
  }: {
    readonly cluster: Cluster;
    readonly timeline: Timeline;
    readonly notes: Notes;
    readonly profile: Profile;
    readonly random: Random;
  },
  until: Millis,
): void {
  const every = (name: string, mean: Millis | null, work: (stream: Random) => void): void => {
    if (mean === null) return;
    const stream = random.stream(name);
    const again = (): void => {
      timeline.after(stream.wait(mean), () => {
        if (timeline.now() >= until) return;
        work(stream);
        again();
      });
    };
    again();
  };
  cluster.wire.setWeather(profile.weather);
  every("crash", profile.crashEvery, (stream) => crashOne(cluster, timeline, profile, stream));
  every("cut", profile.cutEvery, (stream) => cutOne(cluster, timeline, notes, profile, stream));
  every("full", profile.fullEvery, (stream) => {
    const seat = stream.pick(cluster.seats);
    seat.disk.setFull(true);
    timeline.after(stream.wait(1_000), () => seat.disk.setFull(false));
  });
  every("unknown", profile.unknownEvery, (stream) => stream.pick(cluster.seats).disk.arm("saved-but-failed"));
  every("jump", profile.jumpEvery, (stream) => jumpClock(stream.pick(cluster.seats), notes, profile, stream));
  every("forge", profile.forgeEvery, (stream) => forge(cluster, notes, stream));
  if (profile.twin) every("twin", profile.active / 3, (stream) => forkTongue(cluster, notes, stream));
}

/** Half of the crashes come between events, half at the next commit. */
function crashOne(cluster: Cluster, timeline: Timeline, profile: Profile, random: Random): void {
  const seat = random.pick(cluster.seats);
  if (seat.up === null) return;
  const atCommit = COMMIT_FAULTS.filter((fault) => fault !== "saved-but-failed");
  if (random.chance(0.5)) seat.disk.arm(random.pick(atCommit));
  else cluster.crash(seat);
  const back = (): void => {
    if (seat.up === null) cluster.start(seat);
    else timeline.after(random.wait(profile.downFor), back);
  };
  timeline.after(random.wait(profile.downFor), back);
}

function cutOne(cluster: Cluster, timeline: Timeline, notes: Notes, profile: Profile, random: Random): void {
  const [one, other] = random.shuffled(cluster.seats) as [Seat, Seat];
  const how = random.chance(0.6) ? "silent" : "refused";
  const ways = [[one, other] as const, ...(random.chance(0.6) ? [[other, one] as const] : [])];
  notes.count("cut");
  notes.tell(`cut ${how} ${ways.map(([from, to]) => `${from.party}>${to.party}`).join(" ")}`);
  for (const [from, to] of ways) cluster.wire.cut(from.party, to.party, how);
  timeline.after(random.wait(profile.cutFor), () => {
    for (const [from, to] of ways) cluster.wire.cut(from.party, to.party, null);
  });
}

function jumpClock(seat: Seat, notes: Notes, profile: Profile, random: Random): void {
  if (random.chance(0.3)) {
    seat.clock.setRate(1 + random.between(-300, 300) / 1e6);
    return notes.count("drift");
  }
  const wild = profile.wild && random.chance(0.5);
  const most = wild ? WILDLY_WRONG : MOST_WRONG;
  const before = seat.clock.error();
  const error = random.chance(0.2) ? 0 : random.between(-most, most);
  seat.clock.setError(error);
  notes.count(wild ? "clock-wild" : error > before ? "clock-forward" : "clock-back");
  notes.tell(`clock ${seat.party} ${Math.round(error - before)}`);
}

/** Clocks that ran wild come back to what the compact's skew allows. */
export function healClocks(cluster: Cluster): void {
  for (const { clock } of cluster.seats) {
    if (Math.abs(clock.error()) > MOST_WRONG) clock.setError(Math.sign(clock.error()) * MOST_WRONG);
  }
}
