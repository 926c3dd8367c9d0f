// Facts as a party holds them, from what is typed: each is as reported until it is changed, and only what is
// changed is signed. Pure.

import { STATED_NAMES, type StatedBody } from "../../src/core/assessment/stated.ts";
import { FACTS, type FactName } from "../../src/core/compact/facts.ts";
import type { Values } from "../api/drafts.ts";

/** The name under which a fact's value is kept in the form. */
export const statedKey = (name: FactName): string => `facts.${name}`;

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word) => b.includes(word));

/** What was changed; null where a number is none. */
export function statedFacts(values: Values): StatedBody | null {
  const facts: Partial<Record<FactName, string | readonly string[] | number>> = {};
  for (const name of STATED_NAMES) {
    const value = values[statedKey(name)];
    if (FACTS[name].is === "count") {
      const text = typeof value === "string" ? value.trim() : "";
      if (values[`${statedKey(name)}.unknown`] === "yes") facts[name] = "unknown";
      else if (/^\d{1,10}$/.test(text)) facts[name] = Number(text);
      else if (text !== "") return null;
    } else if (value !== undefined && value !== "") facts[name] = value;
  }
  return facts;
}

/** A set with one word more or less; taken back where that is what was reported. */
export function toggled(chosen: readonly string[], word: string, reported: readonly string[]): readonly string[] | "" {
  const next = chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word];
  return isSame(next, reported) ? "" : next;
}
