// How a language speaks outside the browser: its catalogues, its lists and its days. The console has
// the same over its own catalogue (web/words/say.ts). spec/clauses.md

import { IntlMessageFormat } from "intl-messageformat";
import type { Speech } from "../core/compact/clause.ts";
import { LANGUAGES, type Language } from "../core/kernel/act.ts";
import lawAr from "../core/words/ar.json" with { type: "json" };
import lawEn from "../core/words/en.json" with { type: "json" };
import lawEs from "../core/words/es.json" with { type: "json" };
import lawFr from "../core/words/fr.json" with { type: "json" };
import lawRu from "../core/words/ru.json" with { type: "json" };
import lawZh from "../core/words/zh.json" with { type: "json" };
import ar from "../core/words/compact/ar.json" with { type: "json" };
import en from "../core/words/compact/en.json" with { type: "json" };
import es from "../core/words/compact/es.json" with { type: "json" };
import fr from "../core/words/compact/fr.json" with { type: "json" };
import ru from "../core/words/compact/ru.json" with { type: "json" };
import zh from "../core/words/compact/zh.json" with { type: "json" };
import messageAr from "../core/words/message/ar.json" with { type: "json" };
import messageEn from "../core/words/message/en.json" with { type: "json" };
import messageEs from "../core/words/message/es.json" with { type: "json" };
import messageFr from "../core/words/message/fr.json" with { type: "json" };
import messageRu from "../core/words/message/ru.json" with { type: "json" };
import messageZh from "../core/words/message/zh.json" with { type: "json" };

type Words = Readonly<Record<string, string>>;

const WORDS: Readonly<Record<Language, Words>> = {
  ar: { ...lawAr, ...messageAr, ...ar },
  zh: { ...lawZh, ...messageZh, ...zh },
  en: { ...lawEn, ...messageEn, ...en },
  fr: { ...lawFr, ...messageFr, ...fr },
  ru: { ...lawRu, ...messageRu, ...ru },
  es: { ...lawEs, ...messageEs, ...es },
};

/** Latin digits in all six, so that two rivals read the same figures; English as the United Nations write it. */
export const TAGS = { ar: "ar-u-nu-latn", zh: "zh", en: "en-GB", fr: "fr", ru: "ru", es: "es" } as const;

export const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text);

const speeches = new Map<Language, Speech>();

/** The speech of a language, made once. */
export function speechOf(lang: Language): Speech {
  const speech = speeches.get(lang) ?? speechWith(lang, WORDS[lang]);
  speeches.set(lang, speech);
  return speech;
}

/** A language speaking from another catalogue than that of the clauses. */
export function speechWith(lang: Language, words: Words): Speech {
  const tag = TAGS[lang];
  const formats = new Map<string, IntlMessageFormat>();
  const lists = {
    and: new Intl.ListFormat(tag, { style: "long", type: "conjunction" }),
    or: new Intl.ListFormat(tag, { style: "long", type: "disjunction" }),
  } as const;
  const days = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC", calendar: "gregory" });
  return {
    lang,
    dir: lang === "ar" ? "rtl" : "ltr",
    name: (id, otherwise, args = {}) => {
      const text = words[id];
      if (text === undefined) return otherwise;
      const format = formats.get(id) ?? new IntlMessageFormat(text, tag);
      formats.set(id, format);
      return String(format.format(args));
    },
    list: (items, join) => lists[join].format(items),
    day: (day) => days.format(Date.parse(`${day}T00:00:00.000Z`)),
  };
}
