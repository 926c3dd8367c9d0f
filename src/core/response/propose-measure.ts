// `propose-measure`: a party says which measure of the agreed menu it means to take, what for, and what
// would end it. From here its notice runs and the others are asked. spec/measures.md

import { Type, type Static } from "typebox";
import type { Compact } from "../compact/compact.ts";
import { body } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { KIND_PATTERN, LIMITS, Text, type Act } from "../kernel/act.ts";
import { stepOf, type Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import type { Measure } from "../kernel/measure.ts";
import {
  conditionHolds,
  consultedOn,
  hasNoTwin,
  hasNotStoodDown,
  isTold,
  lineIsCrossed,
  ruleOnMenu,
  toldOf,
} from "./menu.ts";
import { asksForAll, StatedFields, statedFits, statesAll } from "./preconditions.ts";

const Name = Type.String({ pattern: KIND_PATTERN });

export const ProposeMeasureBody = body({
  measure: Name,
  objective: Text,
  /** What the other side can do, or what must happen, for the measure to end. */
  ends: Text,
  /** The red line that it answers. */
  answers: Type.Optional(Name),
  ...StatedFields,
});
export type ProposeMeasureBody = Static<typeof ProposeMeasureBody>;

/** A line that has responses bound to it is answered by one of those. */
function isBound({ measure, answers = "" }: ProposeMeasureBody, compact: Compact): Verdict {
  const bound = compact.redLines.find(({ id }) => id === answers)?.responses ?? [];
  return bound.length === 0 || bound.includes(measure)
    ? REGULAR
    : irregular("not-bound-to-line", { line: answers, measure });
}

function judge(act: Act<ProposeMeasureBody>, compact: Compact, matter: Matter): Verdict {
  const { by, to } = act;
  const rule = ruleOnMenu(compact, act.body.measure);
  if (rule === undefined) return irregular("not-on-the-menu", { measure: act.body.measure });
  const open = matter.measures.some(
    (known) => known.by === by && known.measure === rule.id && known.state.is === "proposed",
  );
  return firstRefusal(
    () =>
      rule.from !== null && stepOf(matter, rule.from).is === "ahead"
        ? irregular("step-not-open", { step: rule.from })
        : REGULAR,
    () => conditionHolds(rule, matter, by),
    () => lineIsCrossed(act.body.answers ?? null, by, compact, matter),
    () => isBound(act.body, compact),
    () => (open ? irregular("already-proposed", { measure: rule.id }) : REGULAR),
    () => hasNoTwin(rule, by, matter),
    () => statedFits(act.body, act.at, by, rule, matter),
    () => (asksForAll(compact, rule) ? statesAll(act.body) : REGULAR),
    () => isTold(to, toldOf(matter, by, consultedOn(compact, matter, by, rule))),
  );
}

export const proposeMeasure: ActRule<ProposeMeasureBody> = {
  kind: "propose-measure",
  body: ProposeMeasureBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isConcerned(occasion),
      hasNotStoodDown(occasion),
      ({ compact }) => (compact.measures.length > 0 ? REGULAR : irregular("no-menu")),
      ({ matter }) =>
        matter.measures.filter(({ by }) => by === occasion.by).length < LIMITS.measuresEach
          ? REGULAR
          : irregular("too-many-measures", { most: LIMITS.measuresEach }),
    ),
  judge: (act, { compact, matter }) =>
    matter === undefined ? irregular("unknown-matter") : judge(act, compact, matter),
  apply: (matter, act, compact) => {
    const rule = ruleOnMenu(compact, act.body.measure);
    const consulted = rule === undefined ? [] : consultedOn(compact, matter, act.by, rule);
    return { ...matter, measures: [...matter.measures, proposedBy(act, consulted)] };
  },
};

const instantOf = (text: string | undefined): Instant | null =>
  text === undefined ? null : (parseInstant(text) ?? null);

const proposedBy = (
  { id, by, at, body: stated }: Act<ProposeMeasureBody>,
  consulted: Measure["consulted"],
): Measure => ({
  act: id,
  by,
  measure: stated.measure,
  at,
  answers: stated.answers ?? null,
  finding: stated.finding ?? null,
  statesAll: statesAll(stated).ok,
  starts: instantOf(stated.starts),
  review: instantOf(stated.review),
  consulted,
  replies: {},
  extension: null,
  extensions: 0,
  state: { is: "proposed" },
});
