// Where the exchanges of a matter stand, as a party reads them: what each side has promised and done, until
// when, and what happens by itself then. spec/exchange.md

import type { ActId, PartyId } from "../kernel/act.ts";
import {
  awaitsReport,
  checkerOf,
  endOfExchange,
  isDone,
  type Exchange,
  type ExchangeSide,
  type StepDown,
} from "../kernel/exchange.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { awaitsAcceptance } from "./exchange-offer.ts";
import { mayBeChecked, owesReport } from "./exchange-perform.ts";

export type SideView = {
  readonly by: PartyId;
  readonly step: StepDown;
  /** Promised, said to be performed, found so, or found not so and to be reported again. */
  readonly is: "promised" | "reported" | "done" | "sent-back";
  readonly checker: PartyId;
};

export type ExchangeView = {
  readonly exchange: Exchange;
  readonly sides: readonly [SideView, SideView];
  /** When time alone does something next, and what; null when it is over. */
  readonly next: { readonly at: Instant; readonly does: "lapses" | "reverts" | "completes" } | null;
};

function stateOf(side: ExchangeSide): SideView["is"] {
  if (side.reported === null) return "promised";
  if (isDone(side)) return "done";
  return awaitsReport(side) ? "sent-back" : "reported";
}

const DOES = { offered: "lapses", agreed: "reverts", holding: "completes" } as const;

function nextOf(exchange: Exchange): ExchangeView["next"] {
  const at = endOfExchange(exchange);
  const { is } = exchange.state;
  return at !== null && (is === "offered" || is === "agreed" || is === "holding") ? { at, does: DOES[is] } : null;
}

/** Newest first. */
export const exchangesView = (matter: Matter): readonly ExchangeView[] =>
  matter.exchanges
    .map((exchange): ExchangeView => {
      const view = (side: ExchangeSide): SideView => ({
        by: side.by,
        step: side.step,
        is: stateOf(side),
        checker: checkerOf(exchange, side),
      });
      return { exchange, sides: [view(exchange.sides[0]), view(exchange.sides[1])], next: nextOf(exchange) };
    })
    .toReversed();

/** The acts that an act of an exchange by this party may be about, newest first; those that wait for it before those that it watches.
 * Undefined where the kind is none of an exchange. */
export function exchangeSubjects(
  matter: Matter,
  kind: string,
  party: PartyId,
  at: Instant,
): readonly ActId[] | undefined {
  const newest = matter.exchanges.toReversed();
  switch (kind) {
    case "accept-exchange":
      return newest.filter((exchange) => awaitsAcceptance(exchange, party, at)).map(({ act }) => act);
    case "report-step":
      return newest.filter((exchange) => owesReport(exchange, party, matter)).map(({ act }) => act);
    case "check-step":
      return newest
        .flatMap((exchange) => exchange.sides.filter((side) => mayBeChecked(exchange, side, party)))
        .toSorted((a, b) => Number(isDone(a)) - Number(isDone(b)))
        .flatMap(({ reported }) => reported?.act ?? []);
    default:
      return undefined;
  }
}
