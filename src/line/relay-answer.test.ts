import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { HELD, notHeld, readRelayAnswer, RELAY_ANSWER_BYTES, RELAY_CODES } from "./relay-answer.ts";

test("what a relay says is read back as it was said, whatever the reason", () => {
  assert.deepEqual(readRelayAnswer(JSON.stringify(HELD)), HELD);
  fc.assert(
    fc.property(fc.constantFrom(...RELAY_CODES), fc.string({ maxLength: 150 }), (code, because) => {
      const said = notHeld(code, because);
      const text = JSON.stringify(said);
      assert.deepEqual(readRelayAnswer(text), text.length <= RELAY_ANSWER_BYTES ? said : undefined);
    }),
  );
});

test("what is no answer of a relay is none, and nothing throws", () => {
  const hostile = fc.oneof(fc.string(), fc.json(), fc.constant("x".repeat(RELAY_ANSWER_BYTES + 1)));
  fc.assert(
    fc.property(hostile, (text) => {
      const answer = readRelayAnswer(text);
      assert.ok(answer === undefined || typeof answer.held === "boolean");
    }),
  );
  assert.equal(readRelayAnswer('{"held":true,"more":1}'), undefined);
  assert.equal(readRelayAnswer(`{"held":true${" ".repeat(RELAY_ANSWER_BYTES)}}`), undefined);
  assert.equal(readRelayAnswer('{"held":false,"code":"because","because":""}'), undefined);
});
