// Compacts and conditions under seeded mutation: whatever a drafter's hand or a hostile one does to a sound
// document, it is read or refused, in time, with a path into the document. One seed is one run.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { evaluate, type Condition } from "../src/core/compact/condition.ts";
import { FACT_NAMES } from "../src/core/compact/facts.ts";
import { conditionFaults } from "../src/core/compact/faults.ts";
import { conditionsOf } from "../src/core/compact/fits.ts";
import { readCompact } from "../src/core/compact/read.ts";
import { anyCondition, anyFacts } from "../src/core/testing/conditions.ts";
import { readYaml } from "../src/interop/yaml.ts";
import { YAML_LIMITS } from "../src/interop/yaml-scan.ts";

const SEED = { seed: 20_261_122 };
/** Far above what any of these inputs needs, and far below a hang. */
const LONGEST_MS = 5_000;

const texts = globSync("compacts/*.yaml", { cwd: new URL("..", import.meta.url) })
  .toSorted()
  .map((file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8"));
const documents = texts.map((text) => {
  const reading = readYaml(text);
  assert.ok(reading.ok);
  return reading.value;
});

type Path = readonly (string | number)[];

/** The paths of every value of a document. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const parts: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((entry: unknown, i) => [i, entry] as const)
    : Object.entries(value);
  return [path, ...parts.flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

const places = documents.map((document) => pathsOf(document).slice(1));

/** What may come to stand where something sound stood. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "x",
    -1,
    1.5,
    Number.MAX_SAFE_INTEGER,
    true,
    [],
    {},
    "-4h",
    "0s",
    "999999d",
    "yes",
  ),
  fc.constantFrom<unknown>(
    { field: "x", is: "y" },
    { all: [] },
    { act: "x", after: "y" },
    { lapse: "confirm" },
    "TLP:RED",
  ),
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.jsonValue({ maxDepth: 3 }),
  anyCondition,
  fc.constant(undefined),
);

/** The document with another value at a path; `undefined` takes it away. */
function put(document: unknown, path: Path, value: unknown): unknown {
  const copy: unknown = structuredClone(document);
  const last = path.at(-1) ?? "";
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], copy);
  if (value === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (value === undefined) delete (parent as Record<string | number, unknown>)[last];
  else (parent as Record<string | number, unknown>)[last] = value;
  return copy;
}

const isIn = (document: unknown, path: readonly string[]): boolean => {
  let at = document;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return true;
};

const mutant = fc.nat(documents.length - 1).chain((which) =>
  fc.tuple(fc.nat((places[which]?.length ?? 1) - 1), strange).map(([place, value]) => ({
    document: put(documents[which], places[which]?.[place] ?? [], value),
  })),
);

test("a compact with one value changed is read, or refused with paths that lead into it", () => {
  let refused = 0;
  fc.assert(
    fc.property(mutant, ({ document }) => {
      const began = performance.now();
      const reading = readCompact(document);
      assert.ok(performance.now() - began < LONGEST_MS);
      if (!reading.ok) {
        refused += 1;
        assert.ok(reading.errors.length > 0);
        for (const { path, message } of reading.errors) {
          assert.ok(isIn(document, path), `${path.join(".")}: ${message}`);
          assert.ok(message.length > 0 && message.length < 500);
        }
        return;
      }
      for (const { condition } of conditionsOf(reading.document)) {
        assert.ok(["yes", "no", "unknown"].includes(evaluate(condition, NOTHING)));
      }
      assert.ok(reading.compact.ladder.every(({ owes }) => owes.every(({ latest }) => Number.isFinite(latest))));
    }),
    { ...SEED, numRuns: 1_500 },
  );
  assert.ok(refused > 500, `the mutants hurt: ${refused}`);
});

const NOTHING = Object.fromEntries(FACT_NAMES.map((name) => [name, null])) as Parameters<typeof evaluate>[1];

test("a faulty condition is told where it stands, and nothing else of the document is blamed", () => {
  const spoilt = fc.oneof(
    anyCondition.map((condition) => ({ ...condition, colour: "red" })),
    anyCondition.map((condition) => ({ all: [condition, { field: "colour", is: "red" }] })),
    anyCondition.map((condition) => [condition]),
    fc.constantFrom("nature", 7, null, { not: {} }, { any: "x" }),
  );
  const inAll = documents.flatMap(
    (document, which) =>
      places[which]?.filter((path) => path.at(-1) === "when").map((path) => ({ document, path })) ?? [],
  );
  assert.ok(inAll.length > 30);
  fc.assert(
    fc.property(fc.constantFrom(...inAll), spoilt, ({ document, path }, condition) => {
      const reading = readCompact(put(document, path, condition));
      assert.ok(!reading.ok);
      const stem = path.map(String).join("/");
      for (const error of reading.errors) assert.ok(error.path.join("/").startsWith(stem), error.path.join("/"));
    }),
    { ...SEED, numRuns: 400 },
  );
});

test("a sound condition in a compact evaluates to one of three values, whatever the facts", () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, (condition: Condition, facts) => {
      assert.deepEqual(conditionFaults(condition), []);
      assert.ok(["yes", "no", "unknown"].includes(evaluate(condition, facts)));
    }),
    { ...SEED, numRuns: 1_000 },
  );
});

/** Pieces on which readers of YAML have stumbled. */
const PIECES = [
  ..."{}[],:#|>&*!%@`'\"?-\n\t\r",
  "- ",
  "? ",
  ": ",
  "---\n",
  "...\n",
  "<<: ",
  "&a ",
  "*a ",
  "!!str ",
  "%YAML 1.1\n",
  "\u202e",
  "\ufeff",
  "\u0000",
  "__proto__: ",
  "constructor: ",
  "{not: ".repeat(40),
  "- ".repeat(40),
  " ".repeat(300),
  "k: 1\n".repeat(50),
];

test("a compact's YAML with pieces put in, cut out or doubled is read, or refused with line and column", () => {
  const edit = fc.record({
    at: fc.nat(100_000),
    cut: fc.constantFrom(0, 0, 1, 7, 200),
    piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 20 })),
  });
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
      let changed = text;
      for (const { at, cut, piece } of edits) {
        const place = at % changed.length;
        changed = changed.slice(0, place) + piece + changed.slice(place + cut);
      }
      const began = performance.now();
      const yaml = readYaml(changed);
      const reading = yaml.ok ? readCompact(yaml.value) : undefined;
      assert.ok(performance.now() - began < LONGEST_MS);
      if (!yaml.ok) {
        assert.ok(yaml.errors.length > 0 && yaml.errors.length <= YAML_LIMITS.errors);
        assert.ok(yaml.errors.every(({ line, column }) => line >= 1 && column >= 1));
        return;
      }
      if (reading?.ok === false) {
        for (const { path } of reading.errors) {
          const { line, column } = yaml.placeOf(path);
          assert.ok(line >= 1 && column >= 1);
        }
      }
    }),
    { ...SEED, numRuns: 300 },
  );
});

test("nothing that YAML says reaches the prototype of objects", () => {
  const reading = readYaml('__proto__: { polluted: "yes" }\nconstructor: { prototype: { polluted: "yes" } }\n');
  assert.ok(reading.ok);
  assert.equal(({} as { polluted?: string }).polluted, undefined);
  assert.equal(readCompact(reading.value).ok, false);
});
