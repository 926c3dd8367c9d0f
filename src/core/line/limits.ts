// Which lines are closed or throttled, by whose word and until when. A limit binds what a party signs, never
// what is carried: acts are chained, so whoever would skip one on the wire would stop all that follow, a FLASH
// among them. What a limit may hold back is a short closed list; everything else passes. spec/readiness.md

import type { Body, ActId, PartyId } from "../kernel/act.ts";
import { precedenceOf, PRECEDENCES, type Precedence } from "../kernel/heading.ts";
import { DAY, type Instant, type Millis } from "../kernel/instant.ts";

/** `throttle` lets pass what is PRIORITY and above, `close` only FLASH. */
export const LIMITINGS = ["throttle", "close"] as const;
export type Limiting = (typeof LIMITINGS)[number];

/** No limit is longer: who wants to go on says so again, and is agreed with again. */
export const LONGEST_LIMIT: Millis = 7 * DAY;

export const LIMITS_KEPT = {
  /** Limits of one author that are in force or wait for consent. */
  open: 2,
  /** Limits of one author that are kept, the newest. */
  each: 8,
} as const;

export type LineLimit = {
  readonly act: ActId;
  readonly by: PartyId;
  /** Null where it is with everyone. */
  readonly with: PartyId | null;
  readonly what: Limiting;
  readonly at: Instant;
  readonly until: Instant;
  /** Who wants it, its author first. */
  readonly consents: Readonly<Record<PartyId, { readonly act: ActId; readonly at: Instant }>>;
  /** From the last consent that it needed; null while it waits. */
  readonly since: Instant | null;
  readonly restored: { readonly act: ActId; readonly by: PartyId; readonly at: Instant } | null;
};

/** In the order in which they were asked for. */
export type LineLimits = readonly LineLimit[];

export const isLimitOver = ({ until, restored }: LineLimit, at: Instant): boolean => restored !== null || until <= at;

export const limitsInForce = (limits: LineLimits, at: Instant): LineLimits =>
  limits.filter((limit) => limit.since !== null && limit.since <= at && !isLimitOver(limit, at));

/** A limit lies on the line between its author and whom it names, in both directions. */
const isOn = ({ by, with: other }: LineLimit, one: PartyId, two: PartyId): boolean =>
  (by === one && (other === two || other === null)) || (by === two && (other === one || other === null));

/** The strictest limit in force on the line between two parties. */
export function limitBetween(limits: LineLimits, one: PartyId, two: PartyId, at: Instant): LineLimit | undefined {
  const on = limitsInForce(limits, at).filter((limit) => isOn(limit, one, two));
  return on.toSorted((a, b) => LIMITINGS.indexOf(b.what) - LIMITINGS.indexOf(a.what) || b.until - a.until)[0];
}

/** All that a limit may hold back: talk that nobody owes. */
const HELD_BACK: readonly string[] = ["message", "ask", "notify", "propose"];

/** What answers another, or goes down, is never held back, as a message or otherwise. */
const PASSES_AS: readonly unknown[] = ["clarify", "accept", "refuse", "stand-down"];

const LEAST: Readonly<Record<Limiting, Precedence>> = { throttle: "priority", close: "flash" };

/** Whether a limit holds this act back. `isOwed`: it keeps a duty of its author. */
export function holdsBack({ what }: LineLimit, kind: string, body: Body, isOwed: boolean): boolean {
  if (isOwed || !HELD_BACK.includes(kind) || PASSES_AS.includes(body["type"])) return false;
  return PRECEDENCES.indexOf(precedenceOf(body) ?? "routine") < PRECEDENCES.indexOf(LEAST[what]);
}
