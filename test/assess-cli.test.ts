// `downrung assess` as a person runs it: on a file, without a node.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SCHEME_IDS } from "../src/core/assessment/scheme.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), "downrung-assess-"));
after(() => rmSync(FOLDER, { recursive: true }));

type Ran = { readonly code: number; readonly out: string; readonly error: string };

async function assess(text: string, ...args: readonly string[]): Promise<Ran> {
  const file = join(FOLDER, "facts.yaml");
  writeFileSync(file, text);
  const all = ["--disable-warning=ExperimentalWarning", MAIN, "assess", file, ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, all);
    return { code: 0, out: stdout, error: stderr };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, error: stderr };
  }
}

type Printed = {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly schemes: readonly {
    readonly scheme: string;
    readonly low: number;
    readonly high: number;
    readonly reasons: readonly { readonly says: string }[];
    readonly unknown: readonly string[];
  }[];
};

test("every scheme gives an interval with its reasons and with what is unknown, as lines and as JSON", async () => {
  const facts = "nature: disruption\neffect: interrupted\nsectors: [energy]\nduration: days\n";
  const lines = await assess(facts);
  assert.equal(lines.code, 0, lines.error);
  for (const id of SCHEME_IDS) assert.match(lines.out, new RegExp(`^${id.replaceAll(".", "\\.")}  \\d`, "m"));
  assert.match(lines.out, /Not known, and able to move an end: .*deaths/);
  const { out } = await assess(facts, "--json");
  const printed = JSON.parse(out) as Printed;
  assert.deepEqual(
    printed.schemes.map(({ scheme }) => scheme),
    SCHEME_IDS,
  );
  assert.deepEqual(printed.facts["sectors"], ["energy"]);
  for (const { low, high, reasons } of printed.schemes)
    assert.ok(low < high && reasons.every(({ says }) => says !== ""));
});

test("one more fact stated narrows what is printed, and one scheme may be asked for alone", async () => {
  const before = JSON.parse((await assess("effect: interrupted\n", "--scheme", "downrung-1", "--json")).out) as Printed;
  const more = "effect: interrupted\nphysical: none\ndeaths: none\nsectors: [post]\n";
  const after_ = JSON.parse((await assess(more, "--scheme", "downrung-1", "--json")).out) as Printed;
  const [wide, narrow] = [before.schemes[0], after_.schemes[0]];
  assert.equal(before.schemes.length, 1);
  assert.ok(wide !== undefined && narrow !== undefined);
  assert.ok(narrow.high - narrow.low < wide.high - wide.low);
});

test("a report in JSON is read as it stands, and its sentences come in the language asked for", async () => {
  const report = {
    title: "A relay",
    summary: { lang: "en", text: "It stopped." },
    effect: "degraded",
    crossBorder: "no",
  };
  const { code, out } = await assess(JSON.stringify(report), "--lang", "fr");
  assert.equal(code, 0);
  assert.match(out, /de \d+ à \d+, sur une échelle/);
});

test("what is wrong in a file is said with its line, and nothing is printed of the rest", async () => {
  const wrong = await assess("nature: disruption\nefect: none\n");
  assert.deepEqual([wrong.code, wrong.out], [1, ""]);
  assert.match(wrong.error, /facts\.yaml:2:\d+: efect: there is no such fact; did you mean "effect"\?/);
  const contradicts = await assess("nature: collection\nphysical: wide\n");
  assert.match(contradicts.error, /:2:\d+: physical: facts-contradict/);
  assert.equal((await assess("effect: none\n", "--scheme", "richter")).code, 2);
});
