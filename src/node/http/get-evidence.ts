// GET /api/matters/:id/evidence.jsonld: the list of evidence with its custody as CASE/UCO. spec/attribution.md

import type { FastifyInstance } from "fastify";
import { partyOf } from "../../core/compact/compact.ts";
import { toCaseUco } from "../../interop/case-uco.ts";
import { matterView } from "../views.ts";
import type { Desk } from "./desk.ts";

export function getEvidence(app: FastifyInstance, { node }: Desk): void {
  app.get<{ Params: { id: string } }>("/api/matters/:id/evidence.jsonld", async ({ params }, reply) => {
    const { matter, title, entries, now } = matterView(node, params.id);
    const compact = node.ledgers().fold.compactAt(now);
    const marking = entries.find(({ act }) => act.id === matter.opened.act)?.act.marking ?? compact.marking;
    const file = toCaseUco(matter, {
      title,
      marking,
      drill: compact.mode === "drill",
      nameOf: (party) => partyOf(compact, party)?.name ?? party,
    });
    return reply
      .type("application/ld+json")
      .header("content-disposition", `attachment; filename="evidence-${matter.id}.jsonld"`)
      .send(`${JSON.stringify(file, null, 2)}\n`);
  });
}
