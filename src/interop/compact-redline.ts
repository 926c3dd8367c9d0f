// Two versions of a compact as a redline in one language: what is struck and what is put in, with the
// numbers of both, and how many members the change needs. Laid out as text, Markdown or HTML.

import type { Args, Clause, SaidClause, Speech } from "../core/compact/clause.ts";
import { everyClause } from "../core/compact/clause.ts";
import { quorumFor } from "../core/compact/agreement.ts";
import { clausesOf } from "../core/compact/clauses.ts";
import { QUORUMS, type Compact, type Quorum } from "../core/compact/compact.ts";
import { changedSections, diffClauses, redline, type ClauseChange, type RedlinePiece } from "../core/compact/diff.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { choice, count, label, or, term } from "../core/compact/draft-clause.ts";
import { renderClauses, sentenceText } from "../core/compact/say-clauses.ts";

type Side = { readonly document: CompactDocument; readonly compact: Compact };

export type RedlineRow = {
  readonly is: ClauseChange["is"];
  readonly id: string;
  /** The number before and after; null on the side that does not have the clause. */
  readonly before: string | null;
  readonly after: string | null;
  /** `6.1.2`, or both numbers where they differ. */
  readonly number: string;
  readonly pieces: readonly RedlinePiece[];
};

export type CompactRedline = {
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  readonly title: string;
  readonly fromTo: string;
  readonly summary: readonly string[];
  readonly labels: Readonly<Record<ClauseChange["is"], string>>;
  readonly sections: readonly string[];
  /** How many members the change needs; null when nothing changes. */
  readonly quorum: Quorum | null;
  readonly rows: readonly RedlineRow[];
};

export function compactRedline(before: Side, after: Side, speech: Speech): CompactRedline {
  const say = (key: string, args: Args = {}): string => sentenceText(key, args, speech);
  const changes = diffClauses(clausesOf(before.document), clausesOf(after.document));
  const rows = changes.flatMap((change) => rowsOf(change, speech));
  const sections = changedSections(before.document, after.document);
  const quorum = rows.length === 0 ? null : quorumFor(before.compact, sections);
  return {
    lang: speech.lang,
    dir: speech.dir,
    title: `${say("diff.title")}: ${after.document.title}`,
    fromTo: say("diff.from-to", { before: count(before.document.version), after: count(after.document.version) }),
    summary: [
      rows.length === 0 ? say("diff.none") : say("diff.count", { count: count(rows.length) }),
      ...(quorum === null
        ? []
        : [say("diff.quorum", { of: choice(quorum) }), ...because(before, sections, quorum, say)]),
    ],
    labels: { added: say("diff.added"), removed: say("diff.removed"), changed: say("diff.changed") },
    sections,
    quorum,
    rows,
  };
}

/** Which of the changed sections ask for it, where a section has a rule of its own that decides. */
function because(
  { compact: { quorum } }: Side,
  sections: readonly string[],
  needed: Quorum,
  say: (key: string, args: Args) => string,
): readonly string[] {
  const deciding = quorum.sections.filter(({ section, of }) => of === needed && sections.includes(section));
  const stricter = QUORUMS.indexOf(needed) < QUORUMS.indexOf(quorum.amendment);
  if (deciding.length === 0 || !stricter) return [];
  return [say("diff.because", { sections: or(deciding.map(({ section }) => term("section", section))) })];
}

function rowsOf(change: ClauseChange, speech: Speech): readonly RedlineRow[] {
  const said = (clause: Clause): readonly SaidClause[] => everyClause(renderClauses([clause], speech));
  const own = (clause: Clause): string => renderClauses([{ ...clause, children: [] }], speech)[0]?.text ?? "";
  switch (change.is) {
    case "added":
      return said(change.after).map(({ id, number, text }) => ({
        is: "added",
        id,
        before: null,
        after: number,
        number,
        pieces: [{ is: "new", text }],
      }));
    case "removed":
      return said(change.before).map(({ id, number, text }) => ({
        is: "removed",
        id,
        before: number,
        after: null,
        number,
        pieces: [{ is: "struck", text }],
      }));
    case "changed": {
      const [old, now] = [change.before.number, change.after.number];
      const both = sentenceText("diff.renumbered", { before: label(old), after: label(now) }, speech);
      const pieces = redline(own(change.before), own(change.after));
      return [{ is: "changed", id: change.id, before: old, after: now, number: old === now ? now : both, pieces }];
    }
    default:
      return change satisfies never;
  }
}
