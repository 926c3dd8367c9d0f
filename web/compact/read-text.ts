// What stands in the editor, read as the command line and the node read a file: YAML, then its form, then
// what a schema cannot say, then advice. Everything wrong has its line and column. Pure.

import type { Compact } from "../../src/core/compact/compact.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import { readCompact } from "../../src/core/compact/read.ts";
import type { Instant } from "../../src/core/kernel/instant.ts";
import { lint } from "../../src/check/lint.ts";
import type { Sentence } from "../../src/check/sentence.ts";
import { readYaml } from "../../src/interop/yaml.ts";

export type Place = { readonly line: number; readonly column: number };

/** `error`: it does not read. `wrong` and `advice` are remarks on a document that does. */
export type Remark = Place & { readonly path: string } & (
    | { readonly is: "error"; readonly message: string }
    | { readonly is: "wrong" | "advice"; readonly says: Sentence }
  );

export type TextReading = {
  readonly remarks: readonly Remark[];
  /** Null where it does not read. */
  readonly read: { readonly document: CompactDocument; readonly compact: Compact } | null;
  /** Where the value at a path stands. */
  readonly placeOf: (path: readonly (string | number)[]) => Place;
};

const TOP: Place = { line: 1, column: 1 };

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export function readText(text: string, today: Instant): TextReading {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    const remarks = yaml.errors.map((error): Remark => ({ is: "error", path: "", ...error }));
    return { remarks, read: null, placeOf: () => TOP };
  }
  const placeOf: TextReading["placeOf"] = (path) => yaml.placeOf(path.map(String));
  const reading = readCompact(yaml.value);
  if (!reading.ok) {
    const remarks = reading.errors.map(({ path, message }): Remark => ({
      is: "error",
      path: path.join("."),
      message,
      ...placeOf(path),
    }));
    return { remarks: remarks.toSorted(byPlace), read: null, placeOf };
  }
  const remarks = lint(reading.document, { today, isZone }).map(({ level, path, says }): Remark => ({
    is: level === "error" ? "wrong" : "advice",
    path: path.join("."),
    says,
    ...placeOf(path),
  }));
  return { remarks: remarks.toSorted(byPlace), read: reading, placeOf };
}

const WEIGHT = { error: 0, wrong: 1, advice: 2 } as const;
const byPlace = (a: Remark, b: Remark): number => WEIGHT[a.is] - WEIGHT[b.is] || a.line - b.line || a.column - b.column;
