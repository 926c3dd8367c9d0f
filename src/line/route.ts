// Which routes to try, and when. A pure policy over what is known of one other node: it is told how the
// direct line stands, what waits and who would relay, and says what is due now and when to look again.
// Direct is always tried and has a state machine of its own (mailbox.ts). A relay is asked as soon as the
// direct line has failed while something waits, and at once, beside the direct line, for what cannot wait.
// spec/routes.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import type { Route } from "../core/kernel/route.ts";

export const ROUTE_PACE = {
  /** What a relay holds is brought again after so long without a receipt, then after twice as long, and so on. */
  firstRepeat: 5_000,
  longestRepeat: 600_000,
  /** A relay that did not take it is asked again after so long, then after twice as long. */
  firstRetry: 1_000,
  longestRetry: 5_000,
  firstPatience: 1_500,
  longestPatience: 20_000,
  /** So many tries in a row wait no longer than the first. */
  shortTries: 3,
  /** New acts go at once, but not more often than this. */
  soonest: 250,
  /** So many relays are asked at once; each `firstRepeat` without a receipt adds as many. */
  relaysAtOnce: 2,
} as const satisfies Record<string, number>;

const doubled = (first: Millis, times: number, longest: Millis): Millis =>
  Math.min(longest, first * 2 ** Math.min(times, 20));

/**
 * How long an answer is waited for: shortly at first, because much is lost on a bad link, then longer, because it may
 * be slow. Two losses in a row are bad luck on a link that loses every tenth letter, and no sign of slowness.
 */
export const patienceAfter = (failures: number): Millis =>
  doubled(ROUTE_PACE.firstPatience, Math.max(0, failures - ROUTE_PACE.shortTries + 1), ROUTE_PACE.longestPatience);

/** What one relay has been given for one recipient. */
export type Deposit = {
  /** Our ledger's length at the last try, and up to which of our acts the relay has been given them. */
  readonly head: number;
  readonly through: number;
  /** How many of our acts the recipient was known to hold at the last try. */
  readonly held: number;
  /** When it answered last, or when it was asked if it has not. */
  readonly at: Instant;
  /** When it was first tried since the recipient's last receipt. */
  readonly since: Instant;
  /** When it was last brought everything that waits, and not only what is new. */
  readonly wholeAt: Instant;
  /** How often that was done and brought no receipt, and how many tries in a row did not arrive. */
  readonly repeats: number;
  readonly failures: number;
  readonly outcome: "under-way" | "held" | "refused" | "failed";
};

/** What is remembered about relays to one recipient. */
export type RelayRoute = {
  /** Since when something waits that the direct line does not bring; null while there is nothing. */
  readonly since: Instant | null;
  readonly at: Readonly<Record<PartyId, Deposit>>;
};

export const emptyRelayRoute: RelayRoute = { since: null, at: {} };

/** What a policy has to know of one other node. */
export type Situation = {
  readonly direct: "up" | "cut" | "untried";
  /** How many acts our ledger holds. */
  readonly head: number;
  /** How many of them the other is known to hold. */
  readonly held: number;
  /** Something of the highest precedence waits. */
  readonly urgent: boolean;
  /** Who would relay and can be reached now, in a fixed order. */
  readonly relays: readonly PartyId[];
  /** Whether a thin link to the other is set up. */
  readonly thin: boolean;
};

const isWaiting = ({ head, held }: Situation): boolean => head > held;

/** Something waits that the direct line does not bring by itself. */
const needsHelp = (situation: Situation): boolean =>
  isWaiting(situation) && (situation.direct === "cut" || situation.urgent);

/** The routes that are of use now. `courier` and `codes` are for people: they are offered, not taken. */
export function routesOf(situation: Situation): readonly Route[] {
  if (!needsHelp(situation)) return ["direct"];
  return [
    "direct",
    ...(situation.relays.length > 0 ? (["relay"] as const) : []),
    ...(situation.direct === "cut" ? (["courier", "codes"] as const) : []),
    ...(situation.thin ? (["thin"] as const) : []),
  ];
}

/** Acts that this relay was not given and could be: new ones, or the next part of a long run. */
const hasNew = (deposit: Deposit, { head, held }: Pick<Situation, "head" | "held">): boolean =>
  head > deposit.head || (held > deposit.held && head > deposit.through);

/** When everything is brought to it again, unless receipts come before. New acts do not put this off. */
const wholeDueAt = ({ wholeAt, repeats }: Deposit): Instant =>
  wholeAt + doubled(ROUTE_PACE.firstRepeat, repeats, ROUTE_PACE.longestRepeat);

