// POST /api/backup: a backup of this node, made now beside its store. POST /api/rebuild/end: an officer no
// longer waits for the peers that are silent. GET /api/rebuild: whether one is under way. spec/recovery.md

import type { FastifyInstance } from "fastify";
import { backUp } from "../backup.ts";
import { NodeFailure } from "../failure.ts";
import type { Desk } from "./desk.ts";

export function postRebuild(app: FastifyInstance, { node, dir }: Desk): void {
  app.get("/api/rebuild", () => node.rebuild());
  app.post("/api/rebuild/end", async () => {
    if (!node.rebuild().isPending) throw new NodeFailure("bad-request", "this node is not being rebuilt");
    if (await node.endRebuild()) return { ended: true };
    throw new NodeFailure("rebuilding", "no peer has been heard yet, or one still brings acts of ours; try again soon");
  });
  app.post("/api/backup", () => {
    if (dir === undefined) throw new NodeFailure("bad-request", "this node has no folder to copy");
    return { path: backUp(dir, node.world.store, node.world.clock.now()) };
  });
}
