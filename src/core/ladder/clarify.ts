// `ask` and `clarify`: one question to one party, and its answer. Neither side can be buried in
// questions: each may leave only so many open. spec/ladder.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isWellHeaded } from "../compact/headed.ts";
import { isConcernedOrMediator, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { LIMITS, Text } from "../kernel/act.ts";
import { Heading } from "../kernel/heading.ts";
import { membersOf } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";

export const AskBody = body({ question: Text, heading: Type.Optional(Heading) });
export type AskBody = Static<typeof AskBody>;

export const ask: ActRule<AskBody> = {
  kind: "ask",
  body: AskBody,
  may: (occasion, context) =>
    onMatter(context, isConcernedOrMediator(occasion), ({ matter }) => {
      const open = matter.questions.filter(({ by, answer }) => by === occasion.by && answer === null).length;
      const full = open >= LIMITS.questionsOpen || matter.questions.length >= LIMITS.questionsInAll;
      return full ? irregular("too-many-questions", { most: LIMITS.questionsOpen }) : REGULAR;
    }),
  judge: (act, { compact, matter }) => {
    const [asked, ...more] = act.to;
    const one = asked !== undefined && more.length === 0 && asked !== act.by;
    const isMember = one && matter !== undefined && membersOf(matter).includes(asked);
    return isMember ? isWellHeaded(compact, act.body) : irregular("no-addressee");
  },
  apply: (matter, act) => ({
    ...matter,
    questions: [...matter.questions, { act: act.id, by: act.by, to: act.to[0] ?? act.by, at: act.at, answer: null }],
  }),
};

export const ClarifyBody = body({ of: Of, answer: Text, heading: Type.Optional(Heading) });
export type ClarifyBody = Static<typeof ClarifyBody>;

export const clarify: ActRule<ClarifyBody> = {
  kind: "clarify",
  body: ClarifyBody,
  may: (occasion, context) =>
    onMatter(context, ({ matter }) =>
      matter.questions.some(({ to, answer }) => to === occasion.by && answer === null)
        ? REGULAR
        : irregular("no-open-question", { party: occasion.by }),
    ),
  judge: (act, { compact, matter }) => {
    const question = matter?.questions.find((asked) => asked.act === act.body.of);
    return firstRefusal(
      () => (question === undefined ? irregular("unknown-act") : REGULAR),
      () => (question?.to === act.by ? REGULAR : irregular("not-asked", { party: act.by })),
      () => (question?.answer === null ? REGULAR : irregular("already-answered")),
      () => isWellHeaded(compact, act.body),
    );
  },
  apply: (matter, act) => ({
    ...matter,
    questions: matter.questions.map((asked) => (asked.act === act.body.of ? { ...asked, answer: act.id } : asked)),
  }),
};
