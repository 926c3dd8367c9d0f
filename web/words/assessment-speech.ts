// The words of severity: why an interval is where it is, said as the clauses of a compact are. They come
// with the part that needs them, in the language chosen, with English behind them.

import { useEffect, useState } from "react";
import type english from "../../src/core/words/assessment/en.json";
import type { Speech } from "../../src/core/compact/clause.ts";
import type { Language } from "../../src/core/kernel/act.ts";
import { loadWords } from "./load.ts";
import { partIn, type PartFiles } from "./part.ts";
import { createSay, ENGLISH, type Args, type Words } from "./say.ts";
import { useSay } from "./voice.tsx";

const parts: PartFiles = {
  ...import.meta.glob<{ readonly default: Words }>("../../src/core/words/assessment/*.json"),
  ...import.meta.glob<{ readonly default: Words }>("../../src/core/words/compact/*.json"),
};

export type AssessmentSpeech = {
  /** For sentences that the law puts together; it keeps the direction of names itself. */
  readonly speech: Speech;
  readonly t: (id: keyof typeof english, args?: Args) => string;
};

async function speechIn(lang: Language): Promise<AssessmentSpeech> {
  const [law, own, behind] = await Promise.all([loadWords(lang), partIn(parts, lang), partIn(parts, "en")]);
  const [words, english] = [
    { ...law, ...own },
    { ...ENGLISH, ...behind },
  ];
  const say = createSay(lang, words, english);
  const bare = createSay(lang, words, english, false);
  const lists = {
    and: new Intl.ListFormat(say.tag, { type: "conjunction" }),
    or: new Intl.ListFormat(say.tag, { type: "disjunction" }),
  };
  const speech: Speech = {
    lang,
    dir: say.dir,
    name: bare.name,
    list: (items, join) => lists[join].format(items),
    day: (day) => day,
  };
  return { speech, t: (id, args) => say.name(id, id, args) };
}

/** Null until the words are there; those of the last language stay until the new ones have come. */
export function useAssessmentSpeech(): AssessmentSpeech | null {
  const { lang } = useSay();
  const [spoken, setSpoken] = useState<AssessmentSpeech | null>(null);
  useEffect(() => {
    let over = false;
    void speechIn(lang).then((next) => {
      if (!over) setSpoken(next);
    });
    return () => {
      over = true;
    };
  }, [lang]);
  return spoken;
}
