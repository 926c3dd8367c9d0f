// How far each act has come at each party, folded from receipts. spec/line.md

import type { Act, ActId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { RECEIPT_LEVELS, type ReceiptBody, type ReceiptLevel } from "../kernel/receipt.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";

type Covered = { readonly from: number; readonly through: number; readonly at: Instant; readonly act: ActId };

/** When one party said that one act had reached this level there, and in which act it said so. */
export type Received = { readonly at: Instant; readonly act: ActId };

export type Receipts = {
  readonly judge: (act: Act<ReceiptBody>) => Verdict;
  readonly apply: (act: Act<ReceiptBody>) => void;
  /** Takes back a receipt that turned out irregular when an act that it had seen came late. */
  readonly withdraw: (id: ActId) => void;
  readonly of: (author: PartyId, seq: number, at: PartyId) => Readonly<Partial<Record<ReceiptLevel, Received>>>;
  /** The highest act of `author` that `at` has receipted as delivered; its chain holds those before it. */
  readonly deliveredThrough: (author: PartyId, at: PartyId) => number;
};

export function createReceipts(): Receipts {
  // Runs of one level, author and receiver come with rising `through`, so a search finds the first that covers an act.
  const runs = new Map<string, Covered[]>();
  // Everything that was said, in its author's order: from it the runs are made again when one is withdrawn.
  const said = new Map<string, Covered[]>();
  const key = (level: ReceiptLevel, author: PartyId, at: PartyId): string => `${level} ${author} ${at}`;

  const find = (list: readonly Covered[], seq: number): Covered | undefined => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((list[middle] as Covered).through < seq) low = middle + 1;
      else high = middle;
    }
    const run = list[low];
    return run !== undefined && run.from <= seq ? run : undefined;
  };

  const cover = (name: string, run: Covered): void => {
    const list = runs.get(name) ?? [];
    // What is covered already keeps the first word that covered it.
    const known = find(list, run.from);
    if (known !== undefined && known.through >= run.through) return;
    if (run.through > (list.at(-1)?.through ?? 0)) list.push(run);
    else {
      // Levels that people give may come for single acts out of turn; they keep the list sorted by `through`.
      const place = list.findIndex(({ through }) => through >= run.through);
      list.splice(Math.max(0, place), 0, run);
    }
    runs.set(name, list);
  };

  return {
    judge: ({ body, by, seen }) =>
      body.from <= body.through && body.of !== by && body.through <= (seen[body.of] ?? 0)
        ? REGULAR
        : irregular("unknown-receipt", { party: body.of }),
    apply: ({ id, at, by, body }) => {
      const name = key(body.level, body.of, by);
      const run = { from: body.from, through: body.through, at, act: id };
      const list = said.get(name) ?? [];
      list.push(run);
      said.set(name, list);
      cover(name, run);
    },
    withdraw: (id) => {
      for (const [name, list] of said) {
        const rest = list.filter(({ act }) => act !== id);
        if (rest.length === list.length) continue;
        // What the withdrawn one had covered may have been said again since.
        said.set(name, rest);
        runs.set(name, []);
        for (const run of rest) cover(name, run);
      }
    },
    of: (author, seq, at) => {
      const found: Partial<Record<ReceiptLevel, Received>> = {};
      for (const level of RECEIPT_LEVELS) {
        const run = find(runs.get(key(level, author, at)) ?? [], seq);
        if (run !== undefined) found[level] = { at: run.at, act: run.act };
      }
      return found;
    },
    deliveredThrough: (author, at) => runs.get(key("delivered", author, at))?.at(-1)?.through ?? 0,
  };
}
