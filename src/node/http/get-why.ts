// GET /api/acts/:id/why: where an act is with each of its addressees, and what was tried.

import type { FastifyInstance } from "fastify";
import { whyView } from "../line-views.ts";
import type { Desk } from "./desk.ts";

export function getWhy(app: FastifyInstance, { node }: Desk): void {
  app.get<{ Params: { id: string } }>("/api/acts/:id/why", ({ params }) => whyView(node, params.id));
}
