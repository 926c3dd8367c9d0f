// The shape of one kind of act about the line: what its body holds, when it may be given, what it
// changes. One file an act implements it; src/core/law/line-fold.ts lists them all. spec/line.md

import type { TSchema } from "typebox";
import type { Compact } from "../compact/compact.ts";
import type { Occasion } from "../compact/rule.ts";
import type { Act, ActId, PartyId } from "../kernel/act.ts";
import type { Verdict } from "../kernel/verdict.ts";
import type { LineState } from "./state.ts";

/** What a rule may look at: the compact in force, or the founding one while none is, and what was said before. */
export type LineContext = {
  readonly compact: Compact;
  /** The founding wording: whose keys are which follows from it and from acts, whatever is amended. */
  readonly founding: Compact;
  /** The members that the compact binds at the act's time: their number is what a quorum counts. */
  readonly members: readonly PartyId[];
  /** The kind and author of an act about the line that comes before this one; undefined when it is not known here. */
  readonly find: (id: ActId) => { readonly kind: string; readonly by: PartyId } | undefined;
};

export type LineRule<B = never> = {
  readonly kind: string;
  readonly body: TSchema;
  /** May this party give this act now, whatever its body says? */
  readonly may: (occasion: Occasion, state: LineState, context: LineContext) => Verdict;
  /** Does the body fit? Asked after `may`. */
  readonly judge: (act: Act<B>, state: LineState, context: LineContext) => Verdict;
  readonly apply: (state: LineState, act: Act<B>, context: LineContext) => LineState;
};
