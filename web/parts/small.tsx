// Small parts that many others share.

import { useEffect, useState, type ReactNode } from "react";
import { partyOf, type Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { hueOf } from "../words/voice.tsx";
import { useSay } from "../words/voice.tsx";

/** A party's name in its colour; the colour never says anything that the name does not. */
export const Party = ({ compact, party }: { readonly compact: Compact; readonly party: PartyId }): ReactNode => (
  <bdi className={`party ${hueOf(compact, party)}`}>{partyOf(compact, party)?.name ?? party}</bdi>
);

/** Ids, hashes and commands read from left to right in every language. */
export const Id = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <bdi dir="ltr" className="id">
    {children}
  </bdi>
);

export type MarkIs = "owed" | "kept" | "kept-late" | "lapsed" | "released" | "up" | "cut" | "untried" | "fails";

const SHAPES: Readonly<Record<MarkIs, ReactNode>> = {
  owed: <circle cx="8" cy="8" r="4.5" fill="none" strokeWidth="2.5" />,
  kept: <path d="M3 8.5 6.5 12 13 4.5" fill="none" strokeWidth="2.5" />,
  "kept-late": <path d="M3 7.5 6.5 11 13 3.5M3 14.5h10" fill="none" strokeWidth="2" />,
  lapsed: <path d="M8 2.5 13.5 8 8 13.5 2.5 8z" strokeWidth="1" className="filled" />,
  released: <path d="M4 8h8" fill="none" strokeWidth="2" />,
  up: <circle cx="8" cy="8" r="5" className="filled" />,
  cut: <path d="M3.2 3.2a6.8 6.8 0 1 0 9.6 9.6 6.8 6.8 0 0 0-9.6-9.6zM4 12 12 4" fill="none" strokeWidth="2" />,
  untried: <circle cx="8" cy="8" r="5.5" fill="none" strokeWidth="2" strokeDasharray="2.4 2.4" />,
  fails: <path d="m4 4 8 8M12 4l-8 8" fill="none" strokeWidth="2.5" />,
};

/** A state as a shape; the word stands beside it wherever it is used. */
export const Mark = ({ is }: { readonly is: MarkIs }): ReactNode => (
  <svg className={`mark mark-${is}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    {SHAPES[is]}
  </svg>
);

type TableProps = {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
};

/** The table behind a picture, for those who would rather read than look. */
export function TableBehind({ caption, columns, rows }: TableProps): ReactNode {
  const { say } = useSay();
  return (
    <details className="table-behind">
      <summary>{say("matter.table")}</summary>
      <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, i) =>
                  i === 0 ? (
                    <th key={i} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={i}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const COPIED_MS = 2_000;

/** A text to carry away, with a button that copies it. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { say } = useSay();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <div className="copyable">
      <pre tabIndex={0} role="region" aria-label={label} dir="ltr">
        {text}
      </pre>
      <button type="button" className="small" onClick={copy}>
        {say(copied ? "proof.copied" : "proof.copy")}
      </button>
    </div>
  );
}
