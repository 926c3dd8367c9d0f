// YAML as people write compacts and scenarios: one document, no anchors, no aliases, no duplicate keys,
// no tags. Every error has its line and column. spec/compact.md

import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from "yaml";
import { scanYaml, YAML_LIMITS, type Fault } from "./yaml-scan.ts";

export type YamlError = { readonly line: number; readonly column: number; readonly message: string };

export type YamlReading =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the value at a path stands, for errors found later. The nearest parent where the path ends early. */
      readonly placeOf: (path: readonly string[]) => { readonly line: number; readonly column: number };
    }
  | { readonly ok: false; readonly errors: readonly YamlError[] };

export const TOO_LONG = `the file has more than ${YAML_LIMITS.bytes / 1024 / 1024} MiB; at most that is read`;

/** Reads one YAML 1.2 document. Refuses anchors, aliases, tags and duplicate keys, with their place. */
export function readYaml(text: string): YamlReading {
  if (text.length > YAML_LIMITS.bytes || new TextEncoder().encode(text).length > YAML_LIMITS.bytes) {
    return { ok: false, errors: [{ line: 1, column: 1, message: TOO_LONG }] };
  }
  const scanned = scanYaml(text);
  const counter = new LineCounter();
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  const told = (faults: readonly Fault[]): YamlReading => ({
    ok: false,
    errors: faults.slice(0, YAML_LIMITS.errors).map(({ at: offset, message }) => ({ ...at(offset), message })),
  });
  if (scanned.length > 0) {
    countLines(text, counter);
    return told(scanned);
  }
  // The library compares each key with each other one, which a long file turns into minutes: keysOf does it once.
  const options = { version: "1.2", uniqueKeys: false, lineCounter: counter, prettyErrors: false } as const;
  const document = parseDocument(text, options);
  const faults = faultsOf(document);
  if (faults.length > 0) return told(faults);
  if (document.contents === null) return told([{ at: 0, message: "there is nothing in this file" }]);
  return {
    ok: true,
    value: document.toJS({ maxAliasCount: 0 }),
    placeOf: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const place = placeIn(document, path.slice(0, length), length === path.length);
        if (place !== undefined) return at(place);
      }
      return { line: 1, column: 1 };
    },
  };
}

function countLines(text: string, counter: LineCounter): void {
  counter.addNewLine(0);
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) counter.addNewLine(i + 1);
}

function faultsOf(document: Document): readonly Fault[] {
  const faults: Fault[] = document.errors.map(({ pos, message }) => ({
    at: pos[0],
    message: message.startsWith("Source contains multiple documents")
      ? "a second document begins here; a file holds one"
      : message,
  }));
  visit(document, {
    Map: (_, map) => {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value))
          faults.push({ at: key.range?.[0] ?? 0, message: "this key stands twice; keep one of them" });
        keys.add(key.value);
      }
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) && typeof pair.key.value === "string") return;
      const range = isNode(pair.key) ? pair.key.range : undefined;
      faults.push({ at: range?.[0] ?? 0, message: "a key is a word; write it without brackets, as text" });
    },
  });
  return faults.toSorted((a, b) => a.at - b.at);
}

/** Where the value at this path begins; for the path of an error itself its key, which is what a reader must find. */
function placeIn(document: Document, path: readonly string[], whole: boolean): number | undefined {
  const last = path.at(-1);
  const parent: unknown = document.getIn(path.slice(0, -1).map(keyOf), true);
  if (whole && last !== undefined && isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
    if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path.map(keyOf), true);
  return isNode(node) ? node.range?.[0] : undefined;
}

const keyOf = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);
