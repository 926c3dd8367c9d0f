// `lift-measure`: the proposer ends its measure, or takes back a proposal that it has not adopted. It is a
// way down, so nothing holds it back: no clock, no cooling-off, and not that the matter is closed. spec/measures.md

import { type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text } from "../kernel/act.ts";
import { isOver, isRunning, type Measure } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import { measureIn, namesOwnMeasure } from "./menu.ts";

export const LiftMeasureBody = body({ of: Of, statement: Text });
export type LiftMeasureBody = Static<typeof LiftMeasureBody>;

export const liftMeasure: ActRule<LiftMeasureBody> = {
  kind: "lift-measure",
  body: LiftMeasureBody,
  may: ({ by }, { matter }) => {
    if (matter === undefined) return irregular("unknown-matter");
    const own = matter.measures.some((measure) => measure.by === by && !isOver(measure));
    return own ? REGULAR : irregular("no-measure", { party: by });
  },
  judge: (act, context) => {
    const measure = measureIn(context.matter, act.body.of);
    return firstRefusal(
      () => namesOwnMeasure(act.body.of, act.by, context),
      () => (measure !== undefined && isOver(measure) ? irregular("measure-over") : REGULAR),
    );
  },
  apply: (matter, { id, at, body: { of } }) => ({
    ...matter,
    measures: matter.measures.map((measure): Measure => {
      if (measure.act !== of) return measure;
      const is = isRunning(measure) ? "lifted" : "withdrawn";
      return { ...measure, extension: null, state: { is, act: id, at } };
    }),
  }),
};
