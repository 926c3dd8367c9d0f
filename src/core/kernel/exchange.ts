// An exchange of steps down, held in escrow: two parties each promise one step, each performs it on condition,
// and both steps become final together or neither does. Time alone reverts an exchange, or makes final what
// both sides found done; it never begins anything harsher than what stood before the offer. spec/exchange.md

import type { ActId, PartyId } from "./act.ts";
import type { Instant } from "./instant.ts";
import { releasedFromEscrow, type Measure } from "./measure.ts";

export const STEPS_DOWN = ["lift-measure", "pause", "other"] as const;

/** What one side promises, as far as the law reads it; the words stand in the offer. */
export type StepDown =
  /** `measure` is the proposal of a measure of this side's own. */
  | { readonly is: "lift-measure"; readonly measure: ActId }
  /** Of one activity, by its name, from before both have performed until after. */
  | { readonly is: "pause"; readonly activity: string; readonly from: Instant; readonly until: Instant }
  | { readonly is: "other" };

export type StepCheck = {
  readonly act: ActId;
  readonly at: Instant;
  readonly by: PartyId;
  readonly holds: "yes" | "no";
};

export type ExchangeSide = {
  readonly by: PartyId;
  readonly step: StepDown;
  /** The newest word that it is performed. */
  readonly reported: { readonly act: ActId; readonly at: Instant } | null;
  readonly reports: number;
  /** The newest check of the newest report. */
  readonly check: StepCheck | null;
};

/** How an exchange stands. Each variant holds only what that state has. */
export type ExchangeState =
  | { readonly is: "offered" }
  /** Nobody accepted it in time. */
  | { readonly is: "lapsed"; readonly at: Instant }
  /** Both owe their steps. */
  | { readonly is: "agreed"; readonly act: ActId; readonly at: Instant }
  /** Both steps are done, and a pause is still to run: the escrow holds until its end. */
  | { readonly is: "holding"; readonly at: Instant; readonly until: Instant }
  | { readonly is: "complete"; readonly at: Instant }
  /** Nobody is bound any more. `by` is the check that ended it; null when its time did. */
  | { readonly is: "reverted"; readonly at: Instant; readonly by: ActId | null };

export type Exchange = {
  /** The offer. */
  readonly act: ActId;
  readonly at: Instant;
  readonly acceptBy: Instant;
  readonly performBy: Instant;
  /** The mediator that checks both steps; null where each side checks the other's. */
  readonly verifier: PartyId | null;
  /** Who offered, then who is asked. */
  readonly sides: readonly [ExchangeSide, ExchangeSide];
  readonly state: ExchangeState;
};

/** Accepted and not over: its steps are in escrow, or still owed. */
export const isUnderway = ({ state }: Exchange): boolean => state.is === "agreed" || state.is === "holding";

/** Lapsed, complete or reverted: nothing more can come of it. */
export const isSettled = ({ state }: Exchange): boolean =>
  state.is === "lapsed" || state.is === "complete" || state.is === "reverted";

/** The acts to which somebody would owe something, of exchanges on which nobody does any more. */
export const actsOfSettled = (exchanges: readonly Exchange[]): readonly ActId[] =>
  exchanges
    .filter(isSettled)
    .flatMap(({ act, sides }) => [act, ...sides.flatMap(({ reported }) => reported?.act ?? [])]);

/** Performed and found so. */
export const isDone = ({ check }: ExchangeSide): boolean => check?.holds === "yes";

/** Not yet performed, or found not to be. */
export const awaitsReport = ({ reported, check }: ExchangeSide): boolean => reported === null || check?.holds === "no";

/** Who says whether a side's step holds. */
export const checkerOf = ({ verifier, sides }: Exchange, side: ExchangeSide): PartyId =>
  verifier ?? (sides[0].by === side.by ? sides[1].by : sides[0].by);

