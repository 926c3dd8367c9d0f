// `consult-measure`: what a consulted party says of a proposal, once. Its silence is no consent and no
// veto: when its time has passed, the proposal goes on without it. spec/measures.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text, type PartyId } from "../kernel/act.ts";
import { isOver, MEASURE_VIEWS, type Measure } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import { isTold, measureIn, namesMeasure } from "./menu.ts";

export const ConsultMeasureBody = body({ of: Of, view: Type.Enum(MEASURE_VIEWS), statement: Text });
export type ConsultMeasureBody = Static<typeof ConsultMeasureBody>;

/** This party was asked, has not replied, and its word still matters: the measure is proposed or in force. */
export const awaitsReply = (measure: Measure, party: PartyId): boolean =>
  !isOver(measure) && measure.consulted.includes(party) && measure.replies[party] === undefined;

export const consultMeasure: ActRule<ConsultMeasureBody> = {
  kind: "consult-measure",
  body: ConsultMeasureBody,
  may: ({ by }, context) =>
    onMatter(context, ({ matter }) =>
      matter.measures.some((measure) => awaitsReply(measure, by)) ? REGULAR : irregular("no-measure", { party: by }),
    ),
  judge: (act, context) => {
    const measure = measureIn(context.matter, act.body.of);
    return firstRefusal(
      () => namesMeasure(act.body.of, context),
      () => (measure?.consulted.includes(act.by) ? REGULAR : irregular("not-consulted", { party: act.by })),
      () => (measure?.replies[act.by] === undefined ? REGULAR : irregular("already-given", { party: act.by })),
      () => (measure !== undefined && isOver(measure) ? irregular("measure-over") : REGULAR),
      () => isTold(act.to, measure === undefined ? [] : [measure.by]),
    );
  },
  apply: (matter, { id, by, at, body: { of, view } }) => ({
    ...matter,
    measures: matter.measures.map((measure) =>
      measure.act === of ? { ...measure, replies: { ...measure.replies, [by]: { act: id, at, view } } } : measure,
    ),
  }),
};
