// What is typed of an exchange, and the body that comes of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkBody } from "../../src/core/law/validate.ts";
import type { Values } from "../api/drafts.ts";
import { writeBody } from "./body.ts";
import { firstExchangeValues } from "./exchange-forms.ts";
import { formOf } from "./forms.ts";

const SCALE = { low: 0, high: 10 };
const inDays = (days: number): string => `2026-11-${23 + days}T09:00`;
const offer = (values: Values) => {
  const form = formOf("offer-exchange");
  return writeBody(form, { ...firstExchangeValues(form, "fr", inDays), ...values }, SCALE);
};

const PAUSE: Values = {
  with: "borea",
  "mine.what": "pause",
  "mine.activity": "Scans",
  "mine.monitored": "Les journaux du soir.",
  "yours.what": "other",
  "yours.says": "Les officiers de liaison reviennent.",
  "yours.undo": "On les rappelle.",
};

test("an offer holds exactly the step of each side that was chosen, and the door lets it in", () => {
  const { body, errors } = offer({ ...PAUSE, "mine.measure": "A".repeat(43), "yours.activity": "left over" });
  assert.deepEqual(errors, []);
  assert.equal(checkBody("offer-exchange", body), undefined);
  assert.deepEqual(body["mine"], {
    what: "pause",
    activity: "Scans",
    monitored: { lang: "fr", text: "Les journaux du soir." },
    from: "2026-11-24T09:00:00.000Z",
    until: "2026-11-30T09:00:00.000Z",
  });
  assert.deepEqual(Object.keys(body["yours"] as object).toSorted(), ["says", "undo", "what"]);
  assert.equal("verifier" in body, false);
});

test("a step that is not whole is told at its field", () => {
  const wrong = (values: Values): readonly string[] => offer({ ...PAUSE, ...values }).errors.map(({ field }) => field);
  assert.deepEqual(wrong({ "mine.what": "" }), ["mine"]);
  assert.deepEqual(wrong({ "mine.activity": "no" }), ["mine"]);
  assert.deepEqual(wrong({ "mine.until": "tomorrow" }), ["mine"]);
  assert.deepEqual(wrong({ "yours.undo": " " }), ["yours"]);
  assert.deepEqual(wrong({ "yours.what": "lift-measure" }), ["yours"]);
  assert.deepEqual(wrong({ with: "" }), ["with"]);
});
