// What the check of a compact says, in words: each property with its answer, each finding as a story, and
// the bounds within which all of it is true.

import { useEffect, useState, type ReactNode } from "react";
import { boundsSentences } from "../../src/check/bounds.ts";
import type { Examined, Problem } from "../../src/check/examine.ts";
import { PROPERTIES } from "../../src/check/report.ts";
import type { StoryItem } from "../../src/check/story.ts";
import type { Sentence } from "../../src/check/sentence.ts";
import { tell, tellLength } from "../../src/check/tell.ts";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { CheckState } from "../compact/use-check.ts";
import { useCompactSpeech } from "../compact/speech.tsx";
import { tellerOf } from "../compact/teller.ts";
import { Mark } from "./small.tsx";

/** A sentence of the check about this compact, in the language of the page. */
export function useTell(): (says: Sentence, compact: Compact) => string {
  const spoken = useCompactSpeech();
  return (says, compact) => tell(says, compact, tellerOf(spoken));
}

type Path = readonly (string | number)[];

/** The way from a finding to its line in the editor; none where no text is being written. */
type LineLink = { readonly lineOf: (path: Path) => number; readonly goTo: (path: Path) => void };

export function CheckResult({ state, link }: { readonly state: CheckState; readonly link?: LineLink }): ReactNode {
  const { t } = useCompactSpeech();
  switch (state.is) {
    case "none":
      return <p className="soft">{t("compact.check.none")}</p>;
    case "waiting":
      return <p className="soft">{t("compact.check.waiting")}</p>;
    case "running":
      return <Running since={state.since} />;
    case "failed":
      return <p className="check-failed">{t("compact.check.failed")}</p>;
    case "done":
      return <Result examined={state.examined} tookMs={state.tookMs} link={link} />;
    default:
      return state satisfies never;
  }
}

/** How long it has been looking: nobody can know how long it will. */
function Running({ since }: { readonly since: number }): ReactNode {
  const { t } = useCompactSpeech();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - since) / 1_000)), 250);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <div className="check-running">
      <progress aria-label={t("compact.check.running")} />
      <p>
        {t("compact.check.running")}{" "}
        {seconds > 0 && <span className="soft">{t("compact.check.seconds", { seconds })}</span>}
      </p>
    </div>
  );
}

const MARKS = { holds: "kept", broken: "fails", undecided: "untried" } as const;

type ResultProps = { readonly examined: Examined; readonly tookMs: number; readonly link: LineLink | undefined };

function Result({ examined, tookMs, link }: ResultProps): ReactNode {
  const { t, say } = useCompactSpeech();
  const said = useTell();
  const { answers, problems, report } = examined;
  const whole = say.name(`result.${examined.is}`, examined.is, { count: problems.length });
  const figures = say.name("result.figures", "", {
    states: count(say.tag, report.states),
    transitions: count(say.tag, report.transitions),
    seconds: new Intl.NumberFormat(say.tag, { maximumFractionDigits: 1 }).format(tookMs / 1_000),
  });
  return (
    <div className={`checked checked-${examined.is}`}>
      <p className="checked-whole">
        <Mark is={MARKS[examined.is]} /> <b>{whole}</b> <span className="soft">{figures}</span>
      </p>
      <ul className="properties">
        {PROPERTIES.map((property) => {
          const answer = answers[property];
          return (
            <li key={property} className={`property property-${answer.is}`}>
              <details open={answer.is === "broken"}>
                <summary>
                  <Mark is={MARKS[answer.is]} /> <b>{say.name(`property.${property}`, property)}</b>{" "}
                  <span>{say.name(`decision.${answer.is}`, answer.is)}</span>
                </summary>
                <p className="soft">
                  {say.name(`property.${property}.about`, "")}{" "}
                  {answer.is === "undecided" && say.name(`because.${answer.because}`, answer.because)}
                </p>
                {problems
                  .filter((problem) => problem.property === property)
                  .map((problem, i) => (
                    <Story key={i} problem={problem} compact={examined.compact} link={link} />
                  ))}
              </details>
            </li>
          );
        })}
      </ul>
      <details className="bounds">
        <summary>{t("compact.check.bounds")}</summary>
        <ul>
          {boundsSentences(report).map((sentence) => (
            <li key={sentence.id}>{said(sentence, examined.compact)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

const count = (tag: string, value: number): string => new Intl.NumberFormat(tag).format(value);

type StoryProps = { readonly problem: Problem; readonly compact: Compact; readonly link: LineLink | undefined };

function Story({ problem, compact, link }: StoryProps): ReactNode {
  const said = useTell();
  const { t } = useCompactSpeech();
  return (
    <div className="story">
      <p className="story-says">
        {said(problem.says, compact)}{" "}
        {link !== undefined && (
          <button type="button" className="link" onClick={() => link.goTo(problem.path)}>
            {t("compact.write.line", { line: link.lineOf(problem.path) })}
          </button>
        )}
      </p>
      {problem.story.length > 0 && (
        <ol aria-label={t("compact.check.story")}>
          {problem.story.map((item, i) => (
            <Item key={i} item={item} compact={compact} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Item({ item, compact }: { readonly item: StoryItem; readonly compact: Compact }): ReactNode {
  const spoken = useCompactSpeech();
  const said = useTell();
  const moment = tellLength(item.after, tellerOf(spoken));
  return (
    <li>
      <span className="story-at">{spoken.say.name("story.at", moment, { moment })}</span>{" "}
      <span>{item.says.map((sentence) => said(sentence, compact)).join(" ")}</span>
    </li>
  );
}
