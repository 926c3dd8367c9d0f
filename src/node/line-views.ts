// What a node shows of the line: every route to every other node, and why an act has no receipt yet. Pure
// reading of receipts, which are law, and of the trail, which is this node's own knowledge. spec/routes.md

import { RECEIPT } from "../core/kernel/receipt.ts";
import type { Act, PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import { ROUTES } from "../core/kernel/route.ts";
import { fateOf } from "../core/law/fate.ts";
import { routesOf, type RelayRoute, type Situation } from "../line/route.ts";
import { triedFor, type Trail, type TrailLine } from "../line/trail.ts";
import type { Mailbox } from "../line/mailbox.ts";
import type { StoredAct } from "../store/store.ts";
import { NodeFailure } from "./failure.ts";
import { actOf } from "./ledgers.ts";
import type { AddresseeView, Hop, LinesView, Passage, RouteView, WhyView } from "./http/line-api.ts";
import type { Node } from "./node.ts";

/** A relay that has kept something for so long without a receipt has not brought it. */
const PATIENCE: Millis = 30_000;

/** What a node knows of the way to one other. */
export type Way = {
  readonly party: PartyId;
  readonly mailbox: Mailbox;
  readonly relays: RelayRoute;
  readonly situation: Situation;
  readonly trail: Trail;
};

const newest = (trail: Trail, route: TrailLine["route"], via: PartyId | null): TrailLine | undefined =>
  trail.findLast((line) => line.way === "out" && line.route === route && line.via === via);

const lastGood = (trail: Trail, route: TrailLine["route"], via: PartyId | null): Instant | null =>
  trail.findLast(
    (line) =>
      line.way === "out" && line.route === route && line.via === via && !["failed", "refused"].includes(line.outcome),
  )?.lastAt ?? null;

const troubleOf = (line: TrailLine | undefined): Pick<RouteView, "code" | "because"> =>
  line === undefined || line.code === null ? { code: null, because: null } : { code: line.code, because: line.because };

/** How the direct line stands, by its mailbox. */
export const stateOf = ({ heardAt, cutSince }: Mailbox): "up" | "cut" | "untried" =>
  cutSince !== null ? "cut" : heardAt !== null ? "up" : "untried";

/** Every route to one other node; a relay has a line of its own. */
export function routeViews({ mailbox, relays, situation, trail }: Way): readonly RouteView[] {
  const open = routesOf(situation);
  const waiting = Math.max(0, situation.head - situation.held);
  const direct: RouteView = {
    route: "direct",
    via: null,
    is: stateOf(mailbox),
    goodAt: mailbox.heardAt,
    triedAt: newest(trail, "direct", null)?.lastAt ?? mailbox.heardAt,
    ...(mailbox.cutSince === null && mailbox.stopped === null ? NO_TROUBLE : troubleOf(newest(trail, "direct", null))),
    waiting: mailbox.cutSince === null ? 0 : waiting,
  };
  const others = ROUTES.filter((route) => route !== "direct" && route !== "relay").map((route): RouteView => {
    const line = newest(trail, route, null);
    const given = line?.outcome === "failed" || line?.outcome === "refused" ? 0 : (line?.through ?? 0);
    const underway = Math.max(0, given - situation.held);
    const unused = open.includes(route) ? "offered" : route === "thin" && !situation.thin ? "missing" : "idle";
    return {
      route,
      via: null,
      is: underway > 0 ? "holding" : unused,
      goodAt: lastGood(trail, route, null),
      triedAt: line?.lastAt ?? null,
      ...troubleOf(line),
      waiting: underway,
    };
  });
  return [direct, ...relayViews({ relays, situation, trail }), ...others];
}

function relayViews({ relays, situation, trail }: Pick<Way, "relays" | "situation" | "trail">): readonly RouteView[] {
  const vias = [...new Set([...situation.relays, ...Object.keys(relays.at)])].toSorted();
  if (vias.length === 0) {
    return [{ route: "relay", via: null, is: "missing", goodAt: null, triedAt: null, ...NO_TROUBLE, waiting: 0 }];
  }
  return vias.map((via): RouteView => {
    const deposit = relays.at[via];
    const line = newest(trail, "relay", via);
    const held = deposit?.outcome === "held" ? Math.max(0, deposit.through - situation.held) : 0;
    return {
      route: "relay",
      via,
      is: held > 0 ? "holding" : deposit?.outcome === "failed" || deposit?.outcome === "refused" ? "cut" : "idle",
      goodAt: lastGood(trail, "relay", via),
      triedAt: line?.lastAt ?? null,
      ...troubleOf(line),
      waiting: held,
    };
  });
}

const NO_TROUBLE = { code: null, because: null } as const;

export function linesView(node: Node): LinesView {
  const { relay, trails, peers } = node;
  return {
    now: node.world.clock.now(),
    party: node.identity.party,
    lines: peers.lines().map((line) => ({ ...line, trail: trails.of(line.party) })),
    relay: { consents: relay.consents, kept: relay.kept() },
    strangers: trails.of(null),
  };
}

function find(node: Node, name: string): StoredAct {
  const [by = "", seq = ""] = name.split("/");
  const { store } = node.world;
  const stored = /^[1-9]\d{0,8}$/.test(seq) ? store.act(by, Number(seq)) : store.actById(name);
  if (stored === undefined) {
    throw new NodeFailure("unknown-act", "no act with this id is held here; name it by its id or as party/number");
  }
  return stored;
}

/** Where an act is with each of its addressees, and what was tried. */
export function whyView(node: Node, name: string): WhyView {
  const act = actOf(find(node, name));
  const { kind, by, seq, at, id, matter, to } = act;
  return {
    now: node.world.clock.now(),
    act: { kind, by, seq, at, id, matter },
    to: to.map((party) => addresseeView(node, act, party)),
  };
}

function addresseeView(node: Node, act: Act, party: PartyId): AddresseeView {
  const { by, seq, at, kind } = act;
  const { fold } = node.ledgers();
  const now = node.world.clock.now();
  const receipts = fold.receipts.of(by, seq, party);
  const way = by === node.identity.party ? node.wayTo(party) : undefined;
  const tried = way === undefined ? [] : triedFor(way.trail, seq, at);
  const known = { party, fate: fateOf(fold, act, party, now), receipts, tried, hops: [], waitsAt: [] };
  if (receipts.delivered !== undefined) return { ...known, passage: { is: "through" } };
  if (way === undefined) return { ...known, passage: { is: "unknown" } };
  if (kind === RECEIPT && way.situation.held >= seq) return { ...known, passage: { is: "held" } };
  const hops = brokenHops(way, node.identity.party, seq, now);
  const waitsAt = Object.entries(way.relays.at)
    .filter(([, { outcome, through }]) => outcome === "held" && through >= seq)
    .map(([via, { since }]) => ({ via, since: Math.max(since, at) }));
  return { ...known, passage: passageOf(way, hops, at), hops, waitsAt };
}

export function passageOf({ mailbox, situation, relays }: Way, hops: readonly Hop[], signedAt: Instant): Passage {
  const { stopped } = mailbox;
  if (stopped !== null && mailbox.cutSince === null) {
    return { is: "stopped", code: stopped.code, because: stopped.because };
  }
  // Every way has broken hops, and no relay has had it for less than our patience.
  const broken = new Set(hops.map(({ from, to, route }) => (route === "direct" ? "" : from + to))).size;
  const ways = 1 + new Set([...situation.relays, ...Object.keys(relays.at)]).size;
  const since = Math.max(signedAt, Math.min(...hops.map((hop) => hop.since)));
  return mailbox.cutSince !== null && broken >= ways ? { is: "faulty", since } : { is: "underway", since: signedAt };
}

/** The pieces of the way on which this act did not get on. */
export function brokenHops(
  { party, mailbox, relays, trail }: Way,
  self: PartyId,
  seq: number,
  now: Instant,
): readonly Hop[] {
  const hops: Hop[] = [];
  if (mailbox.cutSince !== null) {
    const trouble = troubleOf(newest(trail, "direct", null));
    hops.push({ from: self, to: party, route: "direct", since: mailbox.cutSince, ...trouble });
  }
  for (const [via, { outcome, since, through }] of Object.entries(relays.at)) {
    const line = newest(trail, "relay", via);
    if (outcome === "failed" || outcome === "refused") {
      hops.push({ from: self, to: via, route: "relay", since: line?.firstAt ?? since, ...troubleOf(line) });
    }
    if (outcome === "held" && through >= seq && now - since > PATIENCE) {
      const trouble = { code: "no-receipt", because: "no receipt has come back from there" };
      hops.push({ from: via, to: party, route: "relay", since, ...trouble });
    }
  }
  return hops;
}
