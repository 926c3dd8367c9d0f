// The key to seal to as the law sees it: numbers rise, a key lives a day, the newest of each party counts.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../kernel/act.ts";
import { HOUR, MINUTE, printInstant } from "../kernel/instant.ts";
import { checkBody } from "../law/validate.ts";
import { announcementText, KEY_LIFE, KEY_SLACK, lineKey, type LineKeyBody } from "./line-key.ts";
import type { LineContext } from "./rule.ts";
import { NO_LINE, type LineState } from "./state.ts";

const NOW = Date.UTC(2026, 10, 22, 10);
const CONTEXT = {} as LineContext;

const bodyOf = (number: number, from = NOW, life = KEY_LIFE): LineKeyBody => ({
  number,
  key: "K".repeat(1622),
  from: printInstant(from),
  until: printInstant(from + life),
  relays: false,
  proof: "P".repeat(86),
});

const actOf = (body: LineKeyBody, by = "aurelia", at = NOW): Act<LineKeyBody> => ({
  id: "I".repeat(43),
  kind: "line-key",
  compact: "C".repeat(43),
  by,
  seq: 1,
  prev: "C".repeat(43),
  seen: {},
  at,
  matter: null,
  to: [],
  marking: "TLP:AMBER",
  body,
});

const publish = (state: LineState, body: LineKeyBody, by?: string): LineState =>
  lineKey.apply(state, actOf(body, by), CONTEXT);

const ruleAgainst = (state: LineState, body: LineKeyBody, at = NOW): string | null => {
  const verdict = lineKey.judge(actOf(body, "aurelia", at), state, CONTEXT);
  return verdict.ok ? null : verdict.rule;
};

test("the newest key of each party counts, and an older number is irregular", () => {
  const state = publish(publish(NO_LINE, bodyOf(7)), bodyOf(3), "borea");
  assert.deepEqual([state.keys["aurelia"]?.number, state.keys["borea"]?.number], [7, 3]);
  assert.equal(ruleAgainst(state, bodyOf(7)), "line-key-old");
  assert.equal(ruleAgainst(state, bodyOf(6)), "line-key-old");
  assert.equal(ruleAgainst(state, bodyOf(8)), null);
  assert.equal(publish(state, bodyOf(8)).keys["aurelia"]?.number, 8);
});

test("a key begins about when it is published, ends after that, and lives a day at most", () => {
  assert.equal(ruleAgainst(NO_LINE, bodyOf(1, NOW, KEY_LIFE + 1)), "line-key-times");
  assert.equal(ruleAgainst(NO_LINE, bodyOf(1, NOW, 0)), "line-key-times");
  assert.equal(ruleAgainst(NO_LINE, bodyOf(1, NOW - KEY_SLACK - 1)), "line-key-times");
  assert.equal(ruleAgainst(NO_LINE, bodyOf(1, NOW + 2 * HOUR)), "line-key-times");
  assert.equal(ruleAgainst(NO_LINE, { ...bodyOf(1), until: "2026-02-30T10:00:00.000Z" }), "line-key-times");
  assert.equal(ruleAgainst(NO_LINE, bodyOf(1, NOW - 30 * MINUTE)), null);
});

test("a key and a proof have their one length", () => {
  assert.equal(checkBody("line-key", bodyOf(1)), undefined);
  for (const change of [{ key: "K" }, { proof: "P" }, { number: 0 }, { number: 2 ** 32 }, { extra: 1 }]) {
    assert.equal(checkBody("line-key", { ...bodyOf(1), ...change })?.error, "bad-body", JSON.stringify(change));
  }
});

test("what the proof signs has one spelling, and says every field", () => {
  const said = bodyOf(1);
  const text = announcementText("compact", "aurelia", said);
  const changes: readonly Partial<LineKeyBody>[] = [
    { number: 2 },
    { key: "L".repeat(1622) },
    { from: said.until },
    { until: said.from },
    { relays: true },
  ];
  const others = changes.map((change) => announcementText("compact", "aurelia", { ...said, ...change }));
  const whole = [
    text,
    ...others,
    announcementText("other", "aurelia", said),
    announcementText("compact", "borea", said),
  ];
  assert.equal(new Set(whole).size, whole.length);
  assert.equal(text.split("\n").length, 9);
});
