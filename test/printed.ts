// What must stand in a printed sentence, read off the clause's values and not off the renderer: the tests
// hold the sentence of every language against it.

import { everyClause, type Args, type Clause, type Speech, type Value } from "../src/core/compact/clause.ts";
import type { Condition } from "../src/core/compact/condition.ts";
import { renderClauses } from "../src/core/compact/say-clauses.ts";

const LISTS: Readonly<Record<string, string>> = { sectors: "sector" };

/** Every text that a value must put into the sentence. */
function expectedOf(value: Value, speech: Speech): readonly string[] {
  const word = (id: string, otherwise = id): string => speech.name(id, otherwise);
  switch (value.is) {
    case "party":
      return [value.name];
    case "duration":
      return [grouped(value.count)];
    case "day":
      return [value.day, speech.day(value.day)];
    case "hour":
      return [value.hour];
    case "count":
      return [grouped(value.count)];
    case "choice":
      return [];
    case "word":
      return [word(value.id)];
    case "term":
      return [word(value.id, value.otherwise)];
    case "name":
      return [value.name];
    case "label":
      return [value.label];
    case "marking":
      return [value.marking];
    case "key":
      return [value.key.slice(0, value.shown)];
    case "text":
      return textsOf(value, speech);
    case "list":
      return value.items.flatMap((item) => expectedOf(item, speech));
    case "condition":
      return conditionTexts(value.condition, speech);
    case "phrase":
      // A phrase without places is a text of the catalogue, and stands there whole.
      return Object.keys(value.args).length === 0 ? [word(value.key)] : expectedIn(value.args, speech);
    default:
      return value satisfies never;
  }
}

export const expectedIn = (args: Args, speech: Speech): readonly string[] =>
  Object.values(args).flatMap((value) => expectedOf(value, speech));

/** From five digits on a narrow space stands between thousands. */
const grouped = (count: number): string => {
  const text = String(count);
  return count < 10_000 ? text : text.replaceAll(/\B(?=(\d{3})+$)/g, "\u202F");
};

function textsOf(value: Extract<Value, { is: "text" }>, speech: Speech): readonly string[] {
  const bare = (text: string): string => (value.quoted ? text.replace(/[.。]$/, "") : text);
  const own = value.words[speech.lang];
  if (own !== undefined) return [bare(own)];
  const [lang = "", text = ""] =
    Object.entries(value.words).toSorted(([a], [b]) => Number(b === "en") - Number(a === "en"))[0] ?? [];
  return [bare(text), speech.name(`lang.${lang}`, "?")];
}

function conditionTexts(condition: Condition, speech: Speech): readonly string[] {
  if ("all" in condition) return condition.all.flatMap((part) => conditionTexts(part, speech));
  if ("any" in condition) return condition.any.flatMap((part) => conditionTexts(part, speech));
  if ("not" in condition) return conditionTexts(condition.not, speech);
  if ("at-least" in condition) return [grouped(condition["at-least"])];
  if ("at-most" in condition) return [grouped(condition["at-most"])];
  const words = "is" in condition ? [condition.is] : "in" in condition ? condition.in : condition.has;
  return words.map((word) => {
    const { field } = condition;
    return speech.name(`fact.${field}.${word}`, speech.name(`${LISTS[field] ?? field}.${word}`, word));
  });
}

const bareOf = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, "");

/** What is wrong with a sentence: what it lacks of its values, and a number that none of them has. */
export function faultsOf(clause: Clause, text: string, speech: Speech): readonly string[] {
  const missing: string[] = [];
  let rest = bareOf(text);
  // The longest first, so that a 2 does not stand for a part of 24.
  for (const piece of expectedIn(clause.args, speech).toSorted((a, b) => b.length - a.length)) {
    const at = placeOf(rest, piece);
    if (at < 0) missing.push(`${clause.number} lacks "${piece}": ${text}`);
    else rest = `${rest.slice(0, at)}\u0000${rest.slice(at + piece.length)}`;
  }
  const strange = rest.match(/\p{N}+/gu) ?? [];
  return [...missing, ...strange.map((number) => `${clause.number} says ${number}: ${text}`)];
}

/** Where a piece stands; a number only where no digit is beside it. */
function placeOf(text: string, piece: string): number {
  if (!/^\d/.test(piece)) return text.indexOf(piece);
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    const [before, after] = [text[at - 1] ?? "", text[at + piece.length] ?? ""];
    if (!/[\d\u202F]/.test(before) && !/[\d\u202F]/.test(after)) return at;
  }
  return -1;
}

/** Everything wrong with a compact's clauses in one language. */
export function faultsIn(clauses: readonly Clause[], speech: Speech): readonly string[] {
  const said = everyClause(renderClauses(clauses, speech));
  return everyClause(clauses).flatMap((clause, i) => faultsOf(clause, said[i]?.text ?? "", speech));
}
