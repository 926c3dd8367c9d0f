// A sentence as data: the id of a text and what stands in its places. Nothing here is a language; the
// catalogues in src/core/words/check hold the texts, and whoever shows them gives the formatter.

import type { PartyId } from "../core/kernel/act.ts";
import type { Millis } from "../core/kernel/instant.ts";
import type { Contact, StepId } from "../core/kernel/matter.ts";

/** What stands in a place of a sentence. */
export type Arg =
  | { readonly is: "party"; readonly party: PartyId }
  | { readonly is: "parties"; readonly parties: readonly PartyId[] }
  | { readonly is: "step"; readonly step: StepId }
  | { readonly is: "steps"; readonly steps: readonly StepId[] }
  | { readonly is: "kinds"; readonly kinds: readonly string[] }
  | { readonly is: "contact"; readonly contact: Contact }
  | { readonly is: "nature"; readonly nature: string }
  /** Whom a duty binds, by part: the reporter, the addressees. */
  | { readonly is: "part"; readonly part: string }
  /** A length of time as the compact writes it. */
  | { readonly is: "length"; readonly length: Millis }
  /** How long after the report something happens, as the compact counts. */
  | { readonly is: "moment"; readonly after: Millis }
  | { readonly is: "count"; readonly count: number }
  /** Kinds of acts, each with how many times it may be given. */
  | { readonly is: "acts"; readonly most: Readonly<Record<string, number>> }
  /** A name from the document, or a word of its own. */
  | { readonly is: "name"; readonly name: string }
  | { readonly is: "names"; readonly names: readonly string[] }
  | { readonly is: "languages"; readonly languages: readonly string[] };

export type Sentence = {
  readonly id: string;
  readonly args: Readonly<Record<string, Arg>>;
  /** The text that stands in where the catalogues have none of this id, as for steps that a compact names itself. */
  readonly otherwise?: string;
};

export const party = (id: PartyId): Arg => ({ is: "party", party: id });
export const step = (id: StepId): Arg => ({ is: "step", step: id });
export const parties = (ids: readonly PartyId[]): Arg => ({ is: "parties", parties: ids });
export const kinds = (ids: readonly string[]): Arg => ({ is: "kinds", kinds: ids });
export const length = (ms: Millis): Arg => ({ is: "length", length: ms });
export const moment = (ms: Millis): Arg => ({ is: "moment", after: ms });
export const count = (n: number): Arg => ({ is: "count", count: n });
export const name = (text: string): Arg => ({ is: "name", name: text });
export const names = (texts: readonly string[]): Arg => ({ is: "names", names: texts });
