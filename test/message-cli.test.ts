// Formal messages at the command line, on a real drill of three nodes: the same checks as in the console, and
// the layout printed from what was signed.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { MessagesView } from "../src/node/http/message-api.ts";
import { startDemo, type Demo } from "./demo.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const WAIT_MS = 10_000;

let demo: Demo | undefined;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

type Ran = { readonly code: number; readonly out: string; readonly error: string };

async function message(seat: "aurelia" | "borea", ...args: readonly string[]): Promise<Ran> {
  const node = demo?.seats[seat] ?? "";
  const all = ["--disable-warning=ExperimentalWarning", MAIN, "message", ...args, "--node", node];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, all);
    return { code: 0, out: stdout, error: stderr };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, error: stderr };
  }
}

const ASK = ["send", "--type", "ask", "--to", "borea", "--subject", "The trial", "--text", "Has it stopped?"] as const;

async function listed(seat: "aurelia" | "borea", count: number): Promise<MessagesView> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const { out } = await message(seat, "list", "--json");
    const view = JSON.parse(out) as MessagesView;
    if (view.messages.length >= count || Date.now() > until) return view;
  }
}

test("an empty message, and a FLASH without a reason, are not sent", async () => {
  const empty = await message("aurelia", ...ASK, "--asks", "none");
  assert.equal(empty.code, 1);
  assert.match(empty.error, /Which line or norm does it name, and which act does it ask for\?/);
  const named = ["--asks", "clarify", "--names", "norm:f"];
  const flash = await message("aurelia", ...ASK, ...named, "--precedence", "FLASH", "--on-purpose");
  assert.equal(flash.code, 1);
  assert.match(flash.error, /FLASH goes before everything else/);
  const nowhere = await message("aurelia", ...ASK, "--asks", "clarify", "--names", "clause:ladder/nowhere");
  assert.match(nowhere.error, /unknown-clause/);
  const { out } = await message("aurelia", "list", "--json");
  assert.deepEqual((JSON.parse(out) as MessagesView).messages, []);
});

test("who will see it is said without signing; then it is sent, refused, and printed with its number twice", async () => {
  const named = ["--asks", "clarify", "--names", "norm:f,clause:ladder/confirm"];
  const dry = await message("aurelia", ...ASK, ...named, "--dry-run");
  assert.match(dry.out, /Borea: you address it\.\nCassia: mediator of the compact \(clause [\d.]+\)/);
  const sent = await message("aurelia", ...ASK, ...named);
  assert.match(sent.out, /^signed: ask, act \d+/);
  const [asked] = (await listed("borea", 1)).messages;
  assert.ok(asked);
  const { id } = asked.entry.act;
  const answer = [
    "send",
    "--type",
    "refuse",
    "--to",
    "aurelia",
    "--subject",
    "The trial",
    "--text",
    "Not on this line.",
  ];
  assert.equal((await message("borea", ...answer, "--asks", "none", "--of", id)).code, 0);
  const view = await listed("aurelia", 2);
  assert.equal(view.messages.at(-1)?.answers?.["borea"]?.type, "refuse");
  const { number } = asked.layout;
  const { out } = await message("borea", "print", number, "--lang", "ar");
  const lines = out.trimEnd().split("\n");
  assert.ok(lines.some((line) => line.startsWith("1. ") && line.endsWith(number)));
  const last = lines.at(-1) ?? "";
  assert.ok(last.startsWith("7. ") && last.endsWith(number), last);
});

test("a course in a matter is the act of that matter", async () => {
  const course = ["send", "--type", "propose", "--to", "borea", "--subject", "Together", "--text", "We look together."];
  const sent = await message(
    "aurelia",
    ...course,
    "--asks",
    "accept",
    "--names",
    "clause:ladder",
    "--matter",
    "aurelia-1",
  );
  assert.match(sent.out, /^signed: propose/);
  const [, seq = ""] = /act (\d+)/.exec(sent.out) ?? [];
  const { out } = await message("aurelia", "print", `aurelia/${seq}`, "--format", "html");
  assert.match(out, /<dd><p><bdi dir="ltr"><code>aurelia-1<\/code>/);
});
