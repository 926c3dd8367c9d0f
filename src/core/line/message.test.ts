import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LIMITS } from "../kernel/act.ts";
import { createFold } from "../law/fold.ts";
import { checkBody } from "../law/validate.ts";
import { arrivalOf } from "../testing/random.ts";
import {
  actId,
  begin,
  climbedTo,
  demoOfFour,
  HEADING,
  loaderOf,
  type Story,
  type Told,
  type With,
} from "../testing/story.ts";
import { answerTo, awaitsWord, MESSAGE_TYPES, type MessageType } from "./message.ts";

const says = (story: Story, by: string, type: MessageType, { body, ...more }: With = {}): Told =>
  story.gives(by, "message", { matter: null, ...more, body: { type, ...body } });

test("a question is answered once by each to whom it went, and a refusal is an answer", () => {
  const story = begin(demoOfFour());
  const question = says(story, "aurelia", "ask");
  assert.equal(question.rule, null);
  assert.equal(says(story, "borea", "clarify", { body: { of: question.id } }).rule, null);
  assert.equal(says(story, "borea", "refuse", { body: { of: question.id } }).rule, "already-answered");
  const refusal = says(story, "delmar", "refuse", { body: { of: question.id } });
  const { messages } = story.fold.line();
  assert.equal(answerTo(messages, question.id, "delmar")?.act, refusal.id);
  assert.deepEqual(
    ["borea", "cassia", "delmar"].map((party) => answerTo(messages, question.id, party)?.type ?? null),
    ["clarify", null, "refuse"],
  );
  assert.deepEqual(
    messages.filter((each) => awaitsWord(each, "cassia")).map(({ act }) => act),
    [question.id],
  );
});

test("each type is answered with the types that fit it", () => {
  const story = begin();
  const fits = (asked: MessageType, answer: MessageType): boolean => {
    const { id } = says(story, "aurelia", asked);
    return says(story, "borea", answer, { body: { of: id } }).rule === null;
  };
  assert.deepEqual(
    [fits("propose", "accept"), fits("propose", "refuse"), fits("propose", "clarify")],
    [true, true, false],
  );
  assert.deepEqual(
    [fits("ask", "accept"), fits("notify", "refuse"), fits("stand-down", "refuse")],
    [false, true, false],
  );
});

test("an answer names a message that was put to its author, and goes to the one who asked", () => {
  const story = begin(demoOfFour());
  const { id } = says(story, "aurelia", "propose", { to: ["borea"] });
  const answers = (by: string, more: With): string | null => says(story, by, "accept", more).rule;
  assert.equal(answers("borea", {}), "unknown-act", "an answer to nothing");
  assert.equal(answers("borea", { body: { of: actId("aurelia", 9) } }), "unknown-act");
  assert.equal(answers("delmar", { body: { of: id } }), "not-asked");
  assert.equal(answers("aurelia", { body: { of: id } }), "not-asked");
  assert.equal(answers("borea", { body: { of: id }, to: ["delmar"] }), "answer-elsewhere");
  assert.equal(answers("borea", { body: { of: id } }), null);
  assert.equal(says(story, "aurelia", "notify", { to: [] }).rule, "not-addressed");
});

test("a message may refer to an earlier one without answering it", () => {
  const story = begin();
  const first = says(story, "aurelia", "notify");
  assert.equal(says(story, "borea", "notify", { body: { of: first.id } }).rule, null);
  assert.equal(says(story, "borea", "notify", { body: { of: actId("cassia", 3) } }).rule, "unknown-act");
});

test("a message touches no matter and no duty", () => {
  const story = climbedTo("notify");
  const before = JSON.stringify(story.fold.matter("aurelia-1", story.now()));
  const at = story.now();
  for (const type of MESSAGE_TYPES) says(story, "borea", type);
  assert.equal(JSON.stringify(story.fold.matter("aurelia-1", at)), before);
});

