// The thin vectors, read as a second implementation would read them: from the files alone.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGES } from "../src/core/kernel/act.ts";
import { decodeAct, THIN_CODES, type ThinReading } from "../src/line/thin-code.ts";
import { createDeframer, wrapFrame } from "../src/line/thin-frame.ts";
import { openThin } from "../src/line/thin-seal.ts";
import { fromVoice, toVoice } from "../src/line/thin-voice.ts";
import { DICTIONARIES } from "../src/line/thin-words.ts";
import type { ThinFile, ThinInvalid } from "./make-thin.ts";

const read = <T>(file: string): T => JSON.parse(readFileSync(new URL(`thin/${file}`, import.meta.url), "utf8")) as T;
const file = read<ThinFile>("valid.json");
const reading: ThinReading = {
  ...file,
  idAt: (by, seq) => file.held.find((act) => act.by === by && act.seq === seq)?.id,
};
const key = { ...file.key, name: Buffer.from(file.key.name, "hex"), key: Buffer.from(file.key.key, "hex") };

for (const { name, coded, token, sealed, voice } of file.cases) {
  test(`${name}: opened, it builds the token to the letter`, () => {
    const message = Buffer.from(sealed, "hex");
    const opening = openThin(message, [key], file.compact);
    assert.ok(opening.ok);
    assert.equal(opening.coded.toString("hex"), coded);
    const decoded = decodeAct(opening.coded, reading);
    assert.ok(decoded.ok, decoded.ok ? "" : decoded.because);
    assert.equal(decoded.token, token);
    assert.deepEqual(toVoice(message), voice);
    const heard = fromVoice(voice.join("\n"));
    assert.ok(heard.ok);
    assert.deepEqual(heard.message, message);
  });
}

const invalid = read<readonly ThinInvalid[]>("invalid.json");
for (const { name, code, coded } of invalid) {
  test(`${name}: refused as ${code}`, () => {
    const decoded = decodeAct(Buffer.from(coded, "hex"), reading);
    assert.equal(decoded.ok ? "taken" : decoded.code, code);
  });
}

test("every code has a vector, but for the size, which would be a large file", () => {
  const shown = new Set(invalid.map(({ code }) => code));
  assert.deepEqual(
    THIN_CODES.filter((code) => !shown.has(code)),
    ["too-large"],
  );
});

test("frames go on the wire and come off it as committed", () => {
  for (const { frame, wire } of read<readonly { frame: string; wire: string }[]>("frames.json")) {
    assert.equal(wrapFrame(Buffer.from(frame, "hex")).toString("hex"), wire);
    assert.deepEqual(createDeframer().push(Buffer.from(wire, "hex")), [Buffer.from(frame, "hex")]);
  }
});

test("the dictionaries are those that were committed, and the specification names their digests", () => {
  const spec = readFileSync(new URL("../spec/thin.md", import.meta.url), "utf8");
  const kept = read<Readonly<Record<string, { sha256: string; bytes: string }>>>("dictionaries.json");
  for (const language of LANGUAGES) {
    const digest = createHash("sha256").update(DICTIONARIES[language]).digest("hex");
    assert.equal(kept[language]?.sha256, digest);
    assert.equal(kept[language]?.bytes, DICTIONARIES[language].toString("base64"));
    assert.ok(spec.includes(digest), `${language} ${digest}`);
  }
});
