// The one way from an id to a text. English is part of the program, so that a missing word in
// another language falls back to a whole sentence and never to an id or an empty place.

import { IntlMessageFormat } from "intl-messageformat";
import law from "../../src/core/words/en.json" with { type: "json" };
import message from "../../src/core/words/message/en.json" with { type: "json" };
import notice from "../../src/core/words/notice/en.json" with { type: "json" };
import ui from "./en.json" with { type: "json" };
import type { Language } from "../../src/core/kernel/act.ts";

export const ENGLISH = { ...law, ...message, ...notice, ...ui } as const;
export type WordId = keyof typeof law | keyof typeof message | keyof typeof notice | keyof typeof ui;
export type Words = Readonly<Record<string, string>>;
export type Args = Readonly<Record<string, string | number>>;

export type Say = {
  readonly lang: Language;
  /** For Intl: the language, with Latin digits wherever people compare numbers with the other side's. */
  readonly tag: string;
  readonly dir: "ltr" | "rtl";
  readonly say: (id: WordId, args?: Args) => string;
  /** A word whose id is computed; `otherwise` when the catalogue has no such id. */
  readonly name: (id: string, otherwise: string, args?: Args) => string;
};

const isolated = (value: string | number): string | number =>
  typeof value === "string" ? `\u2068${value}\u2069` : value;

/** What stands in a sentence keeps its own direction: names, times and ids are isolated in right-to-left text. */
const isolate = (args: Args): Args =>
  Object.fromEntries(Object.entries(args).map(([key, value]) => [key, isolated(value)]));

/**
 * `english` is what a missing word falls back to. `isolates` is false where the caller keeps the direction of
 * names itself, as the clauses of a compact do.
 */
export function createSay(lang: Language, words: Words, english: Words = ENGLISH, isolates = true): Say {
  const tag = lang === "ar" ? "ar-u-nu-latn" : lang;
  const dir = lang === "ar" ? "rtl" : "ltr";
  const formats = new Map<string, IntlMessageFormat>();

  const formatOf = (id: string): IntlMessageFormat | undefined => {
    const known = formats.get(id);
    if (known !== undefined) return known;
    const own = words[id];
    const text = own ?? english[id];
    if (text === undefined) return undefined;
    const made = new IntlMessageFormat(text, own === undefined ? "en" : tag);
    formats.set(id, made);
    return made;
  };

  const name = (id: string, otherwise: string, args: Args = {}): string => {
    const format = formatOf(id);
    return format === undefined ? otherwise : String(format.format(dir === "rtl" && isolates ? isolate(args) : args));
  };
  return { lang, tag, dir, name, say: (id, args) => name(id, id, args) };
}
