// `report-step` and `check-step`: a side says that it has performed, on condition, and the one who checks says
// whether it is so. What is performed stays in escrow until both are found done: then both are final, else
// neither. Regular at every hour, in a closed matter too. spec/exchange.md

import { Type, type Static } from "typebox";
import { Attachment, body, Of } from "../compact/fields.ts";
import type { ActRule, Context } from "../compact/rule.ts";
import { LIMITS, Text, type Act, type ActId, type PartyId } from "../kernel/act.ts";
import {
  awaitsReport,
  bothDone,
  checkerOf,
  isDone,
  isUnderway,
  reverted,
  type Exchange,
  type ExchangeSide,
} from "../kernel/exchange.ts";
import type { Instant } from "../kernel/instant.ts";
import { BELOW_THE_LADDER, type Matter } from "../kernel/matter.ts";
import { held, type Measure } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { addDuty } from "../ladder/ladder.ts";
import { exchangeIn, namesExchange, partnersOf } from "./exchange-offer.ts";
import { isTold } from "./menu.ts";

export const ReportStepBody = body({
  of: Of,
  statement: Text,
  attachments: Type.Optional(Type.Array(Attachment, { maxItems: 8 })),
});
export type ReportStepBody = Static<typeof ReportStepBody>;

export const CheckStepBody = body({
  /** The report of the step. */
  of: Of,
  holds: Type.Enum(["yes", "no"]),
  because: Text,
});
export type CheckStepBody = Static<typeof CheckStepBody>;

const sideOf = ({ sides }: Exchange, by: PartyId): ExchangeSide | undefined => sides.find((side) => side.by === by);

/** Its time ended before it was put in escrow: there is nothing to give any more. */
const isNoStepAnyMore = ({ step, reported }: ExchangeSide, measures: readonly Measure[]): boolean =>
  step.is === "lift-measure" &&
  reported === null &&
  measures.some(({ act, state }) => act === step.measure && state.is === "expired");

/** The step that this party can still perform in this exchange. */
export const owesReport = (exchange: Exchange, by: PartyId, { measures }: Matter): boolean => {
  const side = sideOf(exchange, by);
  if (exchange.state.is !== "agreed" || side === undefined || !awaitsReport(side)) return false;
  return side.reports < LIMITS.reportsEach && !isNoStepAnyMore(side, measures);
};

function isReportable(exchange: Exchange, { by, at, to }: Act<ReportStepBody>, measures: readonly Measure[]): Verdict {
  const side = sideOf(exchange, by);
  if (side === undefined) return irregular("not-asked", { party: by });
  const { step, reports } = side;
  return firstRefusal(
    () => (exchange.state.is === "offered" ? irregular("no-exchange", { party: by }) : REGULAR),
    () => (isUnderway(exchange) ? REGULAR : irregular("exchange-over")),
    () => (awaitsReport(side) ? REGULAR : irregular("already-given", { party: by })),
    () =>
      reports < LIMITS.reportsEach
        ? REGULAR
        : irregular("too-many-acts", { kind: "report-step", most: LIMITS.reportsEach }),
    () => (isNoStepAnyMore(side, measures) ? irregular("measure-over") : REGULAR),
    () => (step.is === "pause" && at < step.from ? irregular("pause-not-begun", { at: step.from }) : REGULAR),
    () => isTold(to, partnersOf(exchange, by)),
  );
}

const withSide = (exchange: Exchange, side: ExchangeSide): Exchange => {
  const put = (known: ExchangeSide): ExchangeSide => (known.by === side.by ? side : known);
  return { ...exchange, sides: [put(exchange.sides[0]), put(exchange.sides[1])] };
};

const withExchange = (matter: Matter, exchange: Exchange): Matter => ({
  ...matter,
  exchanges: matter.exchanges.map((known) => (known.act === exchange.act ? exchange : known)),
});

/** Nobody owes anything in a matter that is closed. */
const owing = (matter: Matter, duty: Parameters<typeof addDuty>[1]): Matter =>
  matter.standing.is === "closed" ? matter : addDuty(matter, duty);

const owedStep = (by: PartyId, owes: string, answers: ActId, from: Instant, due: Instant) => ({
  step: BELOW_THE_LADDER.exchanges,
  by,
  owes: [owes],
  answers,
  from,
  earliest: from,
  due,
});

