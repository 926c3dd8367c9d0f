// Who mediates: asked for by every member of the matter, accepted by the mediator, and ended by the word of
// any of them. Nobody is mediated against its will. spec/mediation.md

import { Type, type Static } from "typebox";
import { hasRole } from "../compact/compact.ts";
import { body, Of } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { PARTY_PATTERN, Text, type ActId, type PartyId } from "../kernel/act.ts";
import type { Matter } from "../kernel/matter.ts";
import type { AskedMediator, MediatorState } from "../kernel/mediation.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { hasMediators, mediationOf, mediatorOf, missing, withMediation } from "./occasion.ts";

const NOT_ASKED: AskedMediator = { wanted: {}, state: { is: "asked" } };

const askedOf = (matter: Matter | undefined, mediator: PartyId): AskedMediator =>
  matter?.mediation?.mediators[mediator] ?? NOT_ASKED;

const setAsked = (matter: Matter, mediator: PartyId, asked: AskedMediator): Matter =>
  withMediation(matter, { mediators: { ...mediationOf(matter).mediators, [mediator]: asked } });

const moved = (matter: Matter, mediator: PartyId, state: MediatorState): Matter =>
  setAsked(matter, mediator, { ...askedOf(matter, mediator), state });

const nobodyMediates = ({ matter }: { readonly matter: Matter }): Verdict => {
  const mediator = mediatorOf(matter);
  return mediator === null ? REGULAR : irregular("already-mediated", { party: mediator });
};

export const RequestMediationBody = body({ mediator: Type.String({ pattern: PARTY_PATTERN }), reason: Text });
export type RequestMediationBody = Static<typeof RequestMediationBody>;

/** Whether this member's wish for this mediator stands and waits. */
const wants = ({ wanted, state }: AskedMediator, party: PartyId): boolean =>
  state.is === "asked" && wanted[party] !== undefined;

/** A wish that was declined or taken back begins anew; one that waits is joined. */
const wish = (matter: Matter, mediator: PartyId, by: PartyId, act: ActId): Matter => {
  const { wanted, state } = askedOf(matter, mediator);
  return setAsked(matter, mediator, {
    wanted: { ...(state.is === "asked" ? wanted : {}), [by]: act },
    state: { is: "asked" },
  });
};

export const requestMediation: ActRule<RequestMediationBody> = {
  kind: "request-mediation",
  body: RequestMediationBody,
  may: (occasion, context) => onMatter(context, hasMediators, isConcerned(occasion), nobodyMediates),
  judge: ({ by, body: { mediator } }, { compact, matter }) => {
    const asked = askedOf(matter, mediator);
    return firstRefusal(
      () => (hasRole(compact, mediator, "mediator") ? REGULAR : irregular("not-a-mediator", { party: mediator })),
      () => (asked.state.is === "recused" ? irregular("mediator-recused", { party: mediator }) : REGULAR),
      () => (wants(asked, by) ? irregular("already-given", { party: by }) : REGULAR),
    );
  },
  apply: (matter, { id, by, body: { mediator } }) => wish(matter, mediator, by, id),
};

/** The mediator whom a request that waits asked for. */
const askedBy = (matter: Matter, request: ActId): PartyId | undefined =>
  Object.entries(mediationOf(matter).mediators).find(
    ([, { wanted, state }]) => state.is === "asked" && Object.values(wanted).includes(request),
  )?.[0];

/** The requests of others that a member has not joined. */
export const requestsOpenTo = (matter: Matter, party: PartyId): readonly ActId[] =>
  Object.values(mediationOf(matter).mediators)
    .filter((asked) => asked.state.is === "asked" && !wants(asked, party))
    .flatMap(({ wanted }) => Object.values(wanted));

export const AgreeMediationBody = body({ of: Of, statement: Type.Optional(Text) });
export type AgreeMediationBody = Static<typeof AgreeMediationBody>;

export const agreeMediation: ActRule<AgreeMediationBody> = {
  kind: "agree-mediation",
  body: AgreeMediationBody,
  may: (occasion, context) =>
    onMatter(context, hasMediators, isConcerned(occasion), nobodyMediates, ({ matter }) =>
      requestsOpenTo(matter, occasion.by).length > 0 ? REGULAR : irregular("no-request"),
    ),
  judge: ({ by, body: { of } }, { matter }) => {
    const mediator = matter === undefined ? undefined : askedBy(matter, of);
    if (mediator === undefined) return irregular("no-request");
    return wants(askedOf(matter, mediator), by) ? irregular("already-given", { party: by }) : REGULAR;
  },
  apply: (matter, { id, by, body: { of } }) => {
    const mediator = askedBy(matter, of);
    return mediator === undefined ? matter : wish(matter, mediator, by, id);
  },
};

/** This mediator has been asked and has not answered yet. */
const isAsked = (matter: Matter, by: PartyId): Verdict => {
  const { wanted, state } = askedOf(matter, by);
  if (state.is === "recused") return irregular("mediator-recused", { party: by });
  return state.is === "asked" && Object.keys(wanted).length > 0
    ? REGULAR
    : irregular("not-asked-to-mediate", { party: by });
};

export const AcceptMediationBody = body({
  statement: Type.Optional(Text),
  /** What might let a side doubt that the mediator is impartial. */
  disclosure: Type.Optional(Text),
});
export type AcceptMediationBody = Static<typeof AcceptMediationBody>;

export const acceptMediation: ActRule<AcceptMediationBody> = {
  kind: "accept-mediation",
  body: AcceptMediationBody,
  may: ({ by }, context) =>
    onMatter(
      context,
      ({ compact }) => (hasRole(compact, by, "mediator") ? REGULAR : irregular("not-a-mediator", { party: by })),
      nobodyMediates,
      ({ matter }) => isAsked(matter, by),
      ({ matter }) => {
        const [party] = missing(matter, askedOf(matter, by).wanted);
        return party === undefined ? REGULAR : irregular("mediation-not-agreed", { party });
      },
    ),
  judge: () => REGULAR,
  apply: (matter, { id, by, at }) => moved(matter, by, { is: "mediating", act: id, at }),
};

export const ReasonBody = body({ reason: Text });
export type ReasonBody = Static<typeof ReasonBody>;

export const declineMediation: ActRule<ReasonBody> = {
  kind: "decline-mediation",
  body: ReasonBody,
  may: ({ by }, context) => onMatter(context, ({ matter }) => isAsked(matter, by)),
  judge: () => REGULAR,
  apply: (matter, { id, by, at }) => moved(matter, by, { is: "declined", act: id, at }),
};

export const recuseMediation: ActRule<ReasonBody> = {
  kind: "recuse-mediation",
  body: ReasonBody,
  may: ({ by }, context) =>
    onMatter(context, ({ matter }) => (mediatorOf(matter) === by ? REGULAR : isAsked(matter, by))),
  judge: () => REGULAR,
  apply: (matter, { id, by, at }) => moved(matter, by, { is: "recused", act: id, at }),
};

export const leaveMediation: ActRule<ReasonBody> = {
  kind: "leave-mediation",
  body: ReasonBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), ({ matter }) =>
      mediatorOf(matter) === null ? irregular("nobody-mediates") : REGULAR,
    ),
  judge: () => REGULAR,
  apply: (matter, { id, by, at }) => moved(matter, mediatorOf(matter) ?? "", { is: "left", act: id, by, at }),
};
