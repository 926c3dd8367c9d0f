// A measure in a matter: proposed by one party, perhaps adopted by it, perhaps suspended, and ended by it or
// by time. Time alone ends a measure and never begins one. spec/measures.md

import type { ActId, PartyId } from "./act.ts";
import type { Instant } from "./instant.ts";

/** What a consulted party says of a proposal. */
export const MEASURE_VIEWS = ["agrees", "concerned", "objects"] as const;
export type MeasureView = (typeof MEASURE_VIEWS)[number];

/** A measure in force: since which adoption, and when it ends by itself. */
type InForce = { readonly act: ActId; readonly at: Instant; readonly until: Instant | null };

/** The proposer has set its measure aside, and promised not to take it up again before an instant. */
type Pause = { readonly act: ActId; readonly at: Instant; readonly notBefore: Instant | null };

/**
 * How a measure stands. Each variant holds only what that state has. A suspended measure runs on towards its
 * end: `until` is the end it had in force, `adopted` the adoption it goes back to. It is set aside by its
 * proposer (`pause`), or held in escrow for an exchange (`held`), perhaps over a pause that stood before.
 */
export type MeasureState =
  | { readonly is: "proposed" }
  | ({ readonly is: "adopted" } & InForce)
  | {
      readonly is: "suspended";
      readonly act: ActId;
      readonly at: Instant;
      readonly until: Instant | null;
      readonly reason: "pause" | "escrow";
      readonly pause: Pause | null;
      readonly adopted: Pick<InForce, "act" | "at">;
    }
  | { readonly is: "withdrawn"; readonly act: ActId; readonly at: Instant }
  | { readonly is: "lifted"; readonly act: ActId; readonly at: Instant }
  | { readonly is: "expired"; readonly at: Instant };

export type MeasureReply = { readonly act: ActId; readonly at: Instant; readonly view: MeasureView };

/** A later end that the proposer asks for. It holds from the instant at which enough of the consulted agree. */
export type Extension = {
  readonly act: ActId;
  readonly at: Instant;
  readonly until: Instant;
  readonly review: Instant | null;
  readonly consulted: readonly PartyId[];
  readonly replies: Readonly<Record<PartyId, MeasureReply>>;
};

export type Measure = {
  /** The proposal. */
  readonly act: ActId;
  readonly by: PartyId;
  /** Its name on the compact's menu. */
  readonly measure: string;
  readonly at: Instant;
  /** The red line that it answers, if it names one. */
  readonly answers: string | null;
  /** The verified finding that it answers, if its proposal names one. */
  readonly finding: ActId | null;
  /** Its proposal states everything that `preconditions: full` asks for. */
  readonly statesAll: boolean;
  /** It is not adopted before this instant, if its proposal names one. */
  readonly starts: Instant | null;
  /** When its proposer looks at it again, if that is stated. */
  readonly review: Instant | null;
  /** Who was asked, as the compact stood when it was proposed. */
  readonly consulted: readonly PartyId[];
  readonly replies: Readonly<Record<PartyId, MeasureReply>>;
  /** The extension that is open, and how many have been asked for. */
  readonly extension: Extension | null;
  readonly extensions: number;
  readonly state: MeasureState;
};

/** Withdrawn, lifted or expired: nothing more can come of it. */
export const isOver = ({ state }: Measure): boolean =>
  state.is === "withdrawn" || state.is === "lifted" || state.is === "expired";

/** Adopted and not over: in force, or suspended on its way to its end. */
export const isRunning = ({ state }: Measure): boolean => state.is === "adopted" || state.is === "suspended";

/** When this measure ends by itself; null when time does not end it, or it is not in force. */
const endOf = ({ state }: Measure): Instant | null =>
  state.is === "adopted" || state.is === "suspended" ? state.until : null;

/** The instant at which the next measure in force ends by itself; null when none does. */
export const nextExpiry = (measures: readonly Measure[]): Instant | null =>
  measures.reduce<Instant | null>((next, measure) => {
    const end = endOf(measure);
    if (end === null) return next;
    return next === null ? end : Math.min(next, end);
  }, null);

/** The measures at this instant: those that have had their time are expired, suspended or not. */
export const expire = (measures: readonly Measure[], at: Instant): readonly Measure[] =>
  measures.map((measure) => {
    const end = endOf(measure);
    return end === null || end > at ? measure : { ...measure, extension: null, state: { is: "expired", at: end } };
  });

/** The names of those that ended by themselves at this very instant. */
export const endedAt = (measures: readonly Measure[], at: Instant): readonly string[] =>
  measures.filter(({ state }) => state.is === "expired" && state.at === at).map(({ measure }) => measure);

/** The measure set aside by its proposer. One that is not in force stays as it is. */
export function paused(measure: Measure, pause: Pause): Measure {
  const { state } = measure;
  if (state.is !== "adopted") return measure;
  const { act, at, until } = state;
  return {
    ...measure,
    state: { is: "suspended", act: pause.act, at: pause.at, until, reason: "pause", pause, adopted: { act, at } },
  };
}

/** The measure held in escrow by this act. What was paused goes back to its pause; an open extension falls. */
export function held(measure: Measure, by: { readonly act: ActId; readonly at: Instant }): Measure {
  const { state } = measure;
  if (state.is !== "adopted" && state.is !== "suspended") return measure;
  const adopted = state.is === "adopted" ? { act: state.act, at: state.at } : state.adopted;
  const pause = state.is === "suspended" ? state.pause : null;
  const { until } = state;
  return {
    ...measure,
    extension: null,
    state: { is: "suspended", act: by.act, at: by.at, until, reason: "escrow", pause, adopted },
  };
}

/** The measure back from escrow: as it stood before, with the end that it had. */
export function releasedFromEscrow(measure: Measure): Measure {
  const { state } = measure;
  if (state.is !== "suspended" || state.reason !== "escrow") return measure;
  const { until, pause, adopted } = state;
  if (pause === null) return { ...measure, state: { is: "adopted", ...adopted, until } };
  const { act, at } = pause;
  return { ...measure, state: { is: "suspended", act, at, until, reason: "pause", pause, adopted } };
}

/** The measure taken up again by its proposer, until the end that it had. */
export function resumed(measure: Measure): Measure {
  const { state } = measure;
  if (state.is !== "suspended" || state.reason !== "pause") return measure;
  return { ...measure, state: { is: "adopted", ...state.adopted, until: state.until } };
}

/** A party that stands down takes back what it has proposed or asked for. What is in force stays until it is lifted or ends. */
export const withdrawProposals = (
  measures: readonly Measure[],
  { by, id, at }: { readonly by: PartyId; readonly id: ActId; readonly at: Instant },
): readonly Measure[] =>
  measures.map((measure) => {
    if (measure.by !== by) return measure;
    if (measure.state.is === "proposed") return { ...measure, state: { is: "withdrawn", act: id, at } };
    return measure.extension === null ? measure : { ...measure, extension: null };
  });
