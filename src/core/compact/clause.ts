// A compact as numbered clauses: data, from which each language makes its own sentence. A clause says
// which sentence (`key`) with which typed values (`args`); the words are src/core/words/compact/*.json,
// and the sentence is made by src/core/compact/say-clauses.ts. So the six versions cannot differ in a
// number, a name or a condition. spec/clauses.md

import type { Language } from "../kernel/act.ts";
import type { Condition } from "./condition.ts";
import type { Words } from "./document.ts";

/** What stands in a sentence, with its type, so that every language writes it in its own way. */
export type Value =
  | { readonly is: "party"; readonly id: string; readonly name: string }
  /** A length as the compact writes it: a whole number and its unit. */
  | { readonly is: "duration"; readonly count: number; readonly unit: DurationUnit }
  /** A day, as `2030-01-01`. */
  | { readonly is: "day"; readonly day: string }
  /** A time of day, as `22:00`. */
  | { readonly is: "hour"; readonly hour: string }
  /** A number. The message also gets it as `<name>N`, to choose the form of its noun. */
  | { readonly is: "count"; readonly count: number }
  /** Chooses between the forms of a message and is not shown by itself. */
  | { readonly is: "choice"; readonly choice: string }
  /** A word of the catalogue by its id, such as `role.member`. */
  | { readonly is: "word"; readonly id: string }
  /** A word of the catalogue that names a thing, such as `kind.confirm`: it stands in quotation marks. */
  | { readonly is: "term"; readonly id: string; readonly otherwise: string }
  /** What is written alike in all languages: an id, a time zone, the name of a scale. */
  | { readonly is: "name"; readonly name: string }
  /** A name that people gave and that has no languages, such as the title. */
  | { readonly is: "label"; readonly label: string }
  /** A public key. It is long, so people see how it begins. */
  | { readonly is: "key"; readonly key: string; readonly shown: number }
  | { readonly is: "marking"; readonly marking: string }
  /** The compact's own words. */
  | { readonly is: "text"; readonly words: Words; readonly quoted: boolean }
  | { readonly is: "list"; readonly join: "and" | "or"; readonly items: readonly Value[] }
  | { readonly is: "condition"; readonly condition: Condition }
  | { readonly is: "phrase"; readonly key: string; readonly args: Args };

export type DurationUnit = "s" | "m" | "h" | "d";
export type Args = Readonly<Record<string, Value>>;

/** `section` and `heading` are headings; `rule` is a sentence that binds; `note` explains and has no number. */
export type ClauseForm = "section" | "heading" | "rule" | "note";

export type Clause = {
  /** Names the clause in every version of the compact: `ladder/confirm/owes/confirm+refute`. */
  readonly id: string;
  /** `9.2.1`, the same in every language; empty for a note. */
  readonly number: string;
  readonly form: ClauseForm;
  readonly key: string;
  readonly args: Args;
  /** Where it stands in the document, for an editor or a problem's place; empty when the document leaves it out. */
  readonly path: readonly (string | number)[];
  /** The compact is silent and the field's practice holds (defaults.ts): the sentence says so. */
  readonly assumed: boolean;
  readonly children: readonly Clause[];
};

/** A piece of a sentence. `lang` is set where it is not in the language of the sentence. */
export type Run = {
  readonly text: string;
  readonly is: "plain" | "party" | "value" | "term" | "text" | "code";
  readonly lang: Language | null;
};

/** A clause in one language. */
export type SaidClause = {
  readonly id: string;
  readonly number: string;
  readonly form: ClauseForm;
  readonly path: readonly (string | number)[];
  readonly runs: readonly Run[];
  readonly text: string;
  readonly children: readonly SaidClause[];
};

/** What a language brings: its catalogue (the law's words and src/core/words/compact), and how it writes lists and days. */
export type Speech = {
  readonly lang: Language;
  readonly dir: "ltr" | "rtl";
  /** The text of an id, or `otherwise` when the catalogue has none. */
  readonly name: (id: string, otherwise: string, args?: Readonly<Record<string, string | number>>) => string;
  readonly list: (items: readonly string[], join: "and" | "or") => string;
  /** A day as the language writes it, without the ISO form. */
  readonly day: (day: string) => string;
};

/** Every clause with its children, in the order of reading. */
export const everyClause = <C extends { readonly children: readonly C[] }>(clauses: readonly C[]): readonly C[] =>
  clauses.flatMap((clause) => [clause, ...everyClause(clause.children)]);
