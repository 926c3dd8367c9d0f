// What has just changed: said once by the live region, shown until it is dismissed or overtaken, and
// the broken connection, which shows itself and goes by itself.

import { useEffect, useState, type ReactNode } from "react";
import { useStore, dismiss, type News as NewsItem } from "../api/store.ts";
import { Link } from "../router.tsx";
import { measureName } from "../words/law.ts";
import { nameOf, useNode, useTickingVoice, useVoice, type Voice } from "../words/voice.tsx";
import type { NodeView, WatchView } from "../../src/node/http/api.ts";
import { Mark } from "./small.tsx";

const SHOWN_MS = 20_000;

function textOf(voice: Voice, node: NodeView, watch: WatchView | null, { event }: NewsItem): string {
  const titleOf = (matter: string | null): string =>
    watch?.matters.find(({ id }) => id === matter)?.title ?? matter ?? "";
  const partyName = (party: string): string => nameOf(node.compact, party);
  switch (event.event) {
    case "act": {
      const said = voice.name(`kind.${event.kind}.said`, event.kind, { party: partyName(event.by) });
      if (event.matter === null) return said;
      const where = voice.say("live.act.elsewhere", { said, title: titleOf(event.matter) });
      return event.refolded > 0 ? `${where} ${voice.say("live.late", { count: event.refolded })}` : where;
    }
    case "time": {
      const title = titleOf(event.matter);
      if (event.ended.length === 0) return voice.say("live.time", { title });
      const measure = voice.list(event.ended.map((id) => measureName(voice, node.compact, id)));
      return voice.say("live.measure-ended", { title, measure });
    }
    case "compact":
      return voice.say("live.compact");
    case "line":
      return voice.say(event.line.is === "up" ? "live.line.up" : "live.line.cut", {
        party: partyName(event.line.party),
      });
    case "fork":
      return voice.say("live.fork", { party: partyName(event.party) });
    default:
      return event satisfies never;
  }
}

export function News(): ReactNode {
  const node = useNode();
  const voice = useVoice();
  const news = useStore((state) => state.news);
  const watch = useStore((state) => state.watch);
  return (
    <div className="news" role="status" aria-live="polite">
      {news.map((item) => (
        <NewsLine key={item.id} item={item} text={textOf(voice, node, watch, item)} voice={voice} />
      ))}
    </div>
  );
}

/** Where the reader finds what the news is about. */
function placeOf(event: NewsItem["event"]): string | null {
  if (event.event === "compact") return "/compact";
  if (event.event === "act" && event.matter === null) return "/compact/proposed";
  return "matter" in event ? `/matter/${event.matter}` : null;
}

function NewsLine({
  item,
  text,
  voice,
}: {
  readonly item: NewsItem;
  readonly text: string;
  readonly voice: Voice;
}): ReactNode {
  const { event } = item;
  const to = placeOf(event);
  useEffect(() => {
    const timer = setTimeout(() => dismiss(item.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [item.id]);
  return (
    <p className="news-line">
      <time>{voice.clock(item.at)}</time>
      <span>{to === null ? text : <Link to={to}>{text}</Link>}</span>
      <button type="button" className="quiet" aria-label={voice.say("live.dismiss")} onClick={() => dismiss(item.id)}>
        <Mark is="fails" />
      </button>
    </p>
  );
}

const HEALED_MS = 5_000;

/** The connection to this seat's own node. */
export function LostLink(): ReactNode {
  const [voice] = useTickingVoice();
  const link = useStore((state) => state.link);
  const heardAt = useStore((state) => state.heardAt);
  const [healed, setHealed] = useState(false);
  const [wasCut, setWasCut] = useState(false);
  useEffect(() => {
    if (link === "cut") setWasCut(true);
    if (link !== "up" || !wasCut) return undefined;
    setWasCut(false);
    setHealed(true);
    return undefined;
  }, [link, wasCut]);
  useEffect(() => {
    if (!healed) return undefined;
    const timer = setTimeout(() => setHealed(false), HEALED_MS);
    return () => clearTimeout(timer);
  }, [healed]);
  return (
    <div className="lost-link" role="status">
      {link === "cut" && (
        <div className="lost-link-cut">
          <Mark is="cut" />
          <p>
            <strong>{voice.say("lost.title")}</strong>{" "}
            <span aria-live="off">{voice.say("lost.since", { ago: voice.ago(heardAt, Date.now()) })}</span>
          </p>
        </div>
      )}
      {link === "up" && healed && (
        <div className="lost-link-healed">
          <Mark is="kept" />
          <p>{voice.say("lost.healed")}</p>
        </div>
      )}
    </div>
  );
}
