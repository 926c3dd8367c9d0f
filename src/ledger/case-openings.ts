// Words that were sealed in a matter and opened later: whether they are those that their author committed to.
// A false opening spoils its author's word and not the case. spec/mediation.md

import type { Act, ActId } from "../core/kernel/act.ts";
import { commitmentOf } from "../crypto/commitment.ts";

export type CaseOpening = {
  readonly act: ActId;
  readonly of: ActId;
  /** Null when the file shows too little of the two acts to tell. */
  readonly fits: boolean | null;
};

const isWords = (value: unknown): value is { readonly lang: string; readonly text: string } =>
  typeof value === "object" &&
  value !== null &&
  "lang" in value &&
  "text" in value &&
  typeof value.lang === "string" &&
  typeof value.text === "string";

/** One for each `open-sealed` among these acts. */
export const openingsIn = (acts: readonly Act[]): readonly CaseOpening[] =>
  acts
    .filter(({ kind }) => kind === "open-sealed")
    .map(({ id, by, body }) => {
      const { of, salt, statement } = body;
      const sealed = acts.find((act) => act.id === of && act.by === by)?.body["commitment"];
      const tells = typeof sealed === "string" && typeof salt === "string" && isWords(statement);
      const fits = tells ? commitmentOf({ salt, words: statement }) === sealed : null;
      return { act: id, of: String(of), fits };
    });
