// Sentences into text. The words and the formatter come from outside (the command line's, the console's),
// so that this file knows which names stand in which place and no language. spec/check.md

import { partyOf, type Compact } from "../core/compact/compact.ts";
import { DAY, HOUR, MINUTE, SECOND, type Millis } from "../core/kernel/instant.ts";
import type { Arg, Sentence } from "./sentence.ts";

export type Teller = {
  /** The text of an id with what stands in it; undefined where there is no such id. */
  readonly text: (id: string, args: Readonly<Record<string, string | number>>) => string | undefined;
  readonly all: (items: readonly string[]) => string;
  readonly either: (items: readonly string[]) => string;
  /** A language's own name in the language that is spoken. */
  readonly language: (code: string) => string;
};

export function tell({ id, args, otherwise }: Sentence, compact: Compact, teller: Teller): string {
  const texts = Object.fromEntries(Object.entries(args).map(([key, arg]) => [key, tellArg(arg, compact, teller)]));
  return teller.text(id, texts) ?? (otherwise === undefined ? undefined : teller.text(otherwise, texts)) ?? id;
}

function tellArg(arg: Arg, compact: Compact, teller: Teller): string | number {
  const word = (id: string, plain: string): string => teller.text(id, {}) ?? plain;
  const partyName = (id: string): string => partyOf(compact, id)?.name ?? id;
  const stepName = (id: string): string => word(`step.${id}`, id);
  switch (arg.is) {
    case "party":
      return partyName(arg.party);
    case "parties":
      return teller.all(arg.parties.map(partyName));
    case "step":
      return stepName(arg.step);
    case "steps":
      return teller.all(arg.steps.map(stepName));
    case "kinds":
      return teller.either(arg.kinds.map((kind) => word(`kind.${kind}`, kind)));
    case "contact":
      return word(`contact.${arg.contact}`, arg.contact);
    case "nature":
      return word(`nature.${arg.nature}`, arg.nature);
    case "part":
      return word(`part.${arg.part}`, partyName(arg.part));
    case "length":
      return tellLength(arg.length, teller);
    case "moment":
      return tellLength(arg.after, teller);
    case "acts":
      return teller.all(Object.entries(arg.most).map(([kind, most]) => `${word(`kind.${kind}`, kind)} (${most})`));
    case "count":
      return arg.count;
    case "name":
      return arg.name;
    case "names":
      return teller.all(arg.names);
    case "languages":
      return teller.all(arg.languages.map((code) => teller.language(code)));
    default:
      return arg satisfies never;
  }
}

const UNITS = [
  ["d", DAY],
  ["h", HOUR],
  ["min", MINUTE],
  ["s", SECOND],
  ["ms", 1],
] as const satisfies readonly (readonly [string, Millis])[];

/** Up to here people compare hours with the compact's hours; whole days are told as days from sooner on. */
const HOURS_UNTIL: Millis = 14 * DAY;
const WHOLE_DAYS_FROM: Millis = 3 * DAY;

/** A length in full, in as few units as it needs: `26 h 30 min`, `30 d`. Nothing is rounded away. */
export function tellLength(length: Millis, teller: Teller): string {
  const inDays = length > HOURS_UNTIL || (length > WHOLE_DAYS_FROM && length % DAY === 0);
  const units = inDays ? UNITS : UNITS.slice(1);
  let rest = length;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(teller.text(`length.${unit}`, { [unit]: amount }) ?? `${amount} ${unit}`);
  }
  return parts.length === 0 ? (teller.text("length.h", { h: 0 }) ?? "0 h") : parts.join(" ");
}