/** When this relay is due; null while it is being asked. */
function dueAt(deposit: Deposit | undefined, turn: Instant, situation: Situation): Instant | null {
  if (deposit === undefined) return turn;
  const { outcome, at, failures } = deposit;
  const { firstRepeat, firstRetry, longestRetry, soonest } = ROUTE_PACE;
  if (outcome === "under-way") return null;
  if (outcome === "failed") return at + doubled(firstRetry, failures - 1, longestRetry);
  const whole = wholeDueAt(deposit);
  if (!hasNew(deposit, situation)) return whole;
  return Math.min(whole, at + (outcome === "held" ? soonest : firstRepeat));
}

export type RelayLook = {
  readonly route: RelayRoute;
  /** The relays to ask now. */
  readonly due: readonly PartyId[];
  /** When to look again; null when only something that happens can change the answer. */
  readonly at: Instant | null;
};

/** What is due at relays now. Told what happens: whatever it is, `look` again. */
export function lookAtRelays(route: RelayRoute, situation: Situation, now: Instant): RelayLook {
  if (!needsHelp(situation)) {
    // What lies at relays is still on its way, and is remembered: a line that comes and goes brings it once.
    const at = isWaiting(situation) ? route.at : {};
    return { route: route.since === null && at === route.at ? route : { since: null, at }, due: [], at: null };
  }
  const since = Math.min(route.since ?? now, now);
  const times = situation.relays.map((relay, i) => {
    const turn = since + Math.floor(i / ROUTE_PACE.relaysAtOnce) * ROUTE_PACE.firstRepeat;
    return [relay, dueAt(route.at[relay], turn, situation)] as const;
  });
  const later = times.flatMap(([, at]) => (at !== null && at > now ? [at] : []));
  return {
    route: since === route.since ? route : { ...route, since },
    due: times.flatMap(([relay, at]) => (at !== null && at <= now ? [relay] : [])),
    at: later.length === 0 ? null : Math.min(...later),
  };
}

const put = (route: RelayRoute, relay: PartyId, deposit: Deposit): RelayRoute => ({
  ...route,
  at: { ...route.at, [relay]: deposit },
});

type Waiting = Pick<Situation, "head" | "held">;

/** Only what is new is brought: the rest is held there, and receipts may still come for it. */
const isDelta = (deposit: Deposit, situation: Waiting, now: Instant): boolean =>
  deposit.outcome === "held" &&
  hasNew(deposit, situation) &&
  (situation.held > deposit.held || now < wholeDueAt(deposit));

/**
 * The first of our acts to bring to this relay now: what it holds already is not brought with what is
 * new, and is brought again when it has brought no receipt.
 */
export function firstFor(route: RelayRoute, relay: PartyId, situation: Waiting, now: Instant): number {
  const deposit = route.at[relay];
  const given = deposit !== undefined && isDelta(deposit, situation, now) ? deposit.through : 0;
  return Math.max(situation.held, given) + 1;
}

/** A relay is being asked. */
export function onDepositing(route: RelayRoute, relay: PartyId, { head, held }: Waiting, now: Instant): RelayRoute {
  const before = route.at[relay];
  const next = { head, held, at: now, outcome: "under-way" } as const;
  if (before === undefined) {
    return put(route, relay, { ...next, through: 0, since: now, wholeAt: now, repeats: 0, failures: 0 });
  }
  const { through, failures } = before;
  const since = Math.min(before.since, now);
  // Receipts have come: what waits now has not waited in vain.
  if (held > before.held)
    return put(route, relay, { ...next, through, failures, since: now, wholeAt: now, repeats: 0 });
  if (isDelta(before, { head, held }, now)) return put(route, relay, { ...before, ...next, since });
  const repeats = before.repeats + (before.outcome === "failed" ? 0 : 1);
  return put(route, relay, { ...next, through, failures, since, wholeAt: now, repeats });
}

/** The relay answered, or did not. `through`: up to which of our acts it was given them. */
export function onDeposited(
  route: RelayRoute,
  relay: PartyId,
  outcome: "held" | "refused" | "failed",
  through: number,
  now: Instant,
): RelayRoute {
  const before = route.at[relay];
  if (before === undefined) return route;
  const failures = outcome === "failed" ? before.failures + 1 : 0;
  return put(route, relay, {
    ...before,
    // A try that failed is counted from its start: one that ran out of time has waited already.
    at: outcome === "failed" ? before.at : now,
    outcome,
    failures,
    through: outcome === "held" ? Math.max(through, before.through) : before.through,
  });
}

/** The clock was put back: a wait that was counted by the old time would not end for as long. */
export const onRouteClockBack = (route: RelayRoute, now: Instant): RelayRoute => ({
  since: route.since && Math.min(route.since, now),
  at: Object.fromEntries(
    Object.entries(route.at).map(([relay, deposit]) => {
      const { at, wholeAt } = deposit;
      return [relay, { ...deposit, at: Math.min(at, now), wholeAt: Math.min(wholeAt, now) }];
    }),
  ),
});
