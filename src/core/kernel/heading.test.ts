import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { agreementRuleOf } from "../law/agreement.ts";
import { ruleOf } from "../law/table.ts";
import { adviseOn, ASKS, headingOf, precedenceOf, PRECEDENCES, type Heading } from "./heading.ts";

test("whatever a message may ask for is an act that the law knows", () => {
  const strange = ASKS.filter((kind) => kind !== "none" && (ruleOf(kind) ?? agreementRuleOf(kind)) === undefined);
  assert.deepEqual(strange, []);
});

test("how urgent an act is stands in its heading, in a notice beside it, and in no other place", () => {
  assert.equal(precedenceOf({ heading: { precedence: "flash" } }), "flash");
  assert.equal(precedenceOf({ precedence: "immediate", heading: { asks: "none" } }), "immediate");
  assert.equal(precedenceOf({ precedence: "priority" }), "priority");
  assert.equal(precedenceOf({}), null);
});

test("anything at all in the place of a heading has a precedence that is known, or none", () => {
  const known: readonly unknown[] = [...PRECEDENCES, null];
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (precedence, heading) => {
      assert.ok(known.includes(precedenceOf({ precedence, heading })));
      assert.ok(known.includes(precedenceOf({ heading: { precedence } })));
    }),
  );
});

test("a notice’s heading is read with the subject and the precedence of its body", () => {
  const body = { subject: "Telemetry", precedence: "flash", heading: { names: {}, asks: "none" } };
  assert.deepEqual(headingOf(body), { subject: "Telemetry", precedence: "flash", names: {}, asks: "none" });
  assert.equal(headingOf({ subject: "Telemetry", precedence: "flash" }), null);
});

test("what is missing is asked for: most of all where nothing is named and nothing asked", () => {
  const why = { lang: "en", text: "It is happening now." } as const;
  const advice = (given: Partial<Heading>, isAnswer = false) =>
    adviseOn({ precedence: "routine", names: {}, asks: "none", ...given }, isAnswer);
  assert.deepEqual(advice({}), ["empty"]);
  assert.deepEqual(advice({ names: { norms: ["f"] } }), ["asks-nothing"]);
  assert.deepEqual(advice({ asks: "clarify" }), ["names-nothing"]);
  assert.deepEqual(advice({ asks: "clarify", names: { lines: ["power"] } }), []);
  assert.deepEqual(advice({}, true), [], "an answer need neither name nor ask");
  assert.deepEqual(advice({ precedence: "flash" }, true), ["flash-without-why"]);
  assert.deepEqual(advice({ precedence: "flash", why }, true), []);
});
