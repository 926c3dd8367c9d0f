// GET /api/node: who this node is, under what compact, and where the other seats of a drill are.

import type { FastifyInstance } from "fastify";
import type { NodeView } from "./api.ts";
import type { Desk } from "./desk.ts";

export function getNode(app: FastifyInstance, { node, version, seats, scenario }: Desk): void {
  app.get("/api/node", (): NodeView => {
    const now = node.world.clock.now();
    const compact = node.ledgers().fold.compactAt(now);
    return { party: node.identity.party, compact, version, now, seats, scenario };
  });
}