export const reportStep: ActRule<ReportStepBody> = {
  kind: "report-step",
  body: ReportStepBody,
  may: ({ by }, { matter }) => {
    if (matter === undefined) return irregular("unknown-matter");
    const owed = matter.exchanges.some((exchange) => owesReport(exchange, by, matter));
    return owed ? REGULAR : irregular("no-exchange", { party: by });
  },
  judge: (act, context) => {
    const exchange = exchangeIn(context.matter, act.body.of);
    return firstRefusal(
      () => namesExchange(act.body.of, context),
      () => (exchange === undefined ? REGULAR : isReportable(exchange, act, context.matter?.measures ?? [])),
    );
  },
  apply: (matter, { id, by, at, body: { of } }) => {
    const exchange = exchangeIn(matter, of);
    const side = exchange === undefined ? undefined : sideOf(exchange, by);
    if (exchange === undefined || side === undefined) return matter;
    const { step } = side;
    const now: ExchangeSide = { ...side, reported: { act: id, at }, reports: side.reports + 1, check: null };
    const measures = matter.measures.map((measure) =>
      step.is === "lift-measure" && step.measure === measure.act && side.reported === null
        ? held(measure, { act: id, at })
        : measure,
    );
    const reported = withExchange({ ...matter, measures }, withSide(exchange, now));
    return owing(reported, owedStep(checkerOf(exchange, side), "check-step", id, at, exchange.performBy));
  },
};

type Found = { readonly exchange: Exchange; readonly side: ExchangeSide };

/** The step whose newest report this is. */
export function stepReportedBy(matter: Matter | undefined, report: ActId): Found | undefined {
  for (const exchange of matter?.exchanges ?? []) {
    const side = exchange.sides.find(({ reported }) => reported?.act === report);
    if (side !== undefined) return { exchange, side };
  }
  return undefined;
}

/** Found done, and not taken back any more. A pause still runs, and is watched until its end. */
const isFinal = (side: ExchangeSide): boolean => isDone(side) && side.step.is !== "pause";

/** A step whose report this party has not checked, or a pause that it has found to hold and watches until the exchange is over. */
export const mayBeChecked = (exchange: Exchange, side: ExchangeSide, by: PartyId): boolean =>
  isUnderway(exchange) && checkerOf(exchange, side) === by && !awaitsReport(side) && !isFinal(side);

function isCheckable({ exchange, side }: Found, { by, to, body: { holds } }: Act<CheckStepBody>): Verdict {
  const checker = checkerOf(exchange, side);
  return firstRefusal(
    () => (checker === by ? REGULAR : irregular("not-the-checker", { party: checker })),
    () => (isUnderway(exchange) ? REGULAR : irregular("exchange-over")),
    () => (side.check?.holds === holds || isFinal(side) ? irregular("already-given", { party: by }) : REGULAR),
    () => (side.check?.holds === "no" ? irregular("step-not-reported") : REGULAR),
    () => isTold(to, partnersOf(exchange, by)),
  );
}

/** The report that is named is the newest of its step. */
function namesReport(of: ActId, { matter, find }: Context): Verdict {
  const known = find(of);
  if (known === undefined) return irregular("unknown-act");
  if (stepReportedBy(matter, of) !== undefined) return REGULAR;
  return known.kind === "report-step"
    ? irregular("step-not-reported")
    : irregular("wrong-kind-of-act", { kind: "report-step" });
}

/** What a check does: found not so, a pause ends the exchange, another step is to be reported again. */
function checked(
  matter: Matter,
  { exchange, side }: Found,
  { id, by, at, body: { holds } }: Act<CheckStepBody>,
): Matter {
  const now: ExchangeSide = { ...side, check: { act: id, at, by, holds } };
  const next = withSide(exchange, now);
  const found = withExchange(matter, next);
  if (holds === "no") {
    if (side.step.is === "pause") return { ...found, ...reverted(found, next, at, id) };
    return side.reports === LIMITS.reportsEach
      ? found
      : owing(found, owedStep(side.by, "report-step", exchange.act, at, exchange.performBy));
  }
  return next.sides.every(isDone) ? { ...found, ...bothDone(found, next, at) } : found;
}

export const checkStep: ActRule<CheckStepBody> = {
  kind: "check-step",
  body: CheckStepBody,
  may: ({ by }, { matter }) => {
    if (matter === undefined) return irregular("unknown-matter");
    const any = matter.exchanges.some((exchange) => exchange.sides.some((side) => mayBeChecked(exchange, side, by)));
    return any ? REGULAR : irregular("no-exchange", { party: by });
  },
  judge: (act, context) => {
    const found = stepReportedBy(context.matter, act.body.of);
    return firstRefusal(
      () => namesReport(act.body.of, context),
      () => (found === undefined ? REGULAR : isCheckable(found, act)),
    );
  },
  apply: (matter, act) => {
    const found = stepReportedBy(matter, act.body.of);
    return found === undefined ? matter : checked(matter, found, act);
  },
};
