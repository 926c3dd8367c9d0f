// What became of what was carried here, counted and in lines. spec/courier.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Fate } from "../node/http/courier-api.ts";

export type Counted = {
  /** Letters that brought acts, and how many acts these were. */
  readonly taken: number;
  readonly acts: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly stopped: number;
  readonly forOthers: number;
  readonly keys: number;
  /** Whose letters or keys came: those who wait for a receipt. */
  readonly senders: readonly PartyId[];
};

export function countFates(fates: readonly Fate[]): Counted {
  const many = (is: Fate["is"]): number => fates.filter((fate) => fate.is === is).length;
  const heard = fates.flatMap((fate) =>
    fate.is === "taken" || fate.is === "held" || fate.is === "stopped" || fate.is === "key" ? [fate.from] : [],
  );
  return {
    taken: many("taken"),
    acts: fates.reduce((sum, fate) => sum + ("acts" in fate ? fate.acts : 0), 0),
    duplicates: many("held"),
    refused: many("refused"),
    stopped: many("stopped"),
    forOthers: many("for-another"),
    keys: many("key"),
    senders: [...new Set(heard)],
  };
}

/** Something in it was not taken, and somebody should know. */
export const isTroubled = ({ refused, stopped }: Counted): boolean => refused + stopped > 0;

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export function fateLines(fates: readonly Fate[]): readonly string[] {
  const { taken, acts, duplicates, keys } = countFates(fates);
  const others = new Map<PartyId, number>();
  for (const fate of fates) if (fate.is === "for-another") others.set(fate.to, (others.get(fate.to) ?? 0) + 1);
  return [
    `${plural(taken, "letter", "letters")} taken with ${plural(acts, "new act", "new acts")}, ${plural(duplicates, "letter", "letters")} without`,
    ...(keys > 0 ? [`${plural(keys, "key", "keys")} learned: letters can be sealed for those parties now`] : []),
    ...[...others].map(([to, count]) => `${plural(count, "letter", "letters")} for ${to}, left as they are`),
    ...fates.flatMap((fate) => {
      if (fate.is === "refused") return [`REFUSED ${fate.from ?? "from nobody known"}: ${fate.because} [${fate.code}]`];
      if (fate.is === "stopped") return [`STOPPED at ${fate.from}/${fate.seq}: ${fate.because} [${fate.code}]`];
      return [];
    }),
  ];
}
