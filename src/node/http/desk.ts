// What the endpoints stand on: the node, and what a drill on one machine knows beside it.

import type { CompactDocument } from "../../core/compact/document.ts";
import type { Checks } from "../checks.ts";
import type { Node } from "../node.ts";
import type { NodeView, ScenarioView } from "./api.ts";

export type Desk = {
  readonly node: Node;
  readonly checks: Checks;
  readonly document: CompactDocument;
  /** The node's folder; a node in memory has none. */
  readonly dir?: string;
  readonly version: string;
  readonly seats: NodeView["seats"];
  readonly scenario: ScenarioView | null;
};
