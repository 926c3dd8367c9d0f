import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FACTS, type Facts } from "../compact/facts.ts";
import { RED_LINES, RESPONSES, withMenu } from "../testing/menu.ts";
import { begin } from "../testing/story.ts";
import { linesOf, proportionOf } from "./views.ts";

const PROPORTION = [
  { row: "grave", when: { field: "severity-low", "at-least": 5 }, within: ["suspension"], consult: ["joint"] },
  { row: "harm", when: { field: "civilians", is: "yes" }, within: ["listing"] },
];

/** The red line on power as a party reads it, when Aurelia has reported this. */
function reading(reported: Readonly<Record<string, string>>, party = "borea") {
  const compact = withMenu({ "red-lines": RED_LINES });
  const story = begin(compact);
  story.gives("aurelia", "report", { body: reported });
  const [line] = linesOf(compact, story.matter(), party);
  return [line?.crossed, line?.exclusion] as const;
}

test("a red line is crossed, is not, or nobody can say; an exclusion that applies is named", () => {
  assert.deepEqual(reading({ nature: "sabotage", malicious: "yes" }), ["yes", null]);
  assert.deepEqual(reading({ nature: "disruption", malicious: "yes" }), ["no", null]);
  assert.deepEqual(reading({ nature: "undetermined", malicious: "yes" }), ["unknown", null]);
  assert.deepEqual(reading({ nature: "sabotage", malicious: "no" }), ["no", 0]);
  assert.deepEqual(reading({ nature: "sabotage", malicious: "unknown" }), ["unknown", null]);
});

test("each party reads a red line by its own assessment, and by the report where it has given none", () => {
  const compact = withMenu({ "red-lines": RED_LINES });
  const story = begin(compact);
  story.gives("aurelia", "report", { body: { nature: "sabotage", malicious: "yes" } });
  story.gives("borea", "confirm");
  story.passes("1h");
  story.gives("borea", "assess", { body: { nature: "disruption" } });
  const crossed = (party: string) => linesOf(compact, story.matter(), party)[0]?.crossed;
  assert.equal(crossed("aurelia"), "yes");
  assert.equal(crossed("borea"), "no");
});

test("the first row of the table whose condition holds speaks, and a row that nobody can judge does not", () => {
  const compact = withMenu({ responses: { ...RESPONSES, proportion: PROPORTION } });
  const says = (facts: Partial<Facts>, measure: string) => proportionOf(compact, { ...NO_FACTS, ...facts }, measure);
  assert.deepEqual(says({ "severity-low": 6 }, "suspension"), { is: "within", row: "grave" });
  assert.deepEqual(says({ "severity-low": 6 }, "joint"), { is: "needs-consultation", row: "grave" });
  assert.deepEqual(says({ "severity-low": 6, civilians: "yes" }, "listing"), { is: "exceeds", row: "grave" });
  assert.deepEqual(says({ civilians: "yes" }, "listing"), { is: "within", row: "harm" });
  assert.deepEqual(says({ "severity-low": 2 }, "listing"), { is: "no-row" });
});
