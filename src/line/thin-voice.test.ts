import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromVoice, toVoice } from "./thin-voice.ts";

const anyMessage = fc.uint8Array({ minLength: 1, maxLength: 400 });

test("what is read aloud comes back the same, in any order of lines, small or large, with O for 0 and I or L for 1", () => {
  fc.assert(
    fc.property(anyMessage, fc.boolean(), (message, careless) => {
      const lines = toVoice(message).toReversed().join("\r\n");
      const said = careless ? lines.toLowerCase().replaceAll(/(?<=\s.*)0(?=.* -)/g, "o") : lines;
      const back = fromVoice(said);
      assert.ok(back.ok, back.ok ? "" : back.because);
      assert.deepEqual(back.message, Buffer.from(message));
    }),
  );
});

test("a letter that was misheard is told with its line, whichever it is", () => {
  const lines = toVoice(Buffer.from("the twelve substations in the west have lost their telemetry"));
  lines.forEach((line, number) => {
    for (let at = line.indexOf("  ") + 2; at < line.length; at += 1) {
      if (!/[0-9A-Z]/.test(line.charAt(at))) continue;
      for (const other of "0189AHKMZ") {
        if (other === line.charAt(at)) continue;
        const wrong = lines.with(number, `${line.slice(0, at)}${other}${line.slice(at + 1)}`);
        const back = fromVoice(wrong.join("\n"));
        assert.equal(back.ok ? null : back.line, number + 1);
      }
    }
  });
});

test("two letters that changed places are told, and so is a line that is missing or belongs to another message", () => {
  const lines = toVoice(Buffer.from("please check your side and answer before noon, and tell us"));
  const swapped = lines[0]?.replace(/ {2}(.)(.)/, "  $2$1") ?? "";
  const first = fromVoice([swapped, ...lines.slice(1)].join("\n"));
  assert.equal(first.ok ? null : first.line, swapped === lines[0] ? null : 1);
  const missing = fromVoice(lines.toSpliced(1, 1).join("\n"));
  assert.equal(missing.ok ? null : missing.line, 2);
  const mixed = fromVoice([...lines.slice(0, 2), ...toVoice(Buffer.alloc(80, 7)).slice(2)].join("\n"));
  assert.equal(mixed.ok, false);
});

test("any text at all is taken or refused", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."0/1 -2ABCOIL\n\r9"), maxLength: 200 });
  fc.assert(fc.property(fc.oneof(letters, fc.string({ maxLength: 200 })), (text) => void fromVoice(text)));
});
