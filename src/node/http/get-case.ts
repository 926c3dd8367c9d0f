// GET /api/case/:matter: the matter as a case file that anyone can verify offline. A fresh checkpoint is
// made first, and the peers that can be reached have a moment to cosign it.

import type { FastifyInstance } from "fastify";
import { caseText } from "../case.ts";
import type { Desk } from "./desk.ts";

export function getCase(app: FastifyInstance, { node, document }: Desk): void {
  app.get<{ Params: { matter: string } }>("/api/case/:matter", async ({ params }, reply) => {
    const text = await caseText(node, document, params.matter);
    return reply
      .type("application/json")
      .header("content-disposition", `attachment; filename="case-${params.matter.replace(/[^a-z0-9-]/g, "")}.json"`)
      .send(text);
  });
}
