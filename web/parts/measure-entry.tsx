// One measure of the register: how it stands and until when, what its proposer states of it, and what the
// consulted said. Its ground and its checklist are its proposer's own answers.

import type { ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { PartyId, Text } from "../../src/core/kernel/act.ts";
import { isOver, type MeasureReply } from "../../src/core/kernel/measure.ts";
import { CHECKLIST, PROTECTED } from "../../src/core/response/preconditions.ts";
import type { MeasureView } from "../../src/node/http/measures-api.ts";
import type { MeasuresWords } from "../line/measures-words.ts";
import { Link } from "../router.tsx";
import { lineName, measureName } from "../words/law.ts";
import { hueOf, nameOf, useNode, type Voice } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import { Party } from "./small.tsx";

type Props = {
  readonly row: MeasureView;
  readonly voice: Voice;
  readonly now: number;
  readonly words: MeasuresWords;
};

export function MeasureEntry(props: Props): ReactNode {
  const { compact } = useNode();
  const { row, voice, words } = props;
  const { measure, stated } = row;
  // The menu says it as a sentence; here it is a heading.
  const name = measureName(voice, compact, measure.measure).replace(/[.。]$/u, "");
  const said = (text: Text | undefined): ReactNode =>
    text === undefined ? words("measures.not-stated") : <Words said={text} voice={voice} />;
  return (
    <article className={`measure measure-${measure.state.is} ${hueOf(compact, measure.by)}`}>
      <h3>{name}</h3>
      <p>
        <Party compact={compact} party={measure.by} /> <b>{stateOf(props)}</b>
        {row.category !== null && <span className="soft"> {words(`category.${row.category}`)}</span>}
      </p>
      <p>
        <Link to={`/matter/${row.matter}`}>{words("measures.in-matter", { title: row.title })}</Link>
      </p>
      <Clock {...props} />
      <dl className="facts">
        <Line term={words("measures.objective")}>{said(stated.objective)}</Line>
        <Line term={words("measures.ends")}>{said(stated.ends)}</Line>
        <Line term={words("measures.addressee")}>
          {stated.addressee === undefined ? (
            words("measures.not-stated")
          ) : (
            <Party compact={compact} party={stated.addressee} />
          )}
        </Line>
        <Line term={words("measures.finding")}>
          {stated.finding === undefined ? (
            words("measures.not-stated")
          ) : (
            <Link to={`/proof/${stated.finding}`}>
              <code>{stated.finding.slice(0, 10)}</code>
            </Link>
          )}
          {stated.answers !== undefined && <> {lineName(voice, compact, stated.answers)}</>}
        </Line>
        <Line term={words("measures.ground")}>
          {stated.ground === undefined
            ? words("measures.not-stated")
            : voice.name(`ground.${stated.ground}`, stated.ground)}
        </Line>
        {stated.urgent !== undefined && <Line term={words("measures.urgent")}>{said(stated.urgent)}</Line>}
        {row.proportion !== null && <Line term={words("measures.proportion")}>{proportionIn(props)}</Line>}
        <Line term={words("measures.consulted")}>
          <Consulted {...props} compact={compact} />
        </Line>
        <Line term={words("measures.undo")}>
          {said(stated.undo)}{" "}
          {stated.undo !== undefined && (
            <span className="soft">
              {words(stated.triedOnPaper === "yes" ? "measures.undo.tried" : "measures.undo.untried")}
            </span>
          )}
        </Line>
        <Line term={words("measures.civilian")}>{said(stated.civilian)}</Line>
        <Line term={words("measures.protected")}>
          <Spared {...props} />
        </Line>
      </dl>
      <Checklist {...props} />
      <Signatures {...props} compact={compact} />
    </article>
  );
}

const Line = ({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

function stateOf({ row: { measure }, voice, words }: Props): string {
  const { state } = measure;
  if (state.is === "proposed") return words("measures.state.proposed");
  const is = state.is === "suspended" && state.reason === "escrow" ? "escrow" : state.is;
  return words(`measures.state.${is}`, { at: voice.clock(state.at) });
}

/** Until when, from when on, and when its proposer looks at it again. */
function Clock({ row, voice, now, words }: Props): ReactNode {
  const { measure, noticeUntil } = row;
  const { state, review, extension, starts } = measure;
  const lines: string[] = [];
  if (noticeUntil !== null) {
    lines.push(
      noticeUntil > now ? words("measures.notice", { at: voice.clock(noticeUntil) }) : words("measures.notice.run"),
    );
    if (starts !== null) lines.push(words("measures.earliest", { at: voice.clock(starts) }));
  }
  if (state.is === "adopted" || state.is === "suspended") {
    lines.push(
      state.until === null
        ? words("measures.no-end")
        : `${words("measures.until", { at: voice.clock(state.until) })} (${voice.length(state.until - now)})`,
    );
  }
  if (review !== null && !isOver(measure)) {
    lines.push(
      review > now
        ? `${words("measures.review")}: ${voice.clock(review)} UTC`
        : words("measures.review.due", { at: voice.clock(review) }),
    );
  }
  if (extension !== null) lines.push(`${words("measures.extension")}: ${voice.clock(extension.until)} UTC`);
  return lines.length === 0 ? null : (
    <ul className="measure-clock">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function proportionIn({ row: { proportion }, words }: Props): string {
  if (proportion === null || proportion.is === "no-row") return words("measures.no-row");
  return words(`measures.${proportion.is}`, { row: proportion.row });
}

function Consulted({ row, voice, words, compact }: Props & { readonly compact: Compact }): ReactNode {
  const { measure, said, saidOnExtension, reason } = row;
  const { extension } = measure;
  if (measure.consulted.length === 0 && extension === null) return words("measures.consulted.nobody");
  const of = (
    consulted: readonly PartyId[],
    replies: Readonly<Record<PartyId, MeasureReply>>,
    texts: Readonly<Record<PartyId, Text>>,
  ): ReactNode => (
    <ul className="measure-replies">
      {consulted.map((party) => {
        const view = replies[party]?.view;
        const text = texts[party];
        return (
          <li key={party}>
            <Party compact={compact} party={party} />{" "}
            {view === undefined ? words("measures.silent") : voice.name(`measure-view.${view}`, view)}
            {text !== undefined && (
              <>
                {": "}
                <Words said={text} voice={voice} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
  return (
    <>
      {of(measure.consulted, measure.replies, said)}
      {extension !== null && reason !== null && (
        <>
          <p>
            {words("measures.extension")}: <Words said={reason} voice={voice} />
          </p>
          {of(extension.consulted, extension.replies, saidOnExtension)}
        </>
      )}
    </>
  );
}

function Spared({ row: { stated }, voice, words }: Props): ReactNode {
  const { protected: touched } = stated;
  if (touched === undefined) return words("measures.not-stated");
  const is = { no: "measures.spares", yes: "measures.touches", unknown: "measures.unknown-if" } as const;
  return (
    <ul className="measure-replies">
      {PROTECTED.map((object) => (
        <li key={object}>
          {voice.name(`protected-object.${object}`, object)}: {words(is[touched[object] ?? "unknown"])}
        </li>
      ))}
    </ul>
  );
}

/** In the order of the articles. What the proposer did not answer is shown as not stated. */
function Checklist({ row: { stated }, voice, words }: Props): ReactNode {
  const { checklist } = stated;
  if (checklist === undefined) return null;
  return (
    <details open className="measure-checklist">
      <summary>{words("measures.checklist")}</summary>
      <p className="soft">{words("measures.checklist.about")}</p>
      <ol>
        {CHECKLIST.map(({ item, article }) => {
          const answers = checklist.filter((answer) => answer.item === item);
          return (
            <li key={item}>
              {voice.name(`checklist.${item}`, item)}{" "}
              <span className="soft">{words("measures.article", { article })}</span>
              {answers.length === 0 && <p>{words("measures.not-stated")}</p>}
              {answers.map(({ met, because }) => (
                <p key={`${met} ${because.text}`}>
                  <b>{voice.name(`tri.${met}`, met)}</b>. <Words said={because} voice={voice} />
                </p>
              ))}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** Lines to sign on, on paper alone: its proposer first, then all who were asked. */
function Signatures({ row: { measure }, words, compact }: Props & { readonly compact: Compact }): ReactNode {
  return (
    <div className="measure-sign" aria-hidden="true">
      <p>{words("measures.sign")}</p>
      {[measure.by, ...measure.consulted].map((party) => (
        <p key={party} className="measure-sign-line">
          {words("measures.sign.name", { party: nameOf(compact, party) })} <span /> {words("measures.sign.date")}{" "}
          <span />
        </p>
      ))}
    </div>
  );
}
