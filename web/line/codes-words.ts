// The words of codes. They come with the page that shows codes and not before, in the language chosen,
// with English behind them.

import { useEffect, useState } from "react";
import type { Language } from "../../src/core/kernel/act.ts";
import type english from "../../src/core/words/codes/en.json";
import { createSay, type Args, type Words } from "../words/say.ts";
import { useSay } from "../words/voice.tsx";

type CodesWordId = keyof typeof english;
export type CodesWords = (id: CodesWordId, args?: Args) => string;

const parts = import.meta.glob<{ readonly default: Words }>("../../src/core/words/codes/*.json");

async function wordsIn(lang: Language): Promise<Words> {
  return (await parts[`../../src/core/words/codes/${lang}.json`]?.())?.default ?? {};
}

/** Null until the words are there. */
export function useCodesWords(): CodesWords | null {
  const { lang } = useSay();
  const [words, setWords] = useState<CodesWords | null>(null);
  useEffect(() => {
    let over = false;
    void Promise.all([wordsIn(lang), wordsIn("en")]).then(([own, behind]) => {
      const say = createSay(lang, own, behind);
      if (!over) setWords(() => (id: CodesWordId, args?: Args) => say.name(id, id, args));
    });
    return () => {
      over = true;
    };
  }, [lang]);
  return words;
}
