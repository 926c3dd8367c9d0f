// Notices as an iCalendar file (RFC 5545), for the calendars of desks: one event each, in UTC, with what will
// be seen and whom to call. The stop word is left out: a calendar is passed on. spec/notice.md

import ICAL from "ical.js";
import { partyOf, type Compact } from "../core/compact/compact.ts";
import type { Language } from "../core/kernel/act.ts";
import { SECOND, type Instant } from "../core/kernel/instant.ts";
import type { NoticeNow } from "../core/notice/views.ts";
import ar from "../core/words/notice/ar.json" with { type: "json" };
import en from "../core/words/notice/en.json" with { type: "json" };
import es from "../core/words/notice/es.json" with { type: "json" };
import fr from "../core/words/notice/fr.json" with { type: "json" };
import ru from "../core/words/notice/ru.json" with { type: "json" };
import zh from "../core/words/notice/zh.json" with { type: "json" };
import { speechWith } from "./speech.ts";

const WORDS = { ar, zh, en, fr, ru, es } as const;

/** A calendar knows whole seconds: a beginning is rounded down and an end up, so that no part is left out. */
const utc = (at: Instant): ICAL.Time => ICAL.Time.fromJSDate(new Date(at), true);
/** Content lines hold no control characters (RFC 5545, 3.1); a new line is written as one. */
const shown = (text: string): string => text.replaceAll(/\r\n?/g, "\n").replaceAll(/[^\P{Cc}\n\t]/gu, "\uFFFD");
const secondAfter = (at: Instant): Instant => Math.ceil(at / SECOND) * SECOND;

export function noticesToCalendar(notices: readonly NoticeNow[], compact: Compact, lang: Language): string {
  const calendar = new ICAL.Component(["vcalendar", [], []]);
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("prodid", "-//Downrung//Notices//EN");
  const { name } = speechWith(lang, WORDS[lang]);
  // Out of its folder nothing else says so.
  const isDrill = compact.mode === "drill";
  for (const notice of notices) {
    const event = new ICAL.Component("vevent");
    const add = (property: string, value: string | number | ICAL.Time): void => {
      event.addPropertyWithValue(property, value);
    };
    const { scope, contact } = notice;
    const party = partyOf(compact, notice.by)?.name ?? notice.by;
    const what = name(`notice.what.${notice.what}`, notice.what);
    const said: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ["what", { what, party }],
      ["seen", { seen: notice.seen.text }],
      ["where", { where: [...scope.sectors, ...scope.networks].join(", ") }],
      ["contact", contact],
    ];
    add("uid", `${notice.act}@downrung`);
    add("dtstamp", utc(notice.scopeAt));
    add("last-modified", utc(notice.ended?.at ?? notice.scopeAt));
    add("sequence", notice.before.length + (notice.ended === null ? 0 : 1));
    add("dtstart", utc(scope.from));
    // What was stopped before it began takes no time, and is told as cancelled.
    add("dtend", utc(secondAfter(Math.max(notice.end, scope.from))));
    add("summary", `${isDrill ? `${name("notice.entry.drill", "DRILL:")} ` : ""}${notice.title} (${party})`);
    add("description", shown(said.map(([line, args]) => name(`notice.entry.${line}`, line, args)).join("\n")));
    add("categories", what);
    add("status", notice.end <= scope.from ? "CANCELLED" : "CONFIRMED");
    add("transp", "TRANSPARENT");
    calendar.addSubcomponent(event);
  }
  return `${calendar.toString()}\r\n`;
}
