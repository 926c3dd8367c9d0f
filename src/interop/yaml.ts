// YAML as people write compacts and scenarios: one document, no anchors, no aliases, no duplicate keys,
// no tags. Every error has its line and column. spec/compact.md

import { isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";

export type YamlError = { readonly line: number; readonly column: number; readonly message: string };

export type YamlReading =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the value at a path stands, for errors found later. The nearest parent where the path ends early. */
      readonly placeOf: (path: readonly string[]) => { readonly line: number; readonly column: number };
    }
  | { readonly ok: false; readonly errors: readonly YamlError[] };

/** A compact or a scenario is read by people; more than this is not one. */
export const YAML_BYTES = 1024 * 1024;

/** Reads one YAML 1.2 document. Refuses anchors, aliases, tags and duplicate keys, with their place. */
export function readYaml(text: string): YamlReading {
  const bytes = Buffer.byteLength(text);
  if (bytes > YAML_BYTES) {
    const message = `the file has ${bytes} bytes; at most ${YAML_BYTES} are read`;
    return { ok: false, errors: [{ line: 1, column: 1, message }] };
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { version: "1.2", uniqueKeys: true, lineCounter: counter, prettyErrors: false });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  const errors: YamlError[] = document.errors.map(({ pos, message }) => ({
    ...at(pos[0]),
    message: message.includes("Map keys must be unique") ? "this key stands twice; keep one of them" : message,
  }));
  visit(document, {
    Alias: (_, node) => {
      errors.push({ ...at(node.range?.[0] ?? 0), message: "aliases (*name) are not read; write the value out" });
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) && typeof pair.key.value === "string") return;
      const range = isNode(pair.key) ? pair.key.range : undefined;
      errors.push({ ...at(range?.[0] ?? 0), message: "a key is a word; write it without brackets, as text" });
    },
    Node: (_, node) => {
      const place = at(node.range?.[0] ?? 0);
      if ("anchor" in node && node.anchor !== undefined) {
        errors.push({ ...place, message: "anchors (&name) are not read; write the value out" });
      }
      if (node.tag !== undefined) errors.push({ ...place, message: "tags (!name) are not read; remove it" });
    },
  });
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: document.toJS({ maxAliasCount: 0 }),
    placeOf: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const node = document.getIn(path.slice(0, length).map(keyOf), true) as { range?: [number] } | undefined;
        if (node?.range !== undefined) return at(node.range[0]);
      }
      return { line: 1, column: 1 };
    },
  };
}

const keyOf = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);
