// From the form to the act, and what the law says would follow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MATTER_KINDS } from "../../src/core/law/table.ts";
import { atTheTable, mediated } from "../../src/core/testing/mediating.ts";
import { proposes, RED_LINES, withMenu } from "../../src/core/testing/menu.ts";
import { begin, climbedTo, MATTER, type Story } from "../../src/core/testing/story.ts";
import type { EntryView } from "../../src/node/http/api.ts";
import { writeBody } from "./body.ts";
import { foresee } from "./foresee.ts";
import { formOf } from "./forms.ts";
import { firstMediationValues } from "./mediation-forms.ts";
import { toggled } from "./stated-facts.ts";

const SCALE = { low: 0, high: 10 };

const entriesOf = (story: Story): readonly EntryView[] =>
  story.acts.map((act) => ({ act, refusal: null, version: 1, receivedAt: act.at, receipts: {} }));

const intentOf = (story: Story, by: string, kind: string, body: Readonly<Record<string, unknown>>, to = ["borea"]) => ({
  kind,
  by,
  at: story.now() + 1,
  matter: MATTER,
  to,
  body,
});

const foreseen = (story: Story, by: string, kind: string, body: Record<string, unknown>, to = ["borea"]) =>
  foresee(story.compact, story.matter(), entriesOf(story), intentOf(story, by, kind, body, to));

test("a form that is filled in gives the body that the law reads", () => {
  const values = {
    nature: "sabotage",
    low: "3",
    high: "5",
    civilians: "unknown",
    reasons: " Relays. ",
    "reasons.lang": "fr",
  };
  const { body, errors } = writeBody(formOf("assess"), values, SCALE);
  assert.deepEqual(errors, []);
  assert.deepEqual(body, {
    nature: "sabotage",
    low: 3,
    high: 5,
    civilians: "unknown",
    reasons: { lang: "fr", text: "Relays." },
  });
});

test("facts stand as reported until one is changed, and only what is changed is signed", () => {
  const own = { nature: "sabotage", low: "3", high: "5", civilians: "no", reasons: "Relays.", "reasons.lang": "en" };
  const factsIn = (values: Record<string, string | readonly string[]>): unknown => {
    const { body, errors } = writeBody(formOf("assess"), { ...own, ...values }, SCALE);
    return errors.length > 0 ? errors.map(({ field }) => field) : body["facts"];
  };
  assert.equal(factsIn({}), undefined);
  assert.equal(factsIn({ "facts.duration": "", "facts.people": " " }), undefined);
  assert.deepEqual(factsIn({ "facts.duration": "days", "facts.strategic": ["early-warning"], "facts.people": "12" }), {
    duration: "days",
    strategic: ["early-warning"],
    people: 12,
  });
  assert.deepEqual(factsIn({ "facts.people": "12", "facts.people.unknown": "yes" }), { people: "unknown" });
  assert.deepEqual(factsIn({ "facts.people": "some" }), ["facts"]);
  assert.equal(toggled(["energy"], "health", ["energy", "health"]), "", "as reported again");
  assert.deepEqual(toggled(["energy"], "energy", ["energy"]), []);
});

test("a series is named by its matters, and what is no matter is told", () => {
  const part = (text: string): unknown => {
    const { body, errors } = writeBody([{ is: "matters", name: "part", optional: true }], { part: text }, SCALE);
    return errors[0]?.id ?? body["part"];
  };
  assert.deepEqual(part(" aurelia-2, borea-11 aurelia-2"), ["aurelia-2", "borea-11"]);
  assert.deepEqual([part(""), part("that one")], [undefined, "field.error.matters"]);
});

test("a report leaves out what it does not say, and a strategic system is said when it is chosen", () => {
  const stated = { strategic: ["early-warning"], physical: "local" };
  const { body } = writeBody(formOf("report"), { ...stated, duration: "" }, SCALE);
  assert.deepEqual([body["strategic"], body["physical"]], [["early-warning"], "local"]);
  assert.equal("duration" in body, false);
  assert.equal("strategic" in writeBody(formOf("report"), {}, SCALE).body, false);
});

