// The vectors of compacts and conditions, read as a second implementation would read them: from the files
// alone; and the published schema, which agrees with the reader on everything that a schema can say.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Compile } from "typebox/schema";
import { evaluate } from "../src/core/compact/condition.ts";
import { NO_FACTS } from "../src/core/compact/facts.ts";
import { contradictions } from "../src/core/compact/fits.ts";
import { readCompact } from "../src/core/compact/read.ts";
import { LANGUAGES } from "../src/core/kernel/act.ts";
import { worthOf } from "../src/core/testing/conditions.ts";
import { readYaml } from "../src/interop/yaml.ts";
import { compactVectors, type BadCompactCase, type CompactCase, type YamlCase } from "./make-compacts.ts";
import { conditionVectors, type ConditionCase } from "./make-conditions.ts";
import { compactSchema } from "./make-schema.ts";

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const casesOf = <C>(path: string): readonly C[] => (JSON.parse(text(path)) as { readonly cases: readonly C[] }).cases;

const valid = casesOf<CompactCase>("compacts/valid.json");
const invalid = casesOf<BadCompactCase>("compacts/invalid.json");
const published = Compile(JSON.parse(text("../spec/compact.schema.json")) as object);

for (const { name, document } of valid) {
  test(`valid: ${name}`, () => {
    const reading = readCompact(document);
    assert.ok(reading.ok, JSON.stringify(reading));
    assert.ok(published.Check(document), "the published schema lets it in");
  });
}

for (const { name, document, path } of invalid) {
  test(`invalid: ${name}`, () => {
    const reading = readCompact(document);
    assert.ok(!reading.ok);
    const paths = reading.errors.map((error) => error.path);
    assert.ok(
      paths.some((told) => told.join("/") === path.join("/")),
      JSON.stringify(reading.errors),
    );
  });
}

test("the published schema refuses what does not fit it, and only what contradicts itself gets past it", () => {
  const past = invalid.filter(({ document }) => published.Check(document));
  for (const { name, document } of past) {
    const reading = readCompact(document);
    assert.ok(!reading.ok);
    assert.deepEqual(reading.errors, contradictions(document as Parameters<typeof contradictions>[0]), name);
  }
  assert.ok(past.length > 20 && invalid.length - past.length > 20);
});

for (const { name, text: yaml, line } of casesOf<YamlCase>("compacts/yaml.json")) {
  test(`yaml: ${name}`, () => {
    const reading = readYaml(yaml);
    assert.equal(reading.ok ? null : reading.errors[0]?.line, line, JSON.stringify(reading));
  });
}

test("each condition has the truth that stands beside it, and a second evaluator finds the same", () => {
  const worth = { no: 0, unknown: 0.5, yes: 1 } as const;
  for (const { name, condition, facts, truth } of casesOf<ConditionCase>("conditions.json")) {
    assert.equal(evaluate(condition, { ...NO_FACTS, ...facts }), truth, name);
    assert.equal(worthOf(condition, { ...NO_FACTS, ...facts }), worth[truth], name);
  }
});

test("every ready compact names the published schema and fits it", () => {
  const ready = globSync("compacts/*.yaml", { cwd: new URL("..", import.meta.url) });
  assert.ok(ready.length >= 5);
  for (const file of ready) {
    const source = text(`../${file}`);
    const reading = readYaml(source);
    assert.ok(reading.ok && published.Check(reading.value), file);
    assert.match(source, /^# yaml-language-server: \$schema=\.\.\/spec\/compact\.schema\.json\n/, file);
  }
});

/** Every text that people read, wherever it stands in a document. */
function textsOf(value: unknown): readonly Readonly<Record<string, string>>[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  const { says, purposes, ...rest } = value as Readonly<Record<string, unknown>>;
  const own = [...(says === undefined ? [] : [says]), ...(Array.isArray(purposes) ? (purposes as unknown[]) : [])];
  return [...(own as Readonly<Record<string, string>>[]), ...Object.values(rest).flatMap(textsOf)];
}

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /^[\p{Script=Arabic}\p{P}\p{N}\s\u064b-\u0652]+$/u,
  zh: /^[\p{Script=Han}\p{P}\p{N}]+$/u,
  en: /^[A-Za-z\p{P}\p{N}\s]+$/u,
  fr: /^[\p{Script=Latin}\p{P}\p{N}\s]+$/u,
  ru: /^[\p{Script=Cyrillic}\p{P}\p{N}\s]+$/u,
  es: /^[\p{Script=Latin}\p{P}\p{N}\s]+$/u,
};

test("every text of a ready compact stands in six languages, in their own letters and with the same numbers", () => {
  const numbers = (words: string): string => (words.match(/[0-9]+/g) ?? []).join(" ");
  const ready = globSync("compacts/*.yaml", { cwd: new URL("..", import.meta.url) });
  let texts = 0;
  for (const file of ready) {
    const reading = readYaml(text(`../${file}`));
    assert.ok(reading.ok);
    for (const says of textsOf(reading.value)) {
      texts += 1;
      assert.deepEqual(Object.keys(says), LANGUAGES, file);
      assert.equal(new Set(Object.values(says)).size, LANGUAGES.length, JSON.stringify(says));
      for (const language of LANGUAGES) {
        assert.match(says[language] ?? "", SCRIPTS[language] ?? /^$/, file);
        assert.equal(numbers(says[language] ?? ""), numbers(says["en"] ?? ""), JSON.stringify(says));
      }
    }
  }
  assert.ok(texts > 80, String(texts));
});

test("the files are what their makers make", () => {
  for (const [name, made] of compactVectors()) assert.equal(text(`compacts/${name}`), made, name);
  assert.equal(text("conditions.json"), conditionVectors());
  assert.equal(text("../spec/compact.schema.json"), compactSchema(), "run `node vectors/make-schema.ts`");
});
