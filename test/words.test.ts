// The catalogues against each other: what the console and the law say, they say in six languages, with the
// same places for names and numbers and with every form that a language gives its numerals.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { IntlMessageFormat } from "intl-messageformat";
import { LANGUAGES, type Language } from "../src/core/kernel/act.ts";
import { RULES } from "../src/core/kernel/verdict.ts";
import { MATTER_KINDS } from "../src/core/law/table.ts";

type Catalogue = Readonly<Record<string, string>>;
type Element = ReturnType<IntlMessageFormat["getAst"]>[number];
type Plural = { readonly name: string; readonly cases: readonly string[] };

const FOLDERS = [
  "src/core/words",
  "web/words",
  "web/words/attribution",
  "src/core/words/assessment",
  "src/core/words/check",
  "src/core/words/codes",
  "src/core/words/compact",
  "src/core/words/line",
  "src/core/words/message",
  "src/core/words/notice",
  "web/words/channel",
  "web/words/compact",
  "web/words/contacts",
  "web/words/exchange",
  "web/words/line",
  "web/words/measures",
  "web/words/notices",
] as const;
const LAW = FOLDERS[0];

/** What may stay as it is in English although it has more than three words. */
const SAME_AS_ENGLISH: readonly string[] = [];
const FEW_WORDS = 3;

const pathOf = (folder: string, lang: Language): string =>
  fileURLToPath(new URL(`../${folder}/${lang}.json`, import.meta.url));
const textOf = (folder: string, lang: Language): string => readFileSync(pathOf(folder, lang), "utf8");
const catalogueOf = (folder: string, lang: Language): Catalogue => JSON.parse(textOf(folder, lang)) as Catalogue;

const messages = new Map<string, IntlMessageFormat>();

/** Each text is parsed once: there are some five thousand of them. */
function messageOf(text: string, lang: Language): IntlMessageFormat {
  const key = `${lang} ${text}`;
  const message = messages.get(key) ?? new IntlMessageFormat(text, lang);
  messages.set(key, message);
  return message;
}

const astOf = (text: string, lang: Language): readonly Element[] => messageOf(text, lang).getAst();

/** Every element of a message, those inside its cases and tags too. */
function everyElement(elements: readonly Element[]): readonly Element[] {
  return elements.flatMap((element): readonly Element[] => {
    if ("options" in element)
      return [element, ...Object.values(element.options).flatMap(({ value }) => everyElement(value))];
    return "children" in element ? [element, ...everyElement(element.children)] : [element];
  });
}

/** The places in a message with their types: an argument's `type` differs for plain, number, date, select and plural. */
function placesOf(text: string, lang: Language): readonly string[] {
  const named = everyElement(astOf(text, lang)).filter((element) => "value" in element && !isLiteral(element));
  return [
    ...new Set(named.map((element) => ("value" in element ? `${element.value}: ${element.type}` : ""))),
  ].toSorted();
}

/** A unit that English abbreviates may be counted in a language that inflects it. */
const COUNTABLE: readonly string[] = ["d", "h", "min", "s", "ms"];

const comparable = (places: readonly string[]): readonly string[] =>
  places
    .map((place) => (COUNTABLE.includes(place.split(":")[0] ?? "") ? (place.split(":")[0] ?? "") : place))
    .toSorted();

const LITERAL = new IntlMessageFormat("-", "en").getAst()[0]?.type;
const isLiteral = (element: Element): boolean => element.type === LITERAL;

const pluralsOf = (text: string, lang: Language): readonly Plural[] =>
  everyElement(astOf(text, lang)).flatMap((element) =>
    "pluralType" in element ? [{ name: element.value, cases: Object.keys(element.options) }] : [],
  );

const isExact = (name: string): boolean => name.startsWith("=");

/** The words of a text that are not places: what a translator would have to translate. */
const wordsIn = (text: string): readonly string[] =>
  text.replaceAll(/\{[^{}]*\}/g, " ").match(/\p{L}[\p{L}\p{M}’-]*/gu) ?? [];

const SAMPLE_COUNTS = [0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 1_000_000, 1.5] as const;

/** Numbers where a message counts, a name everywhere else. */
const sampleOf = (text: string, lang: Language, count: number): Readonly<Record<string, string | number>> => {
  const counted = pluralsOf(text, lang).map(({ name }) => name);
  const names = placesOf(text, lang).map((place) => place.slice(0, place.lastIndexOf(":")));
  return Object.fromEntries(names.map((name) => [name, counted.includes(name) ? count : "Aurelia"]));
};

test("each catalogue is there in six languages", () => {
  const missing = FOLDERS.flatMap((folder) =>
    LANGUAGES.filter((lang) => !existsSync(pathOf(folder, lang))).map((lang) => `${folder}/${lang}.json`),
  );
  assert.deepEqual(missing, []);
  assert.deepEqual([...LANGUAGES].toSorted(), ["ar", "en", "es", "fr", "ru", "zh"]);
});

test("every rule has its sentence, and every kind its name, button, explanation and announcement", () => {
  const needed = [
    ...RULES.map((rule) => `rule.${rule}`),
    ...MATTER_KINDS.flatMap((kind) => ["", ".do", ".about", ".said"].map((part) => `kind.${kind}${part}`)),
  ];
  for (const lang of LANGUAGES.filter((known) => existsSync(pathOf(LAW, known)))) {
    const words = catalogueOf(LAW, lang);
    assert.deepEqual(
      needed.filter((id) => !words[id]),
      [],
      lang,
    );
  }
});

