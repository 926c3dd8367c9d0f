// Bringing letters to relays: one plan for each other node, driven by how its direct line stands, by what
// waits and by time. The policy is src/line/route.ts; here are only its hands. spec/routes.md

import type { PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import { readRelayAnswer } from "../line/relay-answer.ts";
import {
  emptyRelayRoute,
  firstFor,
  lookAtRelays,
  onDeposited,
  onDepositing,
  onRouteClockBack,
  patienceAfter,
  type RelayRoute,
  type Situation,
} from "../line/route.ts";
import { failureOf } from "./line-failure.ts";
import type { Trails } from "./trails.ts";
import type { Cancel, World } from "./world.ts";

/** What is packed for a relay is kept so long, so that the same acts go as the same letters. */
const PACKED_FOR: Millis = 600_000;

/** Letters with our acts from `first` on, as far as one deposit goes. */
export type Packed = { readonly letters: readonly Uint8Array[]; readonly through: number };

export type Deposits = {
  /** Something has changed, or may have: see what is due for this recipient. */
  readonly look: (to: PartyId) => void;
  readonly routeTo: (to: PartyId) => RelayRoute;
  readonly stop: () => void;
};

export type DepositsParts = {
  readonly world: Pick<World, "clock" | "network">;
  readonly trails: Trails;
  readonly situationOf: (to: PartyId) => Situation;
  /** Rejects while there is no key to seal to. */
  readonly pack: (to: PartyId, first: number) => Promise<Packed>;
  /** The key that letters are sealed to now: what was packed for another is packed anew. */
  readonly keyNumberOf: (to: PartyId) => number | undefined;
  /** Asks a relay for the key of somebody whose own word cannot be had, where it is missing. */
  readonly meet: (to: PartyId, via: PartyId, patience: Millis) => Promise<void>;
  readonly onChange: (to: PartyId) => void;
};

type Kept = { readonly name: string; readonly at: Instant; readonly packed: Promise<Packed> };

type Plan = { route: RelayRoute; timer: Cancel; lookedAt: Instant; kept: Kept | null };

export function startDeposits(parts: DepositsParts): Deposits {
  const { world, trails, situationOf, pack, keyNumberOf, meet, onChange } = parts;
  const { clock, network } = world;
  const plans = new Map<PartyId, Plan>();
  let stopped = false;

  const planFor = (to: PartyId): Plan => {
    const plan = plans.get(to) ?? { route: emptyRelayRoute, timer: () => {}, lookedAt: 0, kept: null };
    plans.set(to, plan);
    return plan;
  };

  /** The same acts for the same key are the same letters: a relay that has them knows them again. */
  const packed = (to: PartyId, plan: Plan, first: number, head: number): Promise<Packed> => {
    const name = `${first} ${head} ${keyNumberOf(to) ?? 0}`;
    const now = clock.now();
    const { kept } = plan;
    if (kept?.name === name && now >= kept.at && now - kept.at < PACKED_FOR) return kept.packed;
    const fresh = pack(to, first);
    plan.kept = { name, at: now, packed: fresh };
    fresh.catch(() => {
      if (plan.kept?.packed === fresh) plan.kept = null;
    });
    return fresh;
  };

  const deposit = async (to: PartyId, via: PartyId, plan: Plan, situation: Situation): Promise<void> => {
    const first = firstFor(plan.route, via, situation, clock.now());
    const patience = patienceAfter(plan.route.at[via]?.failures ?? 0);
    plan.route = onDepositing(plan.route, via, situation, clock.now());
    const end = (
      outcome: "held" | "refused" | "failed",
      through: number,
      code: string | null,
      because: string | null,
    ) => {
      if (stopped) return;
      plan.route = onDeposited(plan.route, via, outcome, through, clock.now());
      trails.note(to, { way: "out", route: "relay", via, through: situation.head, outcome, code, because });
      onChange(to);
      look(to);
    };
    try {
      await meet(to, via, patience);
      const { letters, through } = await packed(to, plan, first, situation.head);
      for (const letter of letters) {
        if (stopped) return;
        const answer = readRelayAnswer(await network.relay(via, letter, patience));
        if (answer === undefined) return end("failed", 0, "bad-answer", `${via} did not answer as a relay does`);
        if (!answer.held) return end("refused", 0, answer.code, answer.because);
      }
      end("held", through, null, null);
    } catch (error) {
      const { code, because } = failureOf(error);
      end("failed", 0, code, because);
    }
  };

  const look = (to: PartyId): void => {
    if (stopped) return;
    const plan = planFor(to);
    plan.timer();
    const now = clock.now();
    if (now < plan.lookedAt) plan.route = onRouteClockBack(plan.route, now);
    plan.lookedAt = now;
    const situation = situationOf(to);
    const { route, due, at } = lookAtRelays(plan.route, situation, now);
    plan.route = route;
    if (situation.head <= situation.held) plan.kept = null;
    for (const via of due) void deposit(to, via, plan, situation);
    if (at !== null) plan.timer = clock.after(Math.max(1, at - now), () => look(to));
  };

  return {
    look,
    routeTo: (to) => planFor(to).route,
    stop: () => {
      stopped = true;
      for (const { timer } of plans.values()) timer();
    },
  };
}
