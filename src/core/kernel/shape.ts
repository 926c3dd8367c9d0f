// What is wrong with a value that does not fit its schema, in a sentence that says what to do. The
// schema library's own words are for programmers.

import { Value } from "typebox/value";
import type { TSchema } from "typebox";

export type ShapeProblem = { readonly path: readonly string[]; readonly message: string };

/** The problems of a value, the deepest first: those say most. Empty when it fits. */
export function problemsOf(schema: TSchema, value: unknown): readonly ShapeProblem[] {
  const problems = [...Value.Errors(schema, value)].map(({ keyword, instancePath, params, message }) => ({
    path: instancePath.split("/").slice(1),
    message: adviceFor(keyword, params as Readonly<Record<string, unknown>>, message),
  }));
  const useful = problems.filter(({ message }) => message !== "");
  return useful.toSorted((a, b) => b.path.length - a.path.length);
}

function adviceFor(keyword: string, params: Readonly<Record<string, unknown>>, message: string): string {
  switch (keyword) {
    case "boolean":
      return "there is no such field here; remove it";
    case "additionalProperties":
      // Each unknown field has a problem of its own.
      return "";
    case "required":
      return `needs ${list(params["requiredProperties"])}`;
    case "enum":
      return `must be one of ${list(params["allowedValues"])}`;
    case "const":
      return `must be ${String(params["allowedValue"])}`;
    case "pattern":
      return `must look like ${String(params["pattern"])}`;
    default:
      return message;
  }
}

const list = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value));
