// The desk: an amendment of the running compact, or a new compact from a ready one. The text is read and
// checked as it is typed; its sentences stand beside it.

import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import type { CompactView, ReadyCompact } from "../../src/node/http/api.ts";
import { read } from "../api/client.ts";
import { nodeNow } from "../api/clock.ts";
import { documentNow } from "../compact/agreement.ts";
import { keepCompactDraft, keptDraft, type CompactDraft } from "../compact/draft-store.ts";
import { readText, type Remark, type TextReading } from "../compact/read-text.ts";
import { useCompactSpeech } from "../compact/speech.tsx";
import { useCheck } from "../compact/use-check.ts";
import { withKeys, withoutKeys, yamlText } from "../compact/yaml-text.ts";
import { useNode } from "../words/voice.tsx";
import { CheckResult, useTell } from "./compact-check.tsx";
import { Clauses } from "./compact-clause.tsx";
import { Editor, type EditorHandle } from "./compact-editor.tsx";
import { Propose, TakeAway } from "./compact-propose.tsx";
import { useSaid } from "./compact-redline.tsx";

type WriteProps = { readonly view: CompactView; readonly onChanged: () => void };

export function CompactWrite({ view, onChanged }: WriteProps): ReactNode {
  const { id, party } = view;
  const [draft, setDraft] = useState(() => keptDraft(id, party));
  const change = (next: CompactDraft | null): void => {
    keepCompactDraft(id, party, next);
    setDraft(next);
  };
  return draft === null ? (
    <Begin view={view} onBegin={change} />
  ) : (
    <Desk {...{ view, draft, onChanged }} onDraft={change} />
  );
}

/** The present wording as the next version, for an amendment. */
function amendmentOf(view: CompactView): CompactDraft {
  const document = documentNow(view);
  const next: CompactDocument = { ...withoutKeys(document), version: document.version + 1 };
  return { is: "amendment", text: yamlText(next), reason: "", from: "" };
}

