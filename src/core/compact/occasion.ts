// Checks that many acts share, each one rule with one name. They look at who gives the act and how the
// matter stands, before any body is read. spec/ladder.md

import type { PartyId } from "../kernel/act.ts";
import type { Instant, Millis } from "../kernel/instant.ts";
import { membersOf, stepOf, stoppedBetween, type Matter, type StepId } from "../kernel/matter.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { hasRole, partyOf, type Compact, type DutyRule, type LadderStep } from "./compact.ts";
import type { Context, Occasion } from "./rule.ts";

type Known = { readonly compact: Compact; readonly matter: Matter };

/** Runs checks on a matter that exists and is not closed. */
export function onMatter(context: Context, ...checks: ReadonlyArray<(known: Known) => Verdict>): Verdict {
  const { compact, matter } = context;
  if (matter === undefined) return irregular("unknown-matter");
  if (matter.standing.is === "closed") return irregular("matter-closed", { at: matter.standing.at });
  const known = { compact, matter };
  for (const check of checks) {
    const verdict = check(known);
    if (!verdict.ok) return verdict;
  }
  return REGULAR;
}

/** A member that the matter concerns: its reporter or one of its addressees. */
export const isConcerned =
  ({ by }: Occasion) =>
  ({ matter }: Known): Verdict =>
    membersOf(matter).includes(by) ? REGULAR : irregular("not-in-this-matter", { party: by });

/** A concerned member or a mediator of the compact. */
export const isConcernedOrMediator =
  (occasion: Occasion) =>
  (known: Known): Verdict =>
    hasRole(known.compact, occasion.by, "mediator") ? REGULAR : isConcerned(occasion)(known);

export const isMember = (compact: Compact, by: PartyId): Verdict =>
  partyOf(compact, by) === undefined
    ? irregular("not-a-party", { party: by })
    : hasRole(compact, by, "member")
      ? REGULAR
      : irregular("not-a-member", { party: by });

/** The steps of the ladder on which this act is owed without another act calling for it. */
export const stepsOwing = ({ ladder }: Compact, kind: string): readonly LadderStep[] =>
  ladder.filter((step) => stepOwes(step, kind) !== undefined);

/**
 * The act is owed on a step that has been opened, and the time before which nobody may give it has passed. Where
 * several steps owe it, one is enough: a matter may have gone past the first before it was written.
 */
export const isDueOnItsStep =
  ({ at }: Occasion, kind: string) =>
  ({ compact, matter }: Known): Verdict => {
    const verdicts = stepsOwing(compact, kind).map((step) => {
      const state = stepOf(matter, step.id);
      if (state.is === "ahead") return irregular("step-not-open", { step: step.id });
      return notBefore(matter, state.since, stepOwes(step, kind)?.earliest ?? 0, at, step.id);
    });
    const reached = verdicts.filter((verdict) => verdict.ok || verdict.rule !== "step-not-open");
    const given = reached.find(({ ok }) => ok) ?? reached[0] ?? verdicts[0];
    return given ?? irregular("step-not-open", { step: kind });
  };

const stepOwes = ({ owes }: LadderStep, kind: string): DutyRule | undefined =>
  owes.find(({ act, on }) => on === null && act.includes(kind));

/** The act would open a step: the step before it has been open for as long as the compact asks. */
export const mayOpenStep =
  ({ at }: Occasion, kind: string) =>
  ({ compact, matter }: Known): Verdict => {
    const place = compact.ladder.findIndex((step) =>
      step.opens.some((trigger) => trigger.is === "act" && trigger.kind === kind),
    );
    const step = compact.ladder[place];
    const before = compact.ladder[place - 1];
    if (step === undefined || before === undefined) return REGULAR;
    const state = stepOf(matter, before.id);
    if (state.is === "ahead") return irregular("step-not-open", { step: before.id });
    return notBefore(matter, state.since, step.earliest, at, step.id);
  };

/** An earliest time is counted by running clocks: cooling-off does not use it up. */
export function notBefore(matter: Matter, since: Instant, earliest: Millis, at: Instant, step: StepId): Verdict {
  const ran = at - since - stoppedBetween(matter, since, at);
  if (ran >= earliest) return REGULAR;
  return irregular("too-early", { step, from: whenRan(matter, since, earliest) });
}

/** When so much time has run by clocks that cooling-off stops, as far as it is known now. */
export const whenRan = (matter: Matter, since: Instant, time: Millis): Instant =>
  since + time + stoppedBetween(matter, since, Infinity);
