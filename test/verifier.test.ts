// Whoever checks a case file must be able to read the whole checker in an afternoon, and to trust that it
// asks nobody: no law, no disk, no database, no network.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const START = "src/ledger/casefile.ts";
/** Some four hundred of them are for parties that have changed their keys: a stranger must see whose key signed what. */
const MOST_LINES = 1_800;
/** Everything that is not this project's own: a hash and signatures, one spelling of JSON, a check of shapes. */
const OUTSIDE = ["canonicalize", "node:crypto", "typebox", "typebox/compile"];

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** What a file imports when it runs: `import type` is erased before. */
const importsOf = (text: string): readonly string[] => [
  ...[...text.matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from\s+"([^"]+)"/gms)].map(([, from = ""]) => from),
  ...[...text.matchAll(/\bimport\(\s*"([^"]+)"|^import\s+"([^"]+)"|\brequire\(/gm)].map(([all]) => all),
];

function walk(start: string): { readonly files: readonly string[]; readonly outside: readonly string[] } {
  const files: string[] = [start];
  const outside = new Set<string>();
  for (const file of files) {
    for (const from of importsOf(read(file))) {
      const target = from.startsWith(".") ? relative(ROOT, resolve(ROOT, dirname(file), from)) : undefined;
      if (target === undefined) outside.add(from);
      else if (!files.includes(target)) files.push(target);
    }
  }
  return { files, outside: [...outside].toSorted() };
}

/** Lines that do something: not blank, not a comment. */
const linesOf = (file: string): number =>
  read(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .split("\n")
    .filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length;

const { files, outside } = walk(START);

test(`the verifier, with all of this project that it runs, has fewer than ${MOST_LINES} lines of code`, () => {
  const lines = files.map((file) => ({ file, lines: linesOf(file) }));
  const sum = lines.reduce((total, each) => total + each.lines, 0);
  assert.ok(
    files.includes("src/ledger/token.ts") && files.includes("src/crypto/sign.ts"),
    "the walk finds the imports",
  );
  assert.ok(sum < MOST_LINES, `${sum} lines: ${JSON.stringify(lines)}`);
});

test("the verifier imports no law, no store, no node and nothing that reads or sends", () => {
  assert.deepEqual(outside, OUTSIDE);
  // Whose keys are which at each place, and the shapes that say so, are the law's nouns and none of its rules.
  const nouns = ["src/core/line/key-", "src/core/compact/compact.ts", "src/core/compact/fields.ts"];
  const rooms = ["src/ledger/", "src/crypto/", "src/core/kernel/", ...nouns];
  assert.deepEqual(
    files.filter((file) => !rooms.some((room) => file.startsWith(room))),
    [],
  );
});

test("the verifier only verifies: no file of it that runs makes a signature for a case, an act or a checkpoint", () => {
  assert.deepEqual(
    files.filter((file) => /sign-|case-build/.test(file)),
    [],
  );
});
