// The thin route: a notice there and its receipt back at 50 bit/s with a tenth of the frames lost, in
// simulated time, beside the bits alone.

import { randomBytes } from "node:crypto";
import { carry, CLEAR } from "../src/faults/thin-link.ts";
import { rowOf, type Row } from "./measure.ts";

/** The sizes of a notice and of its receipt as src/line/thin-code.test.ts measures them. */
const [NOTICE, RECEIPT] = [300, 130];
const SPEED = 50;
const LOSSES = [0, 0.1] as const;
const LINES = 200;
const DAY = 86_400_000;

export function thin(): readonly Row[] {
  const limit = ((NOTICE + RECEIPT) * 8) / SPEED;
  return LOSSES.map((loss) => {
    const pairs = Array.from({ length: LINES }, (_, seed): readonly [number, number] => {
      const line = { ...CLEAR, bitsPerSecond: SPEED, loss, seed: `${seed}` };
      const receipt = randomBytes(RECEIPT);
      const { arrived } = carry(line, [randomBytes(NOTICE)], () => receipt, DAY);
      return [(arrived[0][0]?.at ?? Infinity) / 1_000, limit];
    });
    const name = `thin route: notice and receipt at ${SPEED} bit/s, ${loss * 100}% of frames lost`;
    return rowOf(name, `${(NOTICE + RECEIPT) * 8} bits`, "s", pairs, null);
  });
}
