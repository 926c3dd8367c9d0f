// `cool-off`: one side asks for time, and every clock of the matter stops for so long. It needs no
// consent, has a longest length and a number of times, and never holds back a way down. spec/ladder.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text } from "../kernel/act.ts";
import { parseDuration, type Instant } from "../kernel/instant.ts";
import { allStoodDown, BELOW_THE_LADDER, type Duty } from "../kernel/matter.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";

export const CoolOffBody = body({
  /** In the compact's own clock, as written there: a drill's pace shortens it like every other clock. */
  length: Type.String({ pattern: "^[1-9][0-9]{0,5}(s|m|h|d)$" }),
  reason: Text,
});
export type CoolOffBody = Static<typeof CoolOffBody>;

const lengthOf = (text: string, pace: number): number => Math.ceil((parseDuration(text) ?? 0) / pace);

const later = (duty: Duty, by: number, at: Instant): Duty => {
  // Both sides have agreed on the instants of an exchange, and a way down is not held back.
  if (duty.step === BELOW_THE_LADDER.exchanges) return duty;
  if (duty.state.is === "owed") {
    return { ...duty, earliest: duty.earliest > at ? duty.earliest + by : duty.earliest, due: duty.due + by };
  }
  if (duty.state.is !== "lapsed" || duty.state.next === null) return duty;
  return { ...duty, state: { ...duty.state, next: { ...duty.state.next, at: duty.state.next.at + by } } };
};

export const coolOff: ActRule<CoolOffBody> = {
  kind: "cool-off",
  body: CoolOffBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isConcerned(occasion),
      ({ matter }) =>
        matter.standing.is === "cooling-off" ? irregular("cooling-off", { until: matter.standing.until }) : REGULAR,
      ({ matter }) => (allStoodDown(matter) ? irregular("step-not-open", { step: "cool-off" }) : REGULAR),
      ({ compact, matter }) => {
        const times = matter.coolingOffs.filter(({ by }) => by === occasion.by).length;
        return times < compact.coolingOff.each
          ? REGULAR
          : irregular("cooling-off-spent", { times: compact.coolingOff.each });
      },
    ),
  judge: (act, { compact }) =>
    lengthOf(act.body.length, compact.pace) <= compact.coolingOff.longest
      ? REGULAR
      : irregular("cooling-off-too-long", { longest: compact.coolingOff.longest }),
  apply: (matter, act, compact) => {
    const length = lengthOf(act.body.length, compact.pace);
    return {
      ...matter,
      standing: { is: "cooling-off", by: act.by, from: act.at, until: act.at + length },
      coolingOffs: [...matter.coolingOffs, { act: act.id, by: act.by, at: act.at, until: act.at + length }],
      duties: matter.duties.map((duty) => later(duty, length, act.at)),
    };
  },
};
