// What the subcommands about the compact share: texts with their language, days, and an act given at a seat.

import { LANGUAGES, type Text } from "../core/kernel/act.ts";
import { parseDuration, parseInstant, printInstant } from "../core/kernel/instant.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned } from "../node/http/api.ts";
import { print } from "./output.ts";
import { clientFor, type SeatOptions } from "./seat.ts";

export type Said = SeatOptions & { readonly lang: string };

/** A text in the language that was named. */
export function textIn(lang: string, text: string): Text {
  const language = LANGUAGES.find((each) => each === lang);
  if (language === undefined) throw new ConfigError(`--lang is one of ${LANGUAGES.join(", ")}`);
  return { lang: language, text };
}

/** An instant as the wire has it, from itself, from a day, or from a length of time ahead of now. */
export function dayFrom(text: string): string {
  const ahead = parseDuration(text);
  if (ahead !== undefined) return printInstant(Date.now() + ahead);
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00.000Z` : text;
  if (parseInstant(instant) !== undefined) return instant;
  throw new ConfigError("--from is a day (2027-01-31), an instant (2027-01-31T09:00:00.000Z) or a time ahead (10d)");
}

/** Gives an act about the compact at the seat that the options name, and prints what was signed. */
export async function giveAboutCompact(
  options: SeatOptions,
  kind: string,
  body: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const signed = await clientFor(options).post<ActSigned>("/api/acts", { kind, matter: null, body, ...more });
  print(options.json, signed, () => [`signed: ${kind}, act ${signed.seq}, ${signed.id}`]);
}