test("each empty or wrong field is named with its sentence", () => {
  const values = { title: "ab", sectors: ["energy"], techniques: "T1562 tea", people: "some" };
  const { errors } = writeBody(formOf("report"), values, SCALE);
  const said = Object.fromEntries(errors.map(({ field, id }) => [field, id]));
  assert.equal(said["title"], "field.error.short");
  assert.equal(said["summary"], "field.error.empty");
  assert.equal(said["techniques"], "field.error.technique");
  assert.equal(said["people"], "field.error.number");
  assert.equal(said["sectors"], undefined);
  assert.equal(said["attachments"], undefined);
});

test("a range with its ends the wrong way round is not signed", () => {
  const { errors } = writeBody([{ is: "range" }], { low: "7", high: "3" }, SCALE);
  assert.deepEqual(errors, [{ field: "range", id: "field.error.range", args: SCALE }]);
});

test("an observation is read as UTC", () => {
  const { body } = writeBody([{ is: "instant", name: "observed" }], { observed: "2026-11-22T10:00" }, SCALE);
  assert.deepEqual(body, { observed: "2026-11-22T10:00:00.000Z" });
});

test("a question owes an answer, and the form says so before it is signed", () => {
  const story = climbedTo("deconflict");
  const { verdict, called } = foreseen(story, "aurelia", "ask", { question: { lang: "en", text: "When?" } });
  assert.equal(verdict.ok, true);
  assert.deepEqual(
    called.map(({ by, owes }) => [by, owes]),
    [["borea", ["clarify"]]],
  );
});

test("a confirmation keeps the duty, ends its step and opens the next", () => {
  const story = begin();
  story.gives("aurelia", "report");
  const next = foreseen(story, "borea", "confirm", { seenHere: "yes", statement: { lang: "en", text: "Yes." } }, [
    "aurelia",
  ]);
  assert.deepEqual(
    next.kept.map(({ by }) => by),
    ["borea"],
  );
  assert.deepEqual(next.done, ["confirm"]);
  assert.deepEqual(next.opened, ["assess"]);
  assert.deepEqual(next.called.map(({ by }) => by).toSorted(), ["aurelia", "borea"]);
});

test("what the law does not allow is foreseen with its rule and changes nothing", () => {
  const story = begin();
  story.gives("aurelia", "report");
  const { verdict, called } = foreseen(story, "borea", "assess", { low: 1, high: 2 }, ["aurelia"]);
  assert.equal(verdict.ok ? "" : verdict.rule, "step-not-open");
  assert.deepEqual(called, []);
});

test("a cooling-off is foreseen as the stop of every clock", () => {
  const story = begin();
  story.gives("aurelia", "report");
  const { standing } = foreseen(story, "borea", "cool-off", { length: "6h" }, ["aurelia"]);
  assert.equal(standing?.is, "cooling-off");
});

test("a proposal is foreseen with the replies that it calls for, and its adoption with its end", () => {
  const story = climbedTo("notify", withMenu({ "red-lines": RED_LINES }));
  const { body, errors } = writeBody(
    formOf("propose-measure"),
    {
      measure: "suspension",
      objective: "An end.",
      "objective.lang": "en",
      ends: "A week.",
      "ends.lang": "en",
      answers: "",
    },
    SCALE,
  );
  assert.deepEqual(errors, []);
  assert.equal("answers" in body, false, "a red line may be left out");
  const { called, verdict } = foreseen(story, "aurelia", "propose-measure", body, ["borea", "cassia"]);
  assert.equal(verdict.ok, true);
  assert.deepEqual(
    called.map(({ by, owes }) => [by, owes]),
    [
      ["borea", ["consult-measure"]],
      ["cassia", ["consult-measure"]],
    ],
  );
  const proposal = proposes(story, "aurelia", "listing");
  story.passes("6h");
  const { after } = foreseen(story, "aurelia", "adopt-measure", { of: proposal.id });
  assert.equal(after?.measures.at(-1)?.state.is, "adopted");
});

test("a measure and a view that were not chosen are asked for", () => {
  const missing = (kind: string) => writeBody(formOf(kind), {}, SCALE).errors.map(({ field }) => field);
  assert.deepEqual(missing("propose-measure"), ["measure", "objective", "ends"]);
  assert.deepEqual(missing("consult-measure"), ["of", "view", "statement"]);
  assert.deepEqual(missing("adopt-measure"), ["of"]);
});

