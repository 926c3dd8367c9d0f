import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LIMITS, type Body } from "../kernel/act.ts";
import { ALWAYS_ASKED, BANDS, LIKELIHOODS } from "../kernel/attribution.ts";
import { checkBody } from "../law/validate.ts";
import { attributed, attributionBody, HYPOTHESES, MATRIX, openItem } from "../testing/attributing.ts";
import { regular } from "../testing/mediating.ts";
import { begin, climbedTo, demoOfFour, type Story } from "../testing/story.ts";
import { attributionView, isJoined } from "./views.ts";

const judges = (story: Story, body: Body, by = "aurelia"): string | null => story.gives(by, "attribute", { body }).rule;

const answers = (story: Story, by: string, of: string, answer = "join"): string | null =>
  story.gives(by, "answer-attribution", { of, body: { answer } }).rule;

/** Three members, so that one may stand between two texts. */
const ofThree = (): Story => climbedTo("confirm", demoOfFour());

test("no judgement leaves out accident, criminal, insider, third party or false flag", () => {
  const story = climbedTo("confirm");
  for (const kind of ALWAYS_ASKED) {
    const hypotheses = HYPOTHESES.filter((one) => one["kind"] !== kind);
    const told = story.gives("aurelia", "attribute", { body: { hypotheses } });
    assert.equal(told.rule, "hypothesis-missing", kind);
  }
  assert.equal(judges(story, { hypotheses: [...HYPOTHESES, HYPOTHESES[0]] }), "hypothesis-twice");
  assert.equal(judges(story, {}), null);
  for (const actor of ["Service\u001b[2J", "Nine\nand ten", "\u202eNine"]) {
    const hypotheses = HYPOTHESES.map((one) => ({ ...one, actor }));
    assert.equal(checkBody("attribute", { ...attributionBody("attribute", undefined), hypotheses })?.error, "bad-body");
  }
});

test("words of estimate that cannot mean a hundred percent together are refused, all others are taken", () => {
  const likelihoods = fc.array(fc.constantFrom(...LIKELIHOODS), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(likelihoods, (said) => {
      const hypotheses = HYPOTHESES.map((one, i) => ({ ...one, likelihood: said[i] }));
      // Some percentages, one within each band, make a hundred: spread what is missing over what the bands leave.
      const lows = said.reduce((sum, word) => sum + BANDS[word].low, 0);
      const room = said.reduce((sum, word) => sum + BANDS[word].high - BANDS[word].low, 0);
      const can = 100 - lows >= 0 && 100 - lows <= room;
      assert.equal(judges(climbedTo("confirm"), { hypotheses }), can ? null : "hypotheses-do-not-sum");
    }),
    { numRuns: 60 },
  );
});

test("hypotheses that are all but excluded leave nothing that could be true", () => {
  const said = (likelihood: string): readonly Body[] => HYPOTHESES.map((one) => ({ ...one, likelihood }));
  assert.equal(judges(climbedTo("confirm"), { hypotheses: said("almost-no-chance") }), "hypotheses-do-not-sum");
  assert.equal(judges(climbedTo("confirm"), { hypotheses: said("almost-certain") }), "hypotheses-do-not-sum");
  assert.equal(judges(climbedTo("confirm"), { hypotheses: said("very-unlikely") }), null);
});

test("a matrix names items of the list and hypotheses of its own", () => {
  const { story } = attributed();
  assert.equal(judges(story, { matrix: [{ item: "borea/log", marks: {} }] }), "unknown-evidence");
  assert.equal(judges(story, { matrix: [MATRIX[0], MATRIX[0]] }), "evidence-twice");
  assert.equal(judges(story, { matrix: [{ item: "aurelia/log", marks: { ghost: "c" } }] }), "unknown-hypothesis");
  assert.equal(judges(story, { matrix: MATRIX }), null);
});

test("a party has one judgement: a newer one replaces it, and answers start anew with the old ones kept", () => {
  const { story, of } = attributed();
  assert.equal(answers(story, "borea", of, "dissent"), null);
  assert.equal(judges(story, { matrix: MATRIX, confidence: "high" }), null);
  const [old, now] = story.matter().attribution?.judgements ?? [];
  assert.equal(old?.answers["borea"]?.is, "dissent");
  assert.equal(old.replaced, now?.act);
  assert.deepEqual(now?.answers, {});
  assert.equal(answers(story, "borea", of), "attribution-replaced");
});

