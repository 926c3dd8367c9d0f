// A compact or a scenario from its file. Whatever is wrong is said with the file's line and column.

import { closeSync, openSync, readSync } from "node:fs";
import type { ShapeProblem } from "../core/kernel/shape.ts";
import { readYaml, TOO_LONG, type YamlError } from "../interop/yaml.ts";
import { YAML_LIMITS } from "../interop/yaml-scan.ts";
import { ConfigError } from "./config-error.ts";

type Reading = { readonly ok: true } | { readonly ok: false; readonly errors: readonly ShapeProblem[] };

export type PlaceOf = (path: readonly string[]) => { readonly line: number; readonly column: number };

/** What a file says, with the place of everything in it; or each thing that is wrong with it, with its place. */
export type YamlFile<R> =
  | { readonly ok: true; readonly reading: Extract<R, { ok: true }>; readonly placeOf: PlaceOf }
  | { readonly ok: false; readonly errors: readonly YamlError[] };

/** Opens a YAML file and hands its value to `read`. Throws ConfigError where there is nothing to read. */
export function openYamlFile<R extends Reading>(path: string, read: (value: unknown) => R): YamlFile<R> {
  const yaml = readYaml(textOf(path));
  if (!yaml.ok) return yaml;
  const reading: R = read(yaml.value);
  if (reading.ok) return { ok: true, reading: reading as Extract<R, { ok: true }>, placeOf: yaml.placeOf };
  const errors = reading.errors.map(({ path: place, message }) => ({
    ...yaml.placeOf(place),
    message: `${place.join(".") || "the document"}: ${message}`,
  }));
  return { ok: false, errors: errors.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** Reads a YAML file and hands its value to `read`. Throws ConfigError with one line a problem. */
export function readYamlFile<R extends Reading>(path: string, read: (value: unknown) => R): Extract<R, { ok: true }> {
  const file = openYamlFile(path, read);
  if (file.ok) return file.reading;
  const lines = file.errors.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new ConfigError(lines.join("\n"));
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder; name a file in it",
  EACCES: "this file may not be read; change its permissions",
};

function textOf(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = bytesOf(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new ConfigError(`${path}: ${WHY[code] ?? "it cannot be read"}`, { cause });
  }
  if (bytes.length > YAML_LIMITS.bytes) throw new ConfigError(`${path}: ${TOO_LONG}`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const { line, column } = firstStray(bytes);
    throw new ConfigError(`${path}:${line}:${column}: this is not UTF-8; save the file as UTF-8`, { cause });
  }
}

/** Reads no more than one byte beyond the limit, whatever stands at the path: a file, a pipe, a device. */
function bytesOf(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(YAML_LIMITS.bytes + 1);
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      if (read === 0) break;
      length += read;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** Where the first byte stands that is not UTF-8: the longest part before it that decodes, found by halving. */
function firstStray(bytes: Uint8Array): { readonly line: number; readonly column: number } {
  let [good, bad] = [0, bytes.length];
  const readable = (end: number): string | undefined => {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
    } catch {
      return undefined;
    }
  };
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (readable(middle) === undefined) bad = middle;
    else good = middle;
  }
  const before = (readable(good) ?? "").split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
