// The words of directories of contacts and of keys: they come with the Line page and not before, in the
// language chosen, with English behind them.

import { useEffect, useState } from "react";
import type { Language } from "../../src/core/kernel/act.ts";
import type english from "../words/contacts/en.json";
import { createSay, type Args, type Words } from "../words/say.ts";
import { useSay } from "../words/voice.tsx";

export type ContactsWords = (id: keyof typeof english, args?: Args) => string;

const parts = import.meta.glob<{ readonly default: Words }>("../words/contacts/*.json");

const wordsIn = async (lang: Language): Promise<Words> =>
  (await parts[`../words/contacts/${lang}.json`]?.())?.default ?? {};

/** Null until the words are there; those of the last language stay until the new ones have come. */
export function useContactsWords(): ContactsWords | null {
  const { lang } = useSay();
  const [words, setWords] = useState<ContactsWords | null>(null);
  useEffect(() => {
    let over = false;
    void Promise.all([wordsIn(lang), wordsIn("en")]).then(([own, behind]) => {
      const say = createSay(lang, own, behind);
      if (!over) setWords(() => (id: keyof typeof english, args?: Args) => say.name(id, id, args));
    });
    return () => {
      over = true;
    };
  }, [lang]);
  return words;
}
