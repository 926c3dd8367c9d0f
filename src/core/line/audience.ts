// Who will see an act, and by which clause. An act goes to the ledger of every party, whomever it is
// addressed to: whoever writes one reads that before it is signed. spec/message.md

import { hasRole, type Compact } from "../compact/compact.ts";
import type { PartyId } from "../kernel/act.ts";

export type Reader = {
  readonly party: PartyId;
  readonly name: string;
  readonly why: "addressed" | "mediator" | "ledger";
  /** The number of the clause that names the party. */
  readonly clause: string;
};

const ORDER: readonly Reader["why"][] = ["addressed", "mediator", "ledger"];

/** Everyone but the author: those addressed first, then the mediators, then the rest. */
export function audienceOf(compact: Compact, by: PartyId, to: readonly PartyId[]): readonly Reader[] {
  const whyOf = (party: PartyId): Reader["why"] =>
    hasRole(compact, party, "mediator") ? "mediator" : to.includes(party) ? "addressed" : "ledger";
  return compact.parties
    .filter(({ id }) => id !== by)
    .map(({ id, name }) => ({ party: id, name, why: whyOf(id), clause: compact.clauses[`parties/${id}`] ?? "" }))
    .toSorted((a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why));
}
