// The wire in the simulator: letters and hellos take their time, get lost with or without their answer, arrive
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
  /** Share of letters and answers that take seconds, and so arrive out of turn. */
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

export type Overheard = { readonly from: PartyId; readonly to: PartyId; readonly letter: Uint8Array };

export type WireEvents = {
  readonly onSent: (from: PartyId, to: PartyId, letter: Uint8Array) => void;
  readonly onHello: (from: PartyId, to: PartyId) => void;
  /** A letter goes to a relay, or from a relay to its recipient. */
  readonly onRelay: (from: PartyId, to: PartyId, what: "deposited" | "handed-on", letter: Uint8Array) => void;
  readonly onFault: (
    what: "lost-request" | "lost-answer" | "duplicate" | "slow" | "cut-request" | "cut-answer",
  ) => void;
};

/** The doors of the node that answers for a party now; undefined when none runs. */
export type Doors = {
  readonly letter: (to: PartyId, letter: Uint8Array) => Promise<Uint8Array> | undefined;
  readonly hello: (to: PartyId, hello: string, of?: PartyId) => Promise<string> | undefined;
  /** A letter for somebody else. */
  readonly relay: (via: PartyId, letter: Uint8Array) => Promise<string> | undefined;
  /** A letter that somebody kept for this party. */
  readonly handOn: (to: PartyId, letter: Uint8Array) => Promise<Uint8Array> | undefined;
};

const OVERHEARD = 48;

type Errand<T> = { readonly from: PartyId; readonly to: PartyId; readonly deliver: () => Promise<T> | undefined };

const QUICK = { low: 1, high: 20 } as const;
const SLOW = { low: 500, high: 4_000 } as const;

export function createWire(timeline: Timeline, random: Random, doors: Doors, events: WireEvents): Wire {
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

  const carry = <T>({ from, to, deliver }: Errand<T>, settle: (answer: T | Error) => void): void => {
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
      const answering = deliver();
      if (answering === undefined) return settle(new Error("nobody answers there"));
      const back = (answer: T | Error): void => {
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

  const exchange = <T>(errand: Errand<T>, isAlive: () => boolean, patience: Millis): Promise<T> =>
    new Promise((resolve, reject) => {
      let settled = false;
      const settle = (answer: T | Error): void => {
        if (settled || !isAlive()) return;
        settled = true;
        giveUp();
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      };
      const giveUp = timeline.after(patience, () => settle(new Error("no answer in time")));
      carry(errand, settle);
      if (random.chance(weather.duplicate)) {
        events.onFault("duplicate");
        carry(errand, settle);
      }
    });

  /** What a dead process waits for never comes. */
  const never = new Promise<never>(() => {});

  const networkOf = (from: PartyId, isAlive: () => boolean, rate: () => number): Network => ({
    send: (to, letter, timeout) => {
      if (!isAlive()) return never;
      events.onSent(from, to, letter);
      heard.push({ from, to, letter });
      if (heard.length > OVERHEARD) heard.shift();
      return exchange({ from, to, deliver: () => doors.letter(to, letter) }, isAlive, timeout / rate());
    },
    hello: (to, hello, timeout, of) => {
      if (!isAlive()) return never;
      events.onHello(from, to);
      return exchange({ from, to, deliver: () => doors.hello(to, hello, of) }, isAlive, timeout / rate());
    },
    relay: (via, letter, timeout) => {
      if (!isAlive()) return never;
      events.onRelay(from, via, "deposited", letter);
      return exchange({ from, to: via, deliver: () => doors.relay(via, letter) }, isAlive, timeout / rate());
    },
    handOn: (to, letter, timeout) => {
      if (!isAlive()) return never;
      events.onRelay(from, to, "handed-on", letter);
      return exchange({ from, to, deliver: () => doors.handOn(to, letter) }, isAlive, timeout / rate());
    },
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
