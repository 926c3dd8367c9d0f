// From the form's heading to the heading that is signed, and what is asked before it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isWellHeaded } from "../../src/core/compact/headed.ts";
import { checkBody } from "../../src/core/law/validate.ts";
import { RED_LINES, withMenu } from "../../src/core/testing/menu.ts";
import type { Values } from "../api/drafts.ts";
import { writeBody } from "./body.ts";
import { foresee } from "./foresee.ts";
import { formOf } from "./forms.ts";

const SCALE = { low: 0, high: 10 };
const COMPACT = withMenu({ "red-lines": RED_LINES });

const WHOLE: Values = {
  type: "ask",
  readers: ["borea"],
  text: "Has the trial stopped?",
  "text.lang": "en",
  "heading.precedence": "flash",
  "heading.subject": " The trial ",
  "heading.lines": ["power"],
  "heading.norms": ["f"],
  "heading.clauses": ["ladder/confirm"],
  "heading.asks": "clarify",
  "heading.why": "It is happening now.",
  "heading.why.lang": "en",
};

const written = (values: Values, kind = "message") => writeBody(formOf(kind), values, SCALE);
const saidOf = (values: Values, kind = "message") => written(values, kind).errors.map(({ field, id }) => [field, id]);

test("a form that is filled in gives a message that the door lets in and the law finds regular", () => {
  const { body, to, errors } = written(WHOLE);
  assert.deepEqual(errors, []);
  assert.deepEqual(to, ["borea"]);
  assert.equal(checkBody("message", body), undefined);
  assert.deepEqual(isWellHeaded(COMPACT, body), { ok: true });
  assert.deepEqual(body["heading"], {
    precedence: "flash",
    subject: "The trial",
    names: { lines: ["power"], norms: ["f"], clauses: ["ladder/confirm"] },
    asks: "clarify",
    why: { lang: "en", text: "It is happening now." },
  });
});

test("a message that names nothing and asks for nothing is asked about, and goes when that is on purpose", () => {
  const empty = { ...WHOLE, "heading.lines": [], "heading.norms": [], "heading.clauses": [], "heading.asks": "none" };
  assert.deepEqual(saidOf(empty), [["heading.on-purpose", "advice.empty"]]);
  assert.deepEqual(saidOf({ ...empty, "heading.norms": ["f"] }), [["heading.on-purpose", "advice.asks-nothing"]]);
  assert.deepEqual(saidOf({ ...empty, "heading.asks": "clarify" }), [["heading.on-purpose", "advice.names-nothing"]]);
  assert.deepEqual(saidOf({ ...empty, "heading.on-purpose": "yes" }), []);
  assert.deepEqual(saidOf({ ...empty, type: "clarify" }), [], "an answer need neither name nor ask");
});

test("no purpose makes a FLASH go that does not say why", () => {
  const mute = { ...WHOLE, "heading.why": " ", "heading.on-purpose": "yes" };
  assert.deepEqual(saidOf(mute), [["heading.why", "advice.flash-without-why"]]);
  const notice = { subject: "The trial", precedence: "flash", "heading.on": "yes", "heading.asks": "acknowledge" };
  assert.ok(saidOf({ ...notice, "heading.norms": ["f"] }, "notify").some(([field]) => field === "heading.why"));
});

test("what is missing of a heading is named, and half a heading is not signed", () => {
  const { body, errors } = written({ ...WHOLE, "heading.subject": "", "heading.precedence": "", "heading.asks": "" });
  assert.deepEqual(
    errors.map(({ field }) => field).filter((field) => field !== "heading.on-purpose"),
    ["heading.precedence", "heading.subject", "heading.asks"],
  );
  assert.equal(body["heading"], undefined);
});

test("a heading that is not asked for is not written", () => {
  const values = { to: "borea", question: "When?", "question.lang": "en", "heading.subject": "Left over" };
  assert.deepEqual(written(values, "ask").body, { question: { lang: "en", text: "When?" } });
});

test("what the law says of a message outside every matter is foreseen", () => {
  const intent = { kind: "message", by: "aurelia", at: 1, matter: null, to: ["borea"], body: written(WHOLE).body };
  assert.equal(foresee(COMPACT, undefined, [], intent).verdict.ok, true);
  const strange = { ...WHOLE, "heading.clauses": ["ladder/nowhere"] };
  const { verdict } = foresee(COMPACT, undefined, [], { ...intent, body: written(strange).body });
  assert.deepEqual(verdict, { ok: false, rule: "unknown-clause", args: { clause: "ladder/nowhere" } });
});
