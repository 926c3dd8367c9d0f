import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toBase45 } from "./base45.ts";
import { drawOf, idOf, openBasin, pour } from "./fountain.ts";
import { createAssembler, FRAME_LIMITS, framesOf, printFrame, readFrame, type Collected } from "./frames.ts";

/** Bytes and an order that follow from a number. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const bytesOf = (count: number, seed: number): Uint8Array => {
  const chance = chanceOf(seed);
  return Uint8Array.from({ length: count }, () => Math.floor(chance() * 256));
};
const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const chance = chanceOf(seed);
  return items
    .map((item) => ({ item, at: chance() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
};
const wholes = (seen: readonly Collected[]): readonly Extract<Collected, { is: "whole" }>[] =>
  seen.filter((one) => one.is === "whole");

/** The sizes that letters have when they are of the classes up to 64 KiB. */
const LETTER_SIZES = [2_260, 5_330, 17_620, 66_770];

const size = fc.integer({ min: 1, max: 9_000 });
const seed = fc.nat();

test("a letter of every size comes back when three in ten of its frames are lost, whichever they are", () => {
  for (const bytes of LETTER_SIZES) {
    for (let run = 0; run < 12; run += 1) {
      const letter = bytesOf(bytes, run);
      const { frames } = framesOf(letter);
      const kept = shuffled(frames, run).slice(0, Math.floor(frames.length * 0.7));
      const assembler = createAssembler();
      const [whole] = wholes(kept.map(assembler.add));
      assert.deepEqual(whole?.message, letter, `${bytes} bytes, run ${run}`);
    }
  }
});

test("a passer-by who sees four in ten of the frames of each round has the whole within three rounds", () => {
  for (const bytes of LETTER_SIZES) {
    const letter = bytesOf(bytes, 7);
    const { frames } = framesOf(letter);
    const assembler = createAssembler();
    const seen = [1, 2, 3].flatMap((round) => shuffled(frames, round).slice(0, Math.floor(frames.length * 0.4)));
    assert.deepEqual(wholes(seen.map(assembler.add))[0]?.message, letter, `${bytes} bytes`);
  }
});

test("a few frames beyond the blocks are enough, without a single block among them", () => {
  let beyond = 0;
  const runs = 200;
  for (let run = 0; run < runs; run += 1) {
    const message = bytesOf(20 * 64, run);
    const spring = { id: idOf(message), bytes: message.length, blockBytes: 64 };
    const basin = openBasin(spring);
    let index = 20;
    while (basin.message() === undefined) basin.add(index, pour(message, spring, index++));
    assert.deepEqual(basin.message(), message);
    beyond += index - 40;
  }
  // A random square over GF(2) wants 1.6 more on average.
  assert.ok(beyond / runs < 2.5, `${beyond / runs} more on average`);
});

test("any one frame of a message of one block is enough, because no draw is of nothing", () => {
  const message = bytesOf(40, 4);
  for (const frame of framesOf(message).frames)
    assert.deepEqual(wholes([createAssembler().add(frame)])[0]?.message, message);
});

test("lost, doubled and in any order, frames give the very message or nothing", () => {
  fc.assert(
    fc.property(size, seed, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, chance, share) => {
      const message = bytesOf(bytes, chance);
      const { frames, id } = framesOf(message, 128);
      const kept = shuffled([...frames, ...frames], chance).slice(0, Math.ceil(frames.length * 2 * share));
      const assembler = createAssembler();
      const given = wholes(kept.map(assembler.add));
      assert.ok(given.length <= 1);
      for (const whole of given) assert.deepEqual(whole, { is: "whole", id, message });
    }),
    { numRuns: 60 },
  );
});

test("frames of several messages may come mixed, and each message comes out", () => {
  fc.assert(
    fc.property(fc.array(size, { minLength: 2, maxLength: 6 }), seed, (sizes, chance) => {
      const messages = sizes.map((bytes, i) => bytesOf(bytes, chance + i));
      const frames = messages.flatMap((message) => framesOf(message, 256).frames);
      const assembler = createAssembler();
      const given = wholes(shuffled(frames, chance).map(assembler.add)).map(({ message }) => message);
      for (const message of messages)
        assert.ok(given.some((one) => Buffer.compare(Buffer.from(one), Buffer.from(message)) === 0));
      assert.deepEqual(assembler.parts(), []);
    }),
    { numRuns: 30 },
  );
});

