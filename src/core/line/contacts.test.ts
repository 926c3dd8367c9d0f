// Directories of contacts as acts: whose word they are, from when to when they hold, and who is awake.

import assert from "node:assert/strict";
import { test } from "node:test";
import { localTime } from "../../interop/local-time.ts";
import { BOREA, TECHNICAL, WATCH } from "../../interop/testing/contacts-sample.ts";
import { printInstant, type Instant } from "../kernel/instant.ts";
import { checkBody } from "../law/validate.ts";
import { begin, MONDAY, ms, type Told } from "../testing/story.ts";
import { directoryAt, type Directory, type Office } from "./contacts.ts";
import { contactsAt, reachable, standingOf } from "./on-duty.ts";

const publishes = (story: ReturnType<typeof begin>, by: string, directory: Directory): Told =>
  story.gives(by, "contacts", { matter: null, body: directory });

const at = (text: string): Instant => Date.parse(text);

test("Borea publishes its directory, and everyone can say who is on duty", () => {
  const story = begin();
  assert.equal(publishes(story, "borea", BOREA).rule, null);
  const [aurelia, borea] = contactsAt(story.fold.line().contacts, ["aurelia", "borea"], story.now(), localTime);
  assert.equal(aurelia?.is, "none");
  assert.equal(borea?.is, "valid");
  // Nine o'clock in the world's time is one in the afternoon in Tbilisi.
  const standings = borea?.offices.map(({ office, standing, shift }) => [office.id, standing.is, shift?.shift]);
  assert.deepEqual(standings, [
    ["watch", "on-duty", "Day"],
    ["technical", "on-duty", undefined],
  ]);
});

test("at night the technical office sleeps, and the watch desk is whom to call", () => {
  const story = begin();
  publishes(story, "borea", BOREA);
  const night = at("2026-11-23T20:00:00.000Z");
  const [borea] = contactsAt(story.fold.line().contacts, ["borea"], night, localTime);
  assert.ok(borea);
  assert.deepEqual(borea.offices[1]?.standing, { is: "off-duty", until: at("2026-11-24T04:30:00.000Z") });
  assert.deepEqual(
    reachable(borea, "technical").map(({ office }) => office.id),
    ["watch"],
  );
});

test("a shift past midnight belongs to the day on which it began", () => {
  const { duty } = TECHNICAL;
  const standing = (text: string): string => standingOf(duty, at(text), localTime).is;
  // Friday 27 November, 22:00 to 02:00 in Tbilisi, four hours ahead.
  assert.equal(standing("2026-11-27T17:59:00.000Z"), "off-duty");
  assert.equal(standing("2026-11-27T18:00:00.000Z"), "on-duty");
  assert.equal(standing("2026-11-27T21:59:00.000Z"), "on-duty");
  assert.equal(standing("2026-11-27T22:00:00.000Z"), "off-duty");
  assert.equal(standing("2026-11-26T21:00:00.000Z"), "off-duty", "Thursday night has no such shift");
});

test("duty follows the wall clock through a change of the hour", () => {
  const duty = { zone: "Europe/Lisbon", hours: [{ days: ["sun"], from: "09:00", until: "12:00" }] } as Office["duty"];
  // Portugal goes back from UTC+1 to UTC on Sunday, 25 October 2026.
  assert.deepEqual(standingOf(duty, at("2026-10-25T08:30:00.000Z"), localTime), {
    is: "off-duty",
    until: at("2026-10-25T09:00:00.000Z"),
  });
  assert.equal(standingOf(duty, at("2026-10-18T08:30:00.000Z"), localTime).is, "on-duty");
});

test("an office in a zone that nobody knows is said to be unknown, not asleep", () => {
  const duty = { zone: "Borea/Nowhere", hours: [{ days: ["mon"], from: "09:00", until: "12:00" }] } as Office["duty"];
  assert.deepEqual(standingOf(duty, MONDAY, localTime), { is: "unknown" });
});

test("a directory announced for next month leaves the present one standing until then", () => {
  const story = begin();
  const first = publishes(story, "borea", BOREA);
  const from = printInstant(MONDAY + ms("30d"));
  const next = publishes(story, "borea", { ...BOREA, from });
  const { contacts } = story.fold.line();
  assert.equal(directoryAt(contacts, "borea", story.now())?.act, first.id);
  assert.equal(directoryAt(contacts, "borea", MONDAY + ms("30d"))?.act, next.id);
  // Published again before it began: the announced one is gone, and no more than two are ever kept.
  const again = publishes(story, "borea", { ...BOREA, from: printInstant(MONDAY + ms("40d")) });
  assert.deepEqual(
    story.fold.line().contacts["borea"]?.map(({ act }) => act),
    [first.id, again.id],
  );
  const now = publishes(story, "borea", BOREA);
  assert.deepEqual(
    story.fold.line().contacts["borea"]?.map(({ act }) => act),
    [now.id],
  );
});

test("a directory that nobody renewed is shown as expired and not as nothing", () => {
  const story = begin();
  publishes(story, "borea", BOREA);
  const [borea] = contactsAt(story.fold.line().contacts, ["borea"], at("2027-06-01T00:00:00.000Z"), localTime);
  assert.equal(borea?.is, "expired");
  assert.equal(borea?.offices.length, 2);
});

test("what a directory may not say is irregular and changes nothing", () => {
  const shift = { from: "2026-11-23T08:00:00.000Z", until: "2026-11-23T16:00:00.000Z", shift: "Day" };
  const cases: readonly (readonly [string, Partial<Directory>])[] = [
    ["contacts-times", { until: BOREA.from }],
    ["contacts-times", { until: "2028-01-01T00:00:00.000Z" }],
    ["contacts-times", { from: "2026-02-30T00:00:00.000Z" }],
    ["contacts-times", { until: "2026-11-23T09:00:00.000Z" }],
    ["office-twice", { offices: [WATCH, TECHNICAL, WATCH] }],
    ["no-such-deputy", { offices: [WATCH] }],
    ["no-such-deputy", { offices: [{ ...TECHNICAL, deputies: ["technical"] }] }],
    ["roster-times", { offices: [{ ...TECHNICAL, roster: [shift, shift] }] }],
    ["roster-times", { offices: [{ ...TECHNICAL, roster: [{ ...shift, until: shift.from }] }] }],
  ];
  for (const [rule, change] of cases) {
    const story = begin();
    assert.equal(publishes(story, "borea", { ...BOREA, ...change }).rule, rule);
    assert.deepEqual(story.fold.line().contacts, {});
  }
});

test("a text that turns the direction of a line, or hides in it, is no text of a directory", () => {
  for (const name of ["Watch\u202eksed", " Watch", "Watch\ndesk", "\u200eWatch", "Watch\ufeffdesk"]) {
    const body = { ...BOREA, offices: [{ ...WATCH, name }] };
    assert.equal(checkBody("contacts", body)?.error, "bad-body", JSON.stringify(name));
  }
  assert.equal(checkBody("contacts", { ...BOREA, offices: [{ ...WATCH, name: "میز\u200cکشیک 值班室" }] }), undefined);
});
