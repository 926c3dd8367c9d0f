import assert from "node:assert/strict";
import { test } from "node:test";
import type { Body } from "../kernel/act.ts";
import { printInstant } from "../kernel/instant.ts";
import { atTheTable, regular } from "../testing/mediating.ts";
import { measureState, proposes, RESPONSES, withFullMenu, withMenu } from "../testing/menu.ts";
import { checklist, statedAt } from "../testing/stating.ts";
import { climbedTo, ms, type Story } from "../testing/story.ts";

/** Aurelia's report is confirmed by Borea, both have assessed, and the menu asks for everything. */
function filed(compact = withFullMenu()): { readonly story: Story; readonly complete: Body } {
  const story = climbedTo("notify", compact);
  const finding = story.matter().confirmations["borea"]?.act ?? "";
  return { story, complete: statedAt(finding, story.now()) };
}

const without = (body: Body, ...names: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

test("a restrictive measure is filed with everything that the compact asks for, and not without any of it", () => {
  const { story, complete } = filed();
  for (const name of ["addressee", "finding", "ground", "undo", "civilian", "protected", "review"]) {
    const body = without(complete, name);
    const { rule, act } = proposes(story, "aurelia", "listing", { body });
    assert.equal(rule, "precondition-missing", name);
    const refusal = story.fold.entries("aurelia-1").find(({ id }) => id === act.id)?.refusal;
    assert.deepEqual(refusal?.args, { item: name });
  }
  assert.equal(proposes(story, "aurelia", "listing", { body: complete }).rule, null);
});

test("words are proposed without preconditions, and so is everything where the compact asks for none", () => {
  assert.equal(proposes(filed().story, "aurelia", "demarche").rule, null);
  assert.equal(proposes(filed(withMenu()).story, "aurelia", "listing").rule, null);
});

test("a countermeasure is filed with each item of the checklist answered yes, and an open item is not yes", () => {
  const needed = ["call-to-comply", "notice-and-offer", "injury", "commensurate", "reversible", "protected-objects"];
  for (const item of [...needed, "ends-when"]) {
    for (const met of ["no", "unknown"] as const) {
      const { story, complete } = filed();
      const body = { ...complete, checklist: checklist({ [item]: met }) };
      assert.equal(proposes(story, "aurelia", "listing", { body }).rule, "checklist-open", `${item} ${met}`);
    }
    const { story, complete } = filed();
    const body = { ...complete, checklist: checklist().filter((answer) => answer["item"] !== item) };
    assert.equal(proposes(story, "aurelia", "listing", { body }).rule, "checklist-open", item);
  }
});

test("what the checklist asks beside the seven may be left open and not denied", () => {
  for (const item of ["induces-compliance", "not-before-a-court"]) {
    const { story, complete } = filed();
    const answered = (met: "no" | "unknown"): Body => ({ ...complete, checklist: checklist({ [item]: met }) });
    assert.equal(proposes(story, "aurelia", "listing", { body: answered("no") }).rule, "checklist-open");
    assert.equal(proposes(story, "aurelia", "listing", { body: answered("unknown") }).rule, null);
  }
});

test("two answers to one item that differ are not yes", () => {
  const { story, complete } = filed();
  const [first] = checklist({ injury: "unknown" });
  const body = { ...complete, checklist: [...checklist().slice(0, 8), first] };
  assert.equal(proposes(story, "aurelia", "listing", { body }).rule, "checklist-open");
});

test("urgency, with its reason, stands in for the notice and the offer, and not for the call", () => {
  const { story, complete } = filed();
  const urgent = { lang: "en", text: "The assets would be gone within hours." };
  const hurried = (...open: readonly string[]): Body => ({
    ...complete,
    urgent,
    checklist: checklist(Object.fromEntries(open.map((item) => [item, "no"]))),
  });
  assert.equal(proposes(story, "aurelia", "listing", { body: hurried("injury") }).rule, "checklist-open");
  assert.equal(proposes(story, "aurelia", "listing", { body: hurried("call-to-comply") }).rule, "checklist-open");
  const body = hurried("notice-and-offer");
  assert.equal(proposes(story, "aurelia", "listing", { body }).rule, null);
});

test("a retorsion is lawful in itself: it needs no checklist", () => {
  const { story, complete } = filed();
  const body = { ...without(complete, "checklist"), ground: "retorsion" };
  assert.equal(proposes(story, "aurelia", "listing", { body }).rule, null);
});

test("what would touch deterrence or essential services is refused under every compact and for every measure", () => {
  for (const compact of [withMenu(), withFullMenu()]) {
    for (const object of ["deterrence", "essential-services"]) {
      for (const measure of ["demarche", "listing", "suspension", "joint"]) {
        const { story, complete } = filed(compact);
        const body = { ...complete, protected: { [object]: "yes" } };
        assert.equal(proposes(story, "aurelia", measure, { body }).rule, "touches-protected", `${object} ${measure}`);
      }
    }
  }
});

test("where everything is asked for, hospitals, response teams and missions are spared too, and the unknown is not spared", () => {
  for (const object of ["medical", "csirts", "diplomatic-premises"]) {
    const { story, complete } = filed();
    const body = { ...complete, protected: { deterrence: "no", "essential-services": "no", [object]: "yes" } };
    assert.equal(proposes(story, "aurelia", "listing", { body }).rule, "touches-protected", object);
  }
  const { story, complete } = filed();
  const body = { ...complete, protected: { deterrence: "unknown", "essential-services": "no" } };
  assert.equal(proposes(story, "aurelia", "listing", { body }).rule, "precondition-missing");
});

test("a finding is verified when another party has put its name to it, and no longer when it takes it back", () => {
  const { story, complete } = filed();
  const own = story.matter().opened.act;
  const { rule } = proposes(story, "aurelia", "listing", { body: { ...complete, finding: own } });
  assert.equal(rule, "finding-not-verified", "one's own report is no finding");
  const { id } = proposes(story, "aurelia", "listing", { body: complete });
  story.passes("6h");
  story.gives("borea", "refute");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id }).rule, "finding-not-verified");
});

