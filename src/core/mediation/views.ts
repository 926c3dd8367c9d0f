// Where a mediation and a sitting stand, as a party reads it. Nobody is counted against anybody: what is not
// agreed yet is said of the text and not of a side. spec/mediation.md

import type { ActId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import type { Consent, Match, Offer, Paragraph, Sitting } from "../kernel/mediation.ts";
import { matchesOpenTo } from "./offer.ts";
import { sittingsToMinute, sittingsToSign } from "./minutes.ts";
import { lapsedAt, mediationOf, mediatorOf, membersPresent, missing, stands, tableOf } from "./occasion.ts";
import { requestsOpenTo } from "./request.ts";
import { unopenedOf } from "./sealed.ts";
import { sittingsOpenTo } from "./sitting.ts";

export type WhoMediates =
  | { readonly is: "nobody" }
  /** Asked for by some; these members have not joined, or the mediator has not answered yet. */
  | { readonly is: "asked"; readonly mediator: PartyId; readonly waitsFor: readonly PartyId[] }
  | { readonly is: "mediating"; readonly mediator: PartyId; readonly since: Instant }
  | {
      readonly is: "declined" | "recused" | "left";
      readonly mediator: PartyId;
      readonly at: Instant;
      readonly act: ActId;
    };

/** The one who mediates; else who is asked; else how the last attempt ended. */
export function whoMediates(matter: Matter): WhoMediates {
  const all = Object.entries(mediationOf(matter).mediators);
  const mediator = mediatorOf(matter);
  const asked = all.find(([, { state, wanted }]) => state.is === "asked" && Object.keys(wanted).length > 0);
  let ended: WhoMediates = { is: "nobody" };
  for (const [party, { state }] of all) {
    if (state.is === "mediating") return { is: "mediating", mediator: mediator ?? party, since: state.at };
    if (state.is === "asked") continue;
    if (!("at" in ended) || ended.at < state.at)
      ended = { is: state.is, mediator: party, at: state.at, act: state.act };
  }
  if (asked === undefined) return ended;
  const [party, { wanted }] = asked;
  const members = missing(matter, wanted);
  return { is: "asked", mediator: party, waitsFor: members.length > 0 ? members : [party] };
}

export type ParagraphView = {
  readonly paragraph: Paragraph;
  /** What each member says to this wording; null where it has said nothing yet. */
  readonly says: readonly { readonly party: PartyId; readonly says: Consent | null }[];
  readonly is: "agreed" | "open";
};

export type TextView = {
  readonly version: number;
  readonly draft: ActId;
  readonly paragraphs: readonly ParagraphView[];
  /** Members who have not spoken to the newest version yet. */
  readonly waitsFor: readonly PartyId[];
  readonly adoptedAt: Instant | null;
};

const GOES: readonly (Consent | null)[] = ["accept", "live-with"];

export function textView(matter: Matter): TextView | null {
  const { text } = mediationOf(matter);
  if (text === null) return null;
  const members = membersOf(matter);
  const version = text.versions.length;
  const paragraphs = text.paragraphs.map((paragraph): ParagraphView => {
    const says = members.map((party) => ({ party, says: paragraph.answers[party]?.says ?? null }));
    return { paragraph, says, is: says.every((one) => GOES.includes(one.says)) ? "agreed" : "open" };
  });
  const waitsFor = members.filter((party) => text.spokenTo[party] !== version);
  return { version, draft: text.versions.at(-1) ?? "", paragraphs, waitsFor, adoptedAt: text.adopted?.at ?? null };
}

export type MatchView = {
  readonly match: Match;
  readonly parties: readonly PartyId[];
  readonly is: "waiting" | "confirmed" | "lapsed";
};

export type OfferView = { readonly offer: Offer; readonly is: "in-escrow" | "matched" | "lapsed" };

export const offersView = (matter: Matter, at: Instant): readonly OfferView[] =>
  mediationOf(matter).offers.map((offer) => {
    if (lapsedAt(matter, offer.act, at) !== null) return { offer, is: "lapsed" };
    return { offer, is: offer.match === null ? "in-escrow" : "matched" };
  });

export function matchesView(matter: Matter, at: Instant): readonly MatchView[] {
  const { matches, offers } = mediationOf(matter);
  return matches.map((match) => {
    const parties = match.offers.flatMap((id) => offers.filter(({ act }) => act === id).map(({ by }) => by));
    const both = Object.keys(match.confirmed).length === match.offers.length;
    return { match, parties, is: both ? "confirmed" : match.until < at ? "lapsed" : "waiting" };
  });
}

export type SittingView = {
  readonly sitting: Sitting;
  readonly is: "planned" | "gathering" | "sitting" | "to-sign" | "stands" | "stands-with-dissent";
  readonly present: readonly PartyId[];
  /** Members present, of those that the quorum asks for. */
  readonly members: number;
  /** Whose signature the minutes wait for. */
  readonly waitsFor: readonly PartyId[];
};

function sittingState(matter: Matter, sitting: Sitting, at: Instant): SittingView["is"] {
  const { minutes, meets, quorum } = sitting;
  if (minutes === null) {
    if (at < meets) return "planned";
    return membersPresent(matter, sitting) < quorum ? "gathering" : "sitting";
  }
  if (!stands(sitting)) return "to-sign";
  return Object.values(minutes.signed).some(({ dissent }) => dissent) ? "stands-with-dissent" : "stands";
}

/** Newest first. */
export const sittingsView = (matter: Matter, at: Instant): readonly SittingView[] =>
  tableOf(matter)
    .sittings.map((sitting) => {
      const present = Object.keys(sitting.present);
      const waitsFor =
        sitting.minutes === null ? [] : present.filter((party) => sitting.minutes?.signed[party] === undefined);
      return {
        sitting,
        is: sittingState(matter, sitting, at),
        present,
        members: membersPresent(matter, sitting),
        waitsFor,
      };
    })
    .toReversed();

/** The acts that an act of mediation by this party may be about, newest first. */
export function mediationSubjects(matter: Matter, kind: string, party: PartyId, at: Instant): readonly ActId[] {
  switch (kind) {
    case "agree-mediation":
      return requestsOpenTo(matter, party).toReversed();
    case "open-sealed":
      return unopenedOf(matter, party).toReversed();
    case "consent-text":
      return mediationOf(matter).text?.versions.slice(-1) ?? [];
    case "confirm-offer":
      return matchesOpenTo(matter, party, at).toReversed();
    case "attend":
      return sittingsOpenTo(matter, party, at).map(({ agenda }) => agenda);
    case "minutes":
      return sittingsToMinute(matter, party).map(({ agenda }) => agenda);
    case "sign-minutes":
      return sittingsToSign(matter, party).flatMap(({ minutes }) => minutes?.act ?? []);
    default:
      return [];
  }
}
