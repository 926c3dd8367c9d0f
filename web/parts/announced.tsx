// "Announced beforehand?": what a notice says about this incident, before anyone reacts. It leads to one
// question to one desk. spec/notice.md

import { useState, type ReactNode } from "react";
import type { MatterView } from "../../src/node/http/api.ts";
import type { MatterNotices } from "../../src/node/http/notice-api.ts";
import type { Values } from "../api/drafts.ts";
import { Compose } from "../compose/compose.tsx";
import { useNoticeWords, type NoticeWords } from "../notices/notice-words.ts";
import { Link } from "../router.tsx";
import { nameOf, useNode, useVoice, type Voice } from "../words/voice.tsx";
import { Party } from "./small.tsx";
import "../styles/notices.css";

export function Announced({ view }: { readonly view: MatterView }): ReactNode {
  const t = useNoticeWords();
  const voice = useVoice();
  const { compact, party } = useNode();
  const [asking, setAsking] = useState(false);
  const { matches, question } = view.notices;
  if (t === null) return null;
  const first = matches.find(({ notice }) => notice === question?.notice);
  const name = question === null ? "" : nameOf(compact, question.to);
  return (
    <section className="announced" aria-labelledby="announced">
      <h2 id="announced">{t("announced.title")}</h2>
      {matches.length === 0 ? (
        <p className="soft">{t("announced.none")}</p>
      ) : (
        <>
          <p className="soft">{t("announced.clears")}</p>
          <ul className="announced-matches">
            {matches.map((match) => (
              <li key={match.notice}>
                <Matched {...{ match, t, voice }} />
              </li>
            ))}
          </ul>
          {question === null ? (
            <p>{matches[0]?.by === party && !matches[0].arrivedLate && t("announced.own")}</p>
          ) : question.asked === null ? (
            <p>
              <button type="button" className="main" onClick={() => setAsking(true)}>
                {t("announced.ask", { party: name })}
              </button>
            </p>
          ) : (
            <p>{t("announced.asked", { party: name })}</p>
          )}
        </>
      )}
      {asking && question !== null && first !== undefined && (
        <Compose
          kind={question.kind}
          view={question.kind === "ask" ? view : null}
          about={{ subjects: [], values: draftOf(first, view, question, voice) }}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

type Match = MatterNotices["matches"][number];

/** The question as it may be sent; the officer reads it and may write it anew. */
function draftOf(
  { stated }: Match,
  view: MatterView,
  { kind, to }: NonNullable<MatterNotices["question"]>,
  voice: Voice,
): Values {
  const { title, scope } = stated;
  const text = voice
    .say("notice.question", {
      title,
      from: voice.clock(scope.from),
      until: voice.clock(scope.until),
      matter: view.matter.id,
    })
    // What is signed is read elsewhere too: marks of direction belong to this page alone.
    .replaceAll(/[\u2066-\u2069]/g, "");
  return kind === "ask"
    ? { to, question: text, "question.lang": voice.lang }
    : {
        type: "ask",
        readers: [to],
        text,
        "text.lang": voice.lang,
        "heading.subject": title,
        "heading.precedence": "priority",
        "heading.asks": "clarify",
      };
}

function Matched({
  match: { score, reasons, stated, arrivedLate },
  t,
  voice,
}: {
  readonly match: Match;
  readonly t: NoticeWords;
  readonly voice: Voice;
}): ReactNode {
  const { compact } = useNode();
  const number = new Intl.NumberFormat(voice.tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <>
      <p>
        <b>
          <bdi>{stated.title}</bdi>
        </b>{" "}
        <Party compact={compact} party={stated.by} />{" "}
        <span className="chip">{t("announced.score", { score: number.format(score) })}</span>{" "}
        <span className="soft">
          {t("notices.window", { from: voice.clock(stated.scope.from), until: voice.clock(stated.end) })}
        </span>{" "}
        <Link to="/notices">{t("announced.see")}</Link>
      </p>
      {arrivedLate && <p>{t("announced.arrivedLate")}</p>}
      <details>
        <summary>{t("announced.why")}</summary>
        <ul>
          {reasons.map(({ is, factor, names }) => (
            <li key={is}>
              {voice.name(`notice.reason.${is}`, is, {
                names: voice.list(names.map((each) => voice.name(`sector.${each}`, each))),
              })}{" "}
              <span className="soft">({t("announced.factor", { factor: number.format(factor) })})</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
