// The voice: words, names and times together, as one thing that every part can ask.

import { createContext, useContext, type ReactNode } from "react";
import { partyOf, type Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import type { Millis } from "../../src/core/kernel/instant.ts";
import type { NodeView } from "../../src/node/http/api.ts";
import { useNow } from "../api/clock.ts";
import { useStore } from "../api/store.ts";
import { createSay, ENGLISH, type Say } from "./say.ts";
import { createTimes, type Times } from "./time.ts";

export type Voice = Say & Times & { readonly list: (items: readonly string[]) => string };

const SayContext = createContext<Say>(createSay("en", ENGLISH));

export const SayProvider = ({ say, children }: { readonly say: Say; readonly children: ReactNode }): ReactNode => (
  <SayContext value={say}>{children}</SayContext>
);

/** Words alone, for parts that show no time. */
export const useSay = (): Say => useContext(SayContext);

const DAY_GRAIN = 60_000;

/** Words and times. The day of "today" is looked at once a minute, so this does not tick by itself. */
export function useVoice(): Voice {
  const say = useSay();
  const pace = useStore((state) => state.node?.compact.pace ?? 1);
  const now = Math.floor(Date.now() / DAY_GRAIN) * DAY_GRAIN;
  return voiceOf(say, now, pace);
}

/** A voice that is drawn again every second, with the instant that it speaks at. */
export function useTickingVoice(): readonly [Voice, number] {
  const say = useSay();
  const pace = useStore((state) => state.node?.compact.pace ?? 1);
  const now = useNow();
  return [voiceOf(say, now, pace), now];
}

const SECONDS_FROM_PACE = 10;

function voiceOf(say: Say, now: number, pace: number): Voice {
  const lists = new Intl.ListFormat(say.tag, { style: "long", type: "conjunction" });
  return { ...say, ...createTimes(say, now, pace >= SECONDS_FROM_PACE), list: (items) => lists.format(items) };
}

/** The node's own view of itself. Pages are drawn only once it is there. */
export function useNode(): NodeView {
  const node = useStore((state) => state.node);
  if (node === null) throw new Error("invariant: a page is drawn before the node is known");
  return node;
}

export const nameOf = (compact: Compact, party: PartyId): string => partyOf(compact, party)?.name ?? party;

/** Which of the party colours: by the party's place in the compact, so it is the same on every screen. */
export const hueOf = (compact: Compact, party: PartyId): string =>
  `p${
    (Math.max(
      0,
      compact.parties.findIndex(({ id }) => id === party),
    ) %
      6) +
    1
  }`;

/** A length as it is written in the compact: the drill's pace is taken out again. */
export const onLadder = (compact: Compact, length: Millis): Millis => length * compact.pace;
