// Text out of a bundle, made fit to stand in a draft: one line, well formed, and without the characters
// that make text look like something else.

import type { StixObject } from "./stix-read.ts";

/** Control characters and the marks that turn the direction of text around. */
const HIDDEN = /[\p{Cc}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

export const oneLine = (text: string): string => text.toWellFormed().replace(HIDDEN, " ").replace(/ {2,}/g, " ").trim();

/** At most so many UTF-16 units, never half a character, with a mark where something is left out. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const short = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short}…`;
}

/** A field as text, or empty. */
export function fieldText(object: StixObject | undefined, field: string): string {
  const value = object === undefined || !Object.hasOwn(object, field) ? undefined : object[field];
  return typeof value === "string" ? value : "";
}

/** A field as a list of texts, or empty. */
export function fieldTexts(object: StixObject, field: string): readonly string[] {
  const value = Object.hasOwn(object, field) ? object[field] : undefined;
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
