// One order for all nodes. An author dates an act later than every act it has seen, so sorting by
// `at` puts causes first; the party and the sequence number settle what is left. An act that is
// dated before something it has seen is irregular, and where it sorts no longer matters. spec/order.md

import type { PartyId } from "./act.ts";
import type { Instant } from "./instant.ts";

export type OrderKey = { readonly at: Instant; readonly by: PartyId; readonly seq: number };

/** Negative when `a` comes first. Total: zero only for the same place in the same ledger. */
export function compareOrder(a: OrderKey, b: OrderKey): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.by !== b.by) return a.by < b.by ? -1 : 1;
  return a.seq - b.seq;
}

/** The place in a sorted list before which `key` belongs. The end is tried first: most acts are the newest. */
export function placeOf(list: readonly OrderKey[], key: OrderKey): number {
  let high = list.length;
  const last = list[high - 1];
  if (last === undefined || compareOrder(last, key) < 0) return high;
  let low = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareOrder(list[middle] as OrderKey, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
