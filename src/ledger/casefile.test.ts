// A case file is verified by a stranger, offline. The vectors say what must be found in each file; the tests
// here change a valid file in every way that a forger might.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { resigned } from "../../vectors/breaking.ts";
import { busy, REPORT, small } from "../../vectors/case-stories.ts";
import { foundIn, makeCaseFiles, readVector, type IndexEntry } from "../../vectors/make-casefiles.ts";
import { exportCase } from "../../vectors/story.ts";
import { buildCase } from "./case-build.ts";
import { CASE_LIMITS, readCaseFile } from "./case-form.ts";
import type { CaseError, CaseRefusal, Verified } from "./case-types.ts";
import { verifyCaseFile } from "./casefile.ts";

const index = JSON.parse(readVector("index.json")) as readonly IndexEntry[];
const minimal = readVector("valid-minimal.json");

function verified(text: string): Verified {
  const verdict = verifyCaseFile(text);
  assert.ok(verdict.ok, verdict.ok ? "" : `${verdict.reason}: ${verdict.because}`);
  return verdict;
}

function refused(text: string): CaseRefusal {
  const verdict = verifyCaseFile(text);
  assert.ok(!verdict.ok, "the file verifies");
  return verdict;
}

for (const entry of index) {
  test(`${entry.file}: ${entry.about}`, () => {
    const text = readVector(entry.file);
    if (entry.ok) assert.deepEqual(foundIn(verified(text)), entry.found);
    else assert.equal(refused(text).reason, entry.reason);
  });
}

test("the committed case files are what the script makes, and no others lie there", () => {
  const files = makeCaseFiles();
  for (const [file, text] of files) assert.equal(text, readVector(file), file);
  const folder = readdirSync(new URL("../../vectors/casefiles/", import.meta.url));
  assert.deepEqual(folder.toSorted(), [...files.keys()].toSorted());
});

test("every reason to refuse has a vector, but for the size, which would be a large file", () => {
  const shown = new Set(index.map((entry) => (entry.ok ? "" : entry.reason)));
  const all: readonly CaseError[] = [
    "not-json",
    "not-a-case",
    "not-canonical",
    "bad-compact",
    "unknown-party",
    "wrong-export-signature",
    "bad-act",
    "wrong-mode",
    "wrong-compact",
    "wrong-author",
    "wrong-place",
    "wrong-chain",
    "wrong-signature",
    "bad-checkpoint",
    "wrong-root",
    "no-opening",
    "late-start",
    "hidden-acts",
    "fork-not-proven",
    "bad-attachment",
  ];
  for (const reason of all) assert.ok(shown.has(reason), reason);
});

test("no byte of a case file is free: whichever is flipped, the file no longer verifies", () => {
  const bytes = Buffer.from(minimal);
  for (let at = 0; at < bytes.length; at += 1) {
    const bit = 1 << (at % 8);
    bytes.writeUInt8((bytes[at] ?? 0) ^ bit, at);
    assert.equal(verifyCaseFile(bytes.toString()).ok, false, `byte ${at}`);
    bytes.writeUInt8((bytes[at] ?? 0) ^ bit, at);
  }
  assert.equal(verifyCaseFile(bytes.toString()).ok, true);
});

test("no character of the acts, the checkpoints or the compact's keys is free even to the exporter", () => {
  const { exported: _exported, signature: _signature, ...rest } = JSON.parse(minimal) as Record<string, unknown>;
  const signed = JSON.stringify({ compact: rest["compact"], ledgers: rest["ledgers"] });
  // A change that leaves JSON and its form intact: one letter or digit for another inside a string.
  for (let at = 7; at < signed.length; at += 13) {
    const changed = /[A-Za-z0-9]/.test(signed[at] ?? "") ? (signed[at] === "A" ? "B" : "A") : undefined;
    if (changed === undefined) continue;
    const text = `${signed.slice(0, at)}${changed}${signed.slice(at + 1)}`;
    const parts = parse(text);
    if (parts === undefined) continue;
    const again = resigned((file) => void Object.assign(file, parts));
    assert.equal(verifyCaseFile(again).ok, false, `character ${at}: ${signed.slice(at - 20, at + 20)}`);
  }
});

