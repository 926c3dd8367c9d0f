// The words of back-channels: they come with their page and not before, in the language chosen, with English
// behind them.

import { useEffect, useState } from "react";
import type { Language } from "../../src/core/kernel/act.ts";
import type english from "../words/channel/en.json";
import type { Telling } from "../parts/line-told.tsx";
import { createSay, type Args, type Words } from "../words/say.ts";
import { useSay } from "../words/voice.tsx";

export type ChannelWords = {
  readonly t: (id: keyof typeof english, args?: Args) => string;
  /** What the node would not, in words where there are any. */
  readonly problem: (telling: Telling) => Telling;
};

const parts = import.meta.glob<{ readonly default: Words }>("../words/channel/*.json");

const wordsIn = async (lang: Language): Promise<Words> =>
  (await parts[`../words/channel/${lang}.json`]?.())?.default ?? {};

/** Null until the words are there; those of the last language stay until the new ones have come. */
export function useChannelWords(): ChannelWords | null {
  const { lang } = useSay();
  const [words, setWords] = useState<ChannelWords | null>(null);
  useEffect(() => {
    let over = false;
    void Promise.all([wordsIn(lang), wordsIn("en")]).then(([own, behind]) => {
      if (over) return;
      const say = createSay(lang, own, behind);
      const problem = (telling: Telling): Telling => {
        if (telling === null || typeof telling === "string" || telling.problem === null) return telling;
        const detail = say.name(`channel.problem.${telling.problem.code}`, "");
        return detail === "" ? telling : { ok: false, problem: { ...telling.problem, detail } };
      };
      setWords({ t: (id, args) => say.name(id, id, args), problem });
    });
    return () => {
      over = true;
    };
  }, [lang]);
  return words;
}
