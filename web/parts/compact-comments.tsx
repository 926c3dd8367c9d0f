// What parties said of a wording, of the whole or of one clause, and the form to say something.

import { useId, useState, type FormEvent, type ReactNode } from "react";
import type { SaidClause } from "../../src/core/compact/clause.ts";
import { everyClause } from "../../src/core/compact/clause.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import type { ActRequest, ActSigned, CompactView, Problem } from "../../src/node/http/api.ts";
import { post } from "../api/client.ts";
import { judged } from "../compact/agreement.ts";
import { clauseAt, placeOfPath } from "../compact/clause-place.ts";
import { useCompactSpeech, useDates } from "../compact/speech.tsx";
import { Link } from "../router.tsx";
import { useNode, useVoice } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import { Why, WhyProblem } from "./compact-why.tsx";
import { Id, Party } from "./small.tsx";

type Comment = CompactView["comments"][number];

type CommentsProps = {
  readonly comments: readonly Comment[];
  readonly document: CompactDocument;
  readonly said: readonly SaidClause[];
};

export function Comments({ comments, document, said }: CommentsProps): ReactNode {
  const { t } = useCompactSpeech();
  const { compact } = useNode();
  const voice = useVoice();
  const at = useDates();
  if (comments.length === 0) return <p className="soft">{t("compact.comments.none")}</p>;
  return (
    <ul className="comments">
      {comments.map(({ act, by, at: when, clause, text, lesson }) => {
        const about = clause === null ? undefined : clauseAt(document, said, clause);
        return (
          <li key={act}>
            <p className="ref">
              <Party compact={compact} party={by} /> · <Link to={`/proof/${act}`}>{at(when)}</Link>
              {clause !== null && (
                <>
                  {" · "}
                  {about === undefined ? <Id>{clause}</Id> : t("compact.clause", { number: about.number })}
                </>
              )}
              {lesson !== null && (
                <>
                  {" · "}
                  <Link to={`/matter/${lesson}`}>{t("compact.comments.lesson", { matter: lesson })}</Link>
                </>
              )}
            </p>
            {about !== undefined && <p className="comment-about">{about.text}</p>}
            <Words said={text} voice={voice} />
          </li>
        );
      })}
    </ul>
  );
}

type FormProps = {
  readonly of: string;
  /** The clause that the form begins with; the reader may choose another. */
  readonly clause: string | null;
  readonly view: CompactView;
  readonly document: CompactDocument;
  readonly said: readonly SaidClause[];
  readonly onChanged: () => void;
};

export function CommentForm({ of, clause, view, document, said, onChanged }: FormProps): ReactNode {
  const { t, say } = useCompactSpeech();
  const id = useId();
  const [text, setText] = useState("");
  const [place, setPlace] = useState(clause ?? "");
  const [problem, setProblem] = useState<Problem | null | undefined>(undefined);
  const places = everyClause(said).filter(({ number, path }) => number !== "" && path.length > 0);
  const chosen = places.find((each) => each.id === place);
  const body = {
    of,
    ...(chosen === undefined ? {} : { clause: placeOfPath(document, chosen.path) }),
    text: { lang: say.lang, text: text.trim() },
  };
  const verdict = judged(view, "comment-compact", body);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const request: ActRequest = { kind: "comment-compact", matter: null, body };
    const answer = await post<ActSigned>("/api/acts", request);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setText("");
    onChanged();
  };
  const empty = text.trim() === "";
  return (
    <details className="comment-form" open={clause !== null}>
      <summary>{t("compact.comments.write")}</summary>
      <form onSubmit={(event) => void send(event)}>
        <label>
          <span>{t("compact.comments.clause")}</span>
          <select value={place} onChange={(event) => setPlace(event.target.value)}>
            <option value="">{t("compact.comments.whole")}</option>
            {places.map((each) => (
              <option key={each.id} value={each.id}>
                {`${each.number} ${each.text.slice(0, 90)}`}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t("compact.comments.text")}</span>
          <textarea rows={3} value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <p>
          <button type="submit" disabled={empty || !verdict.ok} aria-describedby={`${id}-why`}>
            {t("compact.comments.sign")}
          </button>
        </p>
        <div id={`${id}-why`}>
          {empty ? <p className="why">{t("compact.write.something")}</p> : <Why verdict={verdict} />}
        </div>
        {problem !== undefined && <WhyProblem problem={problem} />}
      </form>
    </details>
  );
}
