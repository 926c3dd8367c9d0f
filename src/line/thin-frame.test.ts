import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { crc16, createDeframer, wireBytes, wrapFrame } from "./thin-frame.ts";
import { createLink, next, onFrame, put, THIN_LINK, type ThinLink } from "./thin-link.ts";
import { restoreLink, saveLink } from "./thin-save.ts";

const anyFrame = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes));
const OPTIONS = { first: true, bitsPerSecond: 50, firstId: 9 };

test("the check sum is X.25's", () => {
  assert.equal(crc16(Buffer.from("123456789")), 0x906e);
});

test("frames come off a stream as they went on, however it is cut", () => {
  fc.assert(
    fc.property(fc.array(anyFrame, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (frames, size) => {
      const wire = Buffer.concat(frames.map((frame) => wrapFrame(frame)));
      assert.equal(
        wire.length,
        frames.reduce((sum, frame) => sum + wireBytes(frame), 0),
      );
      const deframer = createDeframer();
      const out: (Buffer | null)[] = [];
      for (let at = 0; at < wire.length; at += size) out.push(...deframer.push(wire.subarray(at, at + size)));
      assert.deepEqual(out, frames);
    }),
  );
});

test("one or two bits that change on the wire never make another frame", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(), fc.nat(), (frame, one, two) => {
      const wire = wrapFrame(frame);
      for (const bit of new Set([one % (wire.length * 8), two % (wire.length * 8)])) {
        wire[bit >>> 3] = (wire[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
      }
      for (const out of createDeframer().push(wire)) assert.ok(out === null || out.equals(frame));
    }),
    { numRuns: 2_000, seed: 1 },
  );
});

test("noise of any length keeps a reader's memory to one frame, and the frame after it is read", () => {
  const deframer = createDeframer();
  const before = process.memoryUsage().heapUsed;
  assert.deepEqual(deframer.push(Buffer.alloc(20_000_000, 7)), []);
  assert.ok(process.memoryUsage().heapUsed - before < 50_000_000);
  assert.deepEqual(deframer.push(Buffer.of(0)), [null]);
  assert.deepEqual(deframer.push(wrapFrame(Buffer.from("here"))), [Buffer.from("here")]);
});

const CROWD: fc.Arbitrary<readonly Buffer[]> = fc.array(anyFrame, { maxLength: 30 });

test("whatever frames a stranger sends, a link breaks on none, keeps little and goes on asking", () => {
  fc.assert(
    fc.property(CROWD, fc.boolean(), (frames, opens) => {
      let link: ThinLink = put(createLink(OPTIONS), Buffer.alloc(100), 1);
      frames.forEach((frame, i) => {
        link = onFrame(link, frame, i * 1_000, () => opens).link;
        const step = next(link, i * 1_000 + 500);
        link = step.link;
        assert.ok(step.send === null || step.send.length <= THIN_LINK.payload + 5);
      });
      assert.ok((link.in?.parts.length ?? 0) <= THIN_LINK.frames);
      assert.ok(link.out === null || next(link, 10_000_000).send !== null);
    }),
    { numRuns: 500 },
  );
});

test("a message that never opens is asked for three times and then given up", () => {
  let [from, to] = [put(createLink(OPTIONS), Buffer.alloc(20, 1), 5), createLink({ ...OPTIONS, first: false })];
  let [tries, carried, now] = [0, null as number | null, 0];
  while (carried === null && now < 3_600_000) {
    const out = next(from, now);
    from = out.link;
    if (out.send !== null) {
      const heard = onFrame(to, out.send, now, () => {
        tries += 1;
        return false;
      });
      assert.equal(heard.arrived, null);
      to = heard.link;
    }
    const back = next(to, now);
    to = back.link;
    if (back.send !== null) ({ link: from, carried } = onFrame(from, back.send, now, () => true));
    now += 100;
  }
  assert.equal(carried, 5);
  assert.equal(tries, THIN_LINK.spoiled);
});

test("a clock that is put back by hours stops no link", () => {
  let link = put(createLink(OPTIONS), Buffer.alloc(20), 1);
  link = next(link, 10_000_000).link;
  assert.equal(next(link, 10_000_000).send, null, "it waits for an answer");
  assert.notEqual(next(link, 1_000).send, null, "the time for which it waits will not come for hours");
});

test("what was saved is restored, and any other text begins a new link", () => {
  const link = put(createLink(OPTIONS), Buffer.from("x".repeat(100)), 42);
  const again = restoreLink(saveLink(link), OPTIONS);
  assert.deepEqual(again.out?.parts.map(String), link.out?.parts.map(String));
  assert.equal(again.out?.label, 42);
  const fresh = createLink(OPTIONS);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => assert.deepEqual(restoreLink(text, OPTIONS), fresh)),
  );
});
