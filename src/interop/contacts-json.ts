// A directory of contacts as JSON: what the act holds, with the name of its form. spec/contacts.md

import type { Directory } from "../core/line/contacts.ts";
import { checkDirectory, refuseFile, tooLarge, type ContactsReading } from "./contacts-read.ts";
import { placeOfJsonError } from "./json-place.ts";
import { readYaml } from "./yaml.ts";

const FORM = "contacts/1";

export const contactsToJson = ({ from, until, offices }: Directory): string =>
  `${JSON.stringify({ downrung: FORM, from, until, offices }, null, 2)}\n`;

export function contactsFromJson(text: string): ContactsReading {
  const large = tooLarge(text);
  if (large !== undefined) return large;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { line, column } = placeOfJsonError(text);
    return refuseFile(line, `this is not JSON, from column ${column} on`);
  }
  // JSON is YAML too, whose reader knows where everything stands and lets no key stand twice.
  const placed = readYaml(text);
  if (!placed.ok) {
    return { ok: false, faults: placed.errors.map(({ line, message }) => ({ line, because: message })) };
  }
  if (typeof value !== "object" || value === null || !("downrung" in value) || value.downrung !== FORM) {
    return refuseFile(1, `a directory of contacts says "downrung": "${FORM}"`);
  }
  const { downrung: _, ...directory } = value;
  return checkDirectory(directory, (path) => placed.placeOf(path).line);
}
