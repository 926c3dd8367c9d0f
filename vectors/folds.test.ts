// The fold vectors, read as a second implementation would read them: from the files alone.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readCompact } from "../src/core/compact/read.ts";
import type { Act } from "../src/core/kernel/act.ts";
import { parseInstant } from "../src/core/kernel/instant.ts";
import { createFold } from "../src/core/law/fold.ts";
import { foldVectors, pictureOf } from "./make-folds.ts";

const FOLDER = new URL("folds/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

type Vector = {
  readonly about: string;
  readonly compact: unknown;
  readonly acts: readonly (Omit<Act, "at" | "compact"> & { readonly at: string })[];
  readonly at: string;
  readonly expect: { readonly rules: Readonly<Record<string, string | null>>; readonly matter: unknown };
};

for (const file of files) {
  const vector = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Vector;
  test(`${file}: ${vector.about}`, () => {
    const reading = readCompact(vector.compact, "C".repeat(43));
    assert.ok(reading.ok);
    const acts: Act[] = vector.acts.map((act) => ({
      ...act,
      at: parseInstant(act.at) ?? 0,
      compact: reading.compact.id,
    }));
    const fold = createFold(reading.compact, (by, seq) => acts.find((act) => act.by === by && act.seq === seq) as Act);
    for (const act of acts) fold.insert(act);
    const rules = fold.entries("aurelia-1").map(({ id, refusal }) => [id, refusal?.rule ?? null]);
    assert.deepEqual(Object.fromEntries(rules), vector.expect.rules);
    const matter = fold.matter("aurelia-1", parseInstant(vector.at) ?? 0);
    assert.deepEqual(matter === undefined ? null : pictureOf(matter), vector.expect.matter);
  });
}

test("the files are what their maker makes, and each irregular case holds an irregular act", () => {
  const made = foldVectors();
  assert.deepEqual([...made.keys()].toSorted(), files.toSorted());
  for (const [name, text] of made) {
    assert.equal(readFileSync(new URL(name, FOLDER), "utf8"), text, name);
    const { rules } = (JSON.parse(text) as Vector).expect;
    if (name.startsWith("irregular"))
      assert.ok(
        Object.values(rules).some((rule) => rule !== null),
        name,
      );
    else
      assert.ok(
        Object.values(rules).every((rule) => rule === null),
        name,
      );
  }
});