test("a confirmation is a finding for another than its author, and only where its author saw the incident itself", () => {
  const { story, complete } = filed();
  const own = { ...complete, addressee: "aurelia" };
  assert.equal(proposes(story, "borea", "listing", { body: own }).rule, "finding-not-verified");
  for (const seenHere of ["no", "unknown", "yes"]) {
    const told = climbedTo("confirm", withFullMenu());
    const { id } = told.gives("borea", "confirm", { body: { seenHere } });
    told.passes("1h");
    for (const by of ["aurelia", "borea"]) told.gives(by, "assess");
    const { rule } = proposes(told, "aurelia", "listing", { body: statedAt(id, told.now()) });
    assert.equal(rule, seenHere === "yes" ? null : "finding-not-verified", seenHere);
  }
});

test("minutes are a finding when one beside their author has signed them without dissent", () => {
  const text = { lang: "en", text: "Not on the second item." };
  for (const dissents of [true, false]) {
    const { story, agenda } = atTheTable(climbedTo("convene", withFullMenu()));
    for (const by of ["aurelia", "borea"]) regular(story, by, "attend", { of: agenda });
    const { id: of } = regular(story, "aurelia", "minutes", { of: agenda });
    regular(story, "borea", "sign-minutes", { of, ...(dissents ? { body: { dissent: text } } : {}) });
    const { rule } = proposes(story, "aurelia", "listing", { body: statedAt(of, story.now()) });
    assert.equal(rule, dissents ? "finding-not-verified" : null);
  }
});

test("a collective measure needs the checklist of a countermeasure", () => {
  const { story, complete } = filed();
  const collective = { ...complete, ground: "collective" };
  assert.equal(
    proposes(story, "aurelia", "listing", { body: without(collective, "checklist") }).rule,
    "checklist-open",
  );
  assert.equal(proposes(story, "aurelia", "listing", { body: collective }).rule, null);
});

test("the addressee is another party of the matter", () => {
  const { story, complete } = filed();
  for (const addressee of ["aurelia", "cassia", "nowhere"]) {
    const body = { ...complete, addressee };
    assert.equal(proposes(story, "aurelia", "listing", { body }).rule, "not-in-this-matter", addressee);
  }
});

test("a review falls after the start, within twelve months, and not after the end", () => {
  const { story, complete } = filed();
  const reviewed = (after: string, measure = "listing"): string | null =>
    proposes(story, "aurelia", measure, { body: { ...complete, review: printInstant(story.now() + ms(after)) } }).rule;
  assert.equal(reviewed("0s"), "review-date", "at once");
  assert.equal(reviewed("11d"), "review-date", "listing ends after ten days");
  assert.equal(reviewed("366d", "joint"), "review-date", "more than twelve months");
  assert.equal(reviewed("364d", "joint"), null);
  const { story: other, complete: full } = filed();
  const { id } = proposes(other, "aurelia", "listing", { body: full });
  other.passes("6h");
  const until = printInstant(other.now() + ms("2d"));
  assert.equal(other.gives("aurelia", "adopt-measure", { of: id, body: { until } }).rule, "review-date");
});

test("a measure whose review has passed before it was adopted is proposed again", () => {
  const { story, complete } = filed();
  const { id } = proposes(story, "aurelia", "listing", { body: complete });
  story.passes("6d");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id }).rule, "review-date");
});

test("a restrictive measure that has no end is refused at its adoption, and adopted when it names one", () => {
  const { story, complete } = filed();
  const { id } = proposes(story, "aurelia", "joint", { body: complete });
  story.gives("borea", "consult-measure", { of: id });
  const adopts = (body: Body): string | null => story.gives("aurelia", "adopt-measure", { of: id, body }).rule;
  assert.equal(adopts({}), "measure-without-end");
  assert.equal(adopts({ until: printInstant(story.now() + ms("20d")) }), null);
  story.passes("20d");
  assert.equal(measureState(story, id), "expired");
});

test("a start that is named lies ahead, and nothing is adopted before it", () => {
  const { story, complete } = filed();
  const starts = (after: string): string => printInstant(story.now() + ms(after));
  const past = proposes(story, "aurelia", "listing", { body: { ...complete, starts: starts("0s") } });
  assert.equal(past.rule, "measure-start");
  const { id } = proposes(story, "aurelia", "listing", { body: { ...complete, starts: starts("2d") } });
  story.passes("47h");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id }).rule, "too-early");
  story.passes("1h");
  assert.equal(story.gives("aurelia", "adopt-measure", { of: id }).rule, null);
});

test("what a proposal states is checked wherever it is stated, also where the compact does not ask for it", () => {
  const { story } = filed(withMenu({ responses: RESPONSES }));
  const review = printInstant(story.now() + ms("700d"));
  assert.equal(proposes(story, "aurelia", "listing", { body: { review } }).rule, "review-date");
  assert.equal(proposes(story, "aurelia", "listing", { body: { addressee: "aurelia" } }).rule, "not-in-this-matter");
});
