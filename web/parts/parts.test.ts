// What the pictures show, before it is drawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { movesOf } from "../../src/core/law/views.ts";
import { begin, climbedTo, ms, type Story } from "../../src/core/testing/story.ts";
import type { EntryView } from "../../src/node/http/api.ts";
import { createParser } from "../api/events.ts";
import { differenceOf } from "./difference.ts";
import { shareOf, stationsOf } from "./duty-clock.ts";
import { stepRows, wayRows } from "./ladder-rows.ts";
import { cameLate, timelineRows } from "./timeline-rows.ts";
import { readToken } from "./token.ts";

const entriesOf = (story: Story): readonly EntryView[] =>
  story.acts.map((act) => ({ act, refusal: null, version: 1, receivedAt: act.at, receipts: {} }));

test("ranges overlap, meet, stand apart or are the same", () => {
  assert.deepEqual(
    differenceOf([
      { low: 5, high: 7 },
      { low: 3, high: 6 },
    ]),
    { is: "overlap", low: 5, high: 6 },
  );
  assert.deepEqual(
    differenceOf([
      { low: 5, high: 7 },
      { low: 3, high: 5 },
    ]),
    { is: "meet", at: 5 },
  );
  assert.deepEqual(
    differenceOf([
      { low: 6, high: 7 },
      { low: 3, high: 4 },
    ]),
    { is: "apart", low: 4, high: 6 },
  );
  assert.deepEqual(
    differenceOf([
      { low: 3, high: 4 },
      { low: 3, high: 4 },
    ]),
    { is: "same" },
  );
});

test("a duty names each contact of the compact with its time", () => {
  const story = begin();
  story.gives("aurelia", "report");
  const [duty] = story.matter().duties;
  assert.ok(duty);
  const stations = stationsOf(story.compact, duty);
  assert.deepEqual(
    stations.map(({ contact, is }) => [contact, is]),
    [
      ["other-desk", "ahead"],
      ["principal", "ahead"],
      ["mediator", "ahead"],
      ["convening", "ahead"],
    ],
  );
  assert.equal(stations[1]?.at, duty.due + ms("2h"));
});

test("a lapsed duty shows how far silence has led and what is still to come", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("27h");
  const [duty] = story.matter().duties;
  assert.ok(duty);
  assert.deepEqual(
    stationsOf(story.compact, duty).map(({ is }) => is),
    ["reached", "present", "ahead", "ahead"],
  );
  assert.equal(shareOf(duty, story.now()), 1);
});

test("the ladder shows the present step, and the ways down with what is open", () => {
  const story = climbedTo("deconflict");
  const steps = stepRows(story.compact, story.matter());
  assert.equal(steps.find(({ present }) => present)?.id, "deconflict");
  assert.notEqual(steps.find(({ id }) => id === "convene")?.notBefore, null);
  const ways = wayRows(story.matter(), movesOf(story.compact, story.matter(), "borea", story.now()));
  assert.deepEqual(
    ways.map(({ way, is }) => [way, is]),
    [
      ["stand-down", "open"],
      ["cool-off", "open"],
      ["close", "shut"],
    ],
  );
});

test("a disputed act and its dispute share a row, and the dispute keeps its place in time", () => {
  const story = climbedTo("assess");
  story.passes("1h");
  const view = story.gives("aurelia", "assess");
  story.gives("borea", "assess");
  story.gives("borea", "dispute", { of: view.id });
  const rows = timelineRows(story.compact, story.matter(), entriesOf(story));
  const disputed = rows.find((row) => row.is === "said" && row.entry.act.id === view.id);
  assert.ok(disputed?.is === "said");
  assert.equal(disputed.side, "start");
  assert.deepEqual(
    disputed.against.map(({ act }) => act.kind),
    ["dispute"],
  );
  assert.equal(rows.at(-1)?.is, "shown-above");
});

test("an act that was underway for long says so", () => {
  const story = begin();
  const { act } = story.gives("aurelia", "report");
  const entry: EntryView = { act, refusal: null, version: 1, receivedAt: act.at + ms("2h"), receipts: {} };
  assert.equal(cameLate(story.compact, entry), true);
  assert.equal(cameLate(story.compact, { ...entry, receivedAt: act.at + 400 }), false);
});

test("events are read whole, in whatever pieces they come", () => {
  const parse = createParser();
  assert.deepEqual(parse(": beat\n\nid: 1\nevent: act\nda"), []);
  assert.deepEqual(parse('ta: {"a":1}\n\ndata: {"b"'), ['{"a":1}']);
  assert.deepEqual(parse(":2}\n\n"), ['{"b":2}']);
});

test("a token is taken apart, and what is not one is not", () => {
  const b64u = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const token = `${b64u({ alg: "Ed25519" })}.${b64u({ by: "aurelia" })}.sig~${b64u(["salt", "title", "Ünder"])}~`;
  const parts = readToken(token);
  assert.deepEqual(parts?.disclosures, [{ salt: "salt", name: "title", value: "Ünder" }]);
  assert.equal(readToken("not a token"), undefined);
});
