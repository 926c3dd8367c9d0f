// What the acts of a mediation ask in common: whether somebody mediates, and who. spec/mediation.md

import { mediatorsOf, type Compact } from "../compact/compact.ts";
import type { Occasion } from "../compact/rule.ts";
import type { ActId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { NO_MEDIATION, NO_TABLE, type Mediation, type Sitting, type Table } from "../kernel/mediation.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";

type Known = { readonly compact: Compact; readonly matter: Matter };

export const mediationOf = (matter: Matter): Mediation => matter.mediation ?? NO_MEDIATION;
export const tableOf = (matter: Matter): Table => matter.table ?? NO_TABLE;

/** The matter with a part of its mediation replaced. */
export const withMediation = (matter: Matter, part: Partial<Mediation>): Matter => ({
  ...matter,
  mediation: { ...mediationOf(matter), ...part },
});

export const withTable = (matter: Matter, part: Partial<Table>): Matter => ({
  ...matter,
  table: { ...tableOf(matter), ...part },
});

/** Who mediates now; null when nobody does. */
export const mediatorOf = (matter: Matter): PartyId | null =>
  Object.entries(mediationOf(matter).mediators).find(([, { state }]) => state.is === "mediating")?.[0] ?? null;

export const isMediated = ({ matter }: Known): Verdict =>
  mediatorOf(matter) === null ? irregular("nobody-mediates") : REGULAR;

export const isTheMediator =
  ({ by }: Occasion) =>
  ({ matter }: Known): Verdict => {
    const mediator = mediatorOf(matter);
    if (mediator === null) return irregular("nobody-mediates");
    return mediator === by ? REGULAR : irregular("not-the-mediator", { party: mediator });
  };

export const hasMediators = ({ compact }: Known): Verdict =>
  mediatorsOf(compact).length > 0 ? REGULAR : irregular("no-mediator");

/** Everything that is kept for the life of a matter has a most. */
export const isRoomFor = (kind: string, given: number, most: number): Verdict =>
  given < most ? REGULAR : irregular("too-many-acts", { kind, most });

/** What is sealed to the mediator is addressed to it. */
export function isToldToMediator(to: readonly PartyId[], matter: Matter | undefined): Verdict {
  const mediator = matter === undefined ? null : mediatorOf(matter);
  return mediator === null || to.includes(mediator) ? REGULAR : irregular("not-told", { party: mediator });
}

/** The members who have not done this yet, in the order of the matter. */
export const missing = (matter: Matter, done: Readonly<Record<PartyId, unknown>>): readonly PartyId[] =>
  membersOf(matter).filter((party) => done[party] === undefined);

export const sittingIn = (matter: Matter | undefined, agenda: ActId): Sitting | undefined =>
  matter?.table?.sittings.find((sitting) => sitting.agenda === agenda);

/** Members of the matter who are present: the mediator's presence does not make a quorum. */
export const membersPresent = (matter: Matter, { present }: Sitting): number =>
  membersOf(matter).filter((party) => present[party] !== undefined).length;

/** Every one who was present has signed the newest minutes. */
export const stands = ({ present, minutes }: Sitting): boolean =>
  minutes !== null && Object.keys(present).every((party) => minutes.signed[party] !== undefined);

/** An offer lapses at its time, and with its match when not both have confirmed in time. */
export function lapsedAt(matter: Matter, offer: ActId, at: Instant): Instant | null {
  const { offers, matches } = mediationOf(matter);
  const own = offers.find(({ act }) => act === offer);
  const match = matches.find(({ act }) => act === own?.match);
  if (match !== undefined && Object.keys(match.confirmed).length === match.offers.length) return null;
  const until = match?.until ?? own?.until ?? at;
  return until < at ? until : null;
}
