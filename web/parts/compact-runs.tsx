// A sentence of a compact: its runs, each kept in its own direction and language.

import type { ReactNode } from "react";
import type { Run } from "../../src/core/compact/clause.ts";

type RunsProps = { readonly runs: readonly Run[]; readonly find?: string };

export const Runs = ({ runs, find = "" }: RunsProps): ReactNode =>
  runs.map((run, i) => {
    const text = <Found text={run.text} find={find} />;
    if (run.is === "plain" && run.lang === null) return <span key={i}>{text}</span>;
    return (
      <bdi
        key={i}
        className={`run run-${run.is}`}
        lang={run.lang ?? undefined}
        dir={run.is === "code" ? "ltr" : undefined}
      >
        {text}
      </bdi>
    );
  });

/** The text with what is looked for marked in it. */
export function Found({ text, find }: { readonly text: string; readonly find: string }): ReactNode {
  const at = find === "" ? -1 : text.toLocaleLowerCase().indexOf(find);
  if (at < 0) return text;
  const end = at + find.length;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      <Found text={text.slice(end)} find={find} />
    </>
  );
}
