import assert from "node:assert/strict";
import { test } from "node:test";
import { attributed, OPENING } from "../../core/testing/attributing.ts";
import type { Act, Marking } from "../../core/kernel/act.ts";
import { regular } from "../../core/testing/mediating.ts";
import type { Story } from "../../core/testing/story.ts";
import { markingOf } from "./get-evidence.ts";

/** The acts of a story as the node lists them, with another marking on those of some kinds. */
const entriesOf = (story: Story, marked: Readonly<Record<string, Marking>>) =>
  story.acts.map((act: Act) => ({ act: { ...act, marking: marked[act.kind] ?? "TLP:GREEN" } as Act, refusal: null }));

test("the file of evidence bears the strictest marking of all that stands in it, and of nothing else", () => {
  const { story } = attributed();
  regular(story, "aurelia", "disclose-evidence", { body: { opening: OPENING } });
  const markingWith = (marked: Readonly<Record<string, Marking>>): Marking =>
    markingOf(entriesOf(story, marked), "TLP:CLEAR");
  assert.equal(markingWith({}), "TLP:GREEN");
  for (const kind of ["report", "add-evidence", "disclose-evidence"])
    assert.equal(markingWith({ [kind]: "TLP:AMBER+STRICT" }), "TLP:AMBER+STRICT", kind);
  assert.equal(markingWith({ report: "TLP:AMBER", "add-evidence": "TLP:RED" }), "TLP:RED");
  assert.equal(markingWith({ attribute: "TLP:RED" }), "TLP:GREEN");
  assert.equal(markingOf([], "TLP:AMBER"), "TLP:AMBER");
  const refused = entriesOf(story, { "add-evidence": "TLP:RED" }).map((entry) => ({
    ...entry,
    refusal: entry.act.kind === "add-evidence" ? ({ rule: "evidence-twice", details: {} } as never) : null,
  }));
  assert.equal(markingOf(refused, "TLP:CLEAR"), "TLP:GREEN");
});
