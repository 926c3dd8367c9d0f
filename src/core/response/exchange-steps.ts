// The steps of an exchange: what each side promises, whether it can be held in escrow, and whether two
// exchanges touch the same thing. spec/exchange.md

import { Type, type Static } from "typebox";
import { Of } from "../compact/fields.ts";
import { InstantText, LIMITS, Text, type PartyId } from "../kernel/act.ts";
import { isUnderway, type Exchange, type StepDown } from "../kernel/exchange.ts";
import { DAY, parseInstant, type Instant, type Millis } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { isRunning } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { measureIn } from "./menu.ts";

/** Steps are due within this of the offer, and a pause ends within this of the time when they are due. */
export const LONGEST_EXCHANGE: Millis = 365 * DAY;

const closed = { additionalProperties: false } as const;

/** Exactly one of three: a measure lifted, an activity paused, or another step that says how it is undone. */
export const StepBody = Type.Union([
  Type.Object({ what: Type.Literal("lift-measure"), measure: Of }, closed),
  Type.Object(
    {
      what: Type.Literal("pause"),
      /** The activity's name, by which two pauses are known to be of the same. */
      activity: Type.String({ minLength: 3, maxLength: LIMITS.titleCharacters }),
      from: InstantText,
      until: InstantText,
      monitored: Text,
    },
    closed,
  ),
  Type.Object({ what: Type.Literal("other"), says: Text, undo: Text }, closed),
]);
export type StepBody = Static<typeof StepBody>;

/** A step as the law reads it. An instant on no day is before all others, so that the times do not fit. */
export function stepOf(step: StepBody): StepDown {
  switch (step.what) {
    case "lift-measure":
      return { is: step.what, measure: step.measure };
    case "pause": {
      const { activity, from, until } = step;
      return { is: step.what, activity, from: parseInstant(from) ?? 0, until: parseInstant(until) ?? 0 };
    }
    case "other":
      return { is: step.what };
    default:
      return step satisfies never;
  }
}

/** The measure is this side's own and in force, or set aside by it. */
function measureFits(by: PartyId, of: string, matter: Matter): Verdict {
  const measure = measureIn(matter, of);
  if (measure === undefined) return irregular("wrong-kind-of-act", { kind: "propose-measure" });
  if (measure.by !== by) return irregular("not-own-measure", { party: measure.by });
  return isRunning(measure) ? REGULAR : irregular("measure-not-in-force", { measure: measure.measure });
}

/**
 * Whether a side can promise this step by this instant. A pause begins before both have performed and runs on
 * after it: one that is over by then could not be taken back when the other side fails.
 */
function stepFits(by: PartyId, step: StepDown, performBy: Instant, matter: Matter): Verdict {
  switch (step.is) {
    case "lift-measure":
      return measureFits(by, step.measure, matter);
    case "pause":
      return step.from < performBy && performBy < step.until && step.until <= performBy + LONGEST_EXCHANGE
        ? REGULAR
        : irregular("exchange-times");
    case "other":
      return REGULAR;
    default:
      return step satisfies never;
  }
}

type Promised = { readonly by: PartyId; readonly step: StepDown };

/** A name in capitals, in wide letters or with a space after it is the same name. */
const nameOf = (activity: string): string => activity.normalize("NFKC").toLowerCase().trim();

/** The same measure, or one activity of one party at overlapping times. */
function touchesSame(one: Promised, other: Promised): boolean {
  const [a, b] = [one.step, other.step];
  if (a.is === "lift-measure") return b.is === "lift-measure" && a.measure === b.measure;
  if (a.is !== "pause" || b.is !== "pause" || one.by !== other.by || nameOf(a.activity) !== nameOf(b.activity))
    return false;
  return a.from < b.until && b.from < a.until;
}

/** What a party gives stands in one open offer of its own: else who accepts the second has nothing. */
export const isOfferedOnce = (mine: Promised, matter: Matter): Verdict =>
  matter.exchanges.some(
    ({ state, sides: [own] }) => state.is === "offered" && own.by === mine.by && touchesSame(mine, own),
  )
    ? irregular("exchange-overlaps")
    : REGULAR;

/** Nothing is held in two escrows. An open offer takes nothing: nobody can block another by offering. */
function isFree(promised: Promised, matter: Matter): Verdict {
  const taken = (exchange: Exchange): boolean =>
    isUnderway(exchange) && exchange.sides.some((side) => touchesSame(promised, side));
  return matter.exchanges.some(taken) ? irregular("exchange-overlaps") : REGULAR;
}

/** Both steps can be promised, and are in no escrow yet. */
export const stepsFit = (promised: readonly Promised[], performBy: Instant, matter: Matter): Verdict =>
  firstRefusal(
    ...promised.map(
      ({ by, step }) =>
        () =>
          stepFits(by, step, performBy, matter),
    ),
    ...promised.map((each) => () => isFree(each, matter)),
  );
