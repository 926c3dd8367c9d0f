// One clause of a compact, and the link that leads to it from wherever it is named.

import { useId, useMemo, type ReactNode } from "react";
import { everyClause, type SaidClause } from "../../src/core/compact/clause.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import { useCompactSpeech } from "../compact/speech.tsx";
import { yamlText } from "../compact/yaml-text.ts";
import { compactPath } from "../router.tsx";
import { Runs } from "./compact-runs.tsx";

/** The number of a clause, as a link to it. */
export function ClauseLink({ clause }: { readonly clause: SaidClause | undefined }): ReactNode {
  const { t } = useCompactSpeech();
  if (clause === undefined || clause.number === "") return null;
  return (
    <a
      className="clause-link"
      href={`${compactPath("agreed")}#${clause.id}`}
      aria-label={t("compact.clause", { number: clause.number })}
    >
      <bdi>{clause.number}</bdi>
    </a>
  );
}

type ClausesProps = {
  readonly clauses: readonly SaidClause[];
  readonly document: CompactDocument | null;
  readonly find?: string;
  /** Whether the clauses can be linked to: only those in force, or two on one page would share an address. */
  readonly anchors?: boolean;
};

export const Clauses = ({ clauses, ...rest }: ClausesProps): ReactNode =>
  clauses.map((section) => <Section key={section.id} section={section} {...rest} />);

type SectionProps = Omit<ClausesProps, "clauses"> & { readonly section: SaidClause };

function Section({ section, document, find, anchors = true }: SectionProps): ReactNode {
  const title = useId();
  return (
    <section
      className="clause-section"
      id={anchors ? section.id : undefined}
      aria-labelledby={title}
      tabIndex={anchors ? -1 : undefined}
    >
      <h3 className="clause-section-title" id={title}>
        <bdi className="clause-number">{section.number}</bdi>
        <span>
          <Runs runs={section.runs} find={find ?? ""} />
        </span>
      </h3>
      <Below {...{ document, anchors }} clauses={section.children} find={find ?? ""} />
    </section>
  );
}

const Below = ({ clauses, document, find = "", anchors = true }: ClausesProps): ReactNode =>
  clauses.length > 0 && (
    <ol className="clauses">
      {clauses.map((clause) => (
        <li
          key={clause.id}
          id={anchors ? clause.id : undefined}
          className={`clause clause-${clause.form}`}
          tabIndex={anchors ? -1 : undefined}
        >
          <div className="clause-line">
            {clause.number !== "" &&
              (anchors ? <ClauseLink clause={clause} /> : <bdi className="clause-link">{clause.number}</bdi>)}
            <p>
              <Runs runs={clause.runs} find={find} />
            </p>
            {document !== null && clause.form !== "note" && clause.path.length > 0 && (
              <Place clause={clause} document={document} />
            )}
          </div>
          <Below {...{ document, find, anchors }} clauses={clause.children} />
        </li>
      ))}
    </ol>
  );

/** Where the sentence comes from: its place in the document and the lines that stand there. */
function Place({ clause, document }: { readonly clause: SaidClause; readonly document: CompactDocument }): ReactNode {
  const { t } = useCompactSpeech();
  const text = useMemo(() => yamlText(valueAt(document, clause.path)), [document, clause.path]);
  return (
    <details className="clause-place">
      <summary>
        <span className="unseen">{t("compact.clause.place", { number: clause.number })}</span>
        <span aria-hidden="true">{"{ }"}</span>
      </summary>
      <div dir="ltr">
        <p className="clause-path">{clause.path.join(" › ")}</p>
        <pre tabIndex={0} role="region" aria-label={t("compact.clause.source", { number: clause.number })}>
          {text}
        </pre>
      </div>
    </details>
  );
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Readonly<Record<string, unknown>>)[key] : undefined,
    value,
  );
}

/** The clauses in which a text stands, with those above them; all where nothing is looked for. */
export function found(clauses: readonly SaidClause[], find: string): readonly SaidClause[] {
  if (find === "") return clauses;
  return clauses.flatMap((clause) => {
    const children = found(clause.children, find);
    const here = `${clause.number} ${clause.text}`.toLocaleLowerCase().includes(find);
    if (here) return [clause];
    return children.length > 0 ? [{ ...clause, children }] : [];
  });
}

/** How many sentences of these a text stands in. */
export const hits = (clauses: readonly SaidClause[], find: string): number =>
  everyClause(clauses).filter(({ number, text }) => `${number} ${text}`.toLocaleLowerCase().includes(find)).length;
