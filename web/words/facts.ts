// One fact of an incident in words, from the words that the console has at hand.

import { FACTS, type FactName, type Facts } from "../../src/core/compact/facts.ts";
import { FACT_WORDS } from "../../src/core/compact/say-clauses.ts";
import type { Voice } from "./voice.tsx";

export function factText(voice: Voice, name: FactName, value: Facts[FactName]): string {
  const type = FACTS[name];
  const family = FACT_WORDS[name] ?? "tri";
  const word = (one: string): string => voice.name(`${family}.${one}`, one);
  if (value === null) return type.is === "word" ? word(type.unknown) : voice.say("field.people.unknown");
  if (typeof value === "number") return new Intl.NumberFormat(voice.tag).format(value);
  if (value === "unknown" && type.is === "count") return voice.say("field.people.unknown");
  return typeof value === "string" ? word(value) : voice.list(value.map(word));
}
