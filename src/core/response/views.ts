// What a party reads of red lines and of proportion, in its own view of the facts. The acts of this
// folder ask here, and so does every screen. spec/measures.md

import { factsOf } from "../assessment/facts.ts";
import type { Compact, RedLine } from "../compact/compact.ts";
import { evaluate, type Truth } from "../compact/condition.ts";
import type { Facts } from "../compact/facts.ts";
import type { PartyId } from "../kernel/act.ts";
import type { Matter } from "../kernel/matter.ts";

export type LineView = {
  readonly line: string;
  /** Whether the line is crossed. Unknown is not crossed. */
  readonly crossed: Truth;
  /** Which of its exclusions applies, counted from 0; null when none does. */
  readonly exclusion: number | null;
};

function lineView({ id, when, except }: RedLine, facts: Facts): LineView {
  const met = evaluate(when, facts);
  const excluded = except.map((exclusion) => evaluate(exclusion, facts));
  const place = excluded.indexOf("yes");
  if (met !== "no" && place >= 0) return { line: id, crossed: "no", exclusion: place };
  // An exclusion that may apply leaves open whether the line is crossed.
  const crossed = met === "yes" && excluded.includes("unknown") ? "unknown" : met;
  return { line: id, crossed, exclusion: null };
}

/** Each red line of the compact as this party must read it now. */
export function linesOf(compact: Compact, matter: Matter, party: PartyId): readonly LineView[] {
  const facts = factsOf(matter, party);
  return compact.redLines.map((line) => lineView(line, facts));
}

/** What the first row whose condition holds says of a measure. */
export type Proportion =
  | { readonly is: "within" | "needs-consultation" | "exceeds"; readonly row: string }
  | { readonly is: "no-row" };

export function proportionOf(compact: Compact, facts: Facts, measure: string): Proportion {
  const row = compact.proportion.find(({ when }) => evaluate(when, facts) === "yes");
  if (row === undefined) return { is: "no-row" };
  if (row.within.includes(measure)) return { is: "within", row: row.id };
  return { is: row.consult.includes(measure) ? "needs-consultation" : "exceeds", row: row.id };
}
