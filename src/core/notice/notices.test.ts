// Notices: what is planned is told ahead, by its author, somewhere, for a time, and ends.

import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../kernel/instant.ts";
import { checkBody } from "../law/validate.ts";
import { about } from "../testing/amending.ts";
import { begin, demo, ms, type Story, type Told } from "../testing/story.ts";
import { FARTHEST_NOTICE, LONGEST_NOTICE, NOTICE_LIMITS } from "./notice.ts";
import { noticesAt } from "./views.ts";

const text = (words: string) => ({ lang: "en" as const, text: words });
const inTime = (story: Story, length: string) => printInstant(story.now() + 1 + ms(length));

const tells = (story: Story, body: object = {}, by = "aurelia", more: object = {}): Told =>
  about(story, by, "announce", { ...body }, more);
const changes = (story: Story, { id }: Told, body: object, by = "aurelia"): Told =>
  about(story, by, "amend-notice", { of: id, ...body });
const ends = (story: Story, { id }: Told, by = "aurelia"): Told => about(story, by, "end-notice", { of: id });

const standing = (story: Story) => noticesAt(story.fold.line().notices, story.now()).map(({ is }) => is);

test("a notice is ahead, then live, then over by itself, and nobody need say so", () => {
  const story = begin();
  assert.equal(tells(story).rule, null);
  assert.deepEqual(standing(story), ["ahead"]);
  story.passes("2d");
  assert.deepEqual(standing(story), ["live"]);
  story.passes("1d");
  assert.deepEqual(standing(story), ["over"]);
});

test("every party may announce, and does so to somebody", () => {
  const story = begin();
  for (const by of ["aurelia", "borea", "cassia"]) assert.equal(tells(story, {}, by).rule, null, by);
  for (const to of [[], ["aurelia"], ["nobody"], ["constructor"]]) {
    assert.equal(tells(story, {}, "aurelia", { to }).rule, "not-addressed", to.join());
  }
});

test("a window in the past, from after until, or longer than ninety days is refused with its rule", () => {
  const story = begin();
  const window = (from: number, until: number): string | null => {
    const [begins, closes] = [story.now() + 1 + from, story.now() + 1 + until];
    return tells(story, { from: printInstant(begins), until: printInstant(closes), urgent: text("Now.") }).rule;
  };
  assert.equal(window(-1, ms("1d")), "notice-past");
  assert.equal(window(-ms("2d"), -ms("1d")), "notice-past");
  assert.equal(window(ms("3d"), ms("2d")), "notice-window");
  assert.equal(window(ms("3d"), ms("3d")), "notice-window");
  assert.equal(window(ms("3d"), ms("3d") + LONGEST_NOTICE + 1), "notice-long");
  assert.equal(window(ms("3d"), ms("3d") + LONGEST_NOTICE), null);
  assert.equal(window(0, 1), null, "an urgent one may begin at once");
  assert.equal(tells(story, { from: "2026-02-30T00:00:00.000Z" }).rule, "notice-window", "a day that does not exist");
});

test("what begins more than a year ahead is announced later", () => {
  const story = begin();
  const begins = (from: number): string | null =>
    tells(story, { from: printInstant(from), until: printInstant(from + ms("1d")) }).rule;
  assert.equal(begins(story.now() + 1 + FARTHEST_NOTICE), null);
  assert.equal(begins(story.now() + 2 + FARTHEST_NOTICE), "notice-far");
  assert.equal(begins(Date.UTC(9999, 11, 30)), "notice-far");
});