/** When time alone does something to this exchange; null when it does nothing more. */
export function endOfExchange({ state, acceptBy, performBy }: Exchange): Instant | null {
  switch (state.is) {
    case "offered":
      return acceptBy;
    case "agreed":
      return performBy;
    case "holding":
      return state.until;
    case "lapsed":
    case "complete":
    case "reverted":
      return null;
    default:
      return state satisfies never;
  }
}

/** The instant at which the next exchange ends by itself; null when none does. */
export const nextExchangeEnd = (exchanges: readonly Exchange[]): Instant | null =>
  exchanges.reduce<Instant | null>((next, exchange) => {
    const end = endOfExchange(exchange);
    if (end === null) return next;
    return next === null ? end : Math.min(next, end);
  }, null);

/** What an exchange moves: the steps themselves, and the measures that are held for them. */
export type Escrow = { readonly exchanges: readonly Exchange[]; readonly measures: readonly Measure[] };

const withState = ({ exchanges }: Escrow, of: ActId, state: ExchangeState): readonly Exchange[] =>
  exchanges.map((exchange) => (exchange.act === of ? { ...exchange, state } : exchange));

/** The side of this exchange that promised to lift the measure, if one did. */
const liftedBy = ({ sides }: Exchange, measure: Measure): ExchangeSide | undefined =>
  sides.find(({ step }) => step.is === "lift-measure" && step.measure === measure.act);

/** Nobody is bound: a measure that was held is back as it stood, with the end that it had. */
export const reverted = (escrow: Escrow, exchange: Exchange, at: Instant, by: ActId | null): Escrow => ({
  exchanges: withState(escrow, exchange.act, { is: "reverted", at, by }),
  measures: escrow.measures.map((measure) =>
    liftedBy(exchange, measure) === undefined ? measure : releasedFromEscrow(measure),
  ),
});

/** Both steps are final: a measure that was held is lifted, by the act that reported it. */
export const completed = (escrow: Escrow, exchange: Exchange, at: Instant): Escrow => ({
  exchanges: withState(escrow, exchange.act, { is: "complete", at }),
  measures: escrow.measures.map((measure) => {
    const act = liftedBy(exchange, measure)?.reported?.act;
    const isHeld = measure.state.is === "suspended" && measure.state.reason === "escrow";
    return act !== undefined && isHeld ? { ...measure, state: { is: "lifted", act, at } } : measure;
  }),
});

/** Both steps have been found done: final at once, or when the last pause has run. */
export function bothDone(escrow: Escrow, exchange: Exchange, at: Instant): Escrow {
  const until = exchange.sides.reduce(
    (latest, { step }) => (step.is === "pause" ? Math.max(latest, step.until) : latest),
    at,
  );
  if (until <= at) return completed(escrow, exchange, at);
  return { ...escrow, exchanges: withState(escrow, exchange.act, { is: "holding", at, until }) };
}

function ended(escrow: Escrow, exchange: Exchange, end: Instant): Escrow {
  switch (exchange.state.is) {
    case "offered":
      return { ...escrow, exchanges: withState(escrow, exchange.act, { is: "lapsed", at: end }) };
    case "agreed":
      return reverted(escrow, exchange, end, null);
    case "holding":
      return completed(escrow, exchange, end);
    case "lapsed":
    case "complete":
    case "reverted":
      return escrow;
    default:
      return exchange.state satisfies never;
  }
}

/** Nobody can accept an offer in a matter that is closed. */
export const lapseOffers = (exchanges: readonly Exchange[], at: Instant): readonly Exchange[] =>
  exchanges.map((exchange) =>
    exchange.state.is === "offered" ? { ...exchange, state: { is: "lapsed", at } } : exchange,
  );

/** What time alone has done to the exchanges, and to the measures held for them, by this instant. */
export function endExchanges<T extends Escrow>(matter: T, at: Instant): T {
  const due = matter.exchanges.filter((exchange) => (endOfExchange(exchange) ?? Infinity) <= at);
  if (due.length === 0) return matter;
  const after = due.reduce(
    (escrow: Escrow, exchange) => ended(escrow, exchange, endOfExchange(exchange) ?? at),
    matter,
  );
  return { ...matter, ...after };
}
