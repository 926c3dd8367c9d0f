// From what is typed to the body that is signed. Pure: the same values give the same body, and each
// error names its field and a sentence. The node checks again; this only spares the officer the way.

import { MATTER_PATTERN } from "../../src/core/kernel/act.ts";
import { printInstant } from "../../src/core/kernel/instant.ts";
import type { Values } from "../api/drafts.ts";
import type { Args, WordId } from "../words/say.ts";
import { nameOfField, type Field } from "./forms.ts";
import { exchangePart } from "./exchange-forms.ts";
import { measurePart } from "./measure-forms.ts";
import { mediationPart } from "./mediation-forms.ts";
import { statedFacts } from "./stated-facts.ts";
import { noticePart } from "./notice-forms.ts";
import { writeHeading } from "./heading.ts";

export type FieldError = { readonly field: string; readonly id: WordId; readonly args: Args };
export type Written = {
  readonly body: Readonly<Record<string, unknown>>;
  readonly to: readonly string[] | undefined;
  readonly errors: readonly FieldError[];
};

export type Scale = { readonly low: number; readonly high: number };

type Part =
  | {
      readonly fields: Readonly<Record<string, unknown>>;
      readonly to?: readonly string[];
      readonly errors?: readonly FieldError[];
    }
  | { readonly id: WordId; readonly args?: Args };

const TECHNIQUE = /^T[0-9]{4}(\.[0-9]{3})?$/;
const EMPTY: Part = { id: "field.error.empty" };

export const one = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value : "";
};
export const many = (values: Values, name: string): readonly string[] => {
  const value = values[name];
  return typeof value === "object" ? value : [];
};

/** `2026-11-22T10:00`, as a browser's field gives it, taken as UTC. */
function instantOf(text: string): string | undefined {
  const at = Date.parse(`${text}Z`);
  return text === "" || Number.isNaN(at) ? undefined : printInstant(at);
}

function rangeOf(values: Values, scale: Scale): Part {
  const texts = [one(values, "low"), one(values, "high")] as const;
  const [low, high] = texts.map(Number) as [number, number];
  const whole = texts.every((text) => /^\d+$/.test(text));
  const fits = whole && scale.low <= low && low <= high && high <= scale.high;
  return fits ? { fields: { low, high } } : { id: "field.error.range", args: { ...scale } };
}

function lineOf(field: Extract<Field, { is: "line" }>, text: string): Part {
  if (text === "" && field.optional) return { fields: {} };
  if (text.length < field.least) return { id: "field.error.short", args: { count: field.least } };
  return { fields: { [field.name]: text } };
}

function countOf(name: string, values: Values): Part {
  if (one(values, `${name}.unknown`) === "yes") return { fields: { [name]: "unknown" } };
  const text = one(values, name).trim();
  return /^\d{1,12}$/.test(text) ? { fields: { [name]: Number(text) } } : { id: "field.error.number" };
}

function techniquesOf(name: string, text: string): Part {
  const found = [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ""))];
  return found.every((word) => TECHNIQUE.test(word)) ? { fields: { [name]: found } } : { id: "field.error.technique" };
}

/** What was changed of the facts; nothing where they stand as reported. */
function statedPart(name: string, values: Values): Part {
  const facts = statedFacts(values);
  if (facts === null) return { id: "field.error.number" };
  return { fields: Object.keys(facts).length === 0 ? {} : { [name]: facts } };
}

const MATTER = new RegExp(MATTER_PATTERN);

function mattersOf(name: string, text: string): Part {
  const found = [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ""))];
  if (found.some((word) => !MATTER.test(word))) return { id: "field.error.matters" };
  return { fields: found.length === 0 ? {} : { [name]: found } };
}

function partOf(field: Field, values: Values, scale: Scale): Part {
  const name = nameOfField(field);
  const text = one(values, name).trim();
  switch (field.is) {
    case "text":
      if (text === "") return field.optional ? { fields: {} } : EMPTY;
      return { fields: { [name]: { lang: one(values, `${name}.lang`), text } } };
    case "line":
      return lineOf(field, text);
    case "subject":
      if (text === "" && field.optional) return { fields: {} };
      return text === "" ? EMPTY : { fields: { of: text } };
    case "choice":
    case "tri":
    case "length":
    case "measure":
    case "red-line":
      if (text === "") return "optional" in field ? { fields: {} } : EMPTY;
      return { fields: { [name]: text } };
    case "choices": {
      const chosen = many(values, name);
      if (chosen.length === 0 && field.optional) return { fields: {} };
      return chosen.length === 0 || chosen.length > field.most
        ? { id: "field.error.some" }
        : { fields: { [name]: chosen } };
    }
    case "range":
      return rangeOf(values, scale);
    case "instant": {
      if (text === "" && field.optional) return { fields: {} };
      const at = instantOf(text);
      return at === undefined ? { id: "field.error.instant" } : { fields: { [name]: at } };
    }
    case "count":
      return countOf(name, values);
    case "techniques":
      return techniquesOf(name, text);
    case "stated":
      return statedPart(name, values);
    case "matters":
      return mattersOf(name, text);
    case "files":
      return { fields: { [name]: many(values, name).map((item) => JSON.parse(item) as unknown) } };
    case "readers": {
      const chosen = many(values, name);
      return chosen.length === 0 ? { id: "field.error.nobody" } : { fields: {}, to: chosen };
    }
    case "heading":
      return writeHeading(field, values);
    case "to":
      return text === "" ? EMPTY : { fields: {}, to: [text] };
    case "party":
    case "step":
      return exchangePart(field, values);
    case "mediator":
    case "texts":
    case "whole":
    case "consents":
    case "pair":
      return mediationPart(field, values);
    case "addressee":
    case "finding":
    case "checklist":
    case "protected":
      return measurePart(field, values);
    case "list":
    case "desk":
      return noticePart(field, values);
    default:
      return field satisfies never;
  }
}

/** Reads a whole form. The body holds whatever is already right, so that the law can be asked early. */
export function writeBody(form: readonly Field[], values: Values, scale: Scale): Written {
  let body: Readonly<Record<string, unknown>> = {};
  let to: readonly string[] | undefined;
  const errors: FieldError[] = [];
  for (const field of form) {
    const part = partOf(field, values, scale);
    if ("id" in part) errors.push({ field: nameOfField(field), id: part.id, args: part.args ?? {} });
    else {
      body = { ...body, ...part.fields };
      to ??= part.to;
      errors.push(...(part.errors ?? []));
    }
  }
  return { body, to, errors };
}
