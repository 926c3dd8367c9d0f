// GET /api/acts/:id: how do I know? One act with every check that the node can make on it.

import type { FastifyInstance } from "fastify";
import { proofView } from "../views.ts";
import type { Desk } from "./desk.ts";

export function getProof(app: FastifyInstance, { node }: Desk): void {
  app.get<{ Params: { id: string } }>("/api/acts/:id", ({ params }) => proofView(node, params.id));
}
