// The words of the Line page: its own, and those of the law of the line. They come with the page and not
// before, in the language chosen, with English behind them.

import { useEffect, useState } from "react";
import type { Language } from "../../src/core/kernel/act.ts";
import type law from "../../src/core/words/line/en.json";
import type english from "../words/line/en.json";
import { createSay, type Args, type Words } from "../words/say.ts";
import { useSay } from "../words/voice.tsx";

type LineWordId = keyof typeof english | keyof typeof law;
export type LineWords = (id: LineWordId, args?: Args) => string;

const parts: Record<string, () => Promise<{ readonly default: Words }>> = {
  ...import.meta.glob<{ readonly default: Words }>("../words/line/*.json"),
  ...import.meta.glob<{ readonly default: Words }>("../../src/core/words/line/*.json"),
};

async function wordsIn(lang: Language): Promise<Words> {
  const own = Object.entries(parts).filter(([path]) => path.endsWith(`/${lang}.json`));
  const loaded = await Promise.all(own.map(([, load]) => load()));
  return Object.assign({}, ...loaded.map((part) => part.default)) as Words;
}

/** Null until the words are there; those of the last language stay until the new ones have come. */
export function useLineWords(): LineWords | null {
  const { lang } = useSay();
  const [words, setWords] = useState<LineWords | null>(null);
  useEffect(() => {
    let over = false;
    void Promise.all([wordsIn(lang), wordsIn("en")]).then(([own, behind]) => {
      const say = createSay(lang, own, behind);
      if (!over) setWords(() => (id: LineWordId, args?: Args) => say.name(id, id, args));
    });
    return () => {
      over = true;
    };
  }, [lang]);
  return words;
}
