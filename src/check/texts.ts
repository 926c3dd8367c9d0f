// In which languages the texts of a compact stand: a text that lacks a language which others have leaves
// that language's readers with a compact that has a hole in it. spec/check.md

import type { CompactDocument } from "../core/compact/document.ts";
import { LANGUAGES, type Language } from "../core/kernel/act.ts";
import type { Path } from "./clauses.ts";

type Said = { readonly path: Path; readonly languages: readonly Language[] };

/** Every text that people read, wherever it stands: a map whose keys are languages. */
function textsOf(value: unknown, path: Path): readonly Said[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Object.keys(value);
  const isText =
    !Array.isArray(value) && keys.length > 0 && keys.every((key) => (LANGUAGES as readonly string[]).includes(key));
  if (isText) return [{ path, languages: LANGUAGES.filter((language) => keys.includes(language)) }];
  return Object.entries(value).flatMap(([key, part]) =>
    textsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The texts that lack languages in which others are written, each with those that it lacks. */
export function languageAdvice(document: CompactDocument): readonly Said[] {
  // The ids of parties are free, so a party may be called `es`; no text stands there.
  const { parties: _parties, ...rest } = document;
  const texts = textsOf(rest, []);
  const used = LANGUAGES.filter((language) => texts.some(({ languages }) => languages.includes(language)));
  return texts.flatMap(({ path, languages }) => {
    const lacking = used.filter((language) => !languages.includes(language));
    return lacking.length === 0 ? [] : [{ path, languages: lacking }];
  });
}
