// One notice in full: what, when, where, what will be seen, whom to call, and the word that stops it.

import type { ReactNode } from "react";
import type { NoticeNow } from "../../src/core/notice/views.ts";
import type { NoticeWords } from "../notices/notice-words.ts";
import { Link } from "../router.tsx";
import { hueOf, useNode, useVoice } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import { Id, Party } from "./small.tsx";

type CardProps = {
  readonly notice: NoticeNow;
  readonly t: NoticeWords;
  /** Its author may amend or end it while it is not over. */
  readonly onChange: ((kind: string) => void) | undefined;
};

export function NoticeCard({ notice, t, onChange }: CardProps): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const { act, by, what, title, seen, contact, stopWord, urgent, late, before, ended } = notice;
  return (
    <article className={`act notice-${notice.is} ${hueOf(compact, by)}`} id={`notice-${act}`}>
      <header>
        <b>{voice.name(`notice.what.${what}`, what)}</b>
        <Party compact={compact} party={by} />
        <span className="chip">{voice.name(`notice.is.${notice.is}`, notice.is)}</span>
        {late && <span className="chip">{t("notices.late")}</span>}
        {before.length > 0 && <span className="chip">{t("notices.amended", { count: before.length })}</span>}
      </header>
      <h3 className="act-title">
        <bdi>{title}</bdi>
      </h3>
      <p className="notice-window">
        {t("notices.window", { from: voice.clock(notice.scope.from), until: voice.clock(notice.scope.until) })}
      </p>
      <dl className="facts">
        <Where notice={notice} t={t} />
        <div>
          <dt>{t("notices.seen")}</dt>
          <dd>
            <Words said={seen} voice={voice} />
          </dd>
        </div>
        <div>
          <dt>{t("notices.contact")}</dt>
          <dd>
            <bdi>{contact.office}</bdi>, <bdi>{contact.reach}</bdi>
          </dd>
        </div>
        {stopWord !== null && (
          <div>
            <dt>{t("notices.stop")}</dt>
            <dd>
              <strong>
                <bdi>{stopWord}</bdi>
              </strong>
            </dd>
          </div>
        )}
        {late && urgent !== null && (
          <div>
            <dt>{t("notices.late.why")}</dt>
            <dd>
              <Words said={urgent} voice={voice} />
            </dd>
          </div>
        )}
      </dl>
      {ended !== null && (
        <p className="act-note">
          {t("notices.ended", { at: voice.clock(ended.at) })}{" "}
          {ended.reason !== null && <Words said={ended.reason} voice={voice} />}
        </p>
      )}
      <p className="receipt-do">
        <Link to={`/proof/${act}`}>{t("notices.proof")}</Link>
        {onChange !== undefined &&
          ["amend-notice", "end-notice"].map((kind) => (
            <button key={kind} type="button" className="small" onClick={() => onChange(kind)}>
              {voice.name(`kind.${kind}.do`, kind)}
            </button>
          ))}
      </p>
    </article>
  );
}

function Where({ notice: { scope }, t }: Pick<CardProps, "notice" | "t">): ReactNode {
  const voice = useVoice();
  const sectors = scope.sectors.map((sector) => voice.name(`sector.${sector}`, sector));
  const lists = [
    ["notices.techniques", scope.techniques],
    ["notices.actors", scope.actors],
  ] as const;
  return (
    <>
      <div>
        <dt>{t("notices.where")}</dt>
        <dd>
          {sectors.length > 0 && voice.list(sectors)}
          {sectors.length > 0 && scope.networks.length > 0 && " · "}
          {scope.networks.length > 0 && <Id>{scope.networks.join(", ")}</Id>}
        </dd>
      </div>
      {lists.map(
        ([label, items]) =>
          items.length > 0 && (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>
                <bdi dir="auto">{items.join(", ")}</bdi>
              </dd>
            </div>
          ),
      )}
    </>
  );
}
