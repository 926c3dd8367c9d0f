// What the documents say is there: links, commands, scripts, scenarios, source files. The README's commands
// are run by test/processes.test.ts and by `downrung demo`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const pages = globSync("{*.md,spec/*.md,docs/**/*.md,vectors/*.md}", { cwd: ROOT });
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

test("every link from page to page leads somewhere", () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  assert.deepEqual(broken, []);
  assert.ok(pages.length > 10);
});

test("every command that a page shows is one", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const help = execFileSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(ROOT, "src/cli/main.ts"), "help"],
    {
      encoding: "utf8",
    },
  );
  const commands = new Set([...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name));
  const wrong = pages.flatMap((page) => [
    ...[...read(page).matchAll(/\.\/downrung ([a-z]+)/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !commands.has(name))
      .map((name) => `${page}: ./downrung ${name}`),
    ...[...read(page).matchAll(/npm run ([a-z]+)/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !Object.hasOwn(scripts, name))
      .map((name) => `${page}: npm run ${name}`),
  ]);
  assert.deepEqual(wrong, []);
});

test("every source file that a page names exists", () => {
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:src|web|test|spec|vectors|scenarios|compacts|docs)\/[\w./-]+)`/g)]
      .map(([, path = ""]) => path)
      .filter((path) => !existsSync(join(ROOT, path)))
      .map((path) => `${page}: ${path}`),
  );
  assert.deepEqual(named, []);
});
