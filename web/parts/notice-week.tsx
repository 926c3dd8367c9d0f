// The calendar of one week: a line for each notice, numbered as in the list under it. The picture says
// nothing that the list does not.

import { useState, type ReactNode } from "react";
import { DAY, type Instant } from "../../src/core/kernel/instant.ts";
import type { NoticeNow } from "../../src/core/notice/views.ts";
import type { NoticeWords } from "../notices/notice-words.ts";
import { barsIn, WEEK, weekOf, type Bar } from "../notices/week.ts";
import { hueOf, nameOf, useNode, useVoice } from "../words/voice.tsx";

type WeekProps = { readonly notices: readonly NoticeNow[]; readonly t: NoticeWords; readonly now: Instant };

const DAYS = [0, 1, 2, 3, 4, 5, 6];

export function NoticeWeek({ notices, t, now }: WeekProps): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const [week, setWeek] = useState(weekOf(now));
  const bars = barsIn(notices, week);
  const days = new Intl.DateTimeFormat(voice.tag, { timeZone: "UTC", weekday: "short", day: "numeric" });
  const day = new Intl.DateTimeFormat(voice.tag, { timeZone: "UTC", dateStyle: "long" }).format(week);
  return (
    <section className="notice-week" aria-labelledby="notice-week">
      <h2 id="notice-week" aria-live="polite">
        {t("notices.week", { day })}
      </h2>
      <p className="notices-do">
        <button type="button" className="small" onClick={() => setWeek(week - WEEK)}>
          {t("notices.week.before")}
        </button>
        <button type="button" className="small" onClick={() => setWeek(weekOf(now))} disabled={week === weekOf(now)}>
          {t("notices.week.now")}
        </button>
        <button type="button" className="small" onClick={() => setWeek(week + WEEK)}>
          {t("notices.week.after")}
        </button>
      </p>
      {bars.length === 0 ? (
        <p>{t("notices.week.none")}</p>
      ) : (
        <>
          <div className="notice-days" aria-hidden="true">
            {DAYS.map((i) => (
              <span key={i}>{days.format(week + i * DAY)}</span>
            ))}
          </div>
          <Picture {...{ bars, week, now }} rtl={voice.dir === "rtl"} hue={(by) => hueOf(compact, by)} />
          <ol aria-label={t("notices.week.of", { day })}>
            {bars.map(({ notice }) => (
              <li key={notice.act}>
                <a href={`#notice-${notice.act}`}>
                  <bdi>{notice.title}</bdi>
                </a>
                , {nameOf(compact, notice.by)}, {voice.name(`notice.what.${notice.what}`, notice.what)},{" "}
                {t("notices.window", { from: voice.clock(notice.scope.from), until: voice.clock(notice.end) })}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

const WIDE = 700;
const HIGH = 26;
const BAR = 18;
/** A notice of a minute is still seen. */
const LEAST = 6;

type PictureProps = {
  readonly bars: readonly Bar[];
  readonly week: Instant;
  readonly now: Instant;
  readonly rtl: boolean;
  readonly hue: (by: string) => string;
};

function Picture({ bars, week, now, rtl, hue }: PictureProps): ReactNode {
  const high = bars.length * HIGH;
  const at = (part: number): number => (rtl ? 1 - part : part) * WIDE;
  const today = (now - week) / WEEK;
  return (
    <svg className="notice-picture" viewBox={`0 0 ${WIDE} ${high}`} aria-hidden="true">
      {DAYS.map((i) => (
        <path key={i} className="notice-day" d={`M${at(i / 7)} 0V${high}`} />
      ))}
      {bars.map(({ notice, start, end }, i) => {
        const wide = Math.max(LEAST, (end - start) * WIDE);
        const x = Math.min(WIDE - wide, Math.max(0, rtl ? at(start) - wide : at(start)));
        const before = rtl ? x + wide + 6 : x - 6;
        const isRoom = rtl ? before < WIDE - 20 : before > 20;
        return (
          <g key={notice.act} className={`notice-bar notice-bar-${notice.is} ${hue(notice.by)}`}>
            <rect x={x} y={i * HIGH + (HIGH - BAR) / 2} width={wide} height={BAR} rx={3} />
            <text
              x={isRoom ? before : rtl ? x - 6 : x + wide + 6}
              y={i * HIGH + HIGH / 2}
              dominantBaseline="central"
              textAnchor={isRoom === rtl ? "start" : "end"}
            >
              {i + 1}
            </text>
          </g>
        );
      })}
      {today >= 0 && today < 1 && <path className="notice-now" d={`M${at(today)} 0V${high}`} />}
    </svg>
  );
}
