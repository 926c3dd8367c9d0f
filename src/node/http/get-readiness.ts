// GET /api/readiness?format=json|csv&for=parties|public&acts=true: how ready the lines are, what is owed on them, and
// the acts that prove it. For the public only where the compact says so. spec/readiness.md

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { READINESS_FOR } from "../../core/compact/compact.ts";
import { readinessToCsv } from "../../interop/readiness-csv.ts";
import { publicReadiness, readinessView } from "../readiness-view.ts";
import type { Desk } from "./desk.ts";

const Query = Type.Object(
  {
    format: Type.Optional(Type.Enum(["json", "csv"])),
    for: Type.Optional(Type.Enum(READINESS_FOR)),
    acts: Type.Optional(Type.Enum(["true", "false"])),
  },
  { additionalProperties: false },
);

export function getReadiness(app: FastifyInstance, { node }: Desk): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    "/api/readiness",
    { schema: { querystring: Query } },
    async ({ query }, reply) => {
      const view = query.for === "public" ? publicReadiness(node) : readinessView(node, query.acts === "true");
      if (query.format !== "csv") return reply.send(view);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="readiness.csv"')
        .send(readinessToCsv(view));
    },
  );
}
