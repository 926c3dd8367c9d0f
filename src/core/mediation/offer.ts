// Offers in escrow: each side tells the mediator alone what it would do if the other did its part. The
// mediator names two that fit, both confirm in time or both lapse, and then each gives its own act: nothing
// is signed for anyone, and nobody is left having stepped alone. spec/mediation.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { InstantText, LIMITS, Text, type ActId, type PartyId } from "../kernel/act.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import type { Match, Offer } from "../kernel/mediation.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import {
  isMediated,
  isRoomFor,
  isTheMediator,
  isToldToMediator,
  lapsedAt,
  mediationOf,
  withMediation,
} from "./occasion.ts";
import { Sealed } from "./sealed.ts";

export const OfferBody = body({ ...Sealed, until: InstantText });
export type OfferBody = Static<typeof OfferBody>;

/** It ends after it begins, and no later than `latest`. */
function endsWithin(until: string, at: Instant, latest: Instant): Verdict {
  const end = parseInstant(until);
  return end !== undefined && end > at && end <= latest ? REGULAR : irregular("offer-times");
}

export const offer: ActRule<OfferBody> = {
  kind: "offer",
  body: OfferBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), isMediated, ({ matter }) =>
      isRoomFor("offer", mediationOf(matter).offers.filter(({ by }) => by === occasion.by).length, LIMITS.offersEach),
    ),
  judge: ({ at, to, body: { until } }, { matter }) =>
    firstRefusal(
      () => endsWithin(until, at, Infinity),
      () => isToldToMediator(to, matter),
    ),
  apply: (matter, { id, by, at, body: { until } }) => {
    const made: Offer = { act: id, by, at, until: parseInstant(until) ?? at, match: null, opened: null };
    return withMediation(matter, { offers: [...mediationOf(matter).offers, made] });
  },
};

export const MatchOffersBody = body({
  offers: Type.Array(Of, { minItems: 2, maxItems: 2, uniqueItems: true }),
  /** Both confirm until then, or both lapse. */
  until: InstantText,
  statement: Type.Optional(Text),
});
export type MatchOffersBody = Static<typeof MatchOffersBody>;

/** Offers that wait for a match. */
export const inEscrow = (matter: Matter, at: Instant): readonly Offer[] =>
  mediationOf(matter).offers.filter(({ act, match }) => match === null && lapsedAt(matter, act, at) === null);

const offerIn = (matter: Matter | undefined, id: ActId): Offer | undefined =>
  matter?.mediation?.offers.find(({ act }) => act === id);

function isFree(matter: Matter, id: ActId, at: Instant): Verdict {
  const known = offerIn(matter, id);
  if (known === undefined) return irregular("wrong-kind-of-act", { kind: "offer" });
  if (known.match !== null) return irregular("offer-matched");
  const lapsed = lapsedAt(matter, id, at);
  return lapsed === null ? REGULAR : irregular("offer-lapsed", { at: lapsed });
}

export const matchOffers: ActRule<MatchOffersBody> = {
  kind: "match-offers",
  body: MatchOffersBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isTheMediator(occasion),
      ({ matter }) => isRoomFor("match-offers", mediationOf(matter).matches.length, LIMITS.matchesInAll),
      ({ matter }) =>
        new Set(inEscrow(matter, occasion.at).map(({ by }) => by)).size > 1 ? REGULAR : irregular("same-side"),
    ),
  judge: ({ at, body: { offers, until } }, { matter }) => {
    if (matter === undefined) return irregular("unknown-matter");
    const named = offers.map((id) => offerIn(matter, id));
    return firstRefusal(
      ...offers.map((id) => () => isFree(matter, id, at)),
      () => (named[0]?.by === named[1]?.by ? irregular("same-side") : REGULAR),
      () => endsWithin(until, at, Math.min(...named.map((one) => one?.until ?? at))),
    );
  },
  apply: (matter, { id, at, body: { offers: named, until } }) => {
    const { offers, matches } = mediationOf(matter);
    const match: Match = { act: id, at, until: parseInstant(until) ?? at, offers: named, confirmed: {} };
    return withMediation(matter, {
      offers: offers.map((one) => (named.includes(one.act) ? { ...one, match: id } : one)),
      matches: [...matches, match],
    });
  },
};

export const ConfirmOfferBody = body({ of: Of, statement: Type.Optional(Text) });
export type ConfirmOfferBody = Static<typeof ConfirmOfferBody>;

/** The party whose offer this match holds, and who has not confirmed it. */
function mayConfirm(matter: Matter, match: Match, party: PartyId, at: Instant): Verdict {
  if (!match.offers.some((id) => offerIn(matter, id)?.by === party)) return irregular("no-match", { party });
  if (match.confirmed[party] !== undefined) return irregular("already-given", { party });
  return match.until < at ? irregular("offer-lapsed", { at: match.until }) : REGULAR;
}

/** The matches that wait for this party's word. */
export const matchesOpenTo = (matter: Matter, party: PartyId, at: Instant): readonly ActId[] =>
  mediationOf(matter)
    .matches.filter((match) => mayConfirm(matter, match, party, at).ok)
    .map(({ act }) => act);

export const confirmOffer: ActRule<ConfirmOfferBody> = {
  kind: "confirm-offer",
  body: ConfirmOfferBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), ({ matter }) =>
      matchesOpenTo(matter, occasion.by, occasion.at).length > 0
        ? REGULAR
        : irregular("no-match", { party: occasion.by }),
    ),
  judge: ({ by, at, body: { of } }, { matter }) => {
    const match = matter?.mediation?.matches.find(({ act }) => act === of);
    if (matter === undefined || match === undefined) return irregular("wrong-kind-of-act", { kind: "match-offers" });
    return mayConfirm(matter, match, by, at);
  },
  apply: (matter, { id, by, at, body: { of } }) => {
    const { matches } = mediationOf(matter);
    const confirmed = matches.map((match) =>
      match.act === of ? { ...match, confirmed: { ...match.confirmed, [by]: { act: id, at } } } : match,
    );
    return withMediation(matter, { matches: confirmed });
  },
};
