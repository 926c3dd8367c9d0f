// Sessions: when one ends, and what a recipient remembers of those that came.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { HEAD_BYTES, LETTER_LIMITS } from "./letter.ts";
import { createCounters, isSpent, rememberSessions, SESSION_LIFE, type Receiving, type Sending } from "./session.ts";

const keys = { letter: randomBytes(32), answer: randomBytes(32), thin: randomBytes(32) };

test("a session ends after ten minutes, with its last counter, with the recipient's key, and when the clock goes back", () => {
  const opening = { from: "aurelia", to: "borea", keyNumber: 7, enc: new Uint8Array(), signature: new Uint8Array() };
  const sending: Sending = { opening, keys, openedAt: 1_000_000, counter: 5 };
  assert.equal(isSpent(sending, 7, 1_000_000), false);
  assert.equal(isSpent(sending, 7, 1_000_000 + SESSION_LIFE - 1), false);
  assert.equal(isSpent(sending, 7, 1_000_000 + SESSION_LIFE), true);
  assert.equal(isSpent(sending, 7, 999_999), true);
  assert.equal(isSpent(sending, 8, 1_000_000), true);
  assert.equal(isSpent({ ...sending, counter: LETTER_LIMITS.letters }, 7, 1_000_000), true);
});

test("counters are known exactly as they came, in any order", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(LETTER_LIMITS.letters - 1)), fc.nat(LETTER_LIMITS.letters - 1), (added, other) => {
      const counters = createCounters();
      for (const counter of added) counters.add(counter);
      for (const counter of added) assert.ok(counters.has(counter));
      assert.equal(counters.has(other), added.includes(other));
    }),
  );
});

test("a session whose letters jump from number to number costs a bounded memory, and the newest are known", () => {
  const counters = createCounters();
  for (let counter = 0; counter < LETTER_LIMITS.letters; counter += 1_024) counters.add(counter);
  assert.ok(counters.has(LETTER_LIMITS.letters - 1_024));
  assert.equal(counters.has(0), false);
});

const letterOf = (): Uint8Array => randomBytes(HEAD_BYTES + 40);
const session = (keyNumber = 7): Receiving => ({ keyNumber, keys, seen: createCounters() });

test("letters of one session are known by their head, whatever their counter", () => {
  const remembered = rememberSessions();
  const letter = letterOf();
  const kept = session();
  remembered.keep(letter, "aurelia", kept);
  const next = Uint8Array.from(letter);
  next[HEAD_BYTES - 1] = (next[HEAD_BYTES - 1] ?? 0) ^ 1;
  assert.equal(remembered.find(next), kept);
  next[HEAD_BYTES - 7] = (next[HEAD_BYTES - 7] ?? 0) ^ 1;
  assert.equal(remembered.find(next), undefined);
});

test("one sender's many sessions push out none of another's", () => {
  const remembered = rememberSessions();
  const [mine, first] = [letterOf(), letterOf()];
  remembered.keep(mine, "cassia", session());
  remembered.keep(first, "aurelia", session());
  // A session every ten minutes for as long as a key opens letters: whoever recorded the first may bring it again.
  for (let i = 0; i < 576; i += 1) remembered.keep(letterOf(), "aurelia", session());
  assert.notEqual(remembered.find(first), undefined);
  for (let i = 0; i < 100; i += 1) remembered.keep(letterOf(), "aurelia", session());
  assert.notEqual(remembered.find(mine), undefined);
  assert.equal(remembered.find(first), undefined);
});

test("what was derived from a destroyed key is dropped with it", () => {
  const remembered = rememberSessions();
  const [old, young] = [letterOf(), letterOf()];
  remembered.keep(old, "aurelia", session(3));
  remembered.keep(young, "aurelia", session(4));
  remembered.drop((number) => number === 3);
  assert.equal(remembered.find(old), undefined);
  assert.notEqual(remembered.find(young), undefined);
});