test("no catalogue says one id twice, and the two share none", () => {
  for (const folder of FOLDERS) {
    for (const lang of LANGUAGES.filter((known) => existsSync(pathOf(folder, known)))) {
      const written = textOf(folder, lang).match(/^\s*"[^"]+":/gm)?.length;
      assert.equal(written, Object.keys(catalogueOf(folder, lang)).length, `${folder}/${lang}.json`);
    }
  }
  const [law, ui] = FOLDERS.map((folder) => Object.keys(catalogueOf(folder, "en")));
  assert.deepEqual(
    law?.filter((id) => ui?.includes(id)),
    [],
  );
});

for (const folder of FOLDERS) {
  const english = catalogueOf(folder, "en");
  for (const lang of LANGUAGES.filter((known) => existsSync(pathOf(folder, known)))) {
    const own = catalogueOf(folder, lang);
    const texts = Object.entries(own);
    const name = `${folder}/${lang}.json`;
    // A text that does not parse fails one test with its id, and is left out of the others.
    const readable = texts.filter(([, text]) => parseProblem(text, lang) === null);

    test(`${name} has the ids of English, in their order`, () => {
      assert.deepEqual(Object.keys(own), Object.keys(english));
    });

    test(`${name} has only messages that can be read`, () => {
      assert.deepEqual(
        texts.map(([id, text]) => [id, parseProblem(text, lang)]).filter(([, problem]) => problem !== null),
        [],
      );
    });

    test(`${name} has the places of English, of the same types`, () => {
      for (const [id, text] of readable)
        assert.deepEqual(comparable(placesOf(text, lang)), comparable(placesOf(english[id] ?? "", "en")), id);
    });

    test(`${name} gives each plural the forms of its language, and the exact cases of English`, () => {
      for (const [id, text] of readable) assertPlurals(id, text, lang, english[id] ?? "");
    });

    test(`${name} formats with any number`, () => {
      for (const [id, text] of readable) {
        for (const count of pluralsOf(text, lang).length > 0 ? SAMPLE_COUNTS : [1]) {
          const said = String(messageOf(text, lang).format(sampleOf(text, lang, count)));
          assert.ok(said.trim() !== "" && !said.includes("{") && !said.includes("undefined"), `${id}: ${said}`);
        }
      }
    });

    test(`${name} has no text with an apostrophe that a message reads as an escape, and none with loose spaces`, () => {
      assert.deepEqual(
        texts.filter(([, text]) => text.includes("'") || text !== text.trim() || text.includes("  ")),
        [],
      );
    });

    if (lang !== "en") {
      test(`${name} leaves no sentence in English`, () => {
        const left = texts
          .filter(([id, text]) => text === english[id] && wordsIn(text).length > FEW_WORDS)
          .map(([id]) => id);
        assert.deepEqual(
          left.filter((id) => !SAME_AS_ENGLISH.includes(id)),
          [],
        );
      });
    }
  }
}

function parseProblem(text: string, lang: Language): string | null {
  try {
    astOf(text, lang);
    return null;
  } catch (error) {
    return String(error);
  }
}

function assertPlurals(id: string, text: string, lang: Language, english: string): void {
  const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories.toSorted();
  const exact = new Map(pluralsOf(english, "en").map((plural) => [plural.name, plural.cases.filter(isExact)]));
  for (const plural of pluralsOf(text, lang)) {
    assert.deepEqual(plural.cases.filter((name) => !isExact(name)).toSorted(), forms, `${id} in ${lang}`);
    // Where a language has a form for zero alone, that form is its exact case.
    const has = (name: string): boolean => plural.cases.includes(name) || (name === "=0" && forms.includes("zero"));
    const lost = exact.get(plural.name)?.filter((name) => !has(name));
    assert.deepEqual(lost ?? [], [], `${id} in ${lang} loses an exact case`);
  }
}

test("the word of a drill stands in the title of its pages, in every language", () => {
  for (const lang of LANGUAGES.filter((known) => existsSync(pathOf("web/words", known)))) {
    const words = catalogueOf("web/words", lang);
    assert.ok(words["app.title.drill"]?.startsWith(words["drill.badge"] ?? "-"), lang);
  }
});

test("French keeps its high punctuation and its guillemets on the line of their word", () => {
  const wrong = FOLDERS.flatMap((folder) => Object.entries(catalogueOf(folder, "fr"))).filter(([, text]) =>
    / [:;?!»]|« |[^\u00a0][;?!»]|«[^\u00a0]/u.test(text),
  );
  assert.deepEqual(wrong, []);
});

/** The preposition that swallows its vowel before another, so that no name may follow it. */
const ELIDING = /(^|[\s\u00a0(])(de|que|si|jusque) \{(party|asker|mediator|parties|title)\}/i;

test("French puts no name after a word that elides before a vowel", () => {
  const wrong = FOLDERS.flatMap((folder) => Object.entries(catalogueOf(folder, "fr"))).filter(([, text]) =>
    ELIDING.test(text),
  );
  assert.deepEqual(wrong, []);
});

/** Prepositions that ask for a case other than the nominative. */
const GOVERNING = /(^|[\s(])(от|у|к|с|со|для|из|до|о|об|при|над|перед|по|за|без) \{(party|asker|mediator|parties)\}/iu;

test("Russian puts no name where it would need a case ending", () => {
  const wrong = FOLDERS.flatMap((folder) => Object.entries(catalogueOf(folder, "ru"))).filter(([, text]) =>
    GOVERNING.test(text),
  );
  assert.deepEqual(wrong, []);
});
