// Which desk has said that it is away, from when to when. Its duties stand all the same: that it is away
// explains its silence and excuses nothing. spec/readiness.md

import type { ActId, PartyId } from "../kernel/act.ts";
import { DAY, type Instant, type Millis } from "../kernel/instant.ts";

/** A desk that is away for longer says so again. */
export const LONGEST_ABSENCE: Millis = 31 * DAY;

/** Absences of one party that are kept, the newest. */
export const ABSENCES_KEPT = 8;

export type Absence = {
  readonly act: ActId;
  readonly from: Instant;
  /** When it ended or will end: the desk may come back before the time that it said. */
  readonly until: Instant;
  /** The office of its directory that can be reached meanwhile. */
  readonly deputy: string | null;
};

/** Of each party the newest absences, the oldest of them first. */
export type Presence = Readonly<Record<PartyId, readonly Absence[]>>;

/** The absence that holds at an instant. */
export const absenceAt = (presence: Presence, party: PartyId, at: Instant): Absence | undefined =>
  presence[party]?.findLast(({ from, until }) => from <= at && at < until);

/** The absence that holds now ends at `at`. */
export const endAbsence = (presence: Presence, party: PartyId, at: Instant): Presence => {
  const held = absenceAt(presence, party, at);
  if (held === undefined) return presence;
  return {
    ...presence,
    [party]: presence[party]?.map((each) => (each === held ? { ...each, until: at } : each)) ?? [],
  };
};
