// The words of the Compact page. They come with the page and not before: the clauses, the check's stories
// and the page's own, in the language chosen, with English behind them.

import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Speech } from "../../src/core/compact/clause.ts";
import type { Language } from "../../src/core/kernel/act.ts";
import type english from "../words/compact/en.json";
import { loadWords } from "../words/load.ts";
import { partIn, type PartFiles } from "../words/part.ts";
import { createSay, ENGLISH, type Args, type Say, type Words } from "../words/say.ts";
import { SayProvider, useSay } from "../words/voice.tsx";

export type CompactWordId = keyof typeof english;

const parts: PartFiles = {
  ...import.meta.glob<{ readonly default: Words }>("../words/compact/*.json"),
  ...import.meta.glob<{ readonly default: Words }>("../../src/core/words/compact/*.json"),
  ...import.meta.glob<{ readonly default: Words }>("../../src/core/words/check/*.json"),
};

export type CompactSpeech = {
  /** For renderClauses, which keeps the direction of names itself. */
  readonly speech: Speech;
  /** The page's own words. */
  readonly t: (id: CompactWordId, args?: Args) => string;
  readonly say: Say;
};

async function speechIn(lang: Language): Promise<CompactSpeech> {
  const [law, own, english] = await Promise.all([loadWords(lang), partIn(parts, lang), partIn(parts, "en")]);
  const words = { ...law, ...own };
  const behind = { ...ENGLISH, ...english };
  const say = createSay(lang, words, behind);
  const bare = createSay(lang, words, behind, false);
  const lists = {
    and: new Intl.ListFormat(say.tag, { type: "conjunction" }),
    or: new Intl.ListFormat(say.tag, { type: "disjunction" }),
  };
  const days = new Intl.DateTimeFormat(say.tag, { dateStyle: "long", timeZone: "UTC" });
  const speech: Speech = {
    lang,
    dir: say.dir,
    name: bare.name,
    list: (items, join) => lists[join].format(items),
    day: (day) => days.format(Date.parse(`${day}T00:00:00Z`)),
  };
  return { speech, say, t: (id, args) => say.name(id, id, args) };
}

const Context = createContext<CompactSpeech | null>(null);

/** Draws its children once their words are there, and keeps the old ones until those of a new language have come. */
export function CompactSpeaks({ children }: { readonly children: ReactNode }): ReactNode {
  const { lang, say } = useSay();
  const [spoken, setSpoken] = useState<CompactSpeech | null>(null);
  useEffect(() => {
    let over = false;
    void speechIn(lang).then((next) => {
      if (!over) setSpoken(next);
    });
    return () => {
      over = true;
    };
  }, [lang]);
  if (spoken === null) return <p className="loading">{say("app.loading")}</p>;
  return (
    <Context value={spoken}>
      <SayProvider say={spoken.say}>{children}</SayProvider>
    </Context>
  );
}

export function useCompactSpeech(): CompactSpeech {
  const spoken = useContext(Context);
  if (spoken === null) throw new Error("invariant: a part of the Compact page is drawn outside it");
  return spoken;
}

/** A day and hour of the calendar, in UTC, with its year: agreements outlive the day of the reader. */
export function useDates(): (at: number) => string {
  const { lang, tag } = useCompactSpeech().say;
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : tag, {
      dateStyle: "long",
      timeStyle: "short",
      hourCycle: "h23",
      timeZone: "UTC",
    });
    return (at) => `${format.format(at)} UTC`;
  }, [lang, tag]);
}
