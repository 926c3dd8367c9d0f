// `offer-exchange` and `accept-exchange`: one party offers a step down for a step down, the other accepts, and
// from there both owe their steps by one instant. Ways down, so cooling-off and a standing-down hold neither
// back. spec/exchange.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { hasRole } from "../compact/compact.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule, Context } from "../compact/rule.ts";
import { InstantText, LIMITS, PARTY_PATTERN, Text, type Act, type ActId, type PartyId } from "../kernel/act.ts";
import type { Exchange, ExchangeSide } from "../kernel/exchange.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import { BELOW_THE_LADDER, membersOf, type Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { addDuty } from "../ladder/ladder.ts";
import { isOfferedOnce, LONGEST_EXCHANGE, StepBody, stepOf, stepsFit } from "./exchange-steps.ts";
import { isTold } from "./menu.ts";

export const OfferExchangeBody = body({
  with: Type.String({ pattern: PARTY_PATTERN }),
  mine: StepBody,
  yours: StepBody,
  acceptBy: InstantText,
  performBy: InstantText,
  /** A mediator that checks both steps; without one each side checks the other's. */
  verifier: Type.Optional(Type.String({ pattern: PARTY_PATTERN })),
  statement: Type.Optional(Text),
});
export type OfferExchangeBody = Static<typeof OfferExchangeBody>;

export const AcceptExchangeBody = body({ of: Of, statement: Type.Optional(Text) });
export type AcceptExchangeBody = Static<typeof AcceptExchangeBody>;

export const exchangeIn = (matter: Matter | undefined, offer: ActId): Exchange | undefined =>
  matter?.exchanges.find(({ act }) => act === offer);

/** The act that is named is a regular offer of an exchange in this matter. */
export function namesExchange(of: ActId, { matter, find }: Context): Verdict {
  if (find(of) === undefined) return irregular("unknown-act");
  return exchangeIn(matter, of) === undefined ? irregular("wrong-kind-of-act", { kind: "offer-exchange" }) : REGULAR;
}

/** Everyone else who has a part in an exchange. */
export const partnersOf = (
  { sides, verifier }: Pick<Exchange, "verifier" | "sides">,
  by: PartyId,
): readonly PartyId[] =>
  [...sides.map((side) => side.by), ...(verifier === null ? [] : [verifier])].filter((party) => party !== by);

const sideOf = (by: PartyId, step: StepBody): ExchangeSide => ({
  by,
  step: stepOf(step),
  reported: null,
  reports: 0,
  check: null,
});

function offered({ id, by, at, body: fields }: Act<OfferExchangeBody>): Exchange {
  const { with: other, mine, yours, acceptBy, performBy, verifier } = fields;
  return {
    act: id,
    at,
    acceptBy: parseInstant(acceptBy) ?? 0,
    performBy: parseInstant(performBy) ?? 0,
    verifier: verifier ?? null,
    sides: [sideOf(by, mine), sideOf(other, yours)],
    state: { is: "offered" },
  };
}

/** Offered before it is accepted, accepted before it is performed, and performed within a year. */
const timesFit = ({ acceptBy, performBy }: Exchange, at: Instant): Verdict =>
  at < acceptBy && acceptBy < performBy && performBy <= at + LONGEST_EXCHANGE ? REGULAR : irregular("exchange-times");

function partiesFit(act: Act<OfferExchangeBody>, { compact, matter }: Context): Verdict {
  const { with: other, verifier } = act.body;
  if (other === act.by) return irregular("no-addressee");
  if (matter !== undefined && !membersOf(matter).includes(other))
    return irregular("not-in-this-matter", { party: other });
  if (verifier === undefined || hasRole(compact, verifier, "mediator")) return REGULAR;
  return irregular("not-a-mediator", { party: verifier });
}

const offeredBy = (matter: Matter, by: PartyId): number =>
  matter.exchanges.filter(({ sides: [mine] }) => mine.by === by).length;

export const offerExchange: ActRule<OfferExchangeBody> = {
  kind: "offer-exchange",
  body: OfferExchangeBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), ({ matter }) =>
      offeredBy(matter, occasion.by) < LIMITS.exchangesEach
        ? REGULAR
        : irregular("too-many-acts", { kind: "offer-exchange", most: LIMITS.exchangesEach }),
    ),
  judge: (act, context) => {
    const { matter } = context;
    if (matter === undefined) return irregular("unknown-matter");
    const exchange = offered(act);
    return firstRefusal(
      () => partiesFit(act, context),
      () => timesFit(exchange, act.at),
      () => stepsFit(exchange.sides, exchange.performBy, matter),
      () => isOfferedOnce(exchange.sides[0], matter),
      () => isTold(act.to, partnersOf(exchange, act.by)),
    );
  },
  apply: (matter, act) => ({ ...matter, exchanges: [...matter.exchanges, offered(act)] }),
};

/** An offer that this party may still accept. */
export const awaitsAcceptance = ({ state, acceptBy, sides }: Exchange, by: PartyId, at: Instant): boolean =>
  state.is === "offered" && at < acceptBy && sides[1].by === by;

function isAcceptable(exchange: Exchange | undefined, act: Act<AcceptExchangeBody>, matter: Matter): Verdict {
  if (exchange === undefined) return REGULAR;
  const { sides, state, performBy } = exchange;
  return firstRefusal(
    () => (sides[1].by === act.by ? REGULAR : irregular("not-asked", { party: act.by })),
    () => (state.is === "offered" ? REGULAR : irregular("exchange-over")),
    () => stepsFit(sides, performBy, matter),
    () => isTold(act.to, partnersOf(exchange, act.by)),
  );
}

export const acceptExchange: ActRule<AcceptExchangeBody> = {
  kind: "accept-exchange",
  body: AcceptExchangeBody,
  may: ({ by, at }, context) =>
    onMatter(context, ({ matter }) =>
      matter.exchanges.some((exchange) => awaitsAcceptance(exchange, by, at))
        ? REGULAR
        : irregular("no-exchange", { party: by }),
    ),
  judge: (act, context) => {
    const { matter } = context;
    if (matter === undefined) return irregular("unknown-matter");
    return firstRefusal(
      () => namesExchange(act.body.of, context),
      () => isAcceptable(exchangeIn(matter, act.body.of), act, matter),
    );
  },
  apply: (matter, { id, at, body: { of } }) => {
    const exchange = exchangeIn(matter, of);
    const exchanges = matter.exchanges.map((known): Exchange =>
      known.act === of ? { ...known, state: { is: "agreed", act: id, at } } : known,
    );
    const due = exchange?.performBy ?? at;
    const window = { step: BELOW_THE_LADDER.exchanges, owes: ["report-step"], answers: of, from: at, due };
    return (exchange?.sides ?? []).reduce(
      (present: Matter, { by, step }) =>
        addDuty(present, { ...window, by, earliest: step.is === "pause" ? Math.max(at, step.from) : at }),
      { ...matter, exchanges },
    );
  },
};
