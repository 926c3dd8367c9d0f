// Two wordings beside each other, clause by clause, as rows of a table: what the law's own comparison found,
// in the sentences of the page's language. Pure.

import { everyClause, type Clause, type SaidClause, type Speech } from "../../src/core/compact/clause.ts";
import { clausesOf } from "../../src/core/compact/clauses.ts";
import { diffClauses, redline, type RedlinePiece } from "../../src/core/compact/diff.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import { renderClauses } from "../../src/core/compact/say-clauses.ts";

export type RedlineRow = {
  readonly id: string;
  readonly before: SaidClause | undefined;
  readonly after: SaidClause | undefined;
  /** The old sentence with the words that go, and the new one with those that come. */
  readonly old: readonly RedlinePiece[];
  readonly now: readonly RedlinePiece[];
};

export function redlineRows(before: CompactDocument, after: CompactDocument, speech: Speech): readonly RedlineRow[] {
  const said = (clause: Clause): readonly SaidClause[] => everyClause(renderClauses([clause], speech));
  return diffClauses(clausesOf(before), clausesOf(after)).flatMap((change): readonly RedlineRow[] => {
    switch (change.is) {
      case "added":
        return said(change.after).map((clause) => whole(clause, "after"));
      case "removed":
        return said(change.before).map((clause) => whole(clause, "before"));
      case "changed": {
        const [old] = said(change.before);
        const [now] = said(change.after);
        const pieces = redline(old?.text ?? "", now?.text ?? "");
        return [
          {
            id: change.id,
            before: old,
            after: now,
            old: pieces.filter(({ is }) => is !== "new"),
            now: pieces.filter(({ is }) => is !== "struck"),
          },
        ];
      }
      default:
        return change satisfies never;
    }
  });
}

/** A clause that only one of the two has. */
function whole(clause: SaidClause, side: "before" | "after"): RedlineRow {
  const pieces = (is: "struck" | "new"): readonly RedlinePiece[] => [{ is, text: clause.text }];
  return side === "after"
    ? { id: clause.id, before: undefined, after: clause, old: [], now: pieces("new") }
    : { id: clause.id, before: clause, after: undefined, old: pieces("struck"), now: [] };
}
