// GET /api/matters/:id: one matter as it stands now, with its timeline.

import type { FastifyInstance } from "fastify";
import { matterView } from "../views.ts";
import type { Desk } from "./desk.ts";

export function getMatter(app: FastifyInstance, { node }: Desk): void {
  app.get<{ Params: { id: string } }>("/api/matters/:id", ({ params }) => matterView(node, params.id));
}
