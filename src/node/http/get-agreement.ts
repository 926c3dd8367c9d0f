// GET /api/agreement: how far the parties' assessments agree, over many matters.

import type { FastifyInstance } from "fastify";
import { agreementView } from "../assessment-view.ts";
import type { Desk } from "./desk.ts";

export function getAgreement(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/agreement", () => agreementView(node));
}