test("who answers says so with reasons, a mediator as an assessor and not as a party", () => {
  const { story, of } = attributed();
  assert.equal(answers(story, "aurelia", of), "no-attribution");
  assert.equal(answers(story, "borea", "x".repeat(43)), "wrong-kind-of-act");
  assert.equal(isJoined(story.matter(), of), false);
  assert.equal(answers(story, "borea", of, "dissent"), null);
  assert.equal(isJoined(story.matter(), of), false);
  assert.equal(answers(story, "borea", of), null);
  assert.equal(isJoined(story.matter(), of), true);
  assert.equal(answers(story, "borea", of, "abstain"), null);
  assert.equal(isJoined(story.matter(), of), false);
  assert.equal(answers(story, "cassia", of), null);
  assert.equal(isJoined(story.matter(), of), true, "an assessor finds that it follows from its evidence");
  const given = attributionView(story.matter())?.judgements[0]?.answers;
  assert.deepEqual(
    given?.map(({ party, is, as }) => [party, is, as]),
    [
      ["borea", "abstain", "party"],
      ["cassia", "join", "assessor"],
    ],
  );
  const { reasons: _reasons, ...silent } = attributionBody("answer-attribution", of) ?? {};
  assert.equal(checkBody("answer-attribution", silent)?.error, "bad-body");
});

test("a party stands behind one text: two joint texts at once are refused", () => {
  const { story, of } = attributed(ofThree());
  const { id: other } = regular(story, "delmar", "attribute");
  assert.equal(answers(story, "borea", of), null);
  assert.equal(answers(story, "borea", other), "two-joint-texts");
  assert.equal(judges(story, {}, "borea"), "two-joint-texts");
  // Borea takes its name back, and is free.
  assert.equal(answers(story, "borea", of, "abstain"), null);
  assert.equal(answers(story, "borea", other), null);
  // Aurelia joins, and its own goes.
  assert.equal(answers(story, "aurelia", other), null);
  assert.deepEqual(
    story.matter().attribution?.judgements.map(({ by, replaced }) => [by, replaced !== null]),
    [
      ["aurelia", true],
      ["delmar", false],
    ],
  );
});

test("nobody binds a party to its own text by joining it: it joins another's, and the answer stays with the old", () => {
  const { story, of } = attributed(ofThree());
  const { id: other } = regular(story, "delmar", "attribute");
  assert.equal(answers(story, "borea", of), null);
  assert.equal(answers(story, "aurelia", other), null);
  const [own] = story.matter().attribution?.judgements ?? [];
  assert.notEqual(own?.replaced, null);
  assert.equal(own?.answers["borea"]?.is, "join");
  assert.equal(isJoined(story.matter(), of), false);
  // Borea stands behind nothing any more, and is as free.
  assert.equal(answers(story, "borea", other), null);
});

test("an item that is graded anew moves no judgement that was given before, and the next one that is", () => {
  const { story, of } = attributed();
  regular(story, "aurelia", "attribute", { body: { matrix: MATRIX } });
  assert.equal(answers(story, "cassia", story.matter().attribution?.judgements.at(-1)?.act ?? ""), null);
  const told = (): unknown =>
    attributionView(story.matter())?.judgements.map(({ ranking, most }) => [ranking, most?.item]);
  const before = told();
  const items = [openItem("log", { source: "E", information: 5 })];
  regular(story, "aurelia", "add-evidence", { body: { items } });
  assert.deepEqual(told(), before);
  regular(story, "aurelia", "attribute", { body: { matrix: MATRIX } });
  const [now] = attributionView(story.matter())?.judgements ?? [];
  assert.deepEqual(now?.judgement.matrix[0], { ...MATRIX[0], source: "E", information: 5 });
  assert.notEqual(now.judgement.act, of);
});

test("a judgement is given before any step opens, while the matter cools off, and when it is closed", () => {
  const story = climbedTo("deconflict");
  regular(story, "borea", "cool-off");
  assert.equal(judges(story, {}), null);
  story.passes("7h");
  for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) regular(story, by, kind);
  assert.equal(story.matter().standing.is, "closed");
  assert.equal(judges(story, {}), null);
  assert.equal(begin().gives("aurelia", "attribute").rule, "unknown-matter");
});

test("only so many judgements are kept of a party", () => {
  const story = climbedTo("confirm");
  for (let i = 0; i < LIMITS.attributionsEach; i += 1) assert.equal(judges(story, {}), null);
  assert.equal(judges(story, {}), "too-many-acts");
  assert.equal(judges(story, {}, "cassia"), "not-in-this-matter");
});
