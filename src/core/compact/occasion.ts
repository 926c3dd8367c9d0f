// Checks that many acts share, each one rule with one name. They look at who gives the act and how the
// matter stands, before any body is read. spec/ladder.md

import type { PartyId } from "../kernel/act.ts";
import type { Instant, Millis } from "../kernel/instant.ts";
import { membersOf, stepOf, stoppedBetween, type Matter, type StepId } from "../kernel/matter.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { hasRole, partyOf, stepRule, type Compact } from "./compact.ts";
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

/** The ladder's first step on which this act is owed without another act calling for it. */
export function stepOwing(compact: Compact, kind: string): StepId | undefined {
  return compact.ladder.find((step) => step.owes.some((rule) => rule.on === null && rule.act.includes(kind)))?.id;
}

/** The act is owed on a step: the step has been opened, and the time before which nobody may give it has passed. */
export const isDueOnItsStep =
  ({ at }: Occasion, kind: string) =>
  ({ compact, matter }: Known): Verdict => {
    const id = stepOwing(compact, kind);
    if (id === undefined) return irregular("step-not-open", { step: kind });
    const state = stepOf(matter, id);
    if (state.is === "ahead") return irregular("step-not-open", { step: id });
    const rule = stepRule(compact, id)?.owes.find(({ act, on }) => on === null && act.includes(kind));
    return notBefore(matter, state.since, rule?.earliest ?? 0, at, id);
  };

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
function notBefore(matter: Matter, since: Instant, earliest: Millis, at: Instant, step: StepId): Verdict {
  const ran = at - since - stoppedBetween(matter, since, at);
  if (ran >= earliest) return REGULAR;
  return irregular("too-early", { step, from: since + earliest + stoppedBetween(matter, since, Infinity) });
}
