// Notices in a calendar: one event each, in UTC, that any calendar reads back; no text breaks out of its line.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ICAL from "ical.js";
import { LANGUAGES } from "../core/kernel/act.ts";
import { HOUR } from "../core/kernel/instant.ts";
import { noticesAt } from "../core/notice/views.ts";
import { anyNotice } from "../core/testing/incidents.ts";
import { demo, MONDAY } from "../core/testing/story.ts";
import { createRandom } from "../faults/random.ts";
import { noticesToCalendar } from "./notices-calendar.ts";

const compact = demo();
const DRILL = {
  ar: "تمرين:",
  zh: "演练：",
  en: "DRILL:",
  fr: "EXERCICE\u00a0:",
  ru: "УЧЕНИЯ:",
  es: "EJERCICIO:",
} as const;
const notice = anyNotice(createRandom("calendar"), 1);
const calendarOf = (...notices: readonly (typeof notice)[]): string =>
  noticesToCalendar(noticesAt(notices, MONDAY), compact, "en");
const eventsIn = (text: string): readonly ICAL.Event[] =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));

test("an event has the window in UTC, what will be seen and whom to call, and never the stop word", () => {
  const text = calendarOf(notice);
  const [event] = eventsIn(text);
  assert.ok(event);
  assert.equal(event.startDate.toJSDate().getTime(), notice.scope.from);
  assert.equal(event.endDate.toJSDate().getTime(), notice.scope.until);
  assert.equal(event.startDate.zone.tzid, "UTC");
  assert.ok(event.description.includes(notice.seen.text) && event.description.includes(notice.contact.reach));
  assert.equal(notice.stopWord, "heron");
  assert.ok(!text.includes("heron"));
  assert.ok(text.endsWith("END:VCALENDAR\r\n") && text.split("\r\n").every((line) => line.length <= 76));
});

test("a notice of a drill compact is told from a real one by its first word", () => {
  const summaryIn = (mode: "drill" | "real"): string =>
    eventsIn(noticesToCalendar(noticesAt([notice], MONDAY), { ...compact, mode }, "en"))[0]?.summary ?? "";
  assert.match(summaryIn("drill"), /^DRILL: Planned \(/);
  assert.match(summaryIn("real"), /^Planned \(/);
});

test("what was called off is cancelled, what was stopped ends when it was stopped, and each change counts", () => {
  const ended = (at: number) => ({ ...notice, ended: { act: "e", at, reason: null } });
  const [off] = eventsIn(calendarOf(ended(notice.scope.from - HOUR)));
  assert.equal(off?.component.getFirstPropertyValue("status"), "CANCELLED");
  assert.equal(off?.endDate.compare(off.startDate), 0);
  const [stopped] = eventsIn(calendarOf(ended(notice.scope.from + HOUR)));
  assert.equal(stopped?.component.getFirstPropertyValue("status"), "CONFIRMED");
  assert.equal(stopped?.endDate.toJSDate().getTime(), notice.scope.from + HOUR);
  assert.equal(stopped?.sequence, 1);
});

test("whatever is written in a notice, a calendar reads one event with that title back", () => {
  const title = fc.string({ unit: "grapheme", minLength: 3, maxLength: 60 }).filter((text) => !/\p{C}/u.test(text));
  const words = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "x;y,z\\n"));
  fc.assert(
    fc.property(title, words, fc.constantFrom(...LANGUAGES), (said, text, lang) => {
      const strange = { ...notice, title: said, seen: { lang: "en" as const, text } };
      const file = noticesToCalendar(noticesAt([strange, notice], MONDAY), compact, lang);
      const events = eventsIn(file);
      assert.equal(events.length, 2);
      const named = events.filter(({ summary }) => summary.startsWith(`${DRILL[lang]} ${said}`));
      assert.ok(named.length >= 1, JSON.stringify(events.map(({ summary }) => summary)));
      // oxlint-disable-next-line no-control-regex
      assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(file));
    }),
    { numRuns: 300 },
  );
});
