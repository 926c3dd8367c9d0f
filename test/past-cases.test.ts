// Past case files under two wordings of their compact, read from the vectors as a stranger would have them.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { replayPastCases, sayReplayed } from "../src/cli/past-cases.ts";
import type { CompactDocument } from "../src/core/compact/document.ts";
import { LANGUAGES } from "../src/core/kernel/act.ts";
import { speechOf } from "../src/interop/speech.ts";

const CASES = fileURLToPath(new URL("../vectors/casefiles/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "downrung-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const name of ["valid-drill.json", "valid-attachment.json", "valid-withheld.json"]) {
  cpSync(join(CASES, name), join(folder, name));
}
const valid = readFileSync(join(CASES, "valid-drill.json"), "utf8");
writeFileSync(join(folder, "changed.json"), valid.replace('"downrung":"case/1"', '"downrung":"case/2"'));

const asSigned = (JSON.parse(valid) as { compact: CompactDocument }).compact;
const withFinding = (latest: string): CompactDocument => ({
  ...asSigned,
  ladder: asSigned.ladder.map((step) =>
    step.step === "confirm" ? { ...step, owes: step.owes.map((owed) => ({ ...owed, latest })) } : step,
  ),
});

test("the same wording changes nothing in a past case, and what cannot be judged is named", () => {
  const { cases, counts } = replayPastCases(asSigned, asSigned, folder);
  assert.deepEqual(counts, []);
  assert.deepEqual(
    cases.map((past) => ("leftOut" in past ? `${past.file} ${past.leftOut}` : `${past.file} judged`)),
    [
      "changed.json not-verified",
      "valid-attachment.json judged",
      "valid-drill.json judged",
      "valid-withheld.json withheld",
    ],
  );
});

test("a shorter time is counted as the lapses that it would have brought", () => {
  const { counts } = replayPastCases(asSigned, withFinding("1s"), folder);
  const lapses = counts.find(({ of }) => of.is === "lapsed");
  assert.deepEqual([lapses?.first, lapses?.second], [0, 2]);
});

test("the replay is told in six languages with the same figures", () => {
  const replayed = replayPastCases(asSigned, withFinding("1s"), folder);
  for (const lang of LANGUAGES) {
    const told = sayReplayed(replayed, speechOf(lang)).join("\n");
    assert.ok(told.includes("2"), `${lang}: ${told}`);
    assert.ok(told.includes("valid-withheld.json"), lang);
    assert.doesNotMatch(told, /[{}]|replay\./, lang);
  }
});

test("a case between other parties is left out", () => {
  const { aurelia: _aurelia, ...others } = asSigned.parties;
  const { cases } = replayPastCases(asSigned, { ...asSigned, parties: others }, folder);
  assert.ok(cases.every((past) => "leftOut" in past));
});

test("a folder that is not there is refused with what to do", () => {
  assert.throws(() => replayPastCases(asSigned, asSigned, join(folder, "nowhere")), /no folder of case files/);
});
