import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../kernel/act.ts";
import { checkBody } from "../law/validate.ts";
import { mediated, regular } from "../testing/mediating.ts";
import { bodyFor, climbedTo } from "../testing/story.ts";

test("everyone sees that a position was given, and nothing in the matter says what it was", () => {
  const story = mediated();
  const { id, act } = regular(story, "borea", "position");
  const [position] = story.matter().mediation?.positions ?? [];
  assert.deepEqual(position, { act: id, by: "borea", mediator: "cassia", at: act.at, opened: null });
});

test("a position waits for a mediation, goes to the mediator, and each side gives only so many", () => {
  assert.equal(climbedTo("confirm").gives("aurelia", "position").rule, "nobody-mediates");
  const story = mediated();
  assert.equal(story.gives("aurelia", "position", { to: ["borea"] }).rule, "not-told");
  assert.equal(story.gives("cassia", "position").rule, "not-in-this-matter");
  for (let i = 0; i < LIMITS.positionsEach; i += 1) regular(story, "aurelia", "position");
  assert.equal(story.gives("aurelia", "position").rule, "too-many-acts");
  regular(story, "borea", "position");
});

test("its author alone opens a position, and once", () => {
  const story = mediated();
  const { id: of } = regular(story, "borea", "position");
  assert.equal(story.gives("aurelia", "open-sealed", { of }).rule, "nothing-to-open");
  assert.equal(story.gives("cassia", "open-sealed", { of }).rule, "nothing-to-open");
  const { id } = regular(story, "borea", "open-sealed", { of });
  assert.equal(story.matter().mediation?.positions[0]?.opened, id);
  assert.equal(story.gives("borea", "open-sealed", { of }).rule, "nothing-to-open");
});

test("the mediator carries a note to one side, and only the mediator does", () => {
  const story = mediated();
  regular(story, "cassia", "shuttle-note", { to: ["borea"] });
  assert.equal(story.matter().mediation?.notes, 1);
  assert.equal(story.gives("cassia", "shuttle-note", { to: ["borea", "aurelia"] }).rule, "no-addressee");
  assert.equal(story.gives("cassia", "shuttle-note", { to: [] }).rule, "no-addressee");
  assert.equal(story.gives("aurelia", "shuttle-note", { to: ["borea"] }).rule, "not-the-mediator");
});

test("what is sealed is base64url and has a most", () => {
  const body = bodyFor("position", undefined);
  assert.equal(checkBody("position", body), undefined);
  for (const sealed of ["", "not base64!", "A".repeat(LIMITS.sealedCharacters + 1)])
    assert.equal(checkBody("position", { ...body, sealed })?.error, "bad-body", sealed.slice(0, 12));
});
