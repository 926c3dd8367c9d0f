/// <reference types="vite/client" />
// Each language but English is a part of its own, fetched when somebody chooses it.

import { LANGUAGES, type Language } from "../../src/core/kernel/act.ts";
import type { Words } from "./say.ts";

type Part = () => Promise<{ readonly default: Words }>;

const ui = import.meta.glob<{ readonly default: Words }>(["./*.json", "!./en.json"]);
const law = import.meta.glob<{ readonly default: Words }>([
  "../../src/core/words/*.json",
  "!../../src/core/words/en.json",
]);

const message = import.meta.glob<{ readonly default: Words }>([
  "../../src/core/words/message/*.json",
  "!../../src/core/words/message/en.json",
]);

const notice = import.meta.glob<{ readonly default: Words }>([
  "../../src/core/words/notice/*.json",
  "!../../src/core/words/notice/en.json",
]);

const partOf = (parts: Record<string, Part>, lang: Language): Part | undefined =>
  Object.entries(parts).find(([path]) => path.endsWith(`/${lang}.json`))?.[1];

/** The words of a language; empty for English, which is there already, and for one not yet written. */
export async function loadWords(lang: Language): Promise<Words> {
  const files = [law, message, notice, ui].flatMap((parts) => partOf(parts, lang) ?? []);
  const loaded = await Promise.all(files.map((load) => load()));
  return Object.assign({}, ...loaded.map((part) => part.default)) as Words;
}

const REMEMBERED = "downrung.lang";
const isLanguage = (text: string | null): text is Language => (LANGUAGES as readonly (string | null)[]).includes(text);

/** `?lang=` wins, then what was chosen before, then what the browser asks for. */
export function chosenLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  if (isLanguage(asked)) return rememberLanguage(asked);
  const remembered = localStorage.getItem(REMEMBERED);
  if (isLanguage(remembered)) return remembered;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

export function rememberLanguage(lang: Language): Language {
  localStorage.setItem(REMEMBERED, lang);
  return lang;
}

/** Languages in their own names. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  ar: "العربية",
  zh: "中文",
  en: "English",
  fr: "Français",
  ru: "Русский",
  es: "Español",
};
