// From clauses to sentences, in whatever language the speech speaks. Nothing is decided here and no word
// stands here: the sentence is the catalogue's, the values are the clause's. spec/clauses.md

import { LANGUAGES, type Language } from "../kernel/act.ts";
import type { Args, Clause, Run, SaidClause, Speech, Value } from "./clause.ts";
import type { Comparison, Condition } from "./condition.ts";
import type { CompactDocument, Words } from "./document.ts";
import { FACTS } from "./facts.ts";

type Runs = readonly Run[];
type Slots = Readonly<Record<string, Runs | string | number>>;

/** A compact's clauses in one language: the same tree with sentences. */
export function renderClauses(clauses: readonly Clause[], speech: Speech): readonly SaidClause[] {
  return clauses.map((clause) => {
    const said = sentence(clause.key, clause.args, speech);
    const runs = clause.assumed ? fill("assumed", { sentence: said }, speech) : said;
    const { id, number, form, path } = clause;
    const text = textOf(runs, speech);
    return { id, number, form, path, runs, text, children: renderClauses(clause.children, speech) };
  });
}

/** One sentence by its key: for headings and labels outside the clauses, such as those of the ladder's picture. */
export function sentence(key: string, args: Args, speech: Speech): Runs {
  const slots: Record<string, Runs | string | number> = {};
  for (const [name, value] of Object.entries(args)) {
    // A message's cases have no hyphen in their names.
    if (value.is === "choice") slots[name] = value.choice.replaceAll("-", "_");
    else slots[name] = valueRuns(value, speech);
    if (value.is === "count") slots[`${name}N`] = value.count;
  }
  return fill(key, slots, speech);
}

/** The same as plain text. */
export const sentenceText = (key: string, args: Args, speech: Speech): string =>
  textOf(sentence(key, args, speech), speech);

const OPEN = "\uE000";
const SHUT = "\uE001";
const SLOT = /\uE000(\d+)\uE001/;

const plain = (text: string): Runs => [{ text, is: "plain", lang: null }];
const run = (text: string, is: Run["is"], lang: Language | null = null): Runs => [{ text, is, lang }];

/** A message of the catalogue with runs in its places. What stands in a place never passes through the message's syntax. */
function fill(key: string, slots: Slots, speech: Speech): Runs {
  const held: Runs[] = [];
  const params: Record<string, string | number> = {};
  for (const [name, slot] of Object.entries(slots)) {
    params[name] = typeof slot === "object" ? hold(slot, held) : slot;
  }
  return opened(speech.name(key, key, params), held);
}

function hold(runs: Runs, held: Runs[]): string {
  held.push(runs);
  return `${OPEN}${held.length - 1}${SHUT}`;
}

function opened(text: string, held: readonly Runs[]): Runs {
  // Every second part is the number of a slot.
  const parts = text.split(SLOT).map((part, i) => (i % 2 === 0 ? plain(part) : (held[Number(part)] ?? [])));
  return joined(parts.flat());
}

const joined = (runs: Runs): Runs =>
  runs.reduce<Run[]>((sum, next) => {
    const last = sum.at(-1);
    if (next.text === "") return sum;
    if (last?.is === "plain" && next.is === "plain" && last.lang === next.lang) {
      sum[sum.length - 1] = { ...last, text: last.text + next.text };
    } else sum.push(next);
    return sum;
  }, []);

/** A list whose items are runs, joined as the language joins a list. */
function list(items: readonly Runs[], join: "and" | "or", speech: Speech): Runs {
  const held: Runs[] = [];
  const tokens = items.map((item) => hold(item, held));
  return opened(speech.list(tokens, join), held);
}

/** Digits in groups of three from five digits on, with a space: a point or a comma would say different things to different readers. */
export const digits = (count: number): string =>
  count < 10_000 ? String(count) : String(count).replaceAll(/(?<=\d)(?=(\d{3})+$)/g, "\u202F");

function valueRuns(value: Value, speech: Speech): Runs {
  switch (value.is) {
    case "party":
      return run(value.name, "party");
    case "duration":
      return asValue(fill(`duration.${value.unit}`, { n: value.count, count: digits(value.count) }, speech));
    case "day":
      return asValue(fill("day", { day: speech.day(value.day), iso: value.day }, speech));
    case "hour":
      return run(value.hour, "value");
    case "count":
      return run(digits(value.count), "value");
    case "choice":
      return run(value.choice, "plain");
    case "word":
      return plain(speech.name(value.id, value.id));
    case "term":
      return fill("quoted", { text: run(speech.name(value.id, value.otherwise), "term") }, speech);
    case "name":
      return run(value.name, "code");
    case "label":
      return run(value.label, "party");
    case "marking":
      return run(value.marking, "code");
    case "key":
      return run(value.key.length > value.shown ? `${value.key.slice(0, value.shown)}…` : value.key, "code");
    case "text":
      return textRuns(value.words, value.quoted, speech);
    case "list":
      return list(
        value.items.map((item) => valueRuns(item, speech)),
        value.join,
        speech,
      );
    case "condition":
      return conditionRuns(value.condition, speech);
    case "phrase":
      return sentence(value.key, value.args, speech);
    default:
      return value satisfies never;
  }
}

const asValue = (runs: Runs): Runs => run(runs.map(({ text }) => text).join(""), "value");

