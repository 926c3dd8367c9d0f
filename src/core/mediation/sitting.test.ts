import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../kernel/instant.ts";
import { atTheTable, regular } from "../testing/mediating.ts";
import { climbedTo, ms, owes, stepStates } from "../testing/story.ts";
import { sittingsView } from "./views.ts";

test("a sitting has an agenda only after the parties were convened, and lies ahead", () => {
  const early = climbedTo("deconflict");
  assert.equal(early.gives("aurelia", "set-agenda").rule, "not-convened");
  const story = climbedTo("convene");
  const past = { meets: printInstant(story.now()) };
  assert.equal(story.gives("aurelia", "set-agenda", { body: past }).rule, "sitting-past");
  assert.equal(story.gives("aurelia", "set-agenda", { body: { quorum: 3 } }).rule, "quorum-too-large");
  regular(story, "cassia", "set-agenda");
});

test("nobody sits without a credential, before the time, or twice", () => {
  const story = climbedTo("convene");
  const meets = printInstant(story.now() + ms("2h"));
  const { id: of } = regular(story, "borea", "set-agenda", { body: { meets } });
  assert.equal(story.gives("aurelia", "attend", { of }).rule, "no-credential");
  regular(story, "aurelia", "credential", { body: { until: printInstant(story.now() + ms("1h")) } });
  assert.equal(story.gives("aurelia", "attend", { of }).rule, "sitting-not-begun");
  story.passes("2h");
  assert.equal(story.gives("aurelia", "attend", { of }).rule, "no-credential", "it ended an hour ago");
  regular(story, "aurelia", "credential");
  regular(story, "aurelia", "attend", { of });
  assert.equal(story.gives("aurelia", "attend", { of }).rule, "already-given");
});

test("minutes need the quorum of members; the mediator's presence makes none", () => {
  const { story, agenda: of } = atTheTable();
  regular(story, "aurelia", "attend", { of });
  regular(story, "cassia", "attend", { of });
  assert.equal(sittingsView(story.matter(), story.now())[0]?.is, "gathering");
  assert.equal(story.gives("cassia", "minutes", { of }).rule, "no-quorum");
  assert.equal(story.gives("borea", "minutes", { of }).rule, "not-present");
  regular(story, "borea", "attend", { of });
  assert.equal(sittingsView(story.matter(), story.now())[0]?.is, "sitting");
  regular(story, "cassia", "minutes", { of });
});

test("the outcome stands when all who were present have signed, and dissent is noted", () => {
  const { story, agenda } = atTheTable();
  for (const by of ["aurelia", "borea", "cassia"]) regular(story, by, "attend", { of: agenda });
  const { id: of } = regular(story, "cassia", "minutes", { of: agenda });
  regular(story, "aurelia", "sign-minutes", { of });
  assert.deepEqual(sittingsView(story.matter(), story.now())[0]?.waitsFor, ["borea"]);
  regular(story, "borea", "sign-minutes", { of, body: { dissent: { lang: "en", text: "Not on the second item." } } });
  assert.equal(sittingsView(story.matter(), story.now())[0]?.is, "stands-with-dissent");
  assert.equal(story.gives("aurelia", "minutes", { of: agenda }).rule, "minutes-written");
  assert.equal(story.gives("borea", "sign-minutes", { of }).rule, "already-signed");
});

test("minutes that replace others are signed anew by everyone", () => {
  const { story, agenda } = atTheTable();
  for (const by of ["aurelia", "borea"]) regular(story, by, "attend", { of: agenda });
  const { id: old } = regular(story, "aurelia", "minutes", { of: agenda });
  const { id: of } = regular(story, "borea", "minutes", { of: agenda });
  assert.equal(story.gives("aurelia", "sign-minutes", { of: old }).rule, "minutes-replaced");
  assert.equal(sittingsView(story.matter(), story.now())[0]?.is, "to-sign");
  regular(story, "aurelia", "sign-minutes", { of });
  assert.equal(sittingsView(story.matter(), story.now())[0]?.is, "stands");
});

test("minutes speak of items that are on the agenda, each once", () => {
  const { story, agenda: of } = atTheTable();
  for (const by of ["aurelia", "borea"]) regular(story, by, "attend", { of });
  const outcome = { lang: "en", text: "Explained." };
  for (const numbers of [[3], [1, 1]]) {
    const items = numbers.map((item) => ({ item, outcome }));
    assert.equal(story.gives("aurelia", "minutes", { of, body: { items } }).rule, "unknown-item");
  }
});

test("who was absent neither signs nor holds the outcome up", () => {
  const { story, agenda } = atTheTable();
  for (const by of ["aurelia", "borea"]) regular(story, by, "attend", { of: agenda });
  const { id: of } = regular(story, "aurelia", "minutes", { of: agenda });
  assert.equal(story.gives("cassia", "sign-minutes", { of }).rule, "not-present");
  assert.equal(story.gives("cassia", "attend", { of: agenda }).rule, "minutes-written");
  regular(story, "borea", "sign-minutes", { of });
  assert.equal(sittingsView(story.matter(), story.now())[0]?.is, "stands");
});

test("sitting together keeps no duty and opens no step", () => {
  const { story, agenda: of } = atTheTable();
  const before = [stepStates(story.matter()), owes(story.matter(), "aurelia"), owes(story.matter(), "borea")];
  for (const by of ["aurelia", "borea"]) regular(story, by, "attend", { of });
  assert.deepEqual(
    [stepStates(story.matter()), owes(story.matter(), "aurelia"), owes(story.matter(), "borea")],
    before,
  );
});
