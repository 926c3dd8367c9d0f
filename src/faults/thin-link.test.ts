// The thin link on a bad line: everything arrives once and in order, and how long it takes.

import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { carry, CLEAR, type Arrival, type SlowLine } from "./thin-link.ts";

const HOUR = 3_600_000;

/** Bytes that look sealed. */
const message = (name: string, length: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_, i) => hash("sha256", `${name} ${i}`, "buffer")),
  ).subarray(0, length);

const isOnce = (arrivals: readonly Arrival[], wanted: readonly Uint8Array[]): void => {
  assert.deepEqual(
    arrivals.map(({ message: bytes }) => Buffer.from(bytes).toString("hex")),
    wanted.map((bytes) => Buffer.from(bytes).toString("hex")),
  );
};

const answerTo = (bytes: Uint8Array): Buffer => message(`answer ${Buffer.from(bytes).toString("hex")}`, 130);

/** The sizes that thin-code.test.ts measures of a notice and of its receipt. */
const [NOTICE, RECEIPT] = [300, 130];

const BAD: Omit<SlowLine, "seed"> = { ...CLEAR, loss: 0.1 };

function seconds(line: SlowLine): number {
  const notice = message("notice", NOTICE);
  const receipt = message("receipt", RECEIPT);
  const { arrived } = carry(line, [notice], () => receipt, 24 * HOUR);
  isOnce(arrived[1], [notice]);
  isOnce(arrived[0], [receipt]);
  return (arrived[0][0]?.at ?? Infinity) / 1_000;
}

test("a notice of 300 bytes and its receipt pass 50 bit/s with a tenth lost within three minutes, nearly always", (t) => {
  const times = Array.from({ length: 200 }, (_, seed) => seconds({ ...BAD, seed: `${seed}` })).sort((a, b) => a - b);
  const [median, p95, worst] = [times[100] ?? 0, times[190] ?? 0, times[199] ?? 0];
  const limit = ((NOTICE + RECEIPT) * 8) / 50;
  const clear = seconds({ ...CLEAR, seed: "clear" });
  t.diagnostic(
    `limit ${limit.toFixed(1)} s; nothing lost ${clear.toFixed(1)} s; median ${median.toFixed(1)} s; p95 ${p95.toFixed(1)} s; worst ${worst.toFixed(1)} s`,
  );
  assert.ok(median < 120 && p95 < 180, `${median} s, ${p95} s`);
});

const anyLine: fc.Arbitrary<SlowLine> = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 8 }),
  bitsPerSecond: fc.constantFrom(50, 300, 9_600),
  loss: fc.constantFrom(0, 0.1, 0.4),
  damage: fc.constantFrom(0, 0.1, 0.3),
  double: fc.constantFrom(0, 0.2),
  late: fc.constant(0),
  duplex: fc.boolean(),
});

/** Only the first arrival of each. */
const firsts = (arrivals: readonly Arrival[]): readonly Arrival[] =>
  [...new Map(arrivals.toReversed().map((one) => [Buffer.from(one.message).toString("hex"), one])).values()].sort(
    (one, other) => one.at - other.at,
  );

const carried = fc.array(fc.integer({ min: 2, max: 900 }), { minLength: 1, maxLength: 4 });
const messagesOf = (sizes: readonly number[]): readonly Buffer[] =>
  sizes.map((size, i) => Buffer.concat([Buffer.of(i), message(`${i}`, size - 1)]));

test("whatever is lost, damaged or doubled, every message arrives once, in order, and its answer comes back", () => {
  fc.assert(
    fc.property(anyLine, carried, (line, sizes) => {
      const messages = messagesOf(sizes);
      const { arrived } = carry({ ...line, late: 0 }, messages, answerTo, 48 * HOUR);
      isOnce(arrived[1], messages);
      isOnce(arrived[0], messages.map(answerTo));
    }),
    { numRuns: 150 },
  );
});

test("where frames also come late and out of turn, every message still arrives, in order, at least once", () => {
  fc.assert(
    fc.property(anyLine, carried, (line, sizes) => {
      const messages = messagesOf(sizes);
      const { arrived } = carry({ ...line, late: 0.2 }, messages, answerTo, 48 * HOUR);
      isOnce(firsts(arrived[1]), messages);
      isOnce(firsts(arrived[0]), messages.map(answerTo));
    }),
    { numRuns: 150 },
  );
});

test("a transfer goes on where it stood after the line was dead for hours and both ends began anew", () => {
  const notice = message("notice", 2_000);
  const line: SlowLine = {
    ...BAD,
    seed: "hours",
    cut: [200_000, 8 * HOUR],
    restarts: [
      [2 * HOUR, 0],
      [3 * HOUR, 1],
    ],
  };
  const { arrived, bytesOnWire } = carry(line, [notice], answerTo, 24 * HOUR);
  isOnce(arrived[1], [notice]);
  isOnce(arrived[0], [answerTo(notice)]);
  const uncut = carry({ ...BAD, seed: "hours" }, [notice], answerTo, 24 * HOUR).arrived[0][0]?.at ?? 0;
  const after = (arrived[0][0]?.at ?? Infinity) - 8 * HOUR;
  assert.ok(after < 0.75 * uncut, `${after} ms after the line's return; all of it takes ${uncut}`);
  assert.ok(bytesOnWire < 9_000, `${bytesOnWire} bytes: a dead line is asked seldom`);
});

test("two ends that both had something to say on a dead line do not speak into each other for ever", () => {
  // The speed decides how the waits of the two ends stand to each other.
  const waiting = fc.record({
    bitsPerSecond: fc.integer({ min: 20, max: 100 }),
    hours: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(waiting, ({ bitsPerSecond, hours }) => {
      const [here, there] = [message("here", 300), message("there", 200)];
      const line: SlowLine = { ...BAD, seed: "both", bitsPerSecond, cut: [0, hours * HOUR], opposite: [there] };
      const { arrived } = carry(line, [here], answerTo, (hours + 1) * HOUR);
      isOnce(arrived[1], [here]);
      isOnce(
        arrived[0].toSorted((one, other) => other.message.length - one.message.length),
        [there, answerTo(here)],
      );
    }),
    { numRuns: 300 },
  );
});

test("the longest act passes, 32 frames in a turn", () => {
  const act = message("act", 64 * 1024);
  const { arrived } = carry({ ...BAD, bitsPerSecond: 9_600, seed: "long" }, [act], answerTo, 24 * HOUR);
  isOnce(arrived[1], [act]);
});
