// What is wrong with a value that does not fit its schema, in a sentence that says what to do. The
// schema library's own words are for programmers; a schema's `$comment` or `description` says what was expected.

import { Settings } from "typebox/system";
import { Value } from "typebox/value";
import type { TSchema } from "typebox";
import { meant } from "./nearest.ts";

export type ShapeProblem = { readonly path: readonly string[]; readonly message: string };

type Params = Readonly<Record<string, unknown>>;

// Eight, the library's own limit, would hide a drafter's ninth slip behind the first eight.
Settings.Set({ maxErrors: 40 });

/** The problems of a value, the deepest first: those say most. Empty when it fits. */
export function problemsOf(schema: TSchema, value: unknown): readonly ShapeProblem[] {
  const problems = [...Value.Errors(schema, value)].map(({ keyword, schemaPath, instancePath, params, message }) => {
    const path = instancePath.split("/").slice(1).map(unescaped);
    const rule = { keyword, params: params as Params, message, ...schemasAt(schema, schemaPath) };
    return { path, message: adviceFor(rule, valueAt(value, path), path.at(-1) ?? "") };
  });
  const useful = problems.filter(({ message }) => message !== "");
  return useful.toSorted((a, b) => b.path.length - a.path.length);
}

type Rule = {
  readonly keyword: string;
  readonly params: Params;
  readonly message: string;
  /** What the schema at this place says of itself, and the fields that its object knows. */
  readonly about: string | undefined;
  readonly known: readonly string[];
};

function adviceFor({ keyword, params, message, about, known }: Rule, value: unknown, name: string): string {
  switch (keyword) {
    case "boolean":
      if (known.length === 0 && about !== undefined) return `${shown(name)} does not fit: ${about}`;
      return `there is no such field here${meant(name, known) || "; remove it"}`;
    case "additionalProperties":
      // Each unknown field has a problem of its own.
      return "";
    case "required":
      return `needs ${list(params["requiredProperties"])}`;
    case "enum":
      return `must be one of ${list(params["allowedValues"])}${meant(wordOf(value), names(params["allowedValues"]))}`;
    case "const":
      return `must be ${String(params["allowedValue"])}`;
    case "pattern":
      return about === undefined
        ? `must look like ${String(params["pattern"])}`
        : `${shown(value)} does not fit: ${about}`;
    case "type":
      return `must be ${TYPES[String(params["type"])] ?? String(params["type"])}, not ${kindOf(value)}`;
    default:
      return boundOf(keyword, Number(params["limit"])) ?? message;
  }
}

/** What may have been misspelled. A value from outside may be a set of fields with a `toString` of its own. */
const wordOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a set of fields",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a set of fields";
  return typeof value === "string" ? `the text ${shown(value)}` : String(value);
}

function boundOf(keyword: string, limit: number): string | undefined {
  switch (keyword) {
    case "minimum":
      return `must be ${limit} or more`;
    case "maximum":
      return `must be ${limit} or less`;
    case "minLength":
      return limit === 1 ? "must not be empty" : `needs at least ${limit} characters`;
    case "maxLength":
      return `at most ${limit} characters`;
    case "minItems":
    case "minProperties":
      return limit === 1 ? "needs at least one entry" : `needs at least ${limit} entries`;
    case "maxItems":
      return `at most ${limit} entries`;
    case "uniqueItems":
      return "an entry stands twice; keep one of them";
    default:
      return undefined;
  }
}

/** A value as it was written, cut where it is long. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : kindOf(value);
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

function schemasAt(schema: TSchema, schemaPath: string): Pick<Rule, "about" | "known"> {
  let at: unknown = schema;
  let above: unknown = schema;
  for (const part of schemaPath.split("/").slice(1)) {
    above = at;
    at = childOf(at, unescaped(part));
  }
  const own = at === false || at === undefined ? above : at;
  const about = childOf(own, "$comment") ?? childOf(own, "description");
  const properties = childOf(own, "properties");
  return {
    about: typeof about === "string" ? about : undefined,
    known: typeof properties === "object" && properties !== null ? Object.keys(properties) : [],
  };
}

const childOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const valueAt = (value: unknown, path: readonly string[]): unknown => path.reduce(childOf, value);
const unescaped = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");
const names = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const list = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value));
