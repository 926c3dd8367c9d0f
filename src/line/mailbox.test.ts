import assert from "node:assert/strict";
import { test } from "node:test";
import {
  emptyMailbox,
  nextTry,
  goBack,
  onAnswer,
  onAnswered,
  onClockBack,
  onFailure,
  onHeard,
  onSent,
  onWord,
  PACE,
  timeoutOf,
  type Mailbox,
} from "./mailbox.ts";

const MAIL = { head: 3, checkpoint: 0, cosigned: false, returns: false };
const upAt = (now: number): Mailbox =>
  onAnswer(onSent(emptyMailbox, { checkpoint: 0, acts: 0 }, now - 10), 3, null, now);

test("a returning link is noticed within two seconds, however long it was cut and wherever a try stood", () => {
  let mailbox = upAt(10_000);
  let now = 10_000;
  for (let i = 0; i < 50; i += 1) {
    const sentAt = Math.max(now, nextTry(mailbox, { ...MAIL, head: 4 }) ?? 0);
    const timeout = timeoutOf(mailbox);
    // The link returns just after this try was lost: the next one has to come within two seconds.
    mailbox = onFailure(onSent(mailbox, { checkpoint: 0, acts: 0 }, sentAt), sentAt + timeout);
    now = sentAt + timeout;
    const next = nextTry(mailbox, { ...MAIL, head: 4 }) ?? Infinity;
    if (i > 0) assert.ok(next - sentAt < 2_000, `try ${i} comes after ${next - sentAt} ms`);
  }
});

test("a link that refuses at once is tried again after a growing wait of at most a second", () => {
  let mailbox = upAt(10_000);
  const waits: number[] = [];
  for (let i = 0; i < 8; i += 1) {
    const at = 20_000 + i * 5_000;
    mailbox = onFailure(onSent(mailbox, { checkpoint: 0, acts: 0 }, at), at + 1);
    waits.push((nextTry(mailbox, MAIL) ?? 0) - at);
  }
  assert.deepEqual(waits, [50, 100, 200, 400, 800, 1_000, 1_000, 1_000]);
});

test("a line that has not been heard yet is tried as shortly as one that was cut", () => {
  assert.equal(timeoutOf(emptyMailbox), PACE.timeoutWhileCut);
  assert.equal(timeoutOf(upAt(10_000)), PACE.timeout);
});

test("a clock that is put back stretches no wait", () => {
  const mailbox = upAt(1_000_000);
  const now = 1_000_000 - 120_000;
  const after = onClockBack(mailbox, now);
  assert.equal(nextTry(after, { ...MAIL, head: 4 }), now);
  assert.equal(nextTry(after, MAIL), now + PACE.heartbeat);
});

test("a peer that answers and takes nothing is asked ever more slowly, and at once when it takes something", () => {
  let mailbox = upAt(1_000);
  const waits: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    mailbox = onAnswer(onSent(mailbox, { checkpoint: 0, acts: 4 }, 2_000), 3, null, 2_010);
    waits.push(mailbox.notBefore - 2_010);
  }
  assert.deepEqual(waits, [50, 100, 200, 400, 800, 1_000]);
  mailbox = onAnswer(onSent(mailbox, { checkpoint: 0, acts: 4 }, 4_000), 4, null, 4_010);
  assert.equal(mailbox.notBefore, 4_010);
});

test("an old word by another way raises what is held, lowers nothing, and says nothing of the direct line", () => {
  const cut = onFailure(onSent(upAt(10_000), { checkpoint: 0, acts: 1 }, 20_000), 20_000);
  const told = onWord(cut, 5, 21_000);
  assert.deepEqual([told.acked, told.heardAt, told.cutSince], [5, cut.heardAt, 20_000]);
  assert.equal(onWord(told, 2, 22_000), told, "a letter that was days on its way");
  const sending = onSent(cut, { checkpoint: 0, acts: 1 }, 21_000);
  assert.equal(onWord(sending, 5, 21_100), sending, "the answer that is under way knows better");
});

test("what went along in an answer is no mail for a heartbeat, then goes again unless a word of it has come", () => {
  const mail = { ...MAIL, head: 5 };
  const answered = onAnswered(upAt(1_000), 5);
  assert.equal(nextTry(answered, mail), 1_000 + PACE.heartbeat);
  assert.equal(answered.acked, 3, "an answer that was given has not arrived");
  assert.equal(nextTry(answered, { ...MAIL, head: 6 }), 1_000, "what came after it does not wait");
  const told = onHeard(answered, 5, 1_200);
  assert.equal(told.acked, 5);
  const old = onHeard(answered, 3, 1_200);
  assert.equal(nextTry(old, mail), 1_200 + PACE.heartbeat);
});

test("a peer that has lost acts, or gives no receipt, is brought again what it was answered with", () => {
  const mail = { ...MAIL, head: 5 };
  const answered = onAnswered(upAt(1_000), 5);
  assert.equal(nextTry(onHeard(answered, 2, 1_200), mail), 1_000);
  assert.equal(nextTry(goBack(answered, 3, 9_000), mail), 1_000);
});
