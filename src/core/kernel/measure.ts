// A measure in a matter: proposed by one party, perhaps adopted by it, and ended by it or by time. Time
// alone ends a measure and never begins one. spec/measures.md

import type { ActId, PartyId } from "./act.ts";
import type { Instant } from "./instant.ts";

/** What a consulted party says of a proposal. */
export const MEASURE_VIEWS = ["agrees", "concerned", "objects"] as const;
export type MeasureView = (typeof MEASURE_VIEWS)[number];

/** How a measure stands. Each variant holds only what that state has. */
export type MeasureState =
  | { readonly is: "proposed" }
  | { readonly is: "adopted"; readonly act: ActId; readonly at: Instant; readonly until: Instant | null }
  | { readonly is: "withdrawn"; readonly act: ActId; readonly at: Instant }
  | { readonly is: "lifted"; readonly act: ActId; readonly at: Instant }
  | { readonly is: "expired"; readonly at: Instant };

export type MeasureReply = { readonly act: ActId; readonly at: Instant; readonly view: MeasureView };

export type Measure = {
  /** The proposal. */
  readonly act: ActId;
  readonly by: PartyId;
  /** Its name on the compact's menu. */
  readonly measure: string;
  readonly at: Instant;
  /** The red line that it answers, if it names one. */
  readonly answers: string | null;
  /** Who was asked, as the compact stood when it was proposed. */
  readonly consulted: readonly PartyId[];
  readonly replies: Readonly<Record<PartyId, MeasureReply>>;
  readonly state: MeasureState;
};

/** Withdrawn, lifted or expired: nothing more can come of it. */
export const isOver = ({ state }: Measure): boolean => state.is !== "proposed" && state.is !== "adopted";

/** The instant at which the next measure in force ends by itself; null when none does. */
export const nextExpiry = (measures: readonly Measure[]): Instant | null =>
  measures.reduce<Instant | null>((next, { state }) => {
    if (state.is !== "adopted" || state.until === null) return next;
    return next === null ? state.until : Math.min(next, state.until);
  }, null);

/** The measures at this instant: those that have had their time are expired. */
export const expire = (measures: readonly Measure[], at: Instant): readonly Measure[] =>
  measures.map((measure) => {
    const { state } = measure;
    const ends = state.is === "adopted" && state.until !== null && state.until <= at ? state.until : null;
    return ends === null ? measure : { ...measure, state: { is: "expired", at: ends } };
  });

/** A party that stands down takes back what it has proposed and not adopted. What is in force stays until it is lifted or ends. */
export const withdrawProposals = (
  measures: readonly Measure[],
  { by, id, at }: { readonly by: PartyId; readonly id: ActId; readonly at: Instant },
): readonly Measure[] =>
  measures.map((measure) =>
    measure.by === by && measure.state.is === "proposed"
      ? { ...measure, state: { is: "withdrawn", act: id, at } }
      : measure,
  );
