// Random histories for property tests: legal and illegal acts by every party of a compact, honest and
// dishonest about time and about what they have seen, and the orders in which they may arrive.

import fc from "fast-check";
import type { Compact } from "../compact/compact.ts";
import type { Act, PartyId } from "../kernel/act.ts";
import { MINUTE, type Instant } from "../kernel/instant.ts";
import { MATTER_KINDS } from "../law/table.ts";
import { actId, bodyFor, MATTER, MONDAY, ms } from "./story.ts";

type Move = {
  readonly by: number;
  readonly kind: string;
  /** How long after the move before it. */
  readonly wait: number;
  /** Which earlier act it is about, and to whom it goes. */
  readonly about: number;
  readonly to: number;
  readonly length: string;
  /** Dated so much earlier than now, and blind to the newest acts of others. */
  readonly back: number;
  readonly blind: boolean;
};

const WAITS = ["0s", "0s", "0s", "1s", "30m", "2h", "4h", "24h", "48h", "100h"].map(ms);

const anyMove = (parties: number): fc.Arbitrary<Move> =>
  fc.record({
    by: fc.nat(parties - 1),
    kind: fc.constantFrom(...MATTER_KINDS),
    wait: fc.oneof(fc.constantFrom(...WAITS), fc.nat(120).map((minutes) => minutes * MINUTE)),
    about: fc.nat(),
    to: fc.nat(),
    length: fc.constantFrom("1h", "6h", "12h", "13h"),
    back: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(...WAITS) }),
    blind: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  });

/** Acts in the order in which they were signed. The first is Aurelia's report, so that most are about something. */
export const historyOf = (compact: Compact, most = 40): fc.Arbitrary<readonly Act[]> =>
  fc.array(anyMove(compact.parties.length), { maxLength: most }).map((moves) => actsOf(compact, moves));

/** The kinds for which `of` names one of these kinds; a random act of any kind makes most of them irregular. */
const SUBJECTS: Readonly<Record<string, string>> = { acknowledge: "notify", clarify: "ask" };

function actsOf(compact: Compact, moves: readonly Move[]): readonly Act[] {
  const parties = compact.parties.map(({ id }) => id);
  const acts: Act[] = [];
  const heads = new Map<PartyId, number>();
  let now: Instant = MONDAY;
  const opening: Move = { by: 0, kind: "report", wait: 0, about: 0, to: 0, length: "1h", back: 0, blind: false };
  for (const move of [opening, ...moves]) {
    now += move.wait + 1;
    const by = parties[move.by] ?? "aurelia";
    const seq = (heads.get(by) ?? 0) + 1;
    const subjects = acts.filter(({ kind }) => SUBJECTS[move.kind] === undefined || kind === SUBJECTS[move.kind]);
    const others = parties.filter((party) => party !== by);
    const to = move.kind === "ask" ? [others[move.to % others.length] ?? by] : others;
    const body = bodyFor(move.kind, subjects[move.about % Math.max(1, subjects.length)]?.id ?? actId("nobody", 1));
    acts.push({
      id: actId(by, seq),
      kind: move.kind,
      compact: compact.id,
      by,
      seq,
      prev: seq === 1 ? compact.id : actId(by, seq - 1),
      seen: move.blind ? {} : Object.fromEntries([...heads].filter(([party]) => party !== by)),
      at: now - move.back,
      matter: MATTER,
      to,
      marking: compact.marking,
      body: move.kind === "cool-off" ? { ...body, length: move.length } : body,
    });
    heads.set(by, seq);
  }
  return acts;
}

/** The same acts in an order in which they might arrive: each party's in its own order, and otherwise anyhow. */
export const arrivalOf = (acts: readonly Act[]): fc.Arbitrary<readonly Act[]> =>
  fc.array(fc.nat(), { minLength: acts.length, maxLength: acts.length }).map((choices) => {
    const ledgers = new Map<PartyId, Act[]>();
    for (const act of acts) ledgers.set(act.by, [...(ledgers.get(act.by) ?? []), act]);
    const arrived: Act[] = [];
    for (const choice of choices) {
      const waiting = [...ledgers.values()].filter((ledger) => ledger.length > 0);
      const next = waiting[choice % waiting.length]?.shift();
      if (next !== undefined) arrived.push(next);
    }
    return arrived;
  });

/** A history and one order of arrival. */
export const arrivingHistory = (compact: Compact, most = 40): fc.Arbitrary<readonly [readonly Act[], readonly Act[]]> =>
  historyOf(compact, most).chain((acts) => arrivalOf(acts).map((arrived) => [acts, arrived] as const));
