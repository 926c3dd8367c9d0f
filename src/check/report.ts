// What the check of a compact says: for each property whether it holds, is broken or was not decided, a
// finding for every place that breaks one, and the bounds within which all of that is true. spec/check.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Millis } from "../core/kernel/instant.ts";

/** The nine properties, in the order in which people read them. */
export const PROPERTIES = [
  "no-stall",
  "a-way-down",
  "no-response-without-notice",
  "no-haste",
  "no-automatic-escalation",
  "nobody-surprised",
  "no-dead-clause",
  "no-contradiction",
  "all-silent",
] as const;
export type Property = (typeof PROPERTIES)[number];

/** Each way in which a property is broken; a sentence in the catalogues belongs to each. */
export const CASES = {
  /** Nothing is owed, nobody convenes, and time changes nothing. args: step */
  "no-stall": ["nothing-owed"],
  /** No acts at all lead to the way down. `one-side`: not without this party. args: party, part */
  "a-way-down": ["no-way", "one-side"],
  /** args: measure, given (how long before), promised; or measure, party (who had neither replied nor had time) */
  "no-response-without-notice": ["short-notice", "not-consulted"],
  /** args: step, before (the step before it), after (how long after it), earliest */
  "no-haste": ["too-soon"],
  /** args: step, lapsed (the step whose duty lapsed); or measure */
  "no-automatic-escalation": ["time-opens", "time-adopts"],
  /** args: step, party, within */
  "nobody-surprised": ["not-told"],
  /** args: step; measure; step, act, by */
  "no-dead-clause": ["step-never-opens", "measure-never-adopted", "duty-never-called"],
  /** args: step, act, party; or party, act, step, other, otherStep */
  "no-contradiction": ["cannot-keep", "opposite-duties"],
  /** args: step */
  "all-silent": ["never-ends"],
} as const satisfies Readonly<Record<Property, readonly string[]>>;
export type Case = (typeof CASES)[Property][number];

/** Which of the choices that a kind's body leaves open were taken; the rest of the body says nothing to the law. */
export type Choices = Readonly<Record<string, string | number>>;

/** One event of a counterexample. Times count from the opening report. */
export type Event =
  | {
      readonly is: "act";
      readonly at: Millis;
      readonly by: PartyId;
      readonly kind: string;
      readonly to: readonly PartyId[];
      /** The event of this trace that the act is about, by its place from 0. */
      readonly of: number | null;
      readonly choices: Choices;
    }
  | { readonly is: "time"; readonly at: Millis };

export type Trace = readonly Event[];

/** The values that a finding's sentence names: party and step ids, kinds, lengths in milliseconds. */
export type FindingArgs = Readonly<Record<string, string | number>>;

export type Finding = {
  readonly property: Property;
  readonly case: Case;
  /** Into the document: `["ladder", 2, "opens"]`. */
  readonly path: readonly (string | number)[];
  readonly args: FindingArgs;
  /** A shortest story that shows it; null where the finding is that no story reaches a place. */
  readonly trace: Trace | null;
};

/** Why a property was not decided: the search met its limit, or the model leaves out what the property is about. */
export const REASONS = ["too-many-states", "not-modelled"] as const;
export type Decided =
  | { readonly is: "holds" }
  | { readonly is: "broken" }
  | { readonly is: "undecided"; readonly because: (typeof REASONS)[number] };

/** What the model check looked at: everything within these bounds, nothing beyond. */
export type Bounds = {
  /** Matters do not affect each other (spec/order.md, rule 8), so one is enough. */
  readonly incidents: 1;
  /** The parties of the model by part; one mediator stands for all, because the law treats a role alike. */
  readonly parties: {
    readonly reporter: PartyId;
    readonly addressees: readonly PartyId[];
    readonly mediator: PartyId | null;
  };
  /**
   * How many times each party may give each of these kinds in one incident where it keeps no duty by it. Other
   * kinds are given whenever the law permits them.
   */
  readonly acts: Readonly<Record<string, number>>;
  /** How many of these all parties give together in one incident. */
  readonly actsInAll: number;
  /**
   * The entries of the menu that are tried, each standing for all of equal terms: one proposal in an incident, by
   * the reporter, without the acts above beside it, followed until it is in force or taken back. What a measure
   * asks of the incident is taken as met.
   */
  readonly measures: readonly string[];
  /** Instants are whole multiples of this: the greatest common divisor of the compact's clocks. */
  readonly tick: Millis;
  /**
   * When acts are given. `every-tick`: at each tick. `turning-points`: at the instants at which something has
   * just happened, at the end of each earliest time, and at the last tick before a duty is due.
   */
  readonly instants: "every-tick" | "turning-points";
  /** The lengths of cooling-off that are tried, as an act writes them. */
  readonly lengths: readonly string[];
  /** An entangled matter was looked at too, because the compact makes its contacts come sooner. */
  readonly entangled: boolean;
  /** The search stops at so many states, and then says so. */
  readonly mostStates: number;
};

export type Report = {
  readonly findings: readonly Finding[];
  readonly decided: Readonly<Record<Property, Decided>>;
  readonly bounds: Bounds;
  readonly states: number;
  readonly transitions: number;
  /** Every state within the bounds was looked at. */
  readonly complete: boolean;
};

/** Findings that are listed for one property; a compact that has more is mended in rounds. */
export const FINDINGS_EACH = 3;
