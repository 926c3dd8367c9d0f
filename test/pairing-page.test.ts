// The page on pairing two nodes, run as it stands: each of its blocks, in its order, in an empty folder.
// Only the spoken digits are those that the commands told, because they are another chance each time.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openFolder } from "../src/node/config.ts";
import { doneReadings } from "../src/node/pairing.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGE = readFileSync(join(ROOT, "docs/howto/pair-two-nodes.md"), "utf8");
const MAIN = join(ROOT, "src/cli/main.ts");

const commands = [...PAGE.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) => block.trim().split("\n"));

test("the page on pairing, followed line by line, brings three nodes under one compact and two readings", (t) => {
  const dir = mkdtempSync(join(tmpdir(), "downrung-page-"));
  t.after(() => rmSync(dir, { recursive: true }));
  symlinkSync(join(ROOT, "compacts"), join(dir, "compacts"));
  /** What the page says for Aurelia's and Borea's digits and for the string, and what they are this time. */
  const digits = new Map<string, string>();
  const run = (command: string): string => {
    const [program, ...words] = command.split(" ").map((word) => digits.get(word) ?? word);
    assert.equal(program, "./downrung");
    return execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...words, "--json"], {
      cwd: dir,
      encoding: "utf8",
    });
  };
  for (const command of commands) {
    const told = JSON.parse(run(command)) as { readonly say?: string; readonly string?: string };
    if (told.say !== undefined) digits.set(command.endsWith("aurelia") ? "402913" : "771208", told.say);
    if (told.string !== undefined) {
      assert.equal(digits.get("117402993008551") ?? told.string, told.string, "both read the same");
      digits.set("117402993008551", told.string);
    }
  }
  assert.equal(digits.size, 3);
  const ids = ["aurelia", "borea", "cassia"].map((party) => openFolder(join(dir, party)).compact.id);
  assert.equal(new Set(ids).size, 1);
  assert.deepEqual(
    ["aurelia", "borea"].map((party) => doneReadings(join(dir, party)).map(({ subject }) => subject === ids[0])),
    [[true], [true]],
  );
});
