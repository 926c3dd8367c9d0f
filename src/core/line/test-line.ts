// `test-line`: one party asks another for a sign of life over the line, by machine or by a person. It carries
// the number of a short neutral text and nothing of its author's own, so that no test can be read as a
// signal. spec/readiness.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { ROUTES } from "../kernel/route.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { answerWithin, keepLine, linesOf, TEST_KINDS } from "./cadence.ts";
import { OFFICE_ROLES } from "./contacts.ts";
import type { LineRule } from "./rule.ts";
import { addTest, NEUTRAL_TEXTS, openTests, runOf, TEST_LIMITS } from "./tests.ts";

const TestLineBody = body({
  kind: Type.Enum(TEST_KINDS),
  /** The office that is asked for. */
  role: Type.Optional(Type.Enum(OFFICE_ROLES)),
  text: Type.Integer({ minimum: 1, maximum: NEUTRAL_TEXTS }),
  /** By which way it was sent, where its author knows. */
  route: Type.Optional(Type.Enum(ROUTES)),
});
type TestLineBody = Static<typeof TestLineBody>;

/** An office is named where a person is asked or answers, and nowhere else. */
export const namesOffice = (kind: TestLineBody["kind"], role: string | undefined): Verdict =>
  (kind === "human") === (role !== undefined) ? REGULAR : irregular("test-role");

/** The party has lines to keep. */
export const hasLine: LineRule["may"] = ({ by }, _state, { compact }) =>
  linesOf(compact).some((line) => line.by === by) ? REGULAR : irregular("no-line");

export const testLine: LineRule<TestLineBody> = {
  kind: "test-line",
  body: TestLineBody,
  may: hasLine,
  judge: ({ by, to, at, body: { kind, role } }, { tests }, { compact }) =>
    firstRefusal(
      () => (to.length === 1 ? REGULAR : irregular("one-addressee")),
      () => (keepLine(compact, by, to[0] ?? "") ? REGULAR : irregular("no-line-between", { party: to[0] ?? "" })),
      () => namesOffice(kind, role),
      () =>
        openTests(runOf(tests, by, to[0] ?? "", kind), at).length < TEST_LIMITS.open
          ? REGULAR
          : irregular("too-many-tests", { most: TEST_LIMITS.open, party: to[0] ?? "" }),
    ),
  apply: (state, { id, by, to, at, body: { kind, role, text, route } }, { compact }) => {
    const due = at + answerWithin(compact, kind);
    const test = { act: id, at, due, role: role ?? null, text, route: route ?? null, answer: null };
    return { ...state, tests: addTest(state.tests, by, to[0] ?? "", kind, test, compact) };
  },
};
