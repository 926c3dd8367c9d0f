import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../kernel/instant.ts";
import { checkBody } from "../law/validate.ts";
import { begin, bodyFor, compactFrom, demoDocument, ms, MONDAY, owes, stepStates } from "../testing/story.ts";

test("a report opens the ladder at confirm: the addressee owes a finding and nobody owes anything else", () => {
  const story = begin();
  assert.equal(story.gives("aurelia", "report").rule, null);
  const matter = story.matter();
  assert.deepEqual([matter.reporter, ...matter.addressees], ["aurelia", "borea"]);
  assert.deepEqual(stepStates(matter), {
    confirm: "open",
    assess: "ahead",
    notify: "ahead",
    deconflict: "ahead",
    convene: "ahead",
  });
  assert.deepEqual(owes(matter, "borea"), ["confirm or refute"]);
  assert.deepEqual([...owes(matter, "aurelia"), ...owes(matter, "cassia")], []);
});

test("a matter bears the name of the party that opens it, and is opened once", () => {
  const story = begin();
  assert.equal(story.gives("borea", "report").rule, "matter-name");
  assert.equal(story.gives("aurelia", "report").rule, null);
  assert.equal(story.gives("aurelia", "report").rule, "matter-exists");
});

test("a party cannot open a matter in the name of one whose name begins with its own", () => {
  const document = demoDocument();
  const parties = document["parties"] as Record<string, unknown>;
  const north = { name: "Aurelia North", role: "member", zone: "UTC" };
  const story = begin(compactFrom({ ...document, parties: { ...parties, "aurelia-north": north } }));
  assert.equal(story.gives("aurelia", "report", { matter: "aurelia-north-1" }).rule, "matter-name");
  assert.equal(story.gives("aurelia-north", "report", { matter: "aurelia-north-1" }).rule, null);
});

test("a mediator has nothing to report, and a report needs another member to read it", () => {
  const story = begin();
  assert.equal(story.gives("cassia", "report", { matter: "cassia-1" }).rule, "not-a-member");
  assert.equal(story.gives("aurelia", "report", { to: ["cassia"] }).rule, "no-addressee");
  assert.equal(story.gives("aurelia", "report", { to: [] }).rule, "no-addressee");
});

test("nothing is observed after it was reported", () => {
  const story = begin();
  const body = { observed: printInstant(MONDAY + ms("1h")) };
  assert.equal(story.gives("aurelia", "report", { body }).rule, "observed-after-report");
});

test("a report says what is unknown in words of its own, and has no field for a culprit", () => {
  const body = bodyFor("report", undefined);
  assert.equal(checkBody("report", body), undefined);
  assert.ok(checkBody("report", { ...body, culprit: "borea" }));
  for (const field of ["malicious", "crossBorder", "civilians", "ongoing", "people", "recovery", "effect"]) {
    assert.equal(checkBody("report", { ...body, [field]: "unknown" }), undefined, field);
    const { [field]: _, ...without } = body;
    assert.ok(checkBody("report", without), `${field} may not be left out in silence`);
  }
});
