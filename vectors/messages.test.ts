// The message vectors, read as a second implementation would read them: from the files alone.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readCompact } from "../src/core/compact/read.ts";
import { LANGUAGES, type Act } from "../src/core/kernel/act.ts";
import { parseInstant } from "../src/core/kernel/instant.ts";
import { createFold } from "../src/core/law/fold.ts";
import { layoutOf } from "../src/core/line/layout.ts";
import { messageText } from "../src/interop/message-layout.ts";
import { speechOf } from "../src/interop/speech.ts";
import { messageVectors } from "./make-messages.ts";

const FOLDER = new URL("messages/", import.meta.url);
const files = readdirSync(FOLDER);

type Vector = {
  readonly about: string;
  readonly compact: unknown;
  readonly acts: readonly (Omit<Act, "at" | "compact"> & { readonly at: string })[];
  readonly message: string;
  readonly expect: {
    readonly rules: Readonly<Record<string, string | null>>;
    readonly layout: { readonly number: string; readonly group: string };
    readonly text: Readonly<Record<string, readonly string[]>>;
  };
};

for (const file of files) {
  const { about, compact, acts, message, expect } = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Vector;
  test(`${file}: ${about}`, () => {
    const reading = readCompact(compact, "C".repeat(43));
    assert.ok(reading.ok);
    const read = acts.map((act): Act => ({ ...act, at: parseInstant(act.at) ?? 0, compact: reading.compact.id }));
    const fold = createFold(reading.compact, (by, seq) => read.find((act) => act.by === by && act.seq === seq) as Act);
    for (const act of read) fold.insert(act);
    const rules = fold.lineEntries().map(({ id, refusal }) => [id, refusal?.rule ?? null]);
    assert.deepEqual(Object.fromEntries(rules), expect.rules);
    const find = (id: string): Act | undefined => read.find((act) => act.id === id);
    const layout = layoutOf(find(message) as Act, reading.compact, find);
    assert.ok(layout);
    assert.deepEqual([layout.number, layout.group], [expect.layout.number, expect.layout.group]);
    for (const lang of LANGUAGES) assert.deepEqual(messageText(layout, speechOf(lang)).split("\n"), expect.text[lang]);
  });
}

test("the files are what their maker makes", () => {
  const made = messageVectors();
  assert.deepEqual([...made.keys()].toSorted(), files.toSorted());
  for (const [name, text] of made) assert.equal(readFileSync(new URL(name, FOLDER), "utf8"), text, name);
});
