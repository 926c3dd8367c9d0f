import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../kernel/act.ts";
import { printInstant } from "../kernel/instant.ts";
import { agreed, bothActing } from "../testing/exchanging.ts";
import { regular } from "../testing/mediating.ts";
import { measureState, proposes, RED_LINES, RESPONSES, withMenu, withMenuOfFour } from "../testing/menu.ts";
import { actId, begin, climbedTo, demo, dutyOf, MONDAY, ms, owes, type Story } from "../testing/story.ts";
import { mayAdopt, ruleOnMenu } from "./menu.ts";

const SABOTAGE = { nature: "sabotage", malicious: "yes" };

/** Aurelia has reported what it holds to be sabotage of power. */
function afterSabotage(stated: Readonly<Record<string, string>> = SABOTAGE): Story {
  const story = begin(withMenu({ "red-lines": RED_LINES }));
  story.gives("aurelia", "report", { body: stated });
  story.gives("borea", "confirm");
  story.passes("1h");
  return story;
}

test("a proposal asks each of the consulted for a reply in the menu's time, and puts nothing in force", () => {
  const story = climbedTo("notify", withMenu());
  const proposal = proposes(story, "aurelia", "suspension");
  assert.equal(proposal.rule, null);
  assert.equal(measureState(story, proposal.id), "proposed");
  assert.deepEqual(owes(story.matter(), "borea"), ["consult-measure"]);
  assert.deepEqual(owes(story.matter(), "cassia"), ["consult-measure"]);
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").due, proposal.act.at + ms("48h"));
});

test("a measure that consults the addressees asks them alone, and one that consults nobody asks nobody", () => {
  const story = climbedTo("notify", withMenu());
  proposes(story, "borea", "joint");
  assert.deepEqual(owes(story.matter(), "cassia"), []);
  assert.ok(owes(story.matter(), "aurelia").includes("consult-measure"));
  const words = proposes(story, "borea", "demarche");
  assert.deepEqual(story.matter().measures.find(({ act }) => act === words.id)?.consulted, []);
});

test("a member outside the matter is consulted where the menu says all, and owes its reply", () => {
  const story = begin(
    withMenuOfFour({ responses: { menu: RESPONSES.menu.map((one) => ({ ...one, from: "confirm" })) } }),
  );
  story.gives("aurelia", "report", { to: ["borea"] });
  story.gives("aurelia", "assess");
  story.gives("borea", "confirm");
  story.passes("1h");
  story.gives("aurelia", "assess", { to: ["borea"] });
  assert.equal(proposes(story, "aurelia", "suspension", { to: ["borea", "cassia"] }).rule, "not-told");
  assert.equal(proposes(story, "aurelia", "suspension").rule, null);
  assert.deepEqual(owes(story.matter(), "delmar"), ["consult-measure"]);
});

test("an act that leaves out the other side does not propose anything", () => {
  const story = climbedTo("notify", withMenu());
  assert.equal(proposes(story, "aurelia", "demarche", { to: ["cassia"] }).rule, "not-told");
  assert.deepEqual(story.matter().measures, []);
});

test("only what stands on the menu is proposed, by a member that the matter concerns", () => {
  const story = climbedTo("notify", withMenu());
  assert.equal(proposes(story, "aurelia", "strike").rule, "not-on-the-menu");
  assert.equal(proposes(story, "cassia", "demarche").rule, "not-in-this-matter");
  assert.equal(proposes(climbedTo("notify", demo()), "aurelia", "demarche").rule, "no-menu");
});

test("a measure is not proposed before its step has been opened", () => {
  const story = climbedTo("confirm", withMenu());
  assert.equal(proposes(story, "aurelia", "suspension").rule, "step-not-open");
  assert.equal(proposes(story, "aurelia", "demarche").rule, null);
});

test("a condition that nobody knows to hold does not hold", () => {
  const story = climbedTo("assess", withMenu());
  assert.equal(proposes(story, "aurelia", "suspension").rule, "measure-condition", "nothing has been assessed");
  story.passes("1h");
  story.gives("aurelia", "assess", { body: { low: 1, high: 4 } });
  assert.equal(proposes(story, "aurelia", "suspension").rule, "measure-condition", "assessed below the condition");
  story.gives("aurelia", "assess", { body: { low: 2, high: 4 } });
  assert.equal(proposes(story, "aurelia", "suspension").rule, null);
  assert.equal(proposes(story, "borea", "suspension").rule, "measure-condition", "each side in its own view");
});

test("a red line is answered only when it is agreed, crossed in the proposer's own view, and has the measure bound to it", () => {
  const story = afterSabotage();
  story.gives("aurelia", "assess", { body: { nature: "sabotage" } });
  const answering = (measure: string, answers: string) =>
    proposes(story, "aurelia", measure, { body: { answers } }).rule;
  assert.equal(answering("suspension", "water"), "no-such-line");
  assert.equal(answering("listing", "power"), "not-bound-to-line");
  assert.equal(answering("suspension", "power"), null);
  story.gives("borea", "assess", { body: { nature: "disruption" } });
  const theirs = proposes(story, "borea", "suspension", { body: { answers: "power" } });
  assert.equal(theirs.rule, "line-not-crossed", "in Borea's view it is disruption");
});

