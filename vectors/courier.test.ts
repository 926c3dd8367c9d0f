// The vectors of frames and courier files, read as a second implementation would read them: from the
// files alone. spec/courier.md

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { COURIER_DAMAGES, COURIER_REFUSALS, readCourier } from "../src/line/courier.ts";
import { openBasin } from "../src/line/fountain.ts";
import { FRAME_CODES, readFrame } from "../src/line/frames.ts";
import { CASES, type CourierCases, type DroppedFile, type FramesFile } from "./make-courier.ts";

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`courier/${name}.json`, import.meta.url), "utf8")) as T;
const frames = read<FramesFile>("frames");
const dropped = read<DroppedFile>("dropped");
const files = read<CourierCases>("files");

test("the files are what their maker makes", () => {
  assert.deepEqual({ frames, dropped, files }, JSON.parse(JSON.stringify(CASES)));
});

for (const { name, message, blockBytes, id, blocks, frames: texts } of frames) {
  test(`${name}: every frame is of the message, and enough of them make it`, () => {
    const whole = Buffer.from(message, "base64");
    const spring = { id: Buffer.from(id, "hex"), bytes: whole.length, blockBytes };
    const basin = openBasin(spring);
    for (const text of texts) {
      const reading = readFrame(text);
      assert.ok(reading.ok);
      assert.deepEqual(
        {
          id: Buffer.from(reading.frame.id).toString("hex"),
          bytes: reading.frame.bytes,
          size: reading.frame.blockBytes,
        },
        { id, bytes: whole.length, size: blockBytes },
      );
      basin.add(reading.frame.index, reading.frame.block);
    }
    if (texts.length < blocks) assert.equal(basin.rank(), texts.length);
    else assert.deepEqual(Buffer.from(basin.message() ?? []), whole);
  });
}

test("texts that are no good frames are dropped with the code", () => {
  for (const { name, text, code } of dropped) {
    const reading = readFrame(text);
    assert.equal(reading.ok ? "read" : reading.code, code, name);
  }
  assert.deepEqual([...new Set(dropped.map(({ code }) => code))].toSorted(), [...FRAME_CODES].toSorted());
});

test("courier files give what stands in them whole, and name what is wrong", () => {
  for (const { name, file, things, code } of files) {
    const reading = readCourier(Buffer.from(file, "base64"));
    const given = reading.ok ? reading.letters.map((thing) => Buffer.from(thing).toString("base64")) : null;
    assert.deepEqual(given, things, name);
    assert.equal(reading.ok ? (reading.damage?.code ?? null) : reading.code, code, name);
  }
  const codes = new Set(files.map(({ code }) => code));
  const known: readonly string[] = [...COURIER_DAMAGES, ...COURIER_REFUSALS];
  assert.deepEqual(
    known.filter((code) => !codes.has(code)),
    ["too-large"],
  );
});
