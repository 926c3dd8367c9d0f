// The vectors of the lines, read as a second implementation would read them: from the files alone.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readCompact } from "../src/core/compact/read.ts";
import type { Act } from "../src/core/kernel/act.ts";
import { parseInstant } from "../src/core/kernel/instant.ts";
import { createFold } from "../src/core/law/fold.ts";
import { linePicture, lineVectors } from "./make-lines.ts";

const FOLDER = new URL("lines/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

type Vector = {
  readonly about: string;
  readonly compact: unknown;
  readonly acts: readonly (Omit<Act, "at" | "compact"> & { readonly at: string })[];
  readonly at: string;
  readonly expect: { readonly judged: Readonly<Record<string, string | null>> };
};

for (const file of files) {
  const vector = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Vector;
  test(`${file}: ${vector.about}`, () => {
    const reading = readCompact(vector.compact, "C".repeat(43));
    assert.ok(reading.ok);
    const { compact, document } = reading;
    const acts: Act[] = vector.acts.map((act) => ({ ...act, at: parseInstant(act.at) ?? 0, compact: compact.id }));
    const load = (by: string, seq: number): Act => acts.find((act) => act.by === by && act.seq === seq) as Act;
    const fold = createFold(compact, load, document);
    for (const act of acts) fold.insert(act);
    const found: unknown = JSON.parse(JSON.stringify(linePicture(fold, parseInstant(vector.at) ?? 0)));
    assert.deepEqual(found, vector.expect);
  });
}

test("the files are what their maker makes, and each irregular case holds an irregular act", () => {
  const made = lineVectors();
  assert.deepEqual([...made.keys()].toSorted(), files.toSorted());
  for (const [name, text] of made) {
    assert.equal(readFileSync(new URL(name, FOLDER), "utf8"), text, name);
    const rules = Object.values((JSON.parse(text) as Vector).expect.judged);
    if (name.startsWith("irregular"))
      assert.ok(
        rules.some((rule) => rule !== null),
        name,
      );
  }
});