function Begin({
  view,
  onBegin,
}: {
  readonly view: CompactView;
  readonly onBegin: (draft: CompactDraft) => void;
}): ReactNode {
  const { t, say, speech } = useCompactSpeech();
  const [ready, setReady] = useState<readonly ReadyCompact[] | null>(null);
  useEffect(() => {
    void read<readonly ReadyCompact[]>("/api/compacts").then((answer) => {
      if (answer.ok) setReady(answer.value);
    });
  }, []);
  const partiesOf = ({ parties }: ReadyCompact): string =>
    speech.list(
      parties.map(({ name, role }) => t("compact.write.party", { party: name, role: say.name(`role.${role}`, role) })),
      "and",
    );
  return (
    <div className="begin">
      <section aria-labelledby="begin-amend">
        <h2 id="begin-amend">{t("compact.write.amend")}</h2>
        <p>{t("compact.write.amend.about", { version: documentNow(view).version })}</p>
        <p>
          <button type="button" className="main" onClick={() => onBegin(amendmentOf(view))}>
            {t("compact.write.amend.begin", { version: documentNow(view).version + 1 })}
          </button>
        </p>
      </section>
      <section aria-labelledby="begin-new">
        <h2 id="begin-new">{t("compact.write.new")}</h2>
        <p>{t("compact.write.new.about")}</p>
        {ready === null && <p role="status">{say.say("app.loading")}</p>}
        <ul className="ready">
          {(ready ?? []).map((each) => (
            <li key={each.name}>
              <h3>{each.title}</h3>
              <p className="soft">
                {t(`compact.write.${each.mode}`)} {partiesOf(each)}
              </p>
              <button type="button" onClick={() => onBegin({ is: "new", text: each.text, reason: "", from: "" })}>
                {t("compact.write.new.begin")} <span className="unseen">{each.title}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

type DeskProps = WriteProps & { readonly draft: CompactDraft; readonly onDraft: (draft: CompactDraft | null) => void };

/** Long enough that the check does not start between two words. */
const PAUSE_MS = 900;

function Desk({ view, draft, onDraft, onChanged }: DeskProps): ReactNode {
  const { t } = useCompactSpeech();
  // Keys are answered first; reading a long compact may come a moment later.
  const settled = useDeferredValue(draft.text);
  const reading = useMemo(() => readText(settled, nodeNow()), [settled]);
  const check = useCheck(reading.read?.document ?? null, PAUSE_MS);
  const editor = useRef<EditorHandle>(null);
  const goTo = (path: readonly (string | number)[]): void => editor.current?.goTo(reading.placeOf(path));
  return (
    <div className="desk">
      <div className="desk-head">
        <h2>{t(draft.is === "amendment" ? "compact.write.amendment" : "compact.write.draft")}</h2>
        <p className="soft">{t("compact.write.kept")}</p>
        <Discard onDiscard={() => onDraft(null)} />
      </div>
      <div className="desk-columns">
        <section className="desk-text" aria-label={t("compact.write.text")}>
          <Editor
            text={draft.text}
            remarks={reading.remarks}
            handle={editor}
            onText={(text) => onDraft({ ...draft, text })}
          />
          <p className="hint" id="editor-keys">
            {t("compact.write.keys")}
          </p>
          <Remarks reading={reading} onPlace={(remark) => editor.current?.goTo(remark)} />
        </section>
        <div className="desk-side">
          <section aria-labelledby="desk-check" aria-live="polite">
            <h3 id="desk-check">{t("compact.check")}</h3>
            <CheckResult state={check} link={{ lineOf: (path) => reading.placeOf(path).line, goTo }} />
          </section>
          {draft.is === "amendment" ? (
            <Propose {...{ view, draft, reading, check, onChanged }} onDraft={onDraft} />
          ) : (
            <TakeAway draft={draft} reading={reading} />
          )}
          <Sentences reading={reading} founding={draft.is === "amendment" ? view.founding.document : null} />
        </div>
      </div>
    </div>
  );
}

/** Throwing away what was typed is asked twice. */
function Discard({ onDiscard }: { readonly onDiscard: () => void }): ReactNode {
  const { t } = useCompactSpeech();
  const [asked, setAsked] = useState(false);
  return asked ? (
    <p className="discard">
      {t("compact.write.discard.sure")}{" "}
      <button type="button" className="small" onClick={onDiscard}>
        {t("compact.write.discard")}
      </button>{" "}
      <button type="button" className="small" onClick={() => setAsked(false)}>
        {t("compact.write.discard.keep")}
      </button>
    </p>
  ) : (
    <button type="button" className="small" onClick={() => setAsked(true)}>
      {t("compact.write.discard")}
    </button>
  );
}

const FEW = 6;

type RemarksProps = { readonly reading: TextReading; readonly onPlace: (remark: Remark) => void };

/** What is wrong, each with the line that it leads to; advice comes after and can be folded. */
function Remarks({ reading, onPlace }: RemarksProps): ReactNode {
  const { t } = useCompactSpeech();
  const wrong = reading.remarks.filter(({ is }) => is !== "advice");
  const advice = reading.remarks.filter(({ is }) => is === "advice");
  return (
    <div className="remarks">
      <p role="status">
        {wrong.length === 0 ? t("compact.write.reads") : t("compact.write.errors", { count: wrong.length })}
      </p>
      <RemarkList {...{ reading, onPlace }} remarks={wrong} />
      {advice.length > 0 && (
        <details open={wrong.length === 0 && advice.length <= FEW}>
          <summary>{t("compact.write.advice", { count: advice.length })}</summary>
          <RemarkList {...{ reading, onPlace }} remarks={advice} />
        </details>
      )}
    </div>
  );
}

function RemarkList({ reading, remarks, onPlace }: RemarksProps & { readonly remarks: readonly Remark[] }): ReactNode {
  const { t } = useCompactSpeech();
  const { compact } = useNode();
  const said = useTell();
  return (
    <ul>
      {remarks.map((remark, i) => (
        <li key={i} className={`remark remark-${remark.is}`}>
          <button type="button" className="link" onClick={() => onPlace(remark)}>
            {t("compact.write.place", { line: remark.line, column: remark.column })}
          </button>{" "}
          {remark.is === "error" ? (
            <bdi lang="en" dir="ltr">
              {remark.path === "" ? remark.message : `${remark.path}: ${remark.message}`}
            </bdi>
          ) : (
            said(remark.says, reading.read?.compact ?? compact)
          )}
        </li>
      ))}
    </ul>
  );
}

type SentencesProps = { readonly reading: TextReading; readonly founding: CompactDocument | null };

/** The sentences of the last wording that read; said to be old while the text does not. */
function Sentences({ reading, founding }: SentencesProps): ReactNode {
  const { t } = useCompactSpeech();
  const { read: now } = reading;
  const present = useMemo(
    () => (now === null || founding === null ? (now?.document ?? null) : withKeys(now.document, founding)),
    [now, founding],
  );
  const [last, setLast] = useState(present);
  if (present !== null && present !== last) setLast(present);
  return (
    <details className="desk-sentences" open>
      <summary>{t("compact.write.sentences")}</summary>
      {reading.read === null && (
        <p className="soft">{t(last === null ? "compact.write.sentences.none" : "compact.write.sentences.old")}</p>
      )}
      {last !== null && (
        <div className={reading.read === null ? "stale" : undefined}>
          <SaidSentences document={last} />
        </div>
      )}
    </details>
  );
}

const SaidSentences = ({ document }: { readonly document: CompactDocument }): ReactNode => (
  <Clauses clauses={useSaid(document)} document={null} anchors={false} />
);