test("it is told as long ahead as the compact says, or with the reason why not, and is then marked late", () => {
  const early = begin();
  assert.equal(tells(early, { from: inTime(early, "24h") }).rule, null);
  assert.equal(tells(early, { from: inTime(early, "23h") }).rule, "notice-late");
  assert.equal(tells(early, { from: inTime(early, "23h"), urgent: text("A flaw is in use.") }).rule, null);
  const late = noticesAt(early.fold.line().notices, early.now()).map((each) => each.late);
  assert.deepEqual(late, [true, false]);
  const week = begin(demo({ notices: { ahead: "7d" } }));
  assert.equal(tells(week).rule, "notice-late");
  const paced = begin(demo({ pace: 3600 }));
  assert.equal(tells(paced, { from: inTime(paced, "24s") }).rule, null, "24 hours of a drill are 24 seconds");
});

test("a notice without network and sector, with something that is no network, or without a stop word is refused", () => {
  const story = begin();
  assert.equal(tells(story, { networks: [], sectors: [] }).rule, "notice-nowhere");
  assert.equal(tells(story, { networks: [] }).rule, null);
  assert.equal(tells(story, { sectors: [] }).rule, null);
  assert.equal(tells(story, { networks: ["300.1.2.3"] }).rule, "not-a-network");
  const without = (what: string): string | null => {
    const { id } = tells(story);
    const { body } = story.acts.find((act) => act.id === id) ?? { body: {} };
    assert.ok("stopWord" in body);
    const { stopWord: _word, ...rest } = body;
    const act = { ...story.acts.at(-1), id: "x".repeat(43), seq: 99, body: { ...rest, what } };
    const verdict = story.fold.judge(act as (typeof story.acts)[number]);
    return verdict.ok ? null : verdict.rule;
  };
  for (const what of ["drill", "scan", "test"]) assert.equal(without(what), "no-stop-word", what);
  for (const what of ["experiment", "maintenance", "quiet"]) assert.equal(without(what), null, what);
});

test("no mark that is not seen stands in a line of a notice", () => {
  const fits = (title: string): boolean => {
    const { act } = tells(begin());
    return checkBody("announce", { ...act.body, title }) === undefined;
  };
  assert.equal(fits("Scan of our substations"), true);
  for (const mark of ["\u061c", "\u200e", "\u200f", "\u202e", "\u2066", "\u0007", "\n"]) {
    assert.equal(fits(`Scan ${mark}of our substations`), false, JSON.stringify(mark));
  }
});

test("only its author amends or ends a notice, and only before it is over", () => {
  const story = begin();
  const told = tells(story);
  assert.equal(changes(story, told, {}, "borea").rule, "no-notice");
  tells(story, {}, "borea");
  assert.equal(changes(story, told, {}, "borea").rule, "not-own-notice");
  assert.equal(ends(story, told, "borea").rule, "not-own-notice");
  assert.equal(changes(story, { ...told, id: "nobody".padEnd(43, "_") }, {}).rule, "unknown-notice");
  assert.equal(changes(story, told, { title: "Another title" }).rule, null);
  const other = tells(story);
  assert.equal(ends(story, told).rule, null);
  assert.equal(changes(story, told, {}).rule, "notice-over");
  assert.equal(ends(story, told).rule, "notice-over");
  story.passes("3d");
  tells(story, { from: inTime(story, "2d"), until: inTime(story, "3d") });
  assert.equal(changes(story, other, {}).rule, "notice-over", "it was over by itself");
});

test("what an amendment widens is told as long ahead as a new notice, and what it cuts back at any time", () => {
  const story = begin();
  const told = tells(story);
  story.passes("30h");
  assert.equal(changes(story, told, { sectors: ["energy", "health"] }).rule, "notice-late");
  assert.equal(changes(story, told, { techniques: ["T1110"] }).rule, "notice-late");
  assert.equal(changes(story, told, { networks: ["203.0.113.0/24", "192.0.2.0/24"] }).rule, "notice-late");
  assert.equal(changes(story, told, { actors: ["AS64500"] }).rule, "notice-late");
  assert.equal(changes(story, told, { from: inTime(story, "2h") }).rule, "notice-late");
  assert.equal(changes(story, told, { sectors: ["health"], urgent: text("A flaw.") }).rule, null);
  assert.equal(changes(story, told, { networks: ["203.0.113.0/25", "203.0.113.200"] }).rule, null, "less is free");
  assert.equal(changes(story, told, { until: inTime(story, "4d") }).rule, null, "more time, said two days ahead");
  story.passes("20h");
  assert.equal(changes(story, told, { from: inTime(story, "1d") }).rule, "notice-begun");
  assert.equal(changes(story, told, { until: inTime(story, "5d") }).rule, null);
  assert.equal(changes(story, told, { until: printInstant(story.now()) }).rule, "notice-past");
  assert.equal(changes(story, told, { until: inTime(story, "1h") }).rule, null, "cut short while it runs");
  assert.equal(changes(story, told, { until: inTime(story, "2h") }).rule, "notice-late", "and made longer again");
});

