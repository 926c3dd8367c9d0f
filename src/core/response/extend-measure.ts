// `extend-measure`: the proposer asks for a later end of what it has in force, with its reason. Asking changes
// nothing: the end moves when enough of the consulted have signed that they agree. spec/measures.md

import { Type, type Static } from "typebox";
import type { Compact, MeasureRule } from "../compact/compact.ts";
import { body, Of } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { InstantText, LIMITS, Text, type Act, type PartyId } from "../kernel/act.ts";
import { parseInstant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { isRunning, type Measure } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import {
  hasNotStoodDown,
  isPromised,
  isTold,
  measureIn,
  namesOwnMeasure,
  notCoolingOff,
  othersOf,
  ruleOnMenu,
  stillFits,
  toldOf,
} from "./menu.ts";
import { asksForAll, LONGEST_TO_REVIEW } from "./preconditions.ts";

export const ExtendMeasureBody = body({
  of: Of,
  /** The later end. */
  until: InstantText,
  /** When its proposer looks at it again. */
  review: Type.Optional(InstantText),
  reason: Text,
});
export type ExtendMeasureBody = Static<typeof ExtendMeasureBody>;

/** Whose signatures an extension costs: those who were asked at first, or everyone where nobody was. */
export const extensionAsks = ({ by, consulted }: Measure, compact: Compact): readonly PartyId[] =>
  consulted.length > 0 ? consulted : othersOf(compact, by);

/** In force, perhaps paused, and free to be given a later end. */
function mayExtend(measure: Measure, compact: Compact, matter: Matter): Verdict {
  const { state } = measure;
  const rule = ruleOnMenu(compact, measure.measure);
  if (rule === undefined) return irregular("not-on-the-menu", { measure: measure.measure });
  if (!isRunning(measure)) return irregular(state.is === "proposed" ? "not-yet-adopted" : "measure-over");
  if ((state.is === "suspended" && state.reason === "escrow") || isPromised(measure, matter))
    return irregular("measure-in-escrow");
  if (measure.extensions >= LIMITS.extensionsEach) {
    return irregular("too-many-extensions", { most: LIMITS.extensionsEach });
  }
  return stillFits(measure, rule, compact, matter);
}

/** Later than the end that it has, by no more than the length that the menu gives it, and with a review in time. */
function timesFit({ at, body: asked }: Act<ExtendMeasureBody>, { state }: Measure, rule: MeasureRule, all: boolean) {
  const end = state.is === "adopted" || state.is === "suspended" ? state.until : null;
  const until = parseInstant(asked.until);
  if (until === undefined || end === null || until <= end || until > end + (rule.lasts ?? LONGEST_TO_REVIEW)) {
    return irregular("measure-end");
  }
  if (asked.review === undefined) return all ? irregular("precondition-missing", { item: "review" }) : REGULAR;
  const review = parseInstant(asked.review);
  return review !== undefined && review > at && review <= Math.min(until, at + LONGEST_TO_REVIEW)
    ? REGULAR
    : irregular("review-date");
}

export const extendMeasure: ActRule<ExtendMeasureBody> = {
  kind: "extend-measure",
  body: ExtendMeasureBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), hasNotStoodDown(occasion), notCoolingOff, ({ compact, matter }) => {
      const own = matter.measures.filter((measure) => measure.by === occasion.by && isRunning(measure));
      const verdicts = own.map((measure) => mayExtend(measure, compact, matter));
      return verdicts.find(({ ok }) => ok) ?? verdicts[0] ?? irregular("no-measure", { party: occasion.by });
    }),
  judge: (act, context) => {
    const { compact, matter } = context;
    const measure = measureIn(matter, act.body.of);
    if (matter === undefined || measure === undefined) return namesOwnMeasure(act.body.of, act.by, context);
    const rule = ruleOnMenu(compact, measure.measure);
    return firstRefusal(
      () => namesOwnMeasure(act.body.of, act.by, context),
      () => mayExtend(measure, compact, matter),
      () => (rule === undefined ? REGULAR : timesFit(act, measure, rule, asksForAll(compact, rule))),
      () => isTold(act.to, toldOf(matter, act.by, extensionAsks(measure, compact))),
    );
  },
  apply: (matter, { id, at, body: { of, until, review } }, compact) => ({
    ...matter,
    measures: matter.measures.map((measure): Measure => {
      const end = parseInstant(until);
      if (measure.act !== of || end === undefined) return measure;
      const next = review === undefined ? null : (parseInstant(review) ?? null);
      const asked = { act: id, at, until: end, review: next, consulted: extensionAsks(measure, compact), replies: {} };
      return { ...measure, extension: asked, extensions: measure.extensions + 1 };
    }),
  }),
};
