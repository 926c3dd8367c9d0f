// The facts of a matter as one party holds them: what the report states, and before it the party's own
// assessment, where that speaks of the same. What a party says it does not know is unknown in its view,
// whatever the report says. So each side puts a compact's conditions to its own view,
// and everyone can put them to everyone's. spec/condition.md

import { NO_FACTS, type Facts } from "../compact/facts.ts";
import type { PartyId } from "../kernel/act.ts";
import type { HeldAssessment, Matter } from "../kernel/matter.ts";

/** A party's last assessment; an id such as `constructor` is a party's name and nothing else. */
export const heldBy = ({ assessments }: Matter, party: PartyId): HeldAssessment | undefined =>
  Object.hasOwn(assessments, party) ? assessments[party] : undefined;

export function factsOf(matter: Matter, party: PartyId): Facts {
  const reported = { ...NO_FACTS, ...matter.facts };
  const held = heldBy(matter, party);
  if (held === undefined) return reported;
  const { nature, civilians, low, high, facts } = held;
  return { ...reported, ...facts, nature, civilians, "severity-low": low, "severity-high": high };
}
