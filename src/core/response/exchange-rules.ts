// The acts of an exchange of steps down, kind by kind, for the one table of the law. spec/exchange.md

import { acceptExchange, offerExchange } from "./exchange-offer.ts";
import { checkStep, reportStep } from "./exchange-perform.ts";

export const EXCHANGE_RULES = {
  "offer-exchange": offerExchange,
  "accept-exchange": acceptExchange,
  "report-step": reportStep,
  "check-step": checkStep,
} as const;

/** Kinds that have their own place on a screen, beside the ladder's. */
export const isOfExchange = (kind: string): boolean => Object.hasOwn(EXCHANGE_RULES, kind);
