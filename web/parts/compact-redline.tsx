// Two wordings side by side, only the clauses that differ: what goes is struck, what comes is underlined.

import { useMemo, type ReactNode } from "react";
import type { SaidClause } from "../../src/core/compact/clause.ts";
import { clausesOf } from "../../src/core/compact/clauses.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import { renderClauses } from "../../src/core/compact/say-clauses.ts";
import { redlineRows, type RedlineRow } from "../compact/redline.ts";
import { useCompactSpeech } from "../compact/speech.tsx";

/** A document in sentences of the page's language. */
export function useSaid(document: CompactDocument): readonly SaidClause[] {
  const { speech } = useCompactSpeech();
  return useMemo(() => renderClauses(clausesOf(document), speech), [document, speech]);
}

type RedlineProps = {
  readonly before: CompactDocument;
  readonly after: CompactDocument;
  /** Where a clause can be commented on: called with the clause's name. */
  readonly onComment?: (clause: string) => void;
};

export function Redline({ before, after, onComment }: RedlineProps): ReactNode {
  const { t, speech } = useCompactSpeech();
  const rows = useMemo(() => redlineRows(before, after, speech), [before, after, speech]);
  if (rows.length === 0) return <p className="soft">{t("compact.redline.none")}</p>;
  return (
    <div className="redline">
      <p className="hint">{t("compact.redline.about")}</p>
      <ol>
        {rows.map((row) => (
          <Row key={row.id} row={row} onComment={onComment} />
        ))}
      </ol>
    </div>
  );
}

type RowProps = { readonly row: RedlineRow; readonly onComment: RedlineProps["onComment"] };

function Row({ row, onComment }: RowProps): ReactNode {
  const { t } = useCompactSpeech();
  const { id, before, after, old, now } = row;
  const number = (after ?? before)?.number ?? "";
  return (
    <li className="redline-row">
      <p className="redline-head">
        <bdi className="clause-number">{numbers(before, after)}</bdi>
        {before === undefined && <span className="tag tag-new">{t("compact.redline.new")}</span>}
        {after === undefined && <span className="tag tag-gone">{t("compact.redline.gone")}</span>}
        {onComment !== undefined && after !== undefined && number !== "" && (
          <button
            type="button"
            className="link"
            aria-label={t("compact.comments.on", { number })}
            onClick={() => onComment(id)}
          >
            {t("compact.comments.write")}
          </button>
        )}
      </p>
      <Side label={t("compact.redline.before")} pieces={old} />
      <Side label={t("compact.redline.after")} pieces={now} />
    </li>
  );
}

const numbers = (before: SaidClause | undefined, after: SaidClause | undefined): string =>
  [...new Set([before?.number, after?.number].filter((number) => number !== undefined && number !== ""))].join(" → ");

/** One side of a row; where there is nothing, a dash stands for it. */
function Side({ label, pieces }: { readonly label: string; readonly pieces: RedlineRow["old"] }): ReactNode {
  return (
    <p className="redline-side">
      <span className="unseen">{label} </span>
      {pieces.length === 0 && "–"}
      {pieces.map(({ text, is }, i) =>
        is === "same" ? (
          <span key={i}>{text}</span>
        ) : is === "struck" ? (
          <del key={i}>{text}</del>
        ) : (
          <ins key={i}>{text}</ins>
        ),
      )}
    </p>
  );
}
