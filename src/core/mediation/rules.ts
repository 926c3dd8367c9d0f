// The acts of mediation and of sitting together, kind by kind, for the one table of the law. spec/mediation.md

import { minutes, signMinutes } from "./minutes.ts";
import { confirmOffer, matchOffers, offer } from "./offer.ts";
import {
  acceptMediation,
  agreeMediation,
  declineMediation,
  leaveMediation,
  recuseMediation,
  requestMediation,
} from "./request.ts";
import { openSealed, position, shuttleNote } from "./sealed.ts";
import { attend, credential, setAgenda } from "./sitting.ts";
import { consentText, draftText } from "./text.ts";

export const MEDIATION_RULES = {
  "request-mediation": requestMediation,
  "agree-mediation": agreeMediation,
  "accept-mediation": acceptMediation,
  "decline-mediation": declineMediation,
  "recuse-mediation": recuseMediation,
  "leave-mediation": leaveMediation,
  position,
  "shuttle-note": shuttleNote,
  "open-sealed": openSealed,
  "draft-text": draftText,
  "consent-text": consentText,
  offer,
  "match-offers": matchOffers,
  "confirm-offer": confirmOffer,
} as const;

export const SITTING_RULES = {
  "set-agenda": setAgenda,
  credential,
  attend,
  minutes,
  "sign-minutes": signMinutes,
} as const;

/** Kinds that say nothing where the compact has no mediator. */
export const needsMediator = (kind: string): boolean => Object.hasOwn(MEDIATION_RULES, kind);

/** Kinds that have their own place on a screen, beside the ladder's. */
export const isOfMediation = (kind: string): boolean => needsMediator(kind) || Object.hasOwn(SITTING_RULES, kind);
