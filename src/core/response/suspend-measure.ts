// `suspend-measure` and `resume-measure`: the proposer sets aside what it has in force, and takes it up again.
// Setting aside is a way down, so nothing holds it back; it may carry a promise not to resume before an
// instant. Taking up is an act too: no suspension ends by itself, and its end runs on. spec/measures.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { Compact } from "../compact/compact.ts";
import type { ActRule } from "../compact/rule.ts";
import { InstantText, Text } from "../kernel/act.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import { BELOW_THE_LADDER, type Matter } from "../kernel/matter.ts";
import { paused, resumed, type Measure } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import {
  hasNotStoodDown,
  isTold,
  measureIn,
  namesOwnMeasure,
  notCoolingOff,
  ruleOnMenu,
  stillFits,
  toldOf,
} from "./menu.ts";

export const SuspendMeasureBody = body({
  of: Of,
  /** It is not resumed before this. */
  until: Type.Optional(InstantText),
  reason: Text,
});
export type SuspendMeasureBody = Static<typeof SuspendMeasureBody>;

export const ResumeMeasureBody = body({ of: Of, reason: Text });
export type ResumeMeasureBody = Static<typeof ResumeMeasureBody>;

function maySuspend({ state }: Measure): Verdict {
  switch (state.is) {
    case "adopted":
      return REGULAR;
    case "proposed":
      return irregular("not-yet-adopted");
    case "suspended":
      return irregular("already-suspended", { at: state.at });
    case "withdrawn":
    case "lifted":
    case "expired":
      return irregular("measure-over");
    default:
      return state satisfies never;
  }
}

const promiseFits = (until: string | undefined, at: Instant): Verdict => {
  if (until === undefined) return REGULAR;
  const end = parseInstant(until);
  return end !== undefined && end > at ? REGULAR : irregular("suspension-end");
};

export const suspendMeasure: ActRule<SuspendMeasureBody> = {
  kind: "suspend-measure",
  body: SuspendMeasureBody,
  may: ({ by }, { matter }) => {
    if (matter === undefined) return irregular("unknown-matter");
    const inForce = matter.measures.some((measure) => measure.by === by && maySuspend(measure).ok);
    return inForce ? REGULAR : irregular("no-measure", { party: by });
  },
  judge: (act, context) => {
    const measure = measureIn(context.matter, act.body.of);
    return firstRefusal(
      () => namesOwnMeasure(act.body.of, act.by, context),
      () => (measure === undefined ? REGULAR : maySuspend(measure)),
      () => promiseFits(act.body.until, act.at),
    );
  },
  apply: (matter, { id, at, body: { of, until } }) => {
    const notBefore = until === undefined ? null : (parseInstant(until) ?? null);
    return {
      ...matter,
      measures: matter.measures.map((measure) =>
        measure.act === of ? paused(measure, { act: id, at, notBefore }) : measure,
      ),
    };
  },
};

/** Paused, past its promise, and still what it was adopted for. */
function mayResume(measure: Measure, at: Instant, compact: Compact, matter: Matter): Verdict {
  const { state } = measure;
  const rule = ruleOnMenu(compact, measure.measure);
  if (rule === undefined) return irregular("not-on-the-menu", { measure: measure.measure });
  if (state.is !== "suspended") return irregular("not-suspended");
  if (state.reason === "escrow") return irregular("measure-in-escrow");
  const from = state.pause?.notBefore ?? null;
  if (from !== null && at < from) return irregular("too-early", { step: BELOW_THE_LADDER.measures, from });
  return stillFits(measure, rule, compact, matter);
}

export const resumeMeasure: ActRule<ResumeMeasureBody> = {
  kind: "resume-measure",
  body: ResumeMeasureBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), hasNotStoodDown(occasion), notCoolingOff, ({ compact, matter }) => {
      const own = matter.measures.filter(({ by, state }) => by === occasion.by && state.is === "suspended");
      const verdicts = own.map((measure) => mayResume(measure, occasion.at, compact, matter));
      return verdicts.find(({ ok }) => ok) ?? verdicts[0] ?? irregular("no-measure", { party: occasion.by });
    }),
  judge: (act, context) => {
    const { compact, matter } = context;
    const measure = measureIn(matter, act.body.of);
    if (matter === undefined || measure === undefined) return namesOwnMeasure(act.body.of, act.by, context);
    return firstRefusal(
      () => namesOwnMeasure(act.body.of, act.by, context),
      () => mayResume(measure, act.at, compact, matter),
      () => isTold(act.to, toldOf(matter, act.by, measure.consulted)),
    );
  },
  apply: (matter, { body: { of } }) => ({
    ...matter,
    measures: matter.measures.map((measure) => (measure.act === of ? resumed(measure) : measure)),
  }),
};