/** The compact's own words; where they lack the language, another language's stand with its name, never silently. */
function textRuns(words: Words, quotes: boolean, speech: Speech): Runs {
  const lang = words[speech.lang] === undefined ? ORDER.find((one) => words[one] !== undefined) : speech.lang;
  const whole = lang === undefined ? "" : (words[lang] ?? "");
  // Within a sentence a text loses its own full stop.
  const text = run(
    quotes ? whole.replace(/[.。]$/, "") : whole,
    "text",
    lang === speech.lang || lang === undefined ? null : lang,
  );
  const marked = quotes ? fill("quoted", { text }, speech) : text;
  if (lang === speech.lang || lang === undefined) return marked;
  return fill("text.foreign", { text: marked, language: plain(speech.name(`lang.${lang}`, lang)) }, speech);
}

/** Which language stands in for one that a text lacks: the first of these that it has. */
const ORDER: readonly Language[] = ["en", "fr", "es", "ru", "zh", "ar"];

/**
 * A condition as one sentence. `all` and `any` join their parts; a part that itself joins, denies or lists
 * stands in brackets wherever it is not alone, so that no reader can group it otherwise.
 */
function conditionRuns(condition: Condition, speech: Speech): Runs {
  if ("all" in condition) return joinedParts(condition.all, "all", speech);
  if ("any" in condition) return joinedParts(condition.any, "any", speech);
  if ("not" in condition) return fill("condition.not", { part: bracketed(condition.not, speech) }, speech);
  return comparisonRuns(condition, speech);
}

function joinedParts(parts: readonly Condition[], how: "all" | "any", speech: Speech): Runs {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return conditionRuns(only, speech);
  return parts
    .map((part) => bracketed(part, speech))
    .reduce((before, next, i) =>
      fill(`condition.${how}.${i === parts.length - 1 ? "last" : "next"}`, { before, next }, speech),
    );
}

function bracketed(condition: Condition, speech: Speech): Runs {
  const runs = conditionRuns(condition, speech);
  return isSimple(condition) ? runs : fill("condition.brackets", { part: runs }, speech);
}

function isSimple(condition: Condition): boolean {
  if ("all" in condition || "any" in condition) {
    const parts = "all" in condition ? condition.all : condition.any;
    const [only] = parts;
    return parts.length === 1 && only !== undefined && isSimple(only);
  }
  if ("not" in condition) return false;
  if ("in" in condition) return condition.in.length === 1;
  return !("has" in condition) || condition.has.length === 1;
}

/** The family of words in which each fact's values stand; a fact of yes and no has none. */
export const FACT_WORDS: Readonly<Record<string, string>> = {
  nature: "nature",
  effect: "effect",
  recovery: "recovery",
  sectors: "sector",
  information: "information",
  physical: "physical",
  duration: "lasting",
  spread: "spread",
  strategic: "strategic",
  deaths: "deaths",
};

function comparisonRuns(comparison: Comparison, speech: Speech): Runs {
  const { field } = comparison;
  if ("at-least" in comparison || "at-most" in comparison) {
    const [key, count] =
      "at-least" in comparison ? ["at-least", comparison["at-least"]] : ["at-most", comparison["at-most"]];
    return sentence(`fact.${field}.${key}`, { count: { is: "count", count: Number(count) } }, speech);
  }
  const words = "is" in comparison ? [comparison.is] : "in" in comparison ? comparison.in : comparison.has;
  const named = FACT_WORDS[field];
  // A fact that is asked with yes and no has a sentence for each answer.
  if (named === undefined) {
    return list(
      words.map((word) => fill(`fact.${field}.${word}`, {}, speech)),
      "or",
      speech,
    );
  }
  const values = words.map((word): Value => ({ is: "term", id: `${named}.${word}`, otherwise: word }));
  return sentence(`fact.${field}`, { values: { is: "list", join: "or", items: values } }, speech);
}

const FSI = "\u2068";
const PDI = "\u2069";

/** Runs as one line. Where directions may mix, names and texts are isolated, so that a full stop stays where it belongs. */
export function textOf(runs: Runs, { dir }: Pick<Speech, "dir">): string {
  return runs
    .map(({ text, is, lang }) => {
      const strange = lang === null ? false : (lang === "ar") !== (dir === "rtl");
      const mixed = dir === "rtl" && (is === "party" || is === "code");
      return strange || mixed ? `${FSI}${text}${PDI}` : text;
    })
    .join("");
}

/** Every text of a document that people wrote, in the languages in which it is there. */
function textsOf(value: unknown): readonly Words[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return Object.entries(value).flatMap(([key, part]) =>
    key === "says" ? [part as Words] : key === "purposes" ? (part as readonly Words[]) : textsOf(part),
  );
}

/** The languages in which every text of the compact is there: in these it is equally authentic. */
export function authenticLanguages(document: CompactDocument): readonly Language[] {
  const texts = textsOf(document);
  return LANGUAGES.filter((lang) => texts.every((words) => words[lang] !== undefined));
}

/** The facts that a condition can ask, for a catalogue that must have a sentence for each. */
export const FACT_SENTENCES: readonly string[] = Object.entries(FACTS).flatMap(([field, type]) => {
  if (type.is === "count") return [`fact.${field}.at-least`, `fact.${field}.at-most`];
  return FACT_WORDS[field] === undefined ? type.values.map((word) => `fact.${field}.${word}`) : [`fact.${field}`];
});
