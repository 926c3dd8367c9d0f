// The trail: what was tried to reach one other node, by which route, and what came of it. It is one
// node's own knowledge, bounded, and says only what changed: tries that end alike are one line with the
// time of the first, the time of the last, and how many. Receipts are law; this is why there is none yet.
// spec/routes.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import type { Route } from "../core/kernel/route.ts";

export const TRAIL_LIMITS = { lines: 256, codeChars: 40, becauseChars: 200 } as const;

/**
 * `sent`: it left us, and no answer is owed on this route. `taken`: the recipient has it. `held`: somebody
 * keeps it for the recipient. `refused`: whoever it came to would not take it. `failed`: it did not arrive.
 */
export const OUTCOMES = ["sent", "taken", "held", "refused", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One try. `in` is what the other brought to us and we did not take. */
export type Try = {
  readonly way: "out" | "in";
  readonly route: Route;
  /** The party in between; null on a route that has none. */
  readonly via: PartyId | null;
  /** It carried our acts up to this one; 0 when it carried none. */
  readonly through: number;
  readonly outcome: Outcome;
  /** Why it was refused or failed, from a closed list; null otherwise. */
  readonly code: string | null;
  readonly because: string | null;
};

export type TrailLine = Try & {
  /** Counts up for each other node and is never used again. */
  readonly place: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly count: number;
};

/** The lines about one other node, the oldest first. */
export type Trail = readonly TrailLine[];

const cut = (text: string | null, most: number): string | null => text && text.slice(0, most);

/**
 * The newest line of the same way, route and party in between: the only one that a try can join. What comes in
 * joins the newest that ended alike, because anybody can send: else a few sorts of spoiled letters by turns would
 * push out all that we tried.
 */
const newestOf = (trail: Trail, { way, route, via, outcome, code }: Omit<Try, "through" | "because">) =>
  trail.findLast(
    (line) =>
      line.way === way &&
      line.route === route &&
      line.via === via &&
      (way === "out" || (line.outcome === outcome && line.code === code)),
  );

/** Adds a try. `line` is the line that changed or was made; the oldest lines fall off the end. */
export function addTry(trail: Trail, tried: Try, now: Instant): { readonly trail: Trail; readonly line: TrailLine } {
  const fresh = { ...tried, code: cut(tried.code, TRAIL_LIMITS.codeChars) };
  const newest = newestOf(trail, fresh);
  const because = cut(tried.because, TRAIL_LIMITS.becauseChars);
  if (newest !== undefined && newest.outcome === fresh.outcome && newest.code === fresh.code) {
    const line: TrailLine = {
      ...newest,
      because,
      through: Math.max(newest.through, fresh.through),
      // A clock that was put back makes no line end before it began.
      lastAt: Math.max(newest.firstAt, now),
      count: newest.count + 1,
    };
    return { trail: trail.map((each) => (each === newest ? line : each)), line };
  }
  const place = (trail.at(-1)?.place ?? 0) + 1;
  const line: TrailLine = { ...fresh, because, place, firstAt: now, lastAt: now, count: 1 };
  return { trail: [...trail, line].slice(-TRAIL_LIMITS.lines), line };
}

/** What was tried for one act of ours: everything that carried it, and what failed since it was signed. */
export const triedFor = (trail: Trail, seq: number, signedAt: Instant): Trail =>
  trail.filter(({ way, through, lastAt }) => way === "out" && through >= seq && lastAt >= signedAt);
