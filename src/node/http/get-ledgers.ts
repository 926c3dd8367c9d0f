// GET /api/ledgers: how many acts of each party are held here, under which root. Equal answers on two
// nodes mean equal ledgers.

import type { FastifyInstance } from "fastify";
import type { LedgerView } from "./api.ts";
import type { Desk } from "./desk.ts";

export function getLedgers(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/ledgers", (): readonly LedgerView[] =>
    node.identity.compact.parties.map(({ id: party }) => {
      const tree = node.ledgers().tree(party);
      const checkpoint = node.world.store.checkpoint(party)?.size ?? 0;
      return { party, head: tree.size, root: tree.root().toString("base64"), checkpoint };
    }),
  );
}
