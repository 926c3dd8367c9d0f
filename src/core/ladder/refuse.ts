// `refuse`: no to a proposed course, with its reason. A refusal is an answer, and never silence.
// spec/message.md

import { type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isWellHeaded } from "../compact/headed.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text } from "../kernel/act.ts";
import { Heading } from "../kernel/heading.ts";
import { firstRefusal } from "../kernel/verdict.ts";
import { answered, isAnswerable, mayAnswerCourse } from "./course-answer.ts";

export const RefuseBody = body({ of: Of, heading: Heading, reason: Text });
export type RefuseBody = Static<typeof RefuseBody>;

export const refuse: ActRule<RefuseBody> = {
  kind: "refuse",
  body: RefuseBody,
  may: mayAnswerCourse,
  judge: (act, context) =>
    firstRefusal(
      () => isAnswerable(act.body.of, act, context),
      () => isWellHeaded(context.compact, act.body),
    ),
  apply: (matter, act) => answered(matter, act.body.of, act, "refused"),
};
