// The head of every page: who you are, whom you can reach, what time it is for everyone, and the pages.

import { useEffect, useRef, useState, type ReactNode } from "react";
import { LANGUAGES, type Language } from "../../src/core/kernel/act.ts";
import type { NodeView } from "../../src/node/http/api.ts";
import type { LineView } from "../../src/node/http/line-api.ts";
import { useStore } from "../api/store.ts";
import { Link, usePath } from "../router.tsx";
import { LANGUAGE_NAMES } from "../words/load.ts";
import { isNight } from "../words/time.ts";
import { hueOf, nameOf, useNode, useSay, useTickingVoice } from "../words/voice.tsx";
import { Mark, Party } from "./small.tsx";

type HeaderProps = { readonly lang: Language; readonly onLanguage: (lang: Language) => void };

export function Header({ lang, onLanguage }: HeaderProps): ReactNode {
  const node = useNode();
  const { say } = useSay();
  return (
    <header className="head">
      <div className="head-top">
        <Link to="/" className="brand">
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path d="M7 2v20M17 2v20M7 7h10M7 12h10" />
            <path className="brand-down" d="M7 17h10" />
          </svg>
          {say("app.name")}
        </Link>
        <Seats node={node} lang={lang} />
        <Clock />
        <div className="head-tools">
          <LargeType />
          <label className="language">
            <span className="unseen">{say("head.language")}</span>
            <select value={lang} onChange={(event) => onLanguage(event.target.value as Language)}>
              {LANGUAGES.map((id) => (
                <option key={id} value={id} lang={id}>
                  {LANGUAGE_NAMES[id]}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      <div className="head-under">
        <Pages />
        <Lamps node={node} />
      </div>
      {node.compact.mode === "drill" && <DrillLine node={node} />}
    </header>
  );
}

/** The other seats are other nodes with other consoles: plain links that keep the page and the language. */
function Seats({ node, lang }: { readonly node: NodeView; readonly lang: Language }): ReactNode {
  const { say, name } = useSay();
  const path = usePath();
  const { compact, party, seats } = node;
  const roleOf = (id: string): string => {
    const role = compact.parties.find((known) => known.id === id)?.role ?? "member";
    return name(`role.${role}`, role);
  };
  if (seats.length < 2) {
    return (
      <p className="seat-alone">
        <Party compact={compact} party={party} /> <span>{roleOf(party)}</span>
      </p>
    );
  }
  return (
    <nav className="seats" aria-label={say("head.seats")}>
      <ul>
        {seats.map((seat) => {
          const here = seat.party === party;
          return (
            <li key={seat.party}>
              <a
                href={`${seat.url.replace(/\/$/, "")}${path}?lang=${lang}`}
                className={`seat ${hueOf(compact, seat.party)}`}
                aria-current={here ? "true" : undefined}
              >
                <b>{nameOf(compact, seat.party)}</b> <span>{roleOf(seat.party)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Clock(): ReactNode {
  const [voice, now] = useTickingVoice();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const utc = voice.clock(now);
  const here = voice.clock(now, zone);
  return (
    <p className="clock">
      <span className="unseen">{voice.say("head.clock", { utc, here })}</span>
      <span aria-hidden="true">
        <b>{utc}</b> {voice.say("head.utc")}
      </span>
      <span aria-hidden="true">
        {here} {voice.say("head.here")}
      </span>
    </p>
  );
}

const LARGE = "downrung.large";

/** The crisis view: larger type and only what decides, for a screen that several people look at. */
function LargeType(): ReactNode {
  const { say } = useSay();
  const [large, setLarge] = useState(() => localStorage.getItem(LARGE) === "yes");
  useEffect(() => {
    document.documentElement.classList.toggle("large", large);
    localStorage.setItem(LARGE, large ? "yes" : "no");
  }, [large]);
  return (
    <button
      type="button"
      className="quiet"
      aria-pressed={large}
      title={say("head.large.about")}
      onClick={() => setLarge(!large)}
    >
      <svg viewBox="0 0 26 18" width="26" height="18" aria-hidden="true" className="large-icon">
        <path d="M1 16 5 6l4 10M2.4 12.5h5.2M12 16 18.5 1 25 16M14.3 10.8h8.4" />
      </svg>
      <span className="large-word">{say("head.large")}</span>
    </button>
  );
}

const TABS = 5;

/** Scrolls the list alone: a browser that scrolls an element into view begins the next Tab behind it. */
function showCurrent(list: HTMLElement): void {
  const current = list.querySelector("[aria-current]");
  if (current === null) return;
  const [frame, box] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
  const left = box.left < frame.left ? box.left - frame.left : Math.max(0, box.right - frame.right);
  list.scrollBy({ left });
}

function Pages(): ReactNode {
  const { say } = useSay();
  const path = usePath();
  const matters = useStore((state) => state.watch?.matters);
  const known = matters?.length;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (list.current !== null) showCurrent(list.current);
  }, [path, known]);
  const open = (matters ?? []).filter(({ standing }) => standing.is !== "closed");
  const tabs = open.filter(({ id }, i) => i < TABS || path === `/matter/${id}`);
  return (
    <nav className="pages" aria-label={say("head.pages")}>
      <ul ref={list}>
        <li>
          <Link to="/" current={path === "/"}>
            {say("head.watch")}
          </Link>
        </li>
        <li>
          <Link to="/compact" current={path === "/compact" || path.startsWith("/compact/")}>
            {say("head.compact")}
          </Link>
        </li>
        <li>
          <Link to="/line" current={path === "/line"}>
            {say("head.lines")}
          </Link>
        </li>
        <li>
          <Link to="/messages" current={path === "/messages"}>
            {say("head.messages")}
          </Link>
        </li>
        <li>
          <Link to="/measures" current={path === "/measures"}>
            {say("head.measures")}
          </Link>
        </li>
        <li>
          <Link to="/notices" current={path === "/notices"}>
            {say("head.notices")}
          </Link>
        </li>
        {tabs.map(({ id, title }) => (
          <li key={id}>
            <Link to={`/matter/${id}`} current={path === `/matter/${id}`}>
              <bdi>{title}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Lamps({ node }: { readonly node: NodeView }): ReactNode {
  const { say } = useSay();
  const link = useStore((state) => state.link);
  const lines = useStore((state) => state.watch?.lines);
  return (
    <ul className="lamps" aria-label={say("head.lines")}>
      <li className={`lamp lamp-${link === "up" ? "up" : link === "cut" ? "cut" : "untried"}`}>
        <Mark is={link === "up" ? "up" : link === "cut" ? "cut" : "untried"} />
        {say(`head.node.${link}`)}
      </li>
      {(lines ?? []).map((line) => (
        <Lamp key={line.party} line={line} node={node} />
      ))}
    </ul>
  );
}

function Lamp({ line, node }: { readonly line: LineView; readonly node: NodeView }): ReactNode {
  const [voice, now] = useTickingVoice();
  const { compact } = node;
  const zone = compact.parties.find(({ id }) => id === line.party)?.zone ?? "UTC";
  const night = isNight(now, zone);
  return (
    <li className={`lamp lamp-${line.is}`}>
      <Mark is={line.is} />
      <span>
        <b>{nameOf(compact, line.party)}</b> {voice.say(`line.${line.is}`)}
      </span>
      <span className="soft lamp-heard">{lineTime(line, voice, now)}</span>
      <span className={night ? "there there-night" : "there"} title={zone}>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          {night ? (
            <path d="M8.5 9.8A4.8 4.8 0 0 1 5.2 1.2a5 5 0 1 0 5.6 7.2 4.7 4.7 0 0 1-2.3 1.4z" />
          ) : (
            <circle cx="6" cy="6" r="3.4" />
          )}
        </svg>
        {voice.say("line.local", { time: shortClock(now, zone, voice.tag) })}{" "}
        <span className="unseen">{voice.say(night ? "line.night" : "line.day")}</span>
      </span>
    </li>
  );
}

const shortClock = (at: number, zone: string, tag: string): string =>
  new Intl.DateTimeFormat(tag, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

export function lineTime(line: LineView, voice: ReturnType<typeof useTickingVoice>[0], now: number): string {
  if (line.is === "cut" && line.cutSince !== null)
    return voice.say("line.cut-since", { at: voice.clock(line.cutSince) });
  if (line.heardAt === null) return voice.say("line.never");
  return voice.say("line.heard", { ago: voice.ago(line.heardAt, now) });
}

function DrillLine({ node }: { readonly node: NodeView }): ReactNode {
  const [voice] = useTickingVoice();
  const { pace } = node.compact;
  const hour = voice.roundLength(3_600_000 / pace);
  return (
    <p className="drill-line">
      <strong className="drill-badge">{voice.say("drill.badge")}</strong>
      <span className="drill-explain">{voice.say("drill.explain")}</span>
      <span>{voice.say("drill.pace", { pace, hour })}</span>
    </p>
  );
}
