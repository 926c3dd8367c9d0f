// Makes spec/compact.schema.json: `node vectors/make-schema.ts`. The schema of a compact document as editors
// and other programs read it, from the one that the law reads. spec/compact.md

import { writeFileSync } from "node:fs";
import { ConditionSchema } from "../src/core/compact/condition.ts";
import { CompactDocument, Words } from "../src/core/compact/document.ts";

const FILE = new URL("../spec/compact.schema.json", import.meta.url);

type Json = Readonly<Record<string, unknown>>;

const HEAD = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:downrung:compact:1",
  title: "Downrung compact",
  description:
    "An agreement that people read and machines run. What a schema cannot say stands in spec/compact.md and spec/condition.md.",
};

/** Conditions level by level, the outermost first: written out where they stand they would fill a book. */
function conditionLevels(): readonly unknown[] {
  const levels: unknown[] = [];
  let level: unknown = ConditionSchema;
  while (level !== undefined) {
    levels.push(level);
    level = (level as { anyOf?: readonly { properties?: { all?: { items?: unknown } } }[] }).anyOf?.[0]?.properties?.all
      ?.items;
  }
  return levels;
}

/** The parts that stand in many places, by name. */
const PARTS: readonly (readonly [string, unknown])[] = [
  ["words", Words],
  ...conditionLevels().map((level, i, { length }): [string, unknown] => [
    i === length - 1 ? "comparison" : i === 0 ? "condition" : `condition-${i + 1}`,
    level,
  ]),
];

export function compactSchema(): string {
  const names = new Map(PARTS.map(([name, part]) => [bare(part), name]));
  const shortened = (value: unknown, top: boolean): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((entry: unknown) => shortened(entry, false));
    const name = top ? undefined : names.get(bare(value));
    if (name !== undefined) {
      const description = (value as Json)["description"];
      return { ...(description === undefined ? {} : { description }), $ref: `#/$defs/${name}` };
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shortened(part, false)]));
  };
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
  const $defs = Object.fromEntries(PARTS.map(([name, part]) => [name, shortened(plain(part), true)]));
  const document = shortened(plain(CompactDocument), true) as Json;
  return `${JSON.stringify({ ...HEAD, ...document, $defs }, null, 2)}\n`;
}

/** A schema without what it says of itself, to see that two are one. */
function bare(schema: unknown): string {
  const { description: _description, ...rest } = JSON.parse(JSON.stringify(schema)) as Json;
  return JSON.stringify(rest);
}

if (import.meta.main) writeFileSync(FILE, compactSchema());
