// Checks that many acts share, each one rule with one name. They look at who gives the act and how the
// matter stands, before any body is read. spec/ladder.md

import type { PartyId } from "../kernel/act.ts";
import { membersOf, stepOf, type Matter, type StepId } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { hasRole, partyOf, stepRule, type Compact } from "./compact.ts";
import type { Context, Occasion } from "./rule.ts";

type Known = { readonly compact: Compact; readonly matter: Matter };

/** Runs checks on a matter that exists and is not closed. */
export function onMatter(context: Context, ...checks: ReadonlyArray<(known: Known) => Verdict>): Verdict {
  const { compact, matter } = context;
  if (matter === undefined) return irregular("unknown-matter");
  if (matter.standing.is === "closed") return irregular("matter-closed", { at: matter.standing.at });
  return firstRefusal(...checks.map((check) => () => check({ compact, matter })));
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
function stepOwing(compact: Compact, kind: string): StepId | undefined {
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
    const from = state.since + (rule?.earliest ?? 0);
    return at < from ? irregular("too-early", { step: id, from }) : REGULAR;
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
    const from = state.since + step.earliest;
    return at < from ? irregular("too-early", { step: step.id, from }) : REGULAR;
  };