test("what is kept of messages is bounded: an author’s oldest fall away, and nobody else’s", () => {
  const story = begin();
  const other = says(story, "borea", "ask");
  const first = says(story, "aurelia", "ask");
  for (let i = 0; i < LIMITS.messagesKept; i += 1) says(story, "aurelia", "ask");
  const { messages } = story.fold.line();
  assert.equal(messages.length, LIMITS.messagesKept + 1);
  assert.equal(says(story, "borea", "clarify", { body: { of: first.id } }).rule, "unknown-act");
  assert.equal(says(story, "aurelia", "clarify", { body: { of: other.id } }).rule, null);
});

test("an answer that was signed before a refusal and comes after it is the one that counts", () => {
  const story = begin();
  const { id } = says(story, "aurelia", "propose");
  const early = says(story, "borea", "accept", { body: { of: id }, held: true });
  story.passes("1h");
  says(story, "cassia", "refuse", { body: { of: id } });
  assert.equal(answerTo(story.fold.line().messages, id, "borea"), null);
  assert.equal(story.arrives(early), null);
  assert.equal(answerTo(story.fold.line().messages, id, "borea")?.type, "accept");
});

const anyMove = fc.record({
  by: fc.constantFrom("aurelia", "borea", "cassia", "delmar"),
  type: fc.constantFrom(...MESSAGE_TYPES),
  about: fc.nat(12),
  blind: fc.boolean(),
});

/** Messages by every party, many of them irregular, some given blind to what the others had said. */
const anyStory = fc.array(anyMove, { maxLength: 24 }).map((moves) => {
  const story = begin(demoOfFour());
  for (const { by, type, about, blind } of moves) {
    const of = story.acts[about % Math.max(1, story.acts.length)]?.id;
    says(story, by, type, { body: of === undefined ? {} : { of }, ...(blind ? { seen: {} } : {}) });
  }
  return story;
});

test("messages of different parties may arrive in any order: every node keeps the same of them", () => {
  fc.assert(
    fc.property(
      anyStory.chain((story) => arrivalOf(story.acts).map((arrived) => ({ story, arrived }))),
      ({ story, arrived }) => {
        const fold = createFold(story.compact, loaderOf(story.acts));
        for (const act of arrived) fold.insert(act);
        assert.deepEqual(fold.line().messages, story.fold.line().messages);
        const rules = (entries: ReturnType<typeof fold.lineEntries>) =>
          entries.map(({ id, refusal }) => [id, refusal?.rule]);
        assert.deepEqual(rules(fold.lineEntries()), rules(story.fold.lineEntries()));
      },
    ),
    { numRuns: 200 },
  );
});

test("two parties that answer one message without having seen each other answer it both, in either order", () => {
  const outcomes = [
    ["borea", "delmar"],
    ["delmar", "borea"],
  ].map((order) => {
    const story = begin(demoOfFour());
    const { id } = says(story, "aurelia", "propose");
    const seen = { aurelia: 1 };
    for (const by of order) {
      const type = by === "borea" ? "accept" : "refuse";
      assert.equal(says(story, by, type, { body: { of: id }, seen }).rule, null);
    }
    const { messages } = story.fold.line();
    return ["borea", "delmar"].map((by) => answerTo(messages, id, by)?.type);
  });
  assert.deepEqual(outcomes[0], outcomes[1]);
});

const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("flash", "FLASH", "none", "ladder", {}, [], { lines: [] }, { clauses: ["ladder"] }, null),
);

test("a heading of anything at all is let in or refused by its field, and never breaks the law", () => {
  const fields = fc.dictionary(
    fc.constantFrom("precedence", "subject", "names", "asks", "why", "remarks", "else"),
    anyValue,
  );
  fc.assert(
    fc.property(fields, fc.boolean(), (given, whole) => {
      const body = {
        type: "ask",
        heading: whole ? { ...HEADING, ...given } : given,
        text: { lang: "en", text: "Well?" },
      };
      const wrong = checkBody("message", body);
      if (wrong !== undefined) {
        assert.equal(wrong.error, "bad-body");
        return;
      }
      const story = begin();
      assert.match(
        says(story, "aurelia", "ask", { body }).rule ?? "regular",
        /^(regular|no-such-line|unknown-clause|flash-without-why)$/,
      );
    }),
    { numRuns: 400 },
  );
});
