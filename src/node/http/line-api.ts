// What the console and the command line read about the line, as types: how each route to each other node
// stands, what lies on this node's shelf, and why an act has no receipt yet. spec/routes.md

import type { Act, ActId, MatterId, PartyId } from "../../core/kernel/act.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Route } from "../../core/kernel/route.ts";
import type { ReceiptLevel } from "../../core/kernel/receipt.ts";
import type { Fate } from "../../core/line/silence.ts";
import type { Received } from "../../core/law/receipts.ts";
import type { Trail } from "../../line/trail.ts";
import type { RelayedKept } from "../../store/line-store.ts";

/**
 * One route to one other node. `up`: the last try came through. `cut`: it did not. `holding`: somebody
 * has what we gave, and no receipt has come back. `offered`: people may take it now. `idle`: there is no
 * need of it. `missing`: it is not set up, or nobody would relay.
 */
export type RouteView = {
  readonly route: Route;
  /** The relay; null on a route that has nobody in between. */
  readonly via: PartyId | null;
  readonly is: "up" | "cut" | "untried" | "holding" | "offered" | "idle" | "missing";
  /** When it last brought something through. */
  readonly goodAt: Instant | null;
  readonly triedAt: Instant | null;
  /** Why the last try failed or was refused. */
  readonly code: string | null;
  readonly because: string | null;
  /** Acts of ours that were given to this route and have no receipt. */
  readonly waiting: number;
};

/** How the way to one other node stands, as this node sees it. */
export type LineView = {
  readonly party: PartyId;
  /** The direct line. */
  readonly is: "up" | "cut" | "untried";
  /** When this node last heard the other: a signed answer or a letter. */
  readonly heardAt: Instant | null;
  readonly cutSince: Instant | null;
  /** Acts of this node that the other is not known to hold. */
  readonly undelivered: number;
  /** Round trip of the last exchange, milliseconds. */
  readonly roundTripMs: number | null;
  /** The two checkpoints of one author that cannot both be true, if this party was caught so. */
  readonly forks: number;
  readonly routes: readonly RouteView[];
};

/** `GET /api/line`. */
export type LinesView = {
  readonly now: Instant;
  readonly party: PartyId;
  readonly lines: readonly (LineView & { readonly trail: Trail })[];
  /** This node as a relay for others. */
  readonly relay: { readonly consents: boolean; readonly kept: readonly RelayedKept[] };
  /** What came from nobody that the compact knows, and was refused. */
  readonly strangers: Trail;
};

/** A piece of the way that does not work. */
export type Hop = {
  readonly from: PartyId;
  readonly to: PartyId;
  readonly route: Route;
  readonly since: Instant;
  readonly code: string | null;
  readonly because: string | null;
};

/**
 * How the way of one act to one addressee stands. `through`: there is a receipt. `stopped`: the other node
 * answers and does not take it. `faulty`: no way works, and `hops` says where each breaks.
 */
export type Passage =
  | { readonly is: "through" }
  | { readonly is: "underway"; readonly since: Instant }
  /** A receipt is not receipted itself: the other has said that it holds it. */
  | { readonly is: "held" }
  | { readonly is: "stopped"; readonly code: string; readonly because: string }
  | { readonly is: "faulty"; readonly since: Instant }
  /** The act is another party's: only its author knows the way to this addressee. */
  | { readonly is: "unknown" };

export type AddresseeView = {
  readonly party: PartyId;
  /** By law, from receipts, answers and clocks: how far it has come, and which kind of silence there is. */
  readonly fate: Fate;
  /** By this node's own knowledge. */
  readonly passage: Passage;
  readonly receipts: Readonly<Partial<Record<ReceiptLevel, Received>>>;
  readonly hops: readonly Hop[];
  /** Where it lies now on behalf of this addressee. */
  readonly waitsAt: readonly { readonly via: PartyId; readonly since: Instant }[];
  readonly tried: Trail;
};

/** `GET /api/acts/:id/why`; `:id` is an act's id or `party/seq`. */
export type WhyView = {
  readonly now: Instant;
  readonly act: Pick<Act, "kind" | "by" | "seq" | "at"> & { readonly id: ActId; readonly matter: MatterId | null };
  readonly to: readonly AddresseeView[];
};
