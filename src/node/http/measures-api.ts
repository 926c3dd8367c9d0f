// What the console and the command line read about measures, as types. spec/measures.md

import type { MeasureRule } from "../../core/compact/compact.ts";
import type { MatterId, PartyId, Text } from "../../core/kernel/act.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Measure } from "../../core/kernel/measure.ts";
import type { ProposeMeasureBody } from "../../core/response/propose-measure.ts";
import type { Proportion } from "../../core/response/views.ts";

/** One measure with what its proposal states and what the compact says of it now. */
export type MeasureView = {
  readonly matter: MatterId;
  /** The title of its matter. */
  readonly title: string;
  readonly measure: Measure;
  readonly category: MeasureRule["category"] | null;
  readonly stated: ProposeMeasureBody;
  /** What the consulted said with their replies, on the proposal and on an extension that is open. */
  readonly said: Readonly<Record<PartyId, Text>>;
  readonly saidOnExtension: Readonly<Record<PartyId, Text>>;
  /** Why the proposer asks for a later end, where it does. */
  readonly reason: Text | null;
  /** The row of the table that speaks, in the proposer's view now; null where there is no table for it. */
  readonly proportion: Proportion | null;
  /** Its notice runs until then, and it is not adopted before; null once it is adopted or over. */
  readonly noticeUntil: Instant | null;
};

/** `GET /api/measures`: the register of all measures in all matters held here. */
export type MeasuresView = {
  readonly now: Instant;
  /** In force, suspended or proposed; what ends soonest first. */
  readonly running: readonly MeasureView[];
  /** Expired, lifted or withdrawn; the newest end first. */
  readonly over: readonly MeasureView[];
  /** How many that ended earlier are not listed. */
  readonly hidden: number;
};
