// `accept`: yes to a proposed course. It is a word given, and the acts that it promises are still to be
// given by those who promise them. spec/message.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isWellHeaded } from "../compact/headed.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text } from "../kernel/act.ts";
import { Heading } from "../kernel/heading.ts";
import { firstRefusal } from "../kernel/verdict.ts";
import { answered, isAnswerable, mayAnswerCourse } from "./course-answer.ts";

export const AcceptBody = body({ of: Of, heading: Heading, statement: Type.Optional(Text) });
export type AcceptBody = Static<typeof AcceptBody>;

export const accept: ActRule<AcceptBody> = {
  kind: "accept",
  body: AcceptBody,
  may: mayAnswerCourse,
  judge: (act, context) =>
    firstRefusal(
      () => isAnswerable(act.body.of, act, context),
      () => isWellHeaded(context.compact, act.body),
    ),
  apply: (matter, act) => answered(matter, act.body.of, act, "accepted"),
};
