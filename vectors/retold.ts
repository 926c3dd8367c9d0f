// The vectors of stories, read as a second implementation would read them: from the files alone.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readCompact } from "../src/core/compact/read.ts";
import type { Act } from "../src/core/kernel/act.ts";
import { parseInstant, type Instant } from "../src/core/kernel/instant.ts";
import { createFold, type Fold } from "../src/core/law/fold.ts";

type Vector<Expected> = {
  readonly about: string;
  readonly compact: unknown;
  readonly acts: readonly (Omit<Act, "at" | "compact"> & { readonly at: string })[];
  readonly at: string;
  readonly expect: Expected;
};

export type Stories<Expected> = {
  /** Beside this file, such as `lines/`. */
  readonly folder: URL;
  /** What the maker writes: the text of each file by its name. */
  readonly made: ReadonlyMap<string, string>;
  readonly pictureOf: (fold: Fold, at: Instant) => unknown;
  /** The rule that each act breaks, or null, as the file expects it. */
  readonly rulesOf: (expected: Expected) => readonly (string | null)[];
};

/** One test for each file of a folder, and one that the files are those of their maker. */
export function tellStories<Expected>({ folder, made, pictureOf, rulesOf }: Stories<Expected>): void {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  for (const file of files) {
    const vector = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Vector<Expected>;
    void test(`${file}: ${vector.about}`, () => {
      const found: unknown = JSON.parse(JSON.stringify(pictureOf(retold(vector), parseInstant(vector.at) ?? 0)));
      assert.deepEqual(found, vector.expect);
    });
  }

  void test("the files are what their maker makes, and each irregular case holds an irregular act", () => {
    assert.deepEqual([...made.keys()].toSorted(), files.toSorted());
    for (const [name, text] of made) {
      assert.equal(readFileSync(new URL(name, folder), "utf8"), text, name);
      const rules = rulesOf((JSON.parse(text) as Vector<Expected>).expect);
      if (name.startsWith("irregular"))
        assert.ok(
          rules.some((rule) => rule !== null),
          name,
        );
    }
  });
}

/** The acts of a vector, in the order of its file. */
function retold<Expected>({ compact: written, acts: told }: Vector<Expected>): Fold {
  const reading = readCompact(written, "C".repeat(43));
  assert.ok(reading.ok);
  const { compact, document } = reading;
  const acts: Act[] = told.map((act) => ({ ...act, at: parseInstant(act.at) ?? 0, compact: compact.id }));
  const load = (by: string, seq: number): Act => acts.find((act) => act.by === by && act.seq === seq) as Act;
  const fold = createFold(compact, load, document);
  for (const act of acts) fold.insert(act);
  return fold;
}
