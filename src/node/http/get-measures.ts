// GET /api/measures: the register of measures in all matters. spec/measures.md

import type { FastifyInstance } from "fastify";
import { measuresView } from "../measures.ts";
import type { Desk } from "./desk.ts";

export function getMeasures(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/measures", () => measuresView(node));
}