test("a measure is not adopted when the red line that it answers is no longer crossed in its proposer's view", () => {
  const story = afterSabotage();
  story.gives("aurelia", "assess", { body: { nature: "sabotage" } });
  const { id } = proposes(story, "aurelia", "suspension", { body: { answers: "power" } });
  story.gives("aurelia", "assess", { body: { nature: "disruption" } });
  story.passes("48h");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id }).rule, "line-not-crossed");
});

test("a red line that may be excluded is not crossed", () => {
  const story = afterSabotage({ nature: "sabotage", malicious: "unknown" });
  story.gives("aurelia", "assess", { body: { nature: "sabotage" } });
  const answering = proposes(story, "aurelia", "suspension", { body: { answers: "power" } });
  assert.equal(answering.rule, "line-not-crossed");
});

test("the same proposal is not put twice while it is open, and each side has its own", () => {
  const story = climbedTo("notify", withMenu());
  const first = proposes(story, "aurelia", "suspension");
  assert.equal(proposes(story, "aurelia", "suspension").rule, "already-proposed");
  assert.equal(proposes(story, "borea", "suspension").rule, null);
  assert.equal(story.gives("aurelia", "lift-measure", { of: first.id }).rule, null);
  assert.equal(proposes(story, "aurelia", "suspension").rule, null);
});

test("no side buries the others in proposals", () => {
  const story = climbedTo("notify", withMenu());
  for (let i = 0; i < LIMITS.measuresEach; i += 1) {
    const { id, rule } = proposes(story, "aurelia", "demarche");
    assert.equal(rule, null);
    story.gives("aurelia", "lift-measure", { of: id });
  }
  assert.equal(proposes(story, "aurelia", "demarche").rule, "too-many-measures");
  assert.equal(proposes(story, "borea", "demarche").rule, null, "the other side has its own");
});

test("a party that has stood down proposes nothing more, and its open proposals are taken back", () => {
  const story = climbedTo("notify", withMenu());
  const proposal = proposes(story, "aurelia", "suspension");
  story.gives("aurelia", "stand-down");
  assert.equal(measureState(story, proposal.id), "withdrawn");
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").state.is, "released");
  assert.equal(proposes(story, "aurelia", "demarche").rule, "stood-down");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: proposal.id }).rule, "stood-down");
});

test("where the table of proportion asks for a consultation, everyone is asked although the menu asks nobody", () => {
  const proportion = [{ row: "any", when: { field: "severity-low", "at-least": 0 }, within: [], consult: ["listing"] }];
  const story = climbedTo("notify", withMenu({ responses: { ...RESPONSES, proportion } }));
  const proposal = proposes(story, "aurelia", "listing");
  assert.deepEqual(owes(story.matter(), "borea"), ["consult-measure"]);
  assert.deepEqual(owes(story.matter(), "cassia"), ["consult-measure"]);
  story.passes("6h");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: proposal.id }).rule, "consultation-running");
});

test("the facts of a matter are what its report states, and a party's own assessment goes before it", () => {
  const story = afterSabotage();
  assert.equal(story.matter().facts["nature"], "sabotage");
  assert.equal(story.matter().facts["people"], null);
  assert.equal(printInstant(story.matter().opened.at), printInstant(MONDAY + 1));
});

test("a party has one active measure of a name at a time, in force, set aside or in escrow", () => {
  const { story, offer, of } = agreed();
  const twin = (): string | null => proposes(story, "aurelia", "listing").rule;
  assert.equal(twin(), "measure-running", "in force, and promised");
  regular(story, "aurelia", "report-step", { of: offer });
  assert.equal(twin(), "measure-running", "in escrow");
  const set = bothActing();
  regular(set.story, "aurelia", "suspend-measure", { of: set.of["aurelia"] ?? "" });
  assert.equal(proposes(set.story, "aurelia", "listing").rule, "measure-running", "set aside");
  regular(set.story, "aurelia", "lift-measure", { of: set.of["aurelia"] ?? "" });
  assert.equal(proposes(set.story, "aurelia", "listing").rule, null, "it has ended");
  assert.equal(measureState(story, of["aurelia"] ?? ""), "suspended");
});

test("a twin that was proposed before another came into force is not adopted beside it", () => {
  // Two proposals are open together only when a version has changed what is active, so the law is asked alone.
  const { story } = bothActing();
  const compact = withMenu();
  const rule = ruleOnMenu(compact, "listing");
  assert.ok(rule);
  const matter = story.matter();
  const [first] = matter.measures;
  assert.ok(first);
  const second = { ...first, act: actId("aurelia", 99), state: { is: "proposed" } } as const;
  assert.deepEqual(mayAdopt(second, story.now(), compact, { ...matter, measures: [...matter.measures, second] }), {
    ok: false,
    rule: "measure-running",
    args: { measure: "listing" },
  });
});

test("words may be said again while others stand", () => {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "demarche");
  regular(story, "aurelia", "adopt-measure", { of: id });
  assert.equal(proposes(story, "aurelia", "demarche").rule, null);
});
