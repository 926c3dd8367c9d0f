// The command line's voice for the check: the law's words and the check's, spoken as src/interop/speech.ts
// speaks a language.

import { readFileSync } from "node:fs";
import { tell, type Teller } from "../check/tell.ts";
import type { Sentence } from "../check/sentence.ts";
import type { Speech } from "../core/compact/clause.ts";
import type { Compact } from "../core/compact/compact.ts";
import type { Language } from "../core/kernel/act.ts";
import { speechWith, TAGS } from "../interop/speech.ts";

type Words = Readonly<Record<string, string>>;

export type Speaker = Teller & {
  readonly tell: (sentence: Sentence, compact: Compact) => string;
  readonly say: (id: string, args?: Readonly<Record<string, string | number>>) => string;
  readonly number: (value: number) => string;
};

function wordsOf(language: Language, ...topics: readonly string[]): Words {
  const read = (path: string): Words =>
    JSON.parse(readFileSync(new URL(`../core/words/${path}${language}.json`, import.meta.url), "utf8")) as Words;
  return Object.assign(read(""), ...topics.map((topic) => read(`${topic}/`))) as Words;
}

/** A language as it speaks of severity: with the sentences that compacts have for conditions. */
export const assessmentSpeech = (language: Language): Speech =>
  speechWith(language, wordsOf(language, "compact", "assessment"));

export function createSpeaker(language: Language): Speaker {
  const words = wordsOf(language, "check");
  const speech = speechWith(language, words);
  const tag = TAGS[language];
  const languages = new Intl.DisplayNames(tag, { type: "language" });
  const numbers = new Intl.NumberFormat(tag);
  // What stands in a sentence keeps its own direction in a text that runs from right to left.
  const isolated = (value: string | number): string | number =>
    speech.dir === "rtl" && typeof value === "string" ? `\u2068${value}\u2069` : value;
  const text: Teller["text"] = (id, args) => {
    if (words[id] === undefined) return undefined;
    return speech.name(id, id, Object.fromEntries(Object.entries(args).map(([key, value]) => [key, isolated(value)])));
  };
  const teller: Teller = {
    text,
    all: (items) => speech.list(items, "and"),
    either: (items) => speech.list(items, "or"),
    language: (code) => languages.of(code) ?? code,
  };
  return {
    ...teller,
    tell: (sentence, compact) => tell(sentence, compact, teller),
    say: (id, args = {}) => text(id, args) ?? id,
    number: (value) => numbers.format(value),
  };
}
