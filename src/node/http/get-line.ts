// GET /api/line: every route to every other node, what was tried, and what lies on this node's shelf.

import type { FastifyInstance } from "fastify";
import { linesView } from "../line-views.ts";
import type { Desk } from "./desk.ts";

export function getLine(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/line", () => linesView(node));
}
