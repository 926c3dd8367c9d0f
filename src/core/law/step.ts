// One step of the law: a matter, an act, the matter after it and the verdict. The fold, the model check,
// a replay and the simulators all call this and nothing else. spec/ladder.md

import { isOfAttribution } from "../attribution/rules.ts";
import type { Context } from "../compact/rule.ts";
import type { Act } from "../kernel/act.ts";
import { beginMatter, type Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { advance, revive, settle } from "../ladder/ladder.ts";
import { ruleOf } from "./table.ts";

export type Step = { readonly matter: Matter | undefined; readonly verdict: Verdict };

/** The verdict on an act in a matter that stands at the act's time. `first` is asked before the act's own rule. */
export function verdictOn(act: Act, context: Context, first: (act: Act) => Verdict = () => REGULAR): Verdict {
  const rule = ruleOf(act.kind);
  if (rule === undefined) return irregular("unknown-act", { kind: act.kind });
  return firstRefusal(
    () => first(act),
    () => rule.may(act, context),
    () => rule.judge(act as Act<never>, context),
  );
}

/**
 * The matter after an act, brought up to the act's time first. An irregular act changes nothing but the
 * time; before the opening report there is no matter.
 */
export function stepMatter(
  before: Matter | undefined,
  act: Act,
  { compact, find }: Pick<Context, "compact" | "find">,
  first?: (act: Act) => Verdict,
): Step {
  const matter = before === undefined ? undefined : advance(before, act.at, compact);
  const verdict = verdictOn(act, { compact, matter, find }, first);
  const rule = ruleOf(act.kind);
  if (!verdict.ok || rule === undefined || act.matter === null) return { matter, verdict };
  // Attribution has a clock of its own: its acts end no silence, keep no clock waiting and settle nothing.
  if (isOfAttribution(act.kind) && matter !== undefined)
    return { matter: rule.apply({ ...matter, asOf: act.at }, act as Act<never>, compact), verdict };
  const steps = compact.ladder.map(({ id }) => id);
  const standing = revive(matter ?? beginMatter(act.matter, act, steps, compact.version));
  const applied = rule.apply({ ...standing, lastActAt: act.at, asOf: act.at }, act as Act<never>, compact);
  return { matter: settle(applied, act, compact), verdict };
}
