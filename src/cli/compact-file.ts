// A compact's file as the commands of the check read it: the document, and where each of its clauses
// stands, so that whatever is said of a clause can be found.

import type { Compact } from "../core/compact/compact.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { readCompact } from "../core/compact/read.ts";
import type { YamlError } from "../interop/yaml.ts";
import { ConfigError } from "../node/config-error.ts";
import { openYamlFile } from "../node/yaml-file.ts";

export type Place = { readonly line: number; readonly column: number };

export type CompactFile =
  | {
      readonly ok: true;
      readonly document: CompactDocument;
      readonly compact: Compact;
      readonly placeOf: (path: readonly (string | number)[]) => Place;
    }
  | { readonly ok: false; readonly errors: readonly (YamlError | { readonly message: string })[] };

/** Opens a compact. A file that cannot be read is one more thing that is wrong with it, so that others are still checked. */
export function openCompact(path: string): CompactFile {
  try {
    const file = openYamlFile(path, (value) => readCompact(value));
    if (!file.ok) return file;
    const { document, compact } = file.reading;
    return { ok: true, document, compact, placeOf: (place) => file.placeOf(place.map(String)) };
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, errors: [{ message: error.message }] };
    throw error;
  }
}
