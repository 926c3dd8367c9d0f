import assert from "node:assert/strict";
import { test } from "node:test";
import { CONTACTS } from "../kernel/matter.ts";
import {
  begin,
  climbedTo,
  demo,
  demoDocument,
  compactFrom,
  dutyOf,
  ms,
  owes,
  stepStates,
  type Story,
} from "../testing/story.ts";

/** Whom the silence of a party on this duty has reached, or how else the duty stands. */
function reached(story: Story, by: string, kind: string): string {
  const { state } = dutyOf(story.matter(), by, kind);
  return state.is === "lapsed" ? state.contact : state.is;
}

test("silence leads to the other desk, the principal, the mediator and then a convening, and to nothing harsher", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("23h");
  assert.equal(reached(story, "borea", "confirm"), "owed");
  story.passes("1h");
  assert.equal(reached(story, "borea", "confirm"), "other-desk");
  story.passes("2h");
  assert.equal(reached(story, "borea", "confirm"), "principal");
  assert.deepEqual(owes(story.matter(), "cassia"), []);
  story.passes("2h");
  assert.equal(reached(story, "borea", "confirm"), "mediator");
  assert.deepEqual(owes(story.matter(), "cassia"), ["convene"]);
  assert.equal(story.matter().convened, null);
  story.passes("4h");
  assert.equal(reached(story, "borea", "confirm"), "convening");
  assert.equal(story.matter().convened?.by, "compact");
  assert.equal(stepStates(story.matter())["convene"], "open");
  const before = story.matter();
  story.passes("39h");
  assert.deepEqual(
    { ...story.matter(), asOf: 0 },
    { ...before, asOf: 0 },
    "after the convening nothing follows by itself",
  );
});

test("a mediator that convenes in its time has kept its duty, and the compact need not", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("29h");
  assert.equal(story.gives("cassia", "convene").rule, null);
  assert.equal(dutyOf(story.matter(), "cassia", "convene").state.is, "kept");
  story.passes("8h");
  assert.equal(story.matter().convened?.by, "cassia");
});

test("a mediator is not called by anyone's haste: silence has to have reached it, or the ladder", () => {
  const story = begin();
  story.gives("aurelia", "report");
  assert.equal(story.gives("cassia", "convene").rule, "mediator-not-called");
  assert.equal(story.gives("cassia", "close").rule, "mediator-not-called");
  story.passes("27h");
  assert.equal(story.gives("cassia", "convene").rule, "mediator-not-called");
  story.passes("1h");
  assert.equal(story.gives("cassia", "convene").rule, null);
});

test("when the compact has convened, the mediator is no longer asked for what cannot be done twice", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("32h");
  assert.equal(story.matter().convened?.by, "compact");
  assert.equal(dutyOf(story.matter(), "cassia", "convene").state.is, "released");
});

test("when a member has convened, a mediator that was called need not", () => {
  const story = climbedTo("deconflict");
  const question = story.gives("aurelia", "ask", { to: ["borea"] });
  story.passes("8h");
  assert.deepEqual(owes(story.matter(), "cassia"), ["convene"]);
  assert.equal(story.gives("aurelia", "convene").rule, null);
  assert.deepEqual(owes(story.matter(), "cassia"), []);
  assert.equal(
    story.gives("borea", "clarify", { of: question.id }).rule,
    null,
    "the question stays open to its answer",
  );
});

test("where the compact does not convene by itself, the mediator still has time", () => {
  const contacts = (demoDocument()["silence"] as readonly { contact: string }[]).filter(
    ({ contact }) => contact !== "convening",
  );
  const story = begin(demo({ silence: contacts }));
  story.gives("aurelia", "report");
  story.passes("28h");
  assert.deepEqual(owes(story.matter(), "cassia"), ["convene"]);
  story.passes("47h");
  assert.equal(reached(story, "cassia", "convene"), "owed");
});

test("a matter in which everyone has fallen silent is declared silent, and one regular act brings it back", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("1000h");
  assert.equal(story.matter().standing.is, "silent");
  const silent = story.matter();
  story.gives("cassia", "confirm");
  assert.equal(story.matter().standing.is, "silent", "an irregular act does not");
  assert.equal(story.gives("borea", "confirm").rule, null);
  assert.equal(story.matter().standing.is, "open");
  assert.equal(stepStates(story.matter())["assess"], "open");
  assert.ok(silent.duties.length < story.matter().duties.length);
});

test("a lapse can only call: without any act, the contacts and a convening are all that time changes", () => {
  const story = begin();
  story.gives("aurelia", "report");
  const start = story.matter();
  for (let hour = 0; hour < 400; hour += 1) {
    story.passes("1h");
    const { convened, standing, steps, duties, ...rest } = story.matter();
    const { convened: _, standing: __, steps: ___, duties: ____, ...then } = start;
    assert.deepEqual({ ...rest, asOf: 0 }, { ...then, asOf: 0 });
    assert.ok(convened === null || convened.by === "compact");
    assert.ok(standing.is === "open" || standing.is === "silent");
    assert.ok(duties.every(({ state }) => state.is !== "lapsed" || CONTACTS.includes(state.contact)));
    assert.ok(
      duties.every(({ owes: kinds }) => !kinds.includes("notify")),
      "nobody is driven up the ladder",
    );
    assert.ok(steps.length > 0);
  }
  assert.equal(story.matter().standing.is, "silent");
});

test("the contacts are the compact's: a compact that stops at the principal stops there", () => {
  const document = demoDocument();
  const contacts = (document["silence"] as readonly unknown[]).slice(0, 2);
  const story = begin(compactFrom({ ...document, silence: contacts }));
  story.gives("aurelia", "report");
  story.passes("60h");
  assert.equal(reached(story, "borea", "confirm"), "principal");
  assert.deepEqual([story.matter().convened, owes(story.matter(), "cassia")], [null, []]);
  const { due } = dutyOf(story.matter(), "borea", "confirm");
  story.passes("24h");
  const { standing } = story.matter();
  assert.equal(standing.is === "silent" && standing.at, due + ms("2h") + (story.compact.silentAfter ?? 0));
});