test("a joint text is cut into numbered paragraphs, an agenda into lines, and outcomes keep their places", () => {
  const written = (
    kind: string,
    values: Record<string, string | readonly string[]>,
  ): Readonly<Record<string, unknown>> => writeBody(formOf(kind), values, SCALE).body;
  const wording = (text: string): object => ({ lang: "en", text });
  const text = { paragraphs: "Peace.\n\nLogs,\nall of them.\n\n\n", "paragraphs.lang": "en" };
  assert.deepEqual(written("draft-text", text)["paragraphs"], [
    { id: "1", text: wording("Peace.") },
    { id: "2", text: wording("Logs,\nall of them.") },
  ]);
  assert.deepEqual(written("set-agenda", { items: " One.\n\nTwo.", "items.lang": "en" })["items"], [
    wording("One."),
    wording("Two."),
  ]);
  assert.deepEqual(written("minutes", { items: "Done.\n\nLater.", "items.lang": "en" })["items"], [
    { item: 1, outcome: wording("Done.") },
    { item: 3, outcome: wording("Later.") },
  ]);
  assert.deepEqual(written("consent-text", { of: "A", answers: ["1=accept", "2=cannot-yet"] })["answers"], [
    { paragraph: "1", says: "accept" },
    { paragraph: "2", says: "cannot-yet" },
  ]);
});

test("a quorum out of its bounds, and a match of one offer, are not signed", () => {
  const wrong = (kind: string, values: Record<string, string | readonly string[]>): readonly string[] =>
    writeBody(formOf(kind), values, SCALE).errors.map(({ field }) => field);
  assert.ok(wrong("set-agenda", { quorum: "1" }).includes("quorum"));
  assert.equal(wrong("set-agenda", { quorum: "2" }).includes("quorum"), false);
  assert.ok(wrong("match-offers", { offers: ["A"] }).includes("offers"));
});

test("an empty form of any kind is foreseen without its body, in a matter that is mediated or sits at one table", () => {
  for (const story of [mediated(), atTheTable().story]) {
    for (const kind of MATTER_KINDS) {
      for (const by of ["aurelia", "borea", "cassia"]) {
        const { body, errors } = writeBody(formOf(kind), {}, SCALE);
        foresee(story.compact, story.matter(), entriesOf(story), intentOf(story, by, kind, body), errors.length === 0);
      }
    }
  }
});

test("a form of mediation begins with the text as it stands and the answers that were given", () => {
  const story = mediated();
  const { id: of } = story.gives("cassia", "draft-text");
  story.gives("borea", "consent-text", { of });
  const first = (kind: string, me: string) =>
    firstMediationValues(formOf(kind), story.matter(), me, "fr", "2026-11-24T09:00");
  assert.match(String(first("draft-text", "cassia")["paragraphs"]), /^Both sides keep the peace\.\n\nBoth sides open/);
  assert.deepEqual(first("consent-text", "borea")["answers"], ["1=accept"]);
  assert.deepEqual(first("consent-text", "aurelia")["answers"], []);
  assert.equal(first("offer", "borea")["until"], "2026-11-24T09:00");
});

test("a checklist is signed item by item, each answer with its reason, and what is not touched is said", () => {
  const written = (values: Record<string, string>) =>
    writeBody(formOf("propose-measure"), { "checklist.lang": "en", ...values }, SCALE);
  const { body } = written({
    "checklist.injury": "yes",
    "checklist.injury.because": "The relays failed.",
    "protected.deterrence": "no",
  });
  assert.deepEqual(body["checklist"], [
    { item: "injury", met: "yes", because: { lang: "en", text: "The relays failed." } },
  ]);
  assert.deepEqual(body["protected"], { deterrence: "no" });
  const wrong = (values: Record<string, string>) =>
    written(values).errors.some(({ id }) => id === "field.error.because");
  assert.ok(wrong({ "checklist.injury": "yes" }), "no reason");
  assert.ok(wrong({ "checklist.injury.because": "The relays failed." }), "no answer");
  assert.equal("checklist" in written({}).body, false);
});
