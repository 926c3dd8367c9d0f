// The wire in the simulator: envelopes take their time, get lost with or without their answer, arrive
// twice and out of turn, and links are cut in one direction or both, silently or with a refusal.

import type { PartyId } from "../core/kernel/act.ts";
import type { Millis } from "../core/kernel/instant.ts";
import type { Network } from "../node/world.ts";
import type { Timeline } from "./clock.ts";
import type { Random } from "./random.ts";

/** How a cut shows at the sender: nothing comes back, or a refusal comes at once. */
export type Cut = "silent" | "refused";

export type Weather = {
  readonly loss: number;
  readonly duplicate: number;
  /** Share of envelopes and answers that take seconds, and so arrive out of turn. */
  readonly slow: number;
};

export const CALM: Weather = { loss: 0, duplicate: 0, slow: 0 };

export type Wire = {
  /** The way out for one run of a party's node. */
  readonly networkOf: (from: PartyId, isAlive: () => boolean, rate: () => number) => Network;
  readonly cut: (from: PartyId, to: PartyId, cut: Cut | null) => void;
  /** Every way is cut until this is taken back. */
  readonly isolate: (cut: Cut | null) => void;
  readonly setWeather: (weather: Weather) => void;
  /** What has been sent lately, for the forger. */
  readonly overheard: () => readonly Overheard[];
};

export type Overheard = { readonly from: PartyId; readonly to: PartyId; readonly text: string };

export type WireEvents = {
  readonly onSent: (from: PartyId, to: PartyId, text: string) => void;
  readonly onFault: (
    what: "lost-request" | "lost-answer" | "duplicate" | "slow" | "cut-request" | "cut-answer",
  ) => void;
};

/** Brings an envelope to the node that answers for `to` now; undefined when none runs. */
export type Deliver = (to: PartyId, text: string) => Promise<string> | undefined;

const OVERHEARD = 48;

const QUICK = { low: 1, high: 20 } as const;
const SLOW = { low: 500, high: 4_000 } as const;

export function createWire(timeline: Timeline, random: Random, deliver: Deliver, events: WireEvents): Wire {
  const cuts = new Map<string, Cut>();
  const heard: Overheard[] = [];
  let weather = CALM;
  let isolated: Cut | null = null;
  const cutOf = (from: PartyId, to: PartyId): Cut | undefined => isolated ?? cuts.get(`${from} ${to}`);

  const latency = (): Millis => {
    const slow = random.chance(weather.slow);
    if (slow) events.onFault("slow");
    const { low, high } = slow ? SLOW : QUICK;
    return random.between(low, high);
  };

  const carry = (from: PartyId, to: PartyId, text: string, settle: (answer: string | Error) => void): void => {
    const cut = cutOf(from, to);
    if (cut !== undefined) {
      events.onFault("cut-request");
      if (cut === "refused") timeline.after(random.between(1, 5), () => settle(new Error("the link is cut")));
      return;
    }
    if (random.chance(weather.loss)) return events.onFault("lost-request");
    timeline.after(latency(), () => {
      // A cut also swallows what is under way.
      if (cutOf(from, to) !== undefined) return events.onFault("cut-request");
      const answering = deliver(to, text);
      if (answering === undefined) return settle(new Error("nobody answers there"));
      const back = (answer: string | Error): void => {
        if (cutOf(to, from) !== undefined) return events.onFault("cut-answer");
        if (random.chance(weather.loss)) return events.onFault("lost-answer");
        timeline.after(latency(), () => {
          if (cutOf(to, from) === undefined) settle(answer);
          else events.onFault("cut-answer");
        });
      };
      answering.then(back, (error: unknown) => back(error instanceof Error ? error : new Error(String(error))));
    });
  };

  const networkOf = (from: PartyId, isAlive: () => boolean, rate: () => number): Network => ({
    send: (to, text, timeout) =>
      new Promise((resolve, reject) => {
        if (!isAlive()) return;
        events.onSent(from, to, text);
        heard.push({ from, to, text });
        if (heard.length > OVERHEARD) heard.shift();
        let settled = false;
        const settle = (answer: string | Error): void => {
          if (settled || !isAlive()) return;
          settled = true;
          giveUp();
          if (typeof answer === "string") resolve(answer);
          else reject(answer);
        };
        const giveUp = timeline.after(timeout / rate(), () => settle(new Error("no answer in time")));
        carry(from, to, text, settle);
        if (random.chance(weather.duplicate)) {
          events.onFault("duplicate");
          carry(from, to, text, settle);
        }
      }),
  });

  return {
    networkOf,
    cut: (from, to, how) => {
      if (how === null) cuts.delete(`${from} ${to}`);
      else cuts.set(`${from} ${to}`, how);
    },
    isolate: (how) => {
      isolated = how;
      if (how === null) cuts.clear();
    },
    setWeather: (now) => {
      weather = now;
    },
    overheard: () => heard,
  };
}
