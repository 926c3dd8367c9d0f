import assert from "node:assert/strict";
import { test } from "node:test";
import { mediated, regular } from "../testing/mediating.ts";
import { begin, climbedTo, demo, demoDocument, demoOfFour, compactFrom, owes, stepStates } from "../testing/story.ts";
import { whoMediates } from "./views.ts";

test("nobody mediates until every member of the matter wants it and the mediator accepts", () => {
  const story = climbedTo("confirm", demoOfFour());
  const { id: of } = regular(story, "aurelia", "request-mediation");
  assert.equal(story.gives("cassia", "accept-mediation").rule, "mediation-not-agreed");
  regular(story, "borea", "agree-mediation", { of });
  assert.equal(story.gives("cassia", "accept-mediation").rule, "mediation-not-agreed");
  assert.deepEqual(whoMediates(story.matter()), { is: "asked", mediator: "cassia", waitsFor: ["delmar"] });
  regular(story, "delmar", "request-mediation");
  assert.deepEqual(whoMediates(story.matter()), { is: "asked", mediator: "cassia", waitsFor: ["cassia"] });
  regular(story, "cassia", "accept-mediation");
  assert.equal(whoMediates(story.matter()).is, "mediating");
});

test("a mediator is asked for once by each, by a member of the matter, and is one of the compact", () => {
  const story = climbedTo("confirm");
  assert.equal(story.gives("aurelia", "request-mediation", { body: { mediator: "borea" } }).rule, "not-a-mediator");
  assert.equal(story.gives("cassia", "request-mediation").rule, "not-in-this-matter");
  regular(story, "aurelia", "request-mediation");
  assert.equal(story.gives("aurelia", "request-mediation").rule, "already-given");
  const { cassia: _mediator, ...parties } = demoDocument()["parties"] as Record<string, unknown>;
  const silence = [
    { contact: "other-desk", after: "0m" },
    { contact: "convening", after: "8h" },
  ];
  const alone = begin(compactFrom({ ...demoDocument(), parties, silence }));
  alone.gives("aurelia", "report");
  assert.equal(alone.gives("aurelia", "request-mediation").rule, "no-mediator");
});

test("a mediator that declines may be asked again, and one that recused itself may not", () => {
  const story = climbedTo("confirm");
  regular(story, "aurelia", "request-mediation");
  regular(story, "cassia", "decline-mediation");
  assert.equal(whoMediates(story.matter()).is, "declined");
  assert.equal(story.gives("cassia", "accept-mediation").rule, "not-asked-to-mediate");
  mediated(story);
  regular(story, "cassia", "recuse-mediation");
  assert.equal(whoMediates(story.matter()).is, "recused");
  assert.equal(story.gives("aurelia", "request-mediation").rule, "mediator-recused");
});

test("after its recusal a mediator does nothing more in the mediation", () => {
  const story = mediated();
  regular(story, "cassia", "recuse-mediation");
  for (const kind of ["draft-text", "shuttle-note", "match-offers"])
    assert.equal(story.gives("cassia", kind, { to: ["borea"] }).rule, "nobody-mediates", kind);
  for (const kind of ["accept-mediation", "decline-mediation", "recuse-mediation"])
    assert.equal(story.gives("cassia", kind).rule, "mediator-recused", kind);
});

test("a member takes its consent back with a reason, and the mediation rests until all want it again", () => {
  const story = mediated();
  regular(story, "borea", "leave-mediation");
  assert.equal(whoMediates(story.matter()).is, "left");
  assert.equal(story.gives("aurelia", "position").rule, "nobody-mediates");
  regular(story, "aurelia", "request-mediation");
  assert.equal(story.gives("cassia", "accept-mediation").rule, "mediation-not-agreed");
  mediated(climbedTo("confirm"));
});

test("asking for a mediator, and being refused one, changes nothing on the ladder", () => {
  const story = climbedTo("deconflict");
  const before = [stepStates(story.matter()), owes(story.matter(), "aurelia"), owes(story.matter(), "borea")];
  mediated(story);
  regular(story, "borea", "leave-mediation");
  assert.deepEqual(
    [stepStates(story.matter()), owes(story.matter(), "aurelia"), owes(story.matter(), "borea")],
    before,
  );
});

test("a request that comes late joins the picture where it belongs", () => {
  const story = climbedTo("confirm");
  const late = story.gives("borea", "request-mediation", { held: true });
  story.passes("1h");
  regular(story, "aurelia", "request-mediation", { seen: {} });
  story.arrives(late);
  assert.deepEqual(whoMediates(story.matter()), { is: "asked", mediator: "cassia", waitsFor: ["cassia"] });
  assert.equal(demo().parties.length, 3);
});
