// The clauses in force, as people sign them: numbered sentences with a table of contents that follows,
// a search, and a print with room for the signatures.

import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { SaidClause } from "../../src/core/compact/clause.ts";
import { clausesOf } from "../../src/core/compact/clauses.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import { authenticLanguages, renderClauses } from "../../src/core/compact/say-clauses.ts";
import { climbOf } from "../compact/climb.ts";
import { useCompactSpeech } from "../compact/speech.tsx";
import { languageName } from "./body.tsx";
import { Clauses, found, hits } from "./compact-clause.tsx";
import { CompactLadder } from "./compact-ladder.tsx";
import { Runs } from "./compact-runs.tsx";

export function CompactAgreed({ document }: { readonly document: CompactDocument }): ReactNode {
  const { t, say, speech } = useCompactSpeech();
  const [find, setFind] = useState("");
  const said = useMemo(() => renderClauses(clausesOf(document), speech), [document, speech]);
  const picture = useMemo(() => climbOf(document, said), [document, said]);
  const sought = find.trim().toLocaleLowerCase();
  const shown = found(said, sought);
  useFragment();
  return (
    <div className="agreed">
      <Contents sections={said} />
      <div className="agreed-text">
        <CompactLadder picture={picture} />
        <section aria-labelledby="clauses">
          <div className="agreed-head">
            <h2 id="clauses">{t("compact.clauses")}</h2>
            <label className="find">
              <span>{t("compact.find")}</span>
              <input type="search" value={find} onChange={(event) => setFind(event.target.value)} />
            </label>
            <button type="button" onClick={() => print()}>
              {say.say("matter.print")}
            </button>
          </div>
          <p className="hint" role="status">
            {sought === "" ? <Authentic document={document} /> : t("compact.find.count", { count: hits(said, sought) })}
          </p>
          <Clauses clauses={shown} document={document} find={sought} />
        </section>
        <Signatures document={document} />
      </div>
    </div>
  );
}

/** Which languages bind equally, said where they are read. */
function Authentic({ document }: { readonly document: CompactDocument }): ReactNode {
  const { t, speech, say } = useCompactSpeech();
  const languages = authenticLanguages(document).map((lang) => languageName(say, lang));
  return languages.length === 0
    ? t("compact.authentic.none")
    : t("compact.authentic", { languages: speech.list(languages, "and") });
}

/** A clause that an address names is brought to the eye once the clauses are there. */
function useFragment(): void {
  useEffect(() => {
    const show = (): void => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      target?.scrollIntoView({ block: "start" });
      target?.focus({ preventScroll: true });
    };
    show();
    addEventListener("hashchange", show);
    return () => removeEventListener("hashchange", show);
  }, []);
}

/** The section that is being read: the last whose head has passed the upper part of the window. */
function useReading(ids: readonly string[]): string | undefined {
  const [reading, setReading] = useState(ids[0]);
  const known = ids.join(" ");
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const passed = known.split(" ").filter((id) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top !== undefined && top < innerHeight / 3;
      });
      setReading(passed.at(-1));
    };
    const soon = (): void => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", soon, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", soon);
    };
  }, [known]);
  return reading;
}

/** Scrolls the contents alone: a browser that scrolls an element into view begins the next Tab behind it. */
function showCurrent(list: HTMLElement): void {
  const frame = list.closest("nav");
  const current = list.querySelector("[aria-current]");
  if (frame === null || current === null) return;
  const [outer, box] = [frame.getBoundingClientRect(), current.getBoundingClientRect()];
  const top = box.top < outer.top ? box.top - outer.top : Math.max(0, box.bottom - outer.bottom);
  frame.scrollBy({ top });
}

function Contents({ sections }: { readonly sections: readonly SaidClause[] }): ReactNode {
  const { t } = useCompactSpeech();
  const reading = useReading(sections.map(({ id }) => id));
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (list.current !== null) showCurrent(list.current);
  }, [reading]);
  return (
    <nav className="contents" aria-labelledby="contents">
      <h2 id="contents">{t("compact.contents")}</h2>
      <ol ref={list}>
        {sections.map(({ id, number, runs }) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={id === reading ? "location" : undefined}>
              <bdi className="clause-number">{number}</bdi>
              <span>
                <Runs runs={runs} />
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** On paper only: a line for each member to sign on. */
function Signatures({ document }: { readonly document: CompactDocument }): ReactNode {
  const { t } = useCompactSpeech();
  const members = Object.entries(document.parties).filter(([, { role }]) => role === "member");
  return (
    <section className="paper-only signatures" aria-labelledby="signatures">
      <h2 id="signatures">{t("compact.paper.signatures")}</h2>
      {members.map(([id, { name }]) => (
        <p key={id}>
          <b>{name}</b>
          <span>{t("compact.paper.name")}</span>
          <span>{t("compact.paper.date")}</span>
        </p>
      ))}
    </section>
  );
}
