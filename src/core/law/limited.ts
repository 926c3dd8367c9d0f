// Whether a limit that was agreed on a line holds a draft back. It is asked before signing, and of nothing
// else: what was signed is carried and judged whatever was limited. spec/readiness.md

import type { Draft, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { isStanding } from "../kernel/matter.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { holdsBack, limitBetween } from "../line/limits.ts";
import type { Fold } from "./fold.ts";

/** The draft keeps a duty of its author in its matter. */
function isOwed(fold: Fold, { kind, matter }: Draft, by: PartyId, at: Instant): boolean {
  const present = matter === null ? undefined : fold.matter(matter, at);
  return present?.duties.some((duty) => duty.by === by && isStanding(duty) && duty.owes.includes(kind)) ?? false;
}

/** The limit that holds a draft of this party back, or REGULAR. */
export function limitOn(fold: Fold, draft: Draft, by: PartyId, at: Instant): Verdict {
  const { limits } = fold.line();
  if (limits.length === 0) return REGULAR;
  for (const to of draft.to) {
    const limit = limitBetween(limits, by, to, at);
    if (limit === undefined || !holdsBack(limit, draft.kind, draft.body, isOwed(fold, draft, by, at))) continue;
    return irregular("line-limited", { party: to, until: limit.until });
  }
  return REGULAR;
}