test("a list that is emptied bounds nothing any more, and is as much as one more", () => {
  const story = begin();
  const told = tells(story, { sectors: ["energy"], techniques: ["T1595"] });
  story.passes("30h");
  for (const body of [{ sectors: [] }, { techniques: [] }]) {
    assert.equal(changes(story, told, body).rule, "notice-late", JSON.stringify(body));
  }
  assert.equal(changes(story, told, { networks: [] }).rule, null, "without networks the sectors still bound it");
  assert.equal(changes(story, told, { techniques: [], urgent: text("A flaw.") }).rule, null);
  assert.equal(story.fold.line().notices[0]?.late, true);
});

test("a notice that was in time stays so when its title changes, and one that was widened late is marked late", () => {
  const story = begin();
  const told = tells(story, { urgent: text("To be sure.") });
  const isLate = (): boolean | undefined => story.fold.line().notices[0]?.late;
  story.passes("40h");
  assert.equal(changes(story, told, { title: "Another title" }).rule, null);
  assert.equal(isLate(), false);
  assert.equal(changes(story, told, { sectors: ["energy", "health"], urgent: text("A flaw.") }).rule, null);
  assert.equal(isLate(), true);
  assert.equal(changes(story, told, { sectors: ["energy"] }).rule, null);
  assert.equal(isLate(), true, "what was told late stays so");
});

test("an amendment that would leave the notice without a place, too long or unchanged is refused", () => {
  const story = begin();
  const told = tells(story);
  assert.equal(changes(story, told, { sectors: [], networks: [] }).rule, "notice-nowhere");
  assert.equal(changes(story, told, { until: inTime(story, "200d") }).rule, "notice-long");
  const { act } = changes(story, told, { title: "Some title" });
  const same = { ...act, id: "y".repeat(43), seq: 99, body: { of: told.id, urgent: text("Why?") } };
  const verdict = story.fold.judge(same);
  assert.equal(verdict.ok ? null : verdict.rule, "notice-same");
});

test("the notices of one party are bounded, and one that is not over is never pushed out", () => {
  const story = begin();
  const first = tells(story);
  for (let i = 1; i < NOTICE_LIMITS.open; i += 1) assert.equal(tells(story).rule, null);
  assert.equal(tells(story).rule, "too-many-announced");
  for (let i = 0; i < 60; i += 1) {
    const one = story.fold.line().notices.findLast(({ ended }) => ended === null);
    assert.ok(one);
    about(story, "aurelia", "end-notice", { of: one.act });
    assert.equal(tells(story).rule, null);
  }
  const { notices } = story.fold.line();
  assert.equal(notices.length, NOTICE_LIMITS.each);
  assert.ok(notices.some(({ act, ended }) => act === first.id && ended === null));
  const last = notices.at(-1);
  assert.ok(last);
  for (let i = 0; i < NOTICE_LIMITS.amendments; i += 1) {
    assert.equal(about(story, "aurelia", "amend-notice", { of: last.act }).rule, null);
  }
  assert.equal(about(story, "aurelia", "amend-notice", { of: last.act }).rule, "notice-amended-out");
});
