// How clauses are put together before they are numbered. spec/clauses.md

import type { Args, Clause, ClauseForm, DurationUnit, Value } from "./clause.ts";
import type { Condition } from "./condition.ts";
import type { Words } from "./document.ts";

export type Path = readonly (string | number)[];

/** A clause without its number. */
export type Draft = Omit<Clause, "number" | "children"> & { readonly children: readonly Draft[] };

type More = { readonly assumed?: boolean; readonly children?: readonly Draft[] };

const draft =
  (form: ClauseForm) =>
  (id: string, key: string, args: Args, path: Path, more: More = {}): Draft => ({
    id,
    form,
    key,
    args,
    // What the document leaves out has no place: its section has.
    path: more.assumed === true ? path.slice(0, -1) : path,
    assumed: more.assumed ?? false,
    children: more.children ?? [],
  });

export const section = draft("section");
export const heading = draft("heading");
export const rule = draft("rule");
export const note = draft("note");

export const count = (value: number): Value => ({ is: "count", count: value });
export const choice = (value: string): Value => ({ is: "choice", choice: value });
export const name = (value: string): Value => ({ is: "name", name: value });
export const label = (value: string): Value => ({ is: "label", label: value });
export const word = (id: string): Value => ({ is: "word", id });
export const condition = (value: Condition): Value => ({ is: "condition", condition: value });
export const phrase = (key: string, args: Args = {}): Value => ({ is: "phrase", key, args });
export const says = (words: Words): Value => ({ is: "text", words, quoted: false });
export const quoted = (words: Words): Value => ({ is: "text", words, quoted: true });
export const and = (items: readonly Value[]): Value => ({ is: "list", join: "and", items });
export const or = (items: readonly Value[]): Value => ({ is: "list", join: "or", items });

/** A kind of act and a step by the words that the console has for them; by their own id where it has none. */
export const kind = (id: string): Value => ({ is: "term", id: `kind.${id}`, otherwise: id });
export const step = (id: string): Value => ({ is: "term", id: `step.${id}`, otherwise: id });
export const term = (list: string, id: string): Value => ({ is: "term", id: `${list}.${id}`, otherwise: id });

/** A duration of a document that has been read: its pattern holds. */
export function duration(text: string): Value {
  return { is: "duration", count: Number(text.slice(0, -1)), unit: text.slice(-1) as DurationUnit };
}

/** Numbers sections and, within each, every clause that is not a note. */
export function numbered(drafts: readonly Draft[], before = ""): readonly Clause[] {
  let place = 0;
  return drafts.map((clause) => {
    if (clause.form !== "note") place += 1;
    const number = clause.form === "note" ? "" : `${before}${place}`;
    return { ...clause, number, children: numbered(clause.children, `${number}.`) };
  });
}
