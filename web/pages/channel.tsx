// The page of back-channels: with whom may an officer speak aside, what was said in a channel that is unlocked
// here, and what is kept of it by whom. The token of a sitting lives in this page and nowhere else.

import { useCallback, useEffect, useState, type ReactNode } from "react";
import type { ChannelsView } from "../../src/node/http/channel-api.ts";
import { read } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import { useChannelWords, type ChannelWords } from "../line/channel-words.ts";
import { ChannelCard } from "../parts/channel-card.tsx";
import { ChannelOffer } from "../parts/channel-side.tsx";
import { Mark } from "../parts/small.tsx";
import { nameOf, useNode, useTickingVoice, type Voice } from "../words/voice.tsx";
import { PageTitle } from "./page-title.tsx";
import "../styles/cards.css";
import "../styles/channel.css";

export type ChannelProps = ChannelWords & { readonly voice: Voice; readonly onChanged: () => void };

const KEPT = ["sealed", "desk", "end", "signed", "unsigned", "thief", "backup"] as const;

export function ChannelPage(): ReactNode {
  const words = useChannelWords();
  const [voice] = useTickingVoice();
  const [view, setView] = useState<ChannelsView | null>(null);
  const changes = useStore((state) => state.changes);
  const again = useCallback(() => {
    void read<ChannelsView>("/api/channels").then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  }, []);
  useEffect(again, [again, changes]);
  if (words === null || view === null) return <p className="loading">{voice.say("app.loading")}</p>;
  const { t } = words;
  const props: ChannelProps = { ...words, voice, onChanged: again };
  return (
    <div className="channel-page">
      <header className="page-head">
        <PageTitle title={t("channel.title")} />
        <p className="ref">{t("channel.about")}</p>
      </header>
      <div className="card-columns">
        <div className="channel-list">
          {view.channels.length === 0 && <p className="soft">{t("channel.none")}</p>}
          {view.channels.map((channel) => (
            <ChannelCard key={channel.id} channel={channel} statements={view.statements} {...props} />
          ))}
          <ChannelOffer {...props} />
        </div>
        <aside>
          <section aria-labelledby="channel-kept">
            <h2 id="channel-kept">{t("channel.kept")}</h2>
            <ul className="channel-kept">
              {KEPT.map((each) => (
                <li key={each}>{t(`channel.kept.${each}`)}</li>
              ))}
            </ul>
          </section>
          <Statements view={view} {...props} />
        </aside>
      </div>
    </div>
  );
}

/** What is on record: one-sided until both have signed the same words. */
function Statements({ view, t, voice }: ChannelProps & { readonly view: ChannelsView }): ReactNode {
  const { compact } = useNode();
  // Of two that stand jointly the first is shown: the words and the parties are the same.
  const isFirst = ({ act, at, joined }: ChannelsView["statements"][number]): boolean =>
    joined === null || at < joined.at || (at === joined.at && act < joined.act);
  const shown = view.statements.filter(isFirst).toReversed();
  return (
    <section aria-labelledby="channel-statements">
      <h2 id="channel-statements">{t("channel.statements")}</h2>
      {shown.length === 0 && <p className="soft">{t("channel.statements.none")}</p>}
      <ul className="channel-statements">
        {shown.map(({ act, by, with: other, text, at, joined }) => (
          <li key={act}>
            <blockquote lang={text.lang} dir="auto">
              {text.text}
            </blockquote>
            <p>
              <Mark is={joined === null ? "owed" : "kept"} />{" "}
              {t(joined === null ? "channel.statement.one" : "channel.statement.joint", {
                party: nameOf(compact, by),
                other: nameOf(compact, other),
              })}{" "}
              <span className="soft">{voice.clock(joined?.at ?? at)}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
