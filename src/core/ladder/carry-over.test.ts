// A matter that crosses from one version to the next: what stays, what falls away, what begins.

import assert from "node:assert/strict";
import { test } from "node:test";
import { amended, beginUnder, foundingOf, proposes, signs } from "../testing/amending.ts";
import { climbedTo, demoDocument, dutyOf, ms, owes, stepStates, type Story } from "../testing/story.ts";

type Step = Readonly<Record<string, unknown>>;
const DOCUMENT = foundingOf();
const LADDER = demoDocument()["ladder"] as readonly Step[];
const changed = (name: string, parts: Step): readonly Step[] =>
  LADDER.map((step) => (step["step"] === name ? { ...step, ...parts } : step));
const after = (name: string, parts: Step): Step => ({ step: name, ...parts });

/** A matter on some rung, and an amendment that takes force three hours later. */
function crossing(rung: Parameters<typeof climbedTo>[0], parts: Step): Story {
  const story = climbedTo(rung, undefined, beginUnder(DOCUMENT));
  const proposal = proposes(story, "aurelia", amended(DOCUMENT, parts), story.now() + ms("3h"));
  assert.equal(proposal.rule, null);
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  return story;
}

test("what is owed keeps its times under a wording with shorter ones", () => {
  const story = crossing("confirm", {
    ladder: changed("confirm", { owes: [{ by: "addressees", act: ["confirm", "refute"], latest: "4h" }] }),
  });
  const { due } = dutyOf(story.matter(), "borea", "confirm");
  story.passes("5h");
  assert.equal(story.matter().version, 2);
  const duty = dutyOf(story.matter(), "borea", "confirm");
  assert.deepEqual([duty.due, duty.state.is], [due, "owed"]);
  story.gives("aurelia", "report", { matter: "aurelia-2" });
  const next = story.fold.matter("aurelia-2", story.now())?.duties[0];
  assert.equal((next?.due ?? 0) - (next?.from ?? 0), ms("4h"), "a new matter has the new time");
});

test("a version that brings contacts closer in an entangled matter does so from its boundary on, and never back", () => {
  const story = climbedTo("notify", undefined, beginUnder(DOCUMENT));
  story.gives("aurelia", "assess", { body: { facts: { strategic: ["early-warning"] } } });
  story.gives("aurelia", "ask", { to: ["borea"] });
  story.passes("3h");
  const parts = { entangled: { contact: "30m" } };
  const proposal = proposes(story, "aurelia", amended(DOCUMENT, parts), story.now() + ms("2h"));
  assert.equal(proposal.rule, null);
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("1h");
  const before = dutyOf(story.matter(), "borea", "clarify").state;
  assert.ok(before.is === "lapsed" && before.next?.contact === "principal");
  story.passes("1h");
  assert.equal(story.matter().version, 2);
  const { state } = dutyOf(story.matter(), "borea", "clarify");
  assert.ok(state.is === "lapsed");
  const asked = before.next?.at ?? 0;
  const came = state.contact === "principal" ? state.contactSince : (state.next?.at ?? Infinity);
  assert.ok(came < asked, "sooner than it would have come");
  assert.ok(came >= story.matter().asOf - ms("1h"), "and not before the version was in force");
});

test("an open step that is gone is done: its duties are released and the ladder goes on", () => {
  const story = crossing("assess", {
    ladder: LADDER.filter(({ step }) => step !== "assess").map((step) =>
      step["step"] === "notify" ? { ...step, opens: [{ after: "confirm" }] } : step,
    ),
  });
  assert.deepEqual(owes(story.matter(), "borea"), ["assess"]);
  story.passes("3h");
  const matter = story.matter();
  assert.deepEqual(stepStates(matter), { confirm: "done", notify: "open", deconflict: "ahead", convene: "ahead" });
  assert.equal(dutyOf(matter, "borea", "assess").state.is, "released");
  assert.deepEqual(owes(matter, "aurelia"), ["notify"]);
  assert.equal(story.gives("aurelia", "notify").rule, null);
});

