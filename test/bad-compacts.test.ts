// Compacts that nobody should get past the door: each is refused soon, with a sentence, where there is one
// with line and column, and without a stack. Some go through the real command in a process of its own, the
// others through the function that it calls, which is quicker.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ConfigError } from "../src/node/config-error.ts";
import { readCompactFile } from "../src/node/config.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), "downrung-bad-compacts-"));
after(() => rmSync(FOLDER, { recursive: true }));

/** Far above what a refusal needs on a busy machine, and far below a hang. */
const LONGEST_MS = 20_000;

const ready = readFileSync(new URL("../compacts/bilateral-strategic.yaml", import.meta.url), "utf8");

/** The ready compact with one piece of text replaced, which must be there. */
function withText(piece: string, by: string): string {
  assert.ok(ready.includes(piece), piece);
  return ready.replace(piece, () => by);
}

const CONDITION = 'when: { field: malicious, is: "no" }';

/** A name, the file's content (or null for no file), and what is said: after the file's name, from the beginning. */
const CASES: readonly (readonly [string, string | Buffer | null, RegExp])[] = [
  [
    "unknown-key",
    withText("red-lines:\n", "redLines:\n"),
    /^:\d+:1: redLines: there is no such field here; did you mean "red-lines"\?/m,
  ],
  [
    "unknown-inner-key",
    withText("latest: 24h }", "by-when: 24h }"),
    /^:\d+:\d+: ladder\.0\.owes\.0\.by-when: there is no such field here; remove it/m,
  ],
  ["anchor", withText("skew: 2m", "skew: &time 2m"), /^:\d+:7: anchors \(&name\) are not read; write the value out/],
  ["alias", withText("skew: 2m", "skew: *time"), /^:\d+:7: aliases \(\*name\) are not read; write the value out/],
  ["duplicate-key", withText("skew: 2m", "skew: 2m\nskew: 3m"), /^:\d+:1: this key stands twice; keep one of them/],
  ["tag", withText("skew: 2m", "skew: !!str 2m"), /^:\d+:7: tags \(!name\) are not read; remove it/],
  ["two-documents", `${ready}---\na: 1\n`, /^:\d+:1: a second document begins here; a file holds one/],
  ["ten-megabytes", Buffer.alloc(10 * 1024 * 1024, "# more\n"), /^: the file has more than 1 MiB/],
  [
    "many-keys",
    Array.from({ length: 100_000 }, (_, i) => `k${i}:`).join("\n"),
    /^:\d+:\d+: the file has more than 60000 words and signs/,
  ],
  [
    "unknown-fact",
    withText(CONDITION, 'when: { field: malice, is: "no" }'),
    /except\.0\.when\.field: there is no fact "malice"/,
  ],
  [
    "misspelt-fact",
    withText(CONDITION, 'when: { field: malicius, is: "no" }'),
    /there is no fact "malicius"; did you mean "malicious"\?/,
  ],
  [
    "unknown-comparison",
    withText(CONDITION, 'when: { field: malicious, iz: "no" }'),
    /:\d+:\d+: [a-z0-9.-]+\.iz: "iz" is no comparison; write is, in, has, at-least or at-most/,
  ],
  [
    "word-it-never-takes",
    withText(CONDITION, "when: { field: malicious, is: perhaps }"),
    /"malicious" is never "perhaps"; it is one of yes, no, unknown/,
  ],
  [
    "negative-clock",
    withText("skew: 2m", "skew: -4h"),
    /^:\d+:1: skew: "-4h" does not fit: a whole number and s, m, h or d, as in 24h/,
  ],
  [
    "absurd-clock",
    withText("silent-after: 7d", "silent-after: 99999d"),
    /^:\d+:1: silent-after: longer than ten years/,
  ],
  [
    "clock-beyond-numbers",
    withText("silent-after: 7d", `silent-after: ${"9".repeat(400)}d`),
    /silent-after: "9{40}…" does not fit/,
  ],
  ["nested-on-one-line", `a: ${"{not: ".repeat(150_000)}`, /^:1:\d+: nested too deep; write it flatter/],
  [
    "nested-by-lines",
    Array.from({ length: 1_400 }, (_, i) => `${" ".repeat(i)}not:`).join("\n"),
    /^:\d+:\d+: nested too deep/,
  ],
  [
    "nested-condition",
    withText(CONDITION, "when: { not: { not: { not: { not: { field: nature, is: sabotage } } } } }"),
    /conditions nest at most 4 deep; split the clause in two/,
  ],
  [
    "not-utf-8",
    Buffer.concat([Buffer.from("name: Z"), Buffer.from([0xfc]), Buffer.from("rich\n")]),
    /^:1:8: this is not UTF-8; save the file as UTF-8/,
  ],
  ["utf-16", Buffer.from(`\ufeff${ready}`, "utf16le"), /^:1:1: this is not UTF-8/],
  [
    "unseen-mark",
    withText("name: Meridia,", "name: Mer\u202eidia,"),
    /a character that cannot be seen \(U\+202E\); remove it/,
  ],
  ["empty", "", /^:1:1: there is nothing in this file/],
  ["a-word", "compact\n", /the document: must be a set of fields, not the text "compact"/],
  ["missing", null, /^: there is no such file/],
];

