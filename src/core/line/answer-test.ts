// `answer-test`: the party that was asked gives its sign of life: its node at once, a person by office. With
// the test it is evidence for both sides that the line worked, and how fast. spec/readiness.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { irregular } from "../kernel/verdict.ts";
import { OFFICE_ROLES } from "./contacts.ts";
import type { LineRule } from "./rule.ts";
import { hasLine, namesOffice, testLine } from "./test-line.ts";
import { addAnswer, findTest } from "./tests.ts";

const AnswerTestBody = body({
  of: Of,
  /** The office of whoever answered. */
  role: Type.Optional(Type.Enum(OFFICE_ROLES)),
});
type AnswerTestBody = Static<typeof AnswerTestBody>;

export const answerTest: LineRule<AnswerTestBody> = {
  kind: "answer-test",
  body: AnswerTestBody,
  may: hasLine,
  judge: ({ by, body: { of, role } }, { tests }, { find }) => {
    const named = find(of);
    if (named === undefined) return irregular("unknown-act");
    if (named.kind !== testLine.kind) return irregular("wrong-kind-of-act");
    if (named.by === by) return irregular("own-act");
    const found = findTest(tests, named.by, of);
    if (found === undefined) return irregular("test-gone");
    if (found.to !== by) return irregular("not-tested", { party: by });
    return found.test.answer === null ? namesOffice(found.kind, role) : irregular("test-answered");
  },
  apply: (state, { id, at, body: { of, role } }, { find }) => {
    const found = findTest(state.tests, find(of)?.by ?? "", of);
    if (found === undefined) return state;
    return { ...state, tests: addAnswer(state.tests, found, { act: id, at, role: role ?? null }) };
  },
};