test("a new step behind the matter stays ahead, one before it opens in its turn", () => {
  const verify = after("verify", {
    opens: [{ after: "confirm" }],
    owes: [{ by: "members", act: ["assess"], latest: "6h" }],
  });
  const reread = after("reread", {
    opens: [{ after: "assess" }],
    owes: [{ by: "members", act: ["assess"], latest: "6h" }],
  });
  const [confirm, assess, notify, ...rest] = LADDER;
  const ladder = [
    confirm,
    verify,
    { ...assess, opens: [{ after: "verify" }] },
    reread,
    { ...notify, opens: [{ after: "reread" }] },
    ...rest,
  ];
  const story = crossing("assess", { ladder });
  story.passes("3h");
  assert.deepEqual(
    [stepStates(story.matter())["verify"], stepStates(story.matter())["assess"], stepStates(story.matter())["reread"]],
    ["ahead", "open", "ahead"],
  );
  for (const by of ["aurelia", "borea"]) assert.equal(story.gives(by, "assess").rule, null, by);
  assert.equal(stepStates(story.matter())["reread"], "open");
});

test("a ladder whose first step has another name begins again with it", () => {
  const [confirm, assess, ...rest] = LADDER;
  const ladder = [{ ...confirm, step: "find" }, { ...assess, opens: [{ after: "find" }] }, ...rest];
  const story = crossing("confirm", { ladder });
  story.passes("3h");
  assert.deepEqual(
    [stepStates(story.matter())["find"], owes(story.matter(), "borea")],
    ["open", ["confirm or refute"]],
  );
});

test("a duty that the new wording no longer asks for is released, and the step ends", () => {
  const story = crossing("notify", {
    ladder: changed("notify", { owes: [{ by: "members", act: ["assess"], latest: "4h" }] }),
  });
  story.passes("3h");
  assert.equal(dutyOf(story.matter(), "aurelia", "notify").state.is, "released");
  assert.equal(stepStates(story.matter())["notify"], "done");
  assert.equal(stepStates(story.matter())["deconflict"], "open");
});

test("silence goes on from where it has come to, along the new path", () => {
  const story = climbedTo("confirm", undefined, beginUnder(DOCUMENT));
  story.passes("25h");
  const shorter = {
    silence: [
      { contact: "other-desk", after: "0s" },
      { contact: "convening", after: "30m" },
    ],
  };
  const proposal = proposes(story, "aurelia", amended(DOCUMENT, shorter), story.now() + ms("2h"));
  for (const by of ["aurelia", "borea"]) signs(story, by, proposal);
  story.passes("1h");
  const lapsed = dutyOf(story.matter(), "borea", "confirm").state;
  assert.deepEqual(lapsed.is === "lapsed" ? [lapsed.contact, lapsed.next?.contact] : [], ["principal", "mediator"]);
  const promised = lapsed.is === "lapsed" ? lapsed.next?.at : 0;
  story.passes("1h");
  const over = dutyOf(story.matter(), "borea", "confirm").state;
  assert.deepEqual(over.is === "lapsed" ? [over.contact, over.next] : [], [
    "principal",
    { contact: "convening", at: promised },
  ]);
  story.passes("30m");
  assert.equal(story.matter().convened, null, "not before the time that was promised");
  story.passes("1h");
  assert.equal(story.matter().convened?.by, "compact");
});

test("an assessment on another scale is no longer held, and may be given again", () => {
  const story = crossing("notify", { scheme: { name: "five", version: 1, low: 0, high: 5 } });
  assert.equal(Object.keys(story.matter().assessments).length, 2);
  story.passes("3h");
  assert.deepEqual(story.matter().assessments, {});
  assert.equal(story.gives("borea", "assess", { body: { low: 4, high: 7 } }).rule, "severity-out-of-scale");
  assert.equal(story.gives("borea", "assess", { body: { low: 1, high: 3 } }).rule, null);
});

test("a matter that is closed stays where it was closed", () => {
  const story = climbedTo("confirm", undefined, beginUnder(DOCUMENT));
  for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) story.gives(by, kind);
  const proposal = proposes(story, "aurelia", amended(DOCUMENT, { closing: { latest: "1h" } }), story.now() + ms("1h"));
  for (const by of ["aurelia", "borea"]) signs(story, by, proposal);
  story.passes("2h");
  assert.deepEqual(
    [story.fold.versions().length, story.matter().version, story.matter().standing.is],
    [2, 1, "closed"],
  );
});