function parse(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

test("a file beyond the limits is refused before it is parsed", () => {
  assert.equal(refused(" ".repeat(CASE_LIMITS.bytes + 1)).reason, "too-large");
  assert.equal(refused("[".repeat(CASE_LIMITS.brackets + 1)).reason, "too-large");
  assert.equal(refused('{"a":'.repeat(CASE_LIMITS.brackets + 1)).reason, "too-large");
  const deep = `${"[".repeat(CASE_LIMITS.brackets - 1)}${"]".repeat(CASE_LIMITS.brackets - 1)}`;
  assert.equal(refused(deep).reason, "not-a-case");
});

test("a case says who exported it, under which compact, and between which instants its acts lie", () => {
  const { exported, compact, firstAt, lastAt, opened, kinds } = verified(minimal);
  assert.equal(exported.by, "aurelia");
  assert.equal(compact.id, small().id);
  assert.equal(compact.mode, "real");
  assert.equal(opened.by, "aurelia");
  assert.equal(opened.at, firstAt);
  assert.equal(lastAt - firstAt, 2000);
  assert.deepEqual(kinds, { report: 1, assess: 1, confirm: 1 });
});

test("a checkpoint's cosigners and their times are told", () => {
  const { ledgers } = verified(exportCase(busy(), "cassia", "borea-1"));
  const borea = ledgers.find(({ party }) => party === "borea");
  assert.deepEqual(
    borea?.checkpoint?.cosigners.map(({ party }) => party),
    ["aurelia", "borea", "cassia"],
  );
  assert.equal((borea.checkpoint.cosigners[0]?.at ?? 1) % 1000, 0);
});

test("of other matters nothing of a body is told, and of receipts only those for acts of this matter", () => {
  const { acts, receipts, otherActs } = verified(exportCase(busy(), "aurelia", "aurelia-1"));
  const text = exportCase(busy(), "aurelia", "aurelia-1");
  assert.ok(acts.every(({ matter, body }) => matter === "aurelia-1" && Object.keys(body).length > 0));
  assert.ok(otherActs > receipts.length);
  assert.deepEqual(
    receipts.map(({ by, body }) => `${by} ${String(body["level"])} ${String(body["of"])}`),
    ["borea delivered aurelia", "cassia read aurelia"],
  );
  const shown = text.split('"').flatMap((part) => part.split("~").slice(1));
  const told = shown.map((disclosure) => Buffer.from(disclosure, "base64url").toString());
  assert.ok(told.some((field) => field.includes("Loss of supply")));
  assert.ok(!told.some((field) => field.includes("Satellite modems") || field.includes("Geneva")));
});

test("withheld fields are counted, and what stays is proven as before", () => {
  const shown = (kind: string, field: string): boolean => kind !== "report" || field === "title";
  const { withheld, acts } = verified(exportCase(small(), "aurelia", "aurelia-1", { shown }));
  assert.equal(withheld, Object.keys(REPORT).length - 1);
  assert.deepEqual(acts.find(({ kind }) => kind === "report")?.body, { title: REPORT.title });
});

test("an act that names one outside the file is told as unresolved, and does not spoil the case", () => {
  const story = small();
  const of = "A".repeat(43);
  story.say("borea", "dispute", { matter: "aurelia-1", body: { of } });
  story.checkpoint("borea");
  assert.deepEqual(verified(exportCase(story, "aurelia", "aurelia-1")).unresolved, [of]);
});

test("a party that claims to have seen acts that never were is reported, and cannot spoil the case", () => {
  const story = small();
  story.say("borea", "clarify", { matter: "aurelia-1", seen: { aurelia: 1_000_000 } });
  story.checkpoint("borea");
  const { missing } = verified(exportCase(story, "aurelia", "aurelia-1"));
  assert.deepEqual(missing, [{ party: "aurelia", held: 2, seen: 1_000_000, told: { by: "borea", seq: 2 } }]);
});

test("evidence that proves nothing to a stranger is left out of the export", () => {
  const story = small();
  const [act] = story.ledger("borea");
  const forks = [{ by: "borea", kind: "acts" as const, one: "", other: act?.token ?? "" }];
  const text = exportCase(story, "aurelia", "aurelia-1", { forks });
  assert.deepEqual(verified(text).forks, []);
});

test("a fork kept with no earlier checkpoint is proven by the one that fits", () => {
  const story = small();
  const other = story.noteOf("borea", { size: 1, root: Buffer.alloc(32, 7) }, []);
  const text = exportCase(story, "aurelia", "aurelia-1", {
    forks: [{ by: "borea", kind: "checkpoint", one: "", other }],
  });
  assert.deepEqual(verified(text).forks, [{ by: "borea", kind: "checkpoint", at: 1 }]);
});

test("the same inputs make the same bytes, and reading them gives the form back", () => {
  const read = readCaseFile(exportCase(small(), "aurelia", "aurelia-1"));
  assert.equal(exportCase(small(), "aurelia", "aurelia-1"), minimal);
  assert.ok(read.ok && read.file.ledgers["borea"]?.first === 1);
});

test("a matter that no act opens, or a compact without keys, makes no case", () => {
  const story = small();
  const unknown = buildCase(story.input("aurelia", "aurelia-9"));
  assert.equal(unknown.ok ? "" : unknown.reason, "unknown-matter");
  const keyless = buildCase({ ...story.input("aurelia", "aurelia-1"), compactDocument: { mode: "real" } });
  assert.equal(keyless.ok ? "" : keyless.reason, "bad-compact");
});

test("what a stranger would refuse is not exported", () => {
  const story = small();
  const input = story.input("aurelia", "aurelia-1");
  const head = (party: string): number => (party === "borea" ? 0 : input.ledgers.head(party));
  const built = buildCase({ ...input, ledgers: { ...input.ledgers, head } });
  assert.equal(built.ok ? "" : built.reason, "hidden-acts");
});
