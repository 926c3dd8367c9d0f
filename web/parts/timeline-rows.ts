// The two-sided order of what was said. The reporter stands at one side, the others at the other, the
// mediator between them; a disputed act and the act that disputes it share a row. Pure.

import { hasRole, type Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { MINUTE, SECOND } from "../../src/core/kernel/instant.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import type { EntryView } from "../../src/node/http/api.ts";

type Side = "start" | "end" | "middle";

export type Row =
  | { readonly is: "said"; readonly entry: EntryView; readonly side: Side; readonly against: readonly EntryView[] }
  /** The place in time of a dispute that is shown further up, beside what it disputes. */
  | { readonly is: "shown-above"; readonly entry: EntryView; readonly about: EntryView };

function sideOf(compact: Compact, matter: Matter, party: PartyId): Side {
  if (party === matter.reporter) return "start";
  return matter.addressees.includes(party) || hasRole(compact, party, "member") ? "end" : "middle";
}

export function timelineRows(compact: Compact, matter: Matter, entries: readonly EntryView[]): readonly Row[] {
  const side = (entry: EntryView): Side => sideOf(compact, matter, entry.act.by);
  const byId = new Map(entries.map((entry) => [entry.act.id, entry]));
  const disputedBy = (dispute: EntryView): EntryView | undefined => {
    if (dispute.act.kind !== "dispute" || dispute.refusal !== null) return undefined;
    const about = byId.get(String(dispute.act.body["of"]));
    return about !== undefined &&
      side(about) !== side(dispute) &&
      side(about) !== "middle" &&
      side(dispute) !== "middle"
      ? about
      : undefined;
  };
  return entries.map((entry): Row => {
    const about = disputedBy(entry);
    if (about !== undefined) return { is: "shown-above", entry, about };
    return { is: "said", entry, side: side(entry), against: entries.filter((other) => disputedBy(other) === entry) };
  });
}

/** Whether an act came so long after it was said that the reader should know: five minutes of the ladder. */
export function cameLate(compact: Compact, { act, receivedAt }: EntryView): boolean {
  return receivedAt - act.at > Math.max(10 * SECOND, (5 * MINUTE) / compact.pace);
}

/** Who disputes an act, whatever side they stand on. */
export const disputersOf = (matter: Matter, act: string): readonly PartyId[] =>
  matter.disputes.filter(({ about }) => about === act).map(({ by }) => by);
