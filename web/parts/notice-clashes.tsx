// Where two plans meet, and what is planned in hours that were agreed to be quiet.

import type { ReactNode } from "react";
import type { ActId } from "../../src/core/kernel/act.ts";
import type { Clash } from "../../src/core/notice/views.ts";
import type { NoticesView } from "../../src/node/http/notice-api.ts";
import type { NoticeWords } from "../notices/notice-words.ts";
import { nameOf, useNode, useVoice } from "../words/voice.tsx";

type ClashesProps = { readonly view: NoticesView; readonly t: NoticeWords };

export function NoticeClashes({ view, t }: ClashesProps): ReactNode {
  const { clashes, quiet, notices } = view;
  const titleOf = (id: ActId): string => notices.find(({ act }) => act === id)?.title ?? "";
  return (
    <>
      {clashes.length > 0 && (
        <section className="notice-clashes" aria-labelledby="notice-clashes">
          <h2 id="notice-clashes">{t("notices.clashes")}</h2>
          <ul>
            {clashes.map((clash) => (
              <li key={clash.notices.join(" ")}>
                <ClashLine {...{ clash, view, t }} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {quiet.length > 0 && (
        <section className="notice-clashes" aria-labelledby="notice-hours">
          <h2 id="notice-hours">{t("notices.hours")}</h2>
          <ul>
            {quiet.map(({ notice, hours: { from, to, zone } }) => (
              <li key={`${notice} ${from} ${zone}`}>
                <a href={`#notice-${notice}`}>
                  {t("notices.hours.one", { title: titleOf(notice), from, until: to, zone })}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** A network reads from left to right in every language. */
const fromTheLeft = (network: string): string => `\u2066${network}\u2069`;

/** Where quiet is asked for, the one who asks stands first. */
function ClashLine({ clash, view, t }: ClashesProps & { readonly clash: Clash }): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const both = clash.notices.flatMap((id) => view.notices.filter(({ act }) => act === id));
  const [one, other] = both.toSorted((a, b) => Number(b.what === "quiet") - Number(a.what === "quiet"));
  if (one === undefined || other === undefined) return null;
  const where = [
    ...clash.sectors.map((sector) => voice.name(`sector.${sector}`, sector)),
    ...clash.networks.map(fromTheLeft),
  ];
  return (
    <>
      {t(`notices.clash.${clash.is}`, {
        one: nameOf(compact, one.by),
        other: nameOf(compact, other.by),
        where: voice.list(where),
        from: voice.clock(clash.from),
        until: voice.clock(clash.until),
      })}{" "}
      <a href={`#notice-${one.act}`}>{one.title}</a> · <a href={`#notice-${other.act}`}>{other.title}</a>
    </>
  );
}
