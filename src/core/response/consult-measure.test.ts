import assert from "node:assert/strict";
import { test } from "node:test";
import { measureState, proposes, withMenu } from "../testing/menu.ts";
import { actId, climbedTo, dutyOf, ms, owes, stepStates } from "../testing/story.ts";

test("a reply keeps its own duty, is given once, and says where the consulted stands", () => {
  const story = climbedTo("notify", withMenu());
  const [suspension, listing] = [proposes(story, "aurelia", "suspension"), proposes(story, "aurelia", "joint")];
  const reply = story.gives("borea", "consult-measure", { of: listing.id, body: { view: "objects" } });
  assert.equal(reply.rule, null);
  const open = story.matter().duties.filter(({ by, state }) => by === "borea" && state.is === "owed");
  assert.deepEqual(
    open.map(({ answers }) => answers),
    [suspension.id],
  );
  assert.equal(story.matter().measures[1]?.replies["borea"]?.view, "objects");
  assert.equal(story.gives("borea", "consult-measure", { of: suspension.id }).rule, null);
  assert.equal(story.gives("borea", "consult-measure", { of: suspension.id }).rule, "no-measure");
});

test("only those who are consulted reply, to a proposal, and so that the proposer hears it", () => {
  const story = climbedTo("notify", withMenu());
  assert.equal(story.gives("borea", "consult-measure", { of: actId("aurelia", 1) }).rule, "no-measure");
  const joint = proposes(story, "borea", "joint");
  const suspension = proposes(story, "borea", "suspension");
  assert.equal(story.gives("cassia", "consult-measure", { of: joint.id }).rule, "not-consulted");
  assert.equal(story.gives("cassia", "consult-measure", { of: actId("aurelia", 9) }).rule, "unknown-act");
  assert.equal(story.gives("cassia", "consult-measure", { of: actId("aurelia", 1) }).rule, "wrong-kind-of-act");
  assert.equal(story.gives("cassia", "consult-measure", { of: suspension.id, to: ["aurelia"] }).rule, "not-told");
  assert.equal(story.gives("aurelia", "consult-measure", { of: suspension.id }).rule, null);
  assert.equal(story.gives("aurelia", "consult-measure", { of: suspension.id }).rule, "already-given");
});

test("nobody replies on a proposal that has been taken back", () => {
  const story = climbedTo("notify", withMenu());
  const [suspension] = [proposes(story, "aurelia", "suspension"), proposes(story, "aurelia", "joint")];
  story.gives("aurelia", "lift-measure", { of: suspension.id });
  assert.equal(story.gives("borea", "consult-measure", { of: suspension.id }).rule, "measure-over");
});

test("a consultation that lapses leads to contact and to nothing harsher", () => {
  const story = climbedTo("assess", withMenu());
  story.passes("1h");
  story.gives("aurelia", "assess");
  const proposal = proposes(story, "aurelia", "suspension");
  const reached = (): string => {
    const { state } = dutyOf(story.matter(), "borea", "consult-measure");
    return state.is === "lapsed" ? state.contact : state.is;
  };
  story.passes("47h");
  assert.equal(reached(), "owed");
  story.passes("1h");
  assert.equal(reached(), "other-desk");
  assert.deepEqual(owes(story.matter(), "cassia"), []);
  story.passes("4h");
  assert.equal(reached(), "mediator");
  assert.deepEqual(owes(story.matter(), "cassia"), ["convene"], "it is called although it owes a reply itself");
  story.passes("4h");
  assert.equal(story.matter().convened?.by, "compact");
  assert.equal(measureState(story, proposal.id), "proposed", "time adopts nothing");
});

test("a convening and the opening of a step leave the reply owed", () => {
  const story = climbedTo("deconflict", withMenu());
  const proposal = proposes(story, "aurelia", "suspension");
  story.passes("2h");
  assert.equal(story.gives("borea", "convene").rule, null);
  assert.equal(stepStates(story.matter())["convene"], "open");
  const { state, due } = dutyOf(story.matter(), "borea", "consult-measure");
  assert.equal(state.is, "owed");
  assert.equal(due, proposal.act.at + ms("48h"));
  story.gives("borea", "stand-down");
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").state.is, "owed", "who is down still replies");
});

test("cooling-off gives the consulted their whole time", () => {
  const story = climbedTo("notify", withMenu());
  const proposal = proposes(story, "aurelia", "suspension");
  story.gives("borea", "cool-off");
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").due, proposal.act.at + ms("54h"));
  assert.equal(story.gives("borea", "consult-measure", { of: proposal.id }).rule, null, "it may reply meanwhile");
});

test("a reply after its time is kept late, also when the measure is in force, and not when it is over", () => {
  const story = climbedTo("notify", withMenu());
  const proposal = proposes(story, "aurelia", "suspension");
  story.passes("49h");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: proposal.id }).rule, null);
  assert.equal(story.gives("borea", "consult-measure", { of: proposal.id }).rule, null);
  assert.equal(dutyOf(story.matter(), "borea", "consult-measure").state.is, "kept-late");
  story.gives("aurelia", "lift-measure", { of: proposal.id });
  assert.equal(dutyOf(story.matter(), "cassia", "consult-measure").state.is, "released");
  assert.equal(story.gives("cassia", "consult-measure", { of: proposal.id }).rule, "no-measure");
});
