// Clauses against the document: nothing of it is left unsaid, and each clause knows its place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FULL } from "../testing/full-compact.ts";
import { everyClause } from "./clause.ts";
import { clausesOf } from "./clauses.ts";
import { CompactDocument } from "./document.ts";
import { readCompact } from "./read.ts";

test("the compact that says everything is one", () => {
  const reading = readCompact(FULL);
  assert.ok(reading.ok || reading.errors.every(({ message }) => message !== ""));
  assert.deepEqual(reading.ok ? [] : reading.errors, []);
});

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
};

/** The fields of the schema that no value here has, by their path in the schema. */
function unsaid(schema: Schema, values: readonly unknown[], at = ""): readonly string[] {
  const within = (key: string): readonly unknown[] =>
    values.flatMap((value) => (Object.hasOwn(value as object, key) ? [(value as Record<string, unknown>)[key]] : []));
  const fields = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    within(key).length === 0 ? [`${at}/${key}`] : unsaid(inner, within(key), `${at}/${key}`),
  );
  const items = schema.items === undefined ? [] : unsaid(schema.items, values.flat(), `${at}[]`);
  const named = Object.values(schema.patternProperties ?? {}).flatMap((inner) =>
    unsaid(
      inner,
      values.flatMap((value) => Object.values(value as object)),
      `${at}{}`,
    ),
  );
  return [...fields, ...items, ...named];
}

test("the compact that says everything leaves no field of the schema out", () => {
  // Left to its default, so that a default is printed too.
  const left = ["/responses/consultation", "/disclosure/final", "/review/latest"];
  assert.deepEqual(unsaid(CompactDocument as unknown as Schema, [FULL]), left);
});

type Leaf = { readonly path: readonly string[]; readonly value: string | number | boolean };

function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [{ path, value }] : [];
}

/** Another value of the same sort. */
function other(value: string | number | boolean): string | number | boolean {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return /^\d+[smhd]$/.test(value) ? `${Number(value.slice(0, -1)) + 1}${value.slice(-1)}` : `${value}x`;
}

function changed(document: CompactDocument, { path, value }: Leaf): CompactDocument {
  const copy = structuredClone(document) as Record<string, unknown>;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  parent[path.at(-1) ?? ""] = other(value);
  return copy as CompactDocument;
}

test("no field of a compact is silent: to change any is to change a clause", () => {
  const spoken = JSON.stringify(clausesOf(FULL));
  const silent = leavesOf(FULL)
    .filter(({ path }) => path[0] !== "downrung")
    .filter((leaf) => JSON.stringify(clausesOf(changed(FULL, leaf))) === spoken);
  assert.deepEqual(
    silent.map(({ path }) => path.join("/")),
    [],
  );
  assert.ok(leavesOf(FULL).length > 250);
});

test("a clause's path is a place in the document", () => {
  for (const { id, path } of everyClause(clausesOf(FULL))) {
    const found = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], FULL);
    assert.ok(found !== undefined, `${id}: ${path.join("/")}`);
  }
});

test("an id names one clause, and numbers are consecutive", () => {
  const clauses = everyClause(clausesOf(FULL));
  assert.equal(new Set(clauses.map(({ id }) => id)).size, clauses.length);
  const check = (siblings: readonly { readonly number: string }[]): void =>
    assert.deepEqual(
      siblings.filter(({ number }) => number !== "").map(({ number }) => Number(number.split(".").at(-1))),
      siblings.filter(({ number }) => number !== "").map((_, i) => i + 1),
    );
  check(clausesOf(FULL));
  for (const { children } of clauses) check(children);
});
