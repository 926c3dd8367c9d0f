// `adopt-measure`: the proposer puts its measure in force, after the notice has run and the consulted have
// been heard. It ends by itself at its agreed time: staying costs signatures or a new proposal. spec/measures.md

import { Type, type Static } from "typebox";
import type { Compact } from "../compact/compact.ts";
import { body, Of } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { InstantText, Text, type Act } from "../kernel/act.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import type { Measure } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import {
  hasNotStoodDown,
  isTold,
  mayAdopt,
  measureIn,
  namesOwnMeasure,
  notCoolingOff,
  ruleOnMenu,
  toldOf,
} from "./menu.ts";
import { asksForAll } from "./preconditions.ts";

export const AdoptMeasureBody = body({ of: Of, until: Type.Optional(InstantText), statement: Type.Optional(Text) });
export type AdoptMeasureBody = Static<typeof AdoptMeasureBody>;

/** The latest end that the menu gives a measure adopted now; null when it gives none. */
function latestEnd(measure: Measure | undefined, at: Instant, compact: Compact): Instant | null {
  const lasts = ruleOnMenu(compact, measure?.measure ?? "")?.lasts ?? null;
  return lasts === null ? null : at + lasts;
}

/**
 * It ends after it begins, not later than the menu allows, and not before its review. Where the compact asks for
 * everything it does end.
 */
function endFits({ at, body: { until } }: Act<AdoptMeasureBody>, measure: Measure, compact: Compact): Verdict {
  const latest = latestEnd(measure, at, compact);
  const end = until === undefined ? latest : parseInstant(until);
  if (end === undefined || (end !== null && (end <= at || end > (latest ?? Infinity)))) return irregular("measure-end");
  const rule = ruleOnMenu(compact, measure.measure);
  if (end === null && rule !== undefined && asksForAll(compact, rule)) return irregular("measure-without-end");
  const { review } = measure;
  return review === null || (review > at && review <= (end ?? Infinity)) ? REGULAR : irregular("review-date");
}

export const adoptMeasure: ActRule<AdoptMeasureBody> = {
  kind: "adopt-measure",
  body: AdoptMeasureBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), hasNotStoodDown(occasion), notCoolingOff, ({ compact, matter }) => {
      const own = matter.measures.filter(({ by, state }) => by === occasion.by && state.is === "proposed");
      const verdicts = own.map((measure) => mayAdopt(measure, occasion.at, compact, matter));
      // One proposal that is ready is enough; otherwise the first says what is missing.
      return verdicts.find(({ ok }) => ok) ?? verdicts[0] ?? irregular("no-measure", { party: occasion.by });
    }),
  judge: (act, context) => {
    const { compact, matter } = context;
    const measure = measureIn(matter, act.body.of);
    if (matter === undefined || measure === undefined) return namesOwnMeasure(act.body.of, act.by, context);
    return firstRefusal(
      () => namesOwnMeasure(act.body.of, act.by, context),
      () => mayAdopt(measure, act.at, compact, matter),
      () => endFits(act, measure, compact),
      () => isTold(act.to, toldOf(matter, act.by, measure.consulted)),
    );
  },
  apply: (matter, act, compact) => ({
    ...matter,
    measures: matter.measures.map((measure): Measure => {
      if (measure.act !== act.body.of) return measure;
      const until = act.body.until === undefined ? undefined : parseInstant(act.body.until);
      const end = until ?? latestEnd(measure, act.at, compact);
      return { ...measure, state: { is: "adopted", act: act.id, at: act.at, until: end } };
    }),
  }),
};
