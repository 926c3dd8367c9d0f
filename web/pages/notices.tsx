// Notices: what is planned that could be taken for an attack, live first, and where two plans meet.

import { useState, type ReactNode } from "react";
import type { NoticeNow } from "../../src/core/notice/views.ts";
import type { NoticesView } from "../../src/node/http/notice-api.ts";
import type { Values } from "../api/drafts.ts";
import { Compose } from "../compose/compose.tsx";
import type { Choices } from "../compose/fields.tsx";
import { valuesOf } from "../compose/notice-forms.ts";
import { useNoticeWords, type NoticeWords } from "../notices/notice-words.ts";
import { useNotices } from "../notices/use-notices.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { NoticeClashes } from "../parts/notice-clashes.tsx";
import { NoticeWeek } from "../parts/notice-week.tsx";
import { useNode, useVoice } from "../words/voice.tsx";
import { PageTitle } from "./page-title.tsx";
import "../styles/notices.css";

type Writing = { readonly kind: string; readonly subjects: Choices["subjects"]; readonly values: Values };

export function NoticesPage(): ReactNode {
  const t = useNoticeWords();
  const voice = useVoice();
  const [signed, setSigned] = useState(0);
  const view = useNotices(signed);
  const [writing, setWriting] = useState<Writing | null>(null);
  if (view === null || t === null) return <p className="loading">{voice.say("app.loading")}</p>;
  const count = (is: NoticeNow["is"]): number => view.notices.filter((notice) => notice.is === is).length;
  const change = (kind: string, notice: NoticeNow): void =>
    setWriting({ kind, subjects: [{ id: notice.act, label: notice.title }], values: valuesOf(notice, view.now) });
  return (
    <div className="notices-page">
      <PageTitle title={t("notices.title")} />
      <p className="answer-line">{t("notices.answer", { live: count("live"), ahead: count("ahead") })}</p>
      <p className="soft">{t("notices.about")}</p>
      <p className="notices-do">
        <button
          type="button"
          className="main"
          onClick={() => setWriting({ kind: "announce", subjects: [], values: {} })}
        >
          {voice.say("kind.announce.do")}
        </button>
        <a className="button" href={`/api/notices.ics?lang=${voice.lang}`} download>
          {t("notices.calendar")}
        </a>
        <button type="button" onClick={() => print()}>
          {t("notices.print")}
        </button>
      </p>
      {view.notices.length === 0 ? <Empty t={t} /> : <Calendar {...{ view, t }} onChange={change} />}
      {writing !== null && (
        <Compose
          kind={writing.kind}
          view={null}
          about={writing}
          onClose={() => {
            setWriting(null);
            setSigned(signed + 1);
          }}
        />
      )}
    </div>
  );
}

function Empty({ t }: { readonly t: NoticeWords }): ReactNode {
  return (
    <section className="notices-empty">
      <p>
        <strong>{t("notices.none")}</strong>
      </p>
      <p>{t("notices.none.how")}</p>
      <AgreedHours t={t} />
    </section>
  );
}

function AgreedHours({ t }: { readonly t: NoticeWords }): ReactNode {
  const { compact } = useNode();
  return compact.notices.quiet.map(({ from, to, zone }) => (
    <p key={`${from} ${to} ${zone}`} className="soft">
      {t("notices.hours.agreed", { from, until: to, zone })}
    </p>
  ));
}

type CalendarProps = {
  readonly view: NoticesView;
  readonly t: NoticeWords;
  readonly onChange: (kind: string, notice: NoticeNow) => void;
};

const LISTS = ["live", "ahead", "over"] as const;

function Calendar({ view, t, onChange }: CalendarProps): ReactNode {
  const { notices, party } = view;
  return (
    <>
      <NoticeClashes {...{ view, t }} />
      <AgreedHours t={t} />
      <NoticeWeek {...{ notices, t }} now={view.now} />
      {LISTS.map((is) => {
        const those = notices.filter((notice) => notice.is === is);
        return (
          those.length > 0 && (
            <section key={is} aria-labelledby={`notices-${is}`}>
              <h2 id={`notices-${is}`}>{t(`notices.list.${is}`)}</h2>
              <ol className="notices">
                {those.map((notice) => (
                  <li key={notice.act}>
                    <NoticeCard
                      {...{ notice, t }}
                      onChange={
                        notice.by === party && is !== "over" ? (kind): void => onChange(kind, notice) : undefined
                      }
                    />
                  </li>
                ))}
              </ol>
            </section>
          )
        );
      })}
    </>
  );
}
