// The place of a clause as a comment names it (`ladder/confirm/owes/0`), and the way back from such a place
// to a clause: where a place names more than the clauses tell apart, the clause above it. Pure.

import { everyClause, type SaidClause } from "../../src/core/compact/clause.ts";

/** What an entry of a list is called by in its document. */
const NAMES = ["step", "line", "indicator", "object", "measure", "row", "norm", "contact", "section"] as const;
const SEGMENT = /^[a-z0-9][a-z0-9+-]{0,80}$/;

type Entry = Readonly<Record<string, unknown>>;
const isEntry = (value: unknown): value is Entry => typeof value === "object" && value !== null;

export function placeOfPath(document: unknown, path: readonly (string | number)[]): string {
  let value = document;
  const segments = path.map((part) => {
    const inner = isEntry(value) ? value[part] : undefined;
    value = inner;
    if (typeof part === "string") return part;
    const name = isEntry(inner) ? NAMES.map((key) => inner[key]).find((each) => typeof each === "string") : undefined;
    return typeof name === "string" && SEGMENT.test(name) ? name : String(part);
  });
  return segments.join("/");
}

/** The clause that a place is about; undefined where it names nothing that a clause says. */
export function clauseAt(document: unknown, clauses: readonly SaidClause[], place: string): SaidClause | undefined {
  const byPlace = new Map<string, SaidClause>();
  for (const clause of everyClause(clauses)) {
    const at = placeOfPath(document, clause.path);
    if (clause.path.length > 0 && clause.form !== "note" && !byPlace.has(at)) byPlace.set(at, clause);
  }
  const segments = place.split("/");
  for (let length = segments.length; length > 0; length -= 1) {
    const found = byPlace.get(segments.slice(0, length).join("/"));
    if (found !== undefined) return found;
  }
  return undefined;
}
