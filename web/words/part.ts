// The words of one part of the console. They come with the page that needs them and not before, in the
// language chosen, with English behind them.

import { useEffect, useMemo, useState } from "react";
import type { Language } from "../../src/core/kernel/act.ts";
import { createSay, type Args, type Say, type Words } from "./say.ts";
import { useSay } from "./voice.tsx";

/** The files of a part by their paths, as `import.meta.glob` gives them; each ends with `/LANGUAGE.json`. */
export type PartFiles = Readonly<Record<string, () => Promise<{ readonly default: Words }>>>;

/** One of the part's own words by its id. */
export type PartWords<Id extends string> = (id: Id, args?: Args) => string;

export async function partIn(files: PartFiles, lang: Language): Promise<Words> {
  const own = Object.entries(files).filter(([path]) => path.endsWith(`/${lang}.json`));
  const loaded = await Promise.all(own.map(([, load]) => load()));
  return Object.assign({}, ...loaded.map((part) => part.default)) as Words;
}

/** Null until the words are there; those of the last language stay until the new ones have come. */
export function usePartSay(files: PartFiles): Say | null {
  const { lang } = useSay();
  const [say, setSay] = useState<Say | null>(null);
  useEffect(() => {
    let over = false;
    void Promise.all([partIn(files, lang), partIn(files, "en")]).then(([own, behind]) => {
      if (!over) setSay(createSay(lang, own, behind));
    });
    return () => {
      over = true;
    };
  }, [files, lang]);
  return say;
}

export function usePartWords<Id extends string>(files: PartFiles): PartWords<Id> | null {
  const say = usePartSay(files);
  return useMemo(() => (say === null ? null : (id, args) => say.name(id, id, args)), [say]);
}