test("a matter that has stood down owes its closings with their times, and no step opens again", () => {
  const story = climbedTo("confirm", undefined, beginUnder(DOCUMENT));
  for (const by of ["aurelia", "borea"]) story.gives(by, "stand-down");
  const { due } = dutyOf(story.matter(), "borea", "close");
  const [confirm, ...rest] = LADDER;
  const parts = {
    closing: { latest: "1h" },
    ladder: [{ ...confirm, step: "find" }, { ...rest[0], opens: [{ after: "find" }] }, ...rest.slice(1)],
  };
  const proposal = proposes(story, "aurelia", amended(DOCUMENT, parts), story.now() + ms("1h"));
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("2h");
  assert.equal(dutyOf(story.matter(), "borea", "close").due, due);
  assert.ok(!Object.values(stepStates(story.matter())).includes("open"));
});

test("a deadline of the boundary's own instant lapses under the old version", () => {
  const story = beginUnder(DOCUMENT);
  story.gives("aurelia", "report");
  const { due } = dutyOf(story.matter(), "borea", "confirm");
  const proposal = proposes(
    story,
    "aurelia",
    amended(DOCUMENT, {
      ladder: LADDER.slice(1).map((step, i) => (i === 0 ? { ...step, opens: [{ act: "report" }] } : step)),
    }),
    due,
  );
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  const { duties } = story.fold.matter("aurelia-1", due) ?? { duties: [] };
  assert.deepEqual(
    duties.filter(({ step }) => step === "confirm").map(({ state }) => state.is),
    ["released"],
  );
  assert.deepEqual(story.fold.timeEvents("aurelia-1", 0, due).passed, [due]);
});

test("an amendment of something else opens no step that the old wording had left closed", () => {
  const closed = LADDER.map((step) => (step["step"] === "convene" ? { ...step, owes: [] } : step));
  const talks = after("talks", {
    opens: [{ after: "convene" }],
    owes: [{ by: "members", act: ["ask"], latest: "6h" }],
  });
  const document = foundingOf({ ladder: [...closed, talks] });
  const story = beginUnder(document);
  story.gives("aurelia", "report");
  const proposal = proposes(story, "aurelia", amended(document, { title: "Another title" }), story.now() + ms("60h"));
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("50h");
  assert.deepEqual([stepStates(story.matter())["convene"], stepStates(story.matter())["talks"]], ["done", "ahead"]);
  story.passes("20h");
  assert.equal(story.matter().version, 2);
  assert.equal(stepStates(story.matter())["talks"], "ahead");
});

test("a mediator that silence has called to close still owes it under the next version", () => {
  const story = climbedTo("confirm", undefined, beginUnder(DOCUMENT));
  for (const by of ["aurelia", "borea"]) story.gives(by, "stand-down");
  const { due } = dutyOf(story.matter(), "borea", "close");
  story.passes(`${Math.ceil((due - story.now()) / ms("1h")) + 4}h`);
  assert.deepEqual(owes(story.matter(), "cassia"), ["close"]);
  const proposal = proposes(story, "aurelia", amended(DOCUMENT, { title: "Another title" }), story.now() + ms("1h"));
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("1h");
  assert.equal(story.matter().version, 2);
  assert.deepEqual(owes(story.matter(), "cassia"), ["close"]);
});

test("a step that opens at the boundary with nobody left to owe anything on it is done, and the ladder goes on", () => {
  const story = crossing("assess", {
    ladder: LADDER.filter(({ step }) => step !== "assess").map((step) =>
      step["step"] === "notify" ? { ...step, opens: [{ after: "confirm" }] } : step,
    ),
  });
  assert.equal(story.gives("aurelia", "stand-down").rule, null);
  story.passes("3h");
  const states = stepStates(story.matter());
  assert.deepEqual([states["notify"], states["deconflict"]], ["done", "open"]);
  assert.deepEqual(owes(story.matter(), "borea"), ["stand-down or convene"]);
});
