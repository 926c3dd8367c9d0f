// GET /api/watch: what needs this party now.

import type { FastifyInstance } from "fastify";
import { watchView } from "../views.ts";
import type { Desk } from "./desk.ts";

export function getWatch(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/watch", () => watchView(node));
}
