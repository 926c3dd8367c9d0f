// The words of back-channels.

import { useMemo } from "react";
import type english from "../words/channel/en.json";
import type { Telling } from "../parts/line-told.tsx";
import { usePartSay, type PartWords } from "../words/part.ts";
import type { Say, Words } from "../words/say.ts";

export type ChannelWords = {
  readonly t: PartWords<keyof typeof english>;
  /** What the node would not, in words where there are any. */
  readonly problem: (telling: Telling) => Telling;
};

const files = import.meta.glob<{ readonly default: Words }>("../words/channel/*.json");

const wordsWith = (say: Say): ChannelWords => ({
  t: (id, args) => say.name(id, id, args),
  problem: (telling) => {
    if (telling === null || typeof telling === "string" || telling.problem === null) return telling;
    const detail = say.name(`channel.problem.${telling.problem.code}`, "");
    return detail === "" ? telling : { ok: false, problem: { ...telling.problem, detail } };
  },
});

/** Null until the words are there; those of the last language stay until the new ones have come. */
export function useChannelWords(): ChannelWords | null {
  const say = usePartSay(files);
  return useMemo(() => (say === null ? null : wordsWith(say)), [say]);
}