test("a frame with any letter changed is dropped, and what was collected before stands", () => {
  const message = bytesOf(1_500, 3);
  const { frames } = framesOf(message);
  const [first = "", second = "", third = ""] = frames;
  fc.assert(
    fc.property(fc.nat(second.length - 1), fc.constantFrom(..."0A $.:é\n"), (at, char) => {
      const spoilt = second.slice(0, at) + char + second.slice(at + 1);
      const assembler = createAssembler();
      assembler.add(first);
      const collected = assembler.add(spoilt);
      if (spoilt === second) return;
      assert.equal(collected.is, "dropped");
      assembler.add(second);
      assert.deepEqual(assembler.add(third), { is: "whole", id: Buffer.from(idOf(message)).toString("hex"), message });
    }),
  );
});

test("a forged frame with a sum that fits spoils nothing for good: the message comes from the next round", () => {
  const message = bytesOf(3_000, 5);
  const { frames } = framesOf(message);
  for (const at of [0, 2, 7]) {
    const read = readFrame(frames[at] ?? "");
    assert.ok(read.ok);
    const forged = printFrame({ ...read.frame, block: bytesOf(read.frame.blockBytes, 99) });
    for (const row of [
      [forged, ...frames],
      [...frames.slice(1, 4), forged, ...frames.slice(4)],
    ]) {
      const assembler = createAssembler();
      const seen = [...row, ...frames, ...frames].map(assembler.add);
      assert.ok(wholes(seen).length === 1, "one whole message");
      assert.deepEqual(wholes(seen)[0]?.message, message);
    }
  }
});

test("a frame that claims other sizes under the same id is of another message", () => {
  const message = bytesOf(2_000, 8);
  const assembler = createAssembler();
  const read = readFrame(framesOf(message).frames[0] ?? "");
  assert.ok(read.ok);
  const claimed = [600, 1_999, 2_001, FRAME_LIMITS.messageBytes];
  for (const bytes of claimed) assembler.add(printFrame({ ...read.frame, bytes, index: 9 }));
  assert.equal(assembler.parts().length, claimed.length);
  assert.deepEqual(wholes(framesOf(message).frames.map(assembler.add))[0]?.message, message);
});

test("sizes beyond the limits are refused before anything is kept", () => {
  const block = new Uint8Array(64);
  const frame = { id: new Uint8Array(8), bytes: 640, blockBytes: 64, index: 0, block };
  const codeOf = (more: object): string => {
    const read = readFrame(printFrame({ ...frame, ...more }));
    return read.ok ? "read" : read.code;
  };
  assert.equal(codeOf({}), "read");
  assert.equal(codeOf({ bytes: 0 }), "bad-sizes");
  assert.equal(codeOf({ bytes: FRAME_LIMITS.messageBytes + 1 }), "bad-sizes");
  assert.equal(codeOf({ bytes: 64 * (FRAME_LIMITS.blocks + 1) }), "bad-sizes");
  assert.equal(codeOf({ bytes: 0xffffffff }), "bad-sizes");
  assert.equal(codeOf({ blockBytes: 65 }), "bad-sizes");
  assert.equal(codeOf({ blockBytes: 2_000, block: new Uint8Array(2_000) }), "not-a-frame");
  assert.equal(codeOf({ index: 0xffffffff }), "read");
});

test("a crowd of messages under way pushes out the one that has waited longest, and no more", () => {
  const assembler = createAssembler();
  const messages = Array.from({ length: FRAME_LIMITS.messages + 3 }, (_, i) => bytesOf(600, i));
  for (const message of messages) assembler.add(framesOf(message).frames[0] ?? "");
  const kept = assembler.parts().map(({ id }) => id);
  assert.deepEqual(
    kept,
    messages.slice(3).map((message) => framesOf(message).id),
  );
});

test("whatever is read as a frame, nothing throws and nothing but a true message comes out", () => {
  const assembler = createAssembler();
  const message = bytesOf(1_400, 1);
  const texts = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => `DR1:${toBase45(bytes)}.`),
    fc.constantFrom(...framesOf(message).frames),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const collected = assembler.add(text);
      if (collected.is === "whole") assert.deepEqual(collected.message, message);
    }),
    { numRuns: 400 },
  );
});

test("the blocks that a repair draws are those that the specification gives as its example", () => {
  const spring = { id: new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7]), bytes: 6_000, blockBytes: 512 };
  assert.equal(Buffer.from(drawOf(spring, 11)).toString("hex"), "0010");
  assert.equal(Buffer.from(drawOf(spring, 12)).toString("hex"), "a970");
});
