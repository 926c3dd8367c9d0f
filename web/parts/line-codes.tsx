// Letters as codes on the screen: a sequence that runs in a circle until it is stopped, at a speed that
// the other's camera follows, and the same on paper. spec/courier.md

import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { drawCode } from "../../src/interop/code-drawing.ts";
import type { ShownCodes } from "../../src/node/http/courier-api.ts";
import { post } from "../api/client.ts";
import { useCodesWords, type CodesWords } from "../line/codes-words.ts";
import { nameOf, useNode, useSay } from "../words/voice.tsx";

/** Codes a second, from a hand-held camera's to a fixed one's. */
const SPEEDS = [1, 2, 4, 6, 8] as const;
const FIRST_SPEED = 4;

/** A button that asks the node for codes, and then the codes. */
export function LineCodes({ to }: { readonly to: PartyId }): ReactNode {
  const t = useCodesWords();
  const { compact } = useNode();
  const [shown, setShown] = useState<ShownCodes | null>(null);
  const [failed, setFailed] = useState(false);
  if (t === null) return null;
  const ask = async (): Promise<void> => {
    const outcome = await post<ShownCodes>("/api/courier/codes", { to });
    setFailed(!outcome.ok);
    setShown(outcome.ok ? outcome.value : null);
  };
  return (
    <div className="line-codes">
      <button type="button" onClick={() => void ask()}>
        {t("codes.show")}
      </button>
      {failed && <p role="alert">{t("codes.failed")}</p>}
      {shown !== null && !shown.sealed && <p>{t("codes.no-key", { to: nameOf(compact, to) })}</p>}
      {shown !== null && shown.messages.length === 0 && <p>{t("codes.nothing", { to: nameOf(compact, to) })}</p>}
      {shown !== null && shown.messages.length > 0 && <Running key={shown.at} shown={shown} t={t} />}
    </div>
  );
}

type Place = { readonly frame: string; readonly message: number; readonly number: number; readonly total: number };

/** First the blocks of all messages, then what repairs them: who sees one whole round needs no second. */
function placesOf({ messages }: ShownCodes): readonly Place[] {
  const all = messages.flatMap(({ frames }, i) =>
    frames.map((frame, at) => ({ frame, message: i + 1, number: at + 1, total: frames.length })),
  );
  const isBlock = ({ message, number }: Place): boolean => number <= (messages[message - 1]?.blocks ?? 0);
  return [...all.filter(isBlock), ...all.filter((place) => !isBlock(place))];
}

type CodesProps = { readonly shown: ShownCodes; readonly t: CodesWords };

function Running({ shown, t }: CodesProps): ReactNode {
  const { compact } = useNode();
  const places = useMemo(() => placesOf(shown), [shown]);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState<number>(FIRST_SPEED);
  const [paused, setPaused] = useState(false);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    if (paused) return undefined;
    const timer = setInterval(() => setAt((now) => (now + 1) % places.length), 1_000 / speed);
    return () => clearInterval(timer);
  }, [paused, speed, places.length]);
  useEffect(() => {
    if (!printing) return;
    window.print();
    setPrinting(false);
  }, [printing]);
  const place = places[at];
  if (place === undefined) return null;
  const { message, number, total } = place;
  const to = nameOf(compact, shown.to);
  return (
    <div className="codes-running">
      <p className="soft">{t("codes.sealed", { to })}</p>
      <Code place={place} label={t("codes.picture", { number, total, letter: message })} />
      <p className="codes-place" aria-hidden="true">
        {message} · {t("codes.code", { number, total })}
      </p>
      <div className="codes-controls">
        <button type="button" onClick={() => setPaused(!paused)}>
          {t(paused ? "codes.go-on" : "codes.pause")}
        </button>
        <label>
          {t("codes.per-second")}{" "}
          <select value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => setPrinting(true)}>
          {t("codes.print")}
        </button>
      </div>
      <p className="soft">{t("codes.round", { to })}</p>
      {shown.leftOut > 0 && <p>{t("codes.left-out", { count: shown.leftOut })}</p>}
      {printing && <Sheet shown={shown} t={t} />}
    </div>
  );
}

function Code({ place, label }: { readonly place: Place; readonly label: string }): ReactNode {
  const { side, path } = useMemo(() => drawCode(place.frame), [place.frame]);
  return (
    <svg className="code" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** With the year: paper outlives the day. */
const dates = (tag: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(tag, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
  });

/** What goes on paper: every code with its number, the parties and the time. */
function Sheet({ shown, t }: CodesProps): ReactNode {
  const { compact } = useNode();
  const { lang, tag } = useSay();
  const [from, to] = [nameOf(compact, shown.from), nameOf(compact, shown.to)];
  const { messages } = shown;
  const when = `${dates(lang === "en" ? "en-GB" : tag).format(shown.at)} UTC`;
  return (
    <section className="codes-sheet">
      <h2>{t("codes.title", { from, to })}</h2>
      <p>{t("codes.made", { when, from })}</p>
      <p>{t("codes.how")}</p>
      {messages.map(({ id, blocks, frames }, i) => (
        <section key={id}>
          <h3>{t("codes.letter", { number: i + 1, total: messages.length, blocks, frames: frames.length })}</h3>
          <div className="codes-grid">
            {frames.map((frame, at) => {
              const label = t("codes.code", { number: at + 1, total: frames.length });
              return (
                <figure key={at}>
                  <Code place={{ frame, message: i + 1, number: at + 1, total: frames.length }} label={label} />
                  <figcaption>
                    {i + 1} · {label}
                    <br />
                    <bdi>{from}</bdi> → <bdi>{to}</bdi>
                    <br />
                    {when}
                  </figcaption>
                </figure>
              );
            })}
          </div>
        </section>
      ))}
    </section>
  );
}
