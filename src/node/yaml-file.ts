// A compact or a scenario from its file. Whatever is wrong is said with the file's line and column.

import { readFileSync } from "node:fs";
import type { ShapeProblem } from "../core/kernel/shape.ts";
import { readYaml } from "../interop/yaml.ts";
import { ConfigError } from "./config-error.ts";

type Reading = { readonly ok: true } | { readonly ok: false; readonly errors: readonly ShapeProblem[] };

/** Reads a YAML file and hands its value to `read`. Throws ConfigError with one line a problem. */
export function readYamlFile<R extends Reading>(path: string, read: (value: unknown) => R): Extract<R, { ok: true }> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read`, { cause });
  }
  const yaml = readYaml(text);
  if (!yaml.ok) {
    const lines = yaml.errors.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
    throw new ConfigError(lines.join("\n"));
  }
  const reading: R = read(yaml.value);
  if (reading.ok) return reading as Extract<R, { ok: true }>;
  const lines = reading.errors.map(({ path: place, message }) => {
    const { line, column } = yaml.placeOf(place);
    return `${path}:${line}:${column}: ${place.join(".") || "the document"}: ${message}`;
  });
  throw new ConfigError(lines.join("\n"));
}
