// The shape of one kind of act: what its body holds, when it may be given, what it changes.
// One file an act implements it; src/core/law/table.ts lists them all. spec/act.md

import type { TSchema } from "typebox";
import type { Compact } from "./compact.ts";
import type { Act, ActId, PartyId } from "../kernel/act.ts";
import type { Matter } from "../kernel/matter.ts";
import type { Verdict } from "../kernel/verdict.ts";

/** What a rule may look at: the matter as it stood just before, and the compact. Nothing else. */
export type Context = {
  readonly compact: Compact;
  /** The matter that the act names, brought up to the act's time; undefined when there is none yet. */
  readonly matter: Matter | undefined;
  /** The kind and author of an act in this matter; undefined when it is not known here. */
  readonly find: (id: ActId) => { readonly kind: string; readonly by: PartyId } | undefined;
};

/** What is known before the body is written: enough to say why a button is disabled. */
export type Occasion = { readonly by: PartyId; readonly at: number };

export type ActRule<B = never> = {
  readonly kind: string;
  readonly body: TSchema;
  /** May this party give this act now, whatever its body says? */
  readonly may: (occasion: Occasion, context: Context) => Verdict;
  /** Does the body fit the matter? Asked after `may`. */
  readonly judge: (act: Act<B>, context: Context) => Verdict;
  /** The matter after a regular act, before the ladder settles its duties. */
  readonly apply: (matter: Matter, act: Act<B>, compact: Compact) => Matter;
};
