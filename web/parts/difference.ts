// How the parties' ranges of severity stand to each other. Pure.

import type { HeldAssessment } from "../../src/core/kernel/matter.ts";

export type Difference =
  | { readonly is: "same" }
  | { readonly is: "overlap"; readonly low: number; readonly high: number }
  | { readonly is: "meet"; readonly at: number }
  | { readonly is: "apart"; readonly low: number; readonly high: number };

type Range = Pick<HeldAssessment, "low" | "high">;

/** How ranges stand to each other: where all of them overlap, or the gap that lies between them. */
export function differenceOf(ranges: readonly Range[]): Difference {
  const low = Math.max(...ranges.map((range) => range.low));
  const high = Math.min(...ranges.map((range) => range.high));
  if (low > high) return { is: "apart", low: high, high: low };
  if (ranges.every((range) => range.low === low && range.high === high)) return { is: "same" };
  return low === high ? { is: "meet", at: low } : { is: "overlap", low, high };
}