type Ran = { readonly code: number; readonly out: string; readonly err: string; readonly ms: number };

const read = (file: string, ...more: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const began = performance.now();
    const args = ["--disable-warning=ExperimentalWarning", MAIN, "compact", "read", file, ...more];
    execFile(process.execPath, args, { timeout: 60_000, killSignal: "SIGKILL" }, (error, out, err) => {
      const code = error === null ? 0 : Number(error.code ?? -1);
      resolve({ code, out, err, ms: performance.now() - began });
    });
  });

/** Those whose harm would show in the process: time, memory, exit code. */
const BY_COMMAND: readonly string[] = [
  "unknown-key",
  "ten-megabytes",
  "many-keys",
  "nested-on-one-line",
  "not-utf-8",
  "empty",
  "missing",
];

function readHere(file: string): Ran {
  const began = performance.now();
  try {
    readCompactFile(file);
    return { code: 0, out: "", err: "", ms: performance.now() - began };
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return { code: 1, out: "", err: error.message, ms: performance.now() - began };
  }
}

async function refused(file: string, said: RegExp, byCommand = true): Promise<void> {
  const { code, err, out, ms } = byCommand ? await read(file) : readHere(file);
  assert.equal(code, 1, err);
  assert.equal(out, "");
  assert.match(err.replaceAll("downrung: ", "").replaceAll(file, ""), said);
  assert.ok(!/\n\s+at /.test(err), err);
  assert.ok(err.length < 10_000, "no flood of errors");
  assert.ok(ms < LONGEST_MS, `${ms} ms`);
}

for (const [name, content, said] of CASES) {
  test(`${name} is refused with its place and what to do`, async () => {
    const file = join(FOLDER, `${name}.yaml`);
    if (content !== null) writeFileSync(file, content);
    await refused(file, said, BY_COMMAND.includes(name));
  });
}

test("a folder is no compact", async () => {
  const folder = join(FOLDER, "folder.yaml");
  mkdirSync(folder);
  await refused(folder, /^: this is a folder; name a file in it/);
});

test("every slip of a drafter is told at once, in the order of the lines", async () => {
  const file = join(FOLDER, "slips.yaml");
  const slips = withText("skew: 2m", "skew: 2 minutes\ncolour: red")
    .replace("role: mediator", "role: medaitor")
    .replace("opens: [{ after: confirm }]", "opens: [{ ater: confirm }]");
  writeFileSync(file, slips);
  const { err } = await read(file);
  const lines = [...err.matchAll(/slips\.yaml:(\d+):/g)].map(([, line]) => Number(line));
  assert.equal(lines.length, 4, err);
  assert.deepEqual(
    lines,
    lines.toSorted((a, b) => a - b),
  );
  assert.match(err, /did you mean "mediator"\?/);
  assert.match(err, /"ater" opens no step; did you mean "after"\?/);
});

test("with --json a refusal is one JSON object, and a sound compact is read", async () => {
  const bad = await read(join(FOLDER, "missing.yaml"), "--json");
  assert.equal((JSON.parse(bad.out) as { ok: boolean }).ok, false);
  const file = join(FOLDER, "sound.yaml");
  writeFileSync(file, ready);
  assert.equal((await read(file)).code, 0);
});
